"""The registry: what is listed, what is refused, and JSON both ways."""

import json
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from edges import edges
from hypothesis import given
from hypothesis import strategies as st

from kinerja import schemes
from kinerja.errors import InputError
from kinerja.indicators import Bands, say
from kinerja.schemes import organisation, skp, staffing, talent

SCHEMES = [schemes.get(info.id, info.version) for info in schemes.available()]
GRADINGS = [(f"{s.id} {s.version} {g.name}", g.bands) for s in SCHEMES for g in s.gradings]


def test_every_submodule_is_reached_lazily_and_by_name():
    for name in schemes.__all__:
        assert getattr(schemes, name) is not None
    assert set(dir(schemes)) >= set(schemes.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = schemes.nothing


def test_submodules_have_documented_public_names():
    for name in schemes._SUBMODULES:
        module = getattr(schemes, name)
        assert module.__doc__
        for public in module.__all__:
            thing = getattr(module, public)
            if callable(thing) and public[0].islower():
                assert ">>>" in thing.__doc__, public


def test_every_version_names_its_regulation_and_its_evidence():
    keys = [(info.id, info.version) for info in schemes.available()]
    assert keys == sorted(set(keys))
    for info in schemes.available():
        assert info.regulation
        assert info.covers
        assert info.evidence in {"regulation", "practice", "recalled"}
        assert say(info.status, "en")
        assert (
            info.valid_until is None
            or info.valid_from is None
            or (info.valid_from <= info.valid_until)
        )
    assert say(schemes.get("sakip", "2021").status, "id") == "teks peraturan"


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda s: f"{s.id} {s.version}")
def test_definitions_travel_as_json_both_ways(scheme):
    assert schemes.Scheme.model_validate_json(scheme.model_dump_json()) == scheme
    assert schemes.Scheme.model_validate(json.loads(scheme.model_dump_json())) == scheme
    assert schemes.SchemeInfo.model_validate_json(scheme.info.model_dump_json()) == scheme.info


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda s: f"{s.id} {s.version}")
def test_labels_have_words_in_both_languages(scheme):
    for label in scheme.labels:
        assert say(label.text, "en")
        assert say(label.text, "id")


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda s: f"{s.id} {s.version}")
def test_every_grade_that_a_scheme_gives_has_words(scheme):
    for grading in scheme.gradings:
        labels = grading.bands.labels().tolist()
        for language in ("en", "id"):
            words = scheme.words(labels, language).tolist()
            assert words[-1] == ""
            assert all(words[:-1])
            assert scheme.words(labels[0], language) == words[0]


def test_words_of_an_unknown_code_are_refused():
    with pytest.raises(InputError, match="one of AA, A, BB, B, CC, C, D"):
        schemes.get("sakip", "2021").words(["AA", "AAA"])
    with pytest.raises(InputError, match="'en', 'id'"):
        schemes.get("sakip", "2021").words("AA", "fr")
    assert schemes.get("skp", "2022").words("special", "id") == "Istimewa"


def test_weights_sum_to_one():
    found = 0
    for scheme in SCHEMES:
        for table in scheme.tables:
            if table.name.startswith(("weights", "shares")):
                total = sum(Fraction(repr(value)) for value in table.to_dict().values())
                assert total == 1, (scheme.id, scheme.version, table.name)
                found += 1
    assert found >= 4


@pytest.mark.parametrize(("name", "bands"), GRADINGS, ids=[name for name, _ in GRADINGS])
def test_every_edge_of_every_band(name, bands):
    for value, position in edges(bands):
        assert bands.code(value) == position, (name, value)


@pytest.mark.parametrize(("name", "bands"), GRADINGS, ids=[name for name, _ in GRADINGS])
@given(data=st.data())
def test_grades_have_no_hole(name, bands, data):
    low = bands.bands[0].lower
    low = 0.0 if low is None else low
    high = 1000.0 if bands.upper is None else bands.upper
    x = data.draw(st.floats(low, high))
    y = data.draw(st.floats(low, high))
    if bands.closed == "right":
        x, y = max(x, 1e-9), max(y, 1e-9)
    a, b = sorted((x, y))
    assert 0 <= bands.code(a) <= bands.code(b) < len(bands.bands)


def test_unknown_scheme_and_version_are_refused_by_name():
    with pytest.raises(InputError, match=r"one of .*sakip.*skp") as caught:
        schemes.get("skpp", "2011")
    assert caught.value.argument == "id"
    with pytest.raises(InputError, match="2011, 2019, 2021, 2022"):
        schemes.get("skp", "2020")
    with pytest.raises(InputError, match="one of matrix, coefficients"):
        schemes.get("skp", "2022").table("nothing")
    with pytest.raises(InputError, match="one of predicate"):
        schemes.get("skp", "2011").bands("nothing")
    with pytest.raises(InputError, match="the scheme has none"):
        schemes.get("skp", "2022").bands("nothing")


def test_an_agency_ships_its_own_variant_as_a_file(tmp_path):
    own = schemes.get("sakip", "2021").model_dump(mode="json")
    own |= {"version": "own", "regulation": "Agency rule 1/2026", "evidence": "regulation"}
    file = tmp_path / "own.json"
    file.write_text(json.dumps(own))
    scheme = schemes.Scheme.model_validate_json(file.read_text())
    assert isinstance(scheme.bands("grade"), Bands)
    assert scheme.bands("grade").label(90.01) == "AA"


def test_a_table_names_each_row_once():
    scheme = schemes.get("public_service_index", "2022").model_dump(mode="json")
    scheme["tables"][0]["rows"].append(scheme["tables"][0]["rows"][0])
    with pytest.raises(ValueError, match="a row stands twice"):
        schemes.Scheme.model_validate(scheme)


@pytest.mark.parametrize("odd", [None, 3, ["skm"], {}, float("nan")])
def test_what_is_no_name_is_refused_by_name(odd):
    with pytest.raises(InputError, match=r"`id`.*one of .*skp"):
        schemes.get(odd, "2017")
    with pytest.raises(InputError, match=r"`version`.*2004, 2017"):
        schemes.get("skm", odd)
    with pytest.raises(InputError, match=r"`name`.*one of grade"):
        schemes.get("skm", "2017").bands(odd)


@pytest.mark.parametrize("odd", [[1, 2], [], float("inf"), "3", True, 1j])
def test_only_one_number_is_written(odd):
    with pytest.raises(InputError, match="`x`"):
        schemes.format_number(odd, "id")


@given(st.integers(-(10**7), 10**7))
def test_an_indonesian_figure_is_the_english_one_with_the_marks_exchanged(thousandths):
    x = thousandths / 1000
    english, indonesian = schemes.format_number(x, "en"), schemes.format_number(x, "id")
    assert indonesian == english.translate(str.maketrans(",.", ".,"))
    # Half up is towards the larger number, so −0.005 is 0.00.
    hundredths = (thousandths + 5) // 10
    assert Decimal(english.replace(",", "").replace("−", "-")) == Decimal(hundredths).scaleb(-2)


def test_numbers_are_written_as_reports_print_them():
    assert schemes.format_number(76.475, "id") == "76,48"  # half up, not half to even
    assert schemes.format_number(1234.5, "en") == "1,234.50"
    assert schemes.format_number(3.0, "id", decimals=3) == "3,000"
    assert schemes.format_number(float("nan"), "en") == "–"
    assert schemes.format_number(2.25, "id", decimals=None) == "2,25"
    with pytest.raises(InputError, match="'en', 'id'"):
        schemes.format_number(1.0, "fr")


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: organisation.sakip([1, 101]), "value"),
        (lambda: organisation.ombudsman(101, version="2021"), "value"),
        (lambda: skp.predicate_2011([1, np.inf]), "value"),
        (lambda: skp.predicate_2019(120.01, innovation=True), "value"),
        (lambda: talent.job_match_category(np.inf), "percent"),
        (lambda: staffing.efficiency_grade(np.inf), "ratio"),
    ],
)
def test_a_value_outside_the_grades_is_refused_by_the_name_of_its_argument(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument
