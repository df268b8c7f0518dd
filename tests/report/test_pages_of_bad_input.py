"""Results with nothing in them, one row, a thousand units, long names: a page or a clear error."""

import numpy as np
import pytest

from kinerja import Bands, Indicator, Scorecard, plotting, report, score
from kinerja.balancing import plan_transfers
from kinerja.errors import InputError
from kinerja.indicators import Identity
from kinerja.ratings import adverse_impact
from kinerja.schemes import skm
from kinerja.staffing import balance_sheet
from report.reading import read

PARTS = [Indicator(code=c, name=f"{c} " + "long name " * 19, scale=Identity()) for c in "abc"]
CARD = Scorecard(code="c", name="Card", parts=PARTS, bands=Bands.of({"fair": 0, "good": 60}))
LONG = [f"Unit {i} of {'x' * 190}" for i in range(3)]
NOTHING = np.full((6, 3), np.nan)
VALUES = np.arange(18.0).reshape(6, 3) * 5


def scores(values, **options):
    ids = [f"P{i}" for i in range(len(values))]
    return score(CARD, values, ids=ids, missing="reweight", **options)


ANSWERS = np.tile([3.0, 3, 2, 4, 3, 3, 3, 3, 3], (6, 1))
CASES = {
    "nothing": [scores(NOTHING)],
    "one row": [scores(VALUES[:1]), skm.index(ANSWERS[:1])],
    "one unit": [
        scores(VALUES),
        skm.index(ANSWERS, by=["A"] * 6),
        balance_sheet([[1.0]], [[2.0]], units=["A"]),
    ],
    "long names": [
        scores(VALUES),
        skm.index(ANSWERS, by=LONG * 2),
        balance_sheet(np.ones((3, 1)), np.full((3, 1), 2.0), units=LONG),
    ],
    "a thousand units": [
        scores(np.tile(VALUES, (500, 1))),
        skm.index(np.tile(ANSWERS, (500, 1)), by=[f"U{i % 1000}" for i in range(3000)]),
        balance_sheet(np.ones((1000, 1)), np.full((1000, 1), 2.0), units=range(1000)),
    ],
}


@pytest.mark.filterwarnings("ignore::kinerja.errors.KinerjaWarning")
@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("reader", ["leader", "analyst"])
def test_every_case_has_a_page(name, reader, language):
    data = CASES[name]
    units = [LONG[i % 3] for i in range(len(data[0]))]
    root = read(report.of(data, reader=reader, unit=units, language=language))
    assert len(root.one("main").text) > 40
    for picture in root.all("svg"):
        assert len(picture.one("desc").text) >= 30
        # No axis without a word: every picture has marks of data.
        assert [g for g in picture.all() if "-0" in (g.attributes.get("id") or "")]


@pytest.mark.parametrize("name", CASES)
def test_every_case_has_a_page_for_one_person_and_one_unit(name):
    data = CASES[name]
    units = [LONG[i % 3] for i in range(len(data[0]))]
    assert "P0" in report.of(data, reader="employee", whose="P0")
    text = read(report.of(data, reader="head", whose=LONG[0], unit=units)).one("main").text
    assert LONG[1] not in text


def test_groups_that_are_too_small_are_counted_and_not_drawn():
    chosen, group = [True, False] * 10 + [True], ["a"] * 10 + ["b"] * 10 + ["tiny"]
    found = adverse_impact(chosen, group, minimum=5)
    fig = plotting.fairness(found)
    assert "tiny" not in plotting.alt_text(fig)
    assert "tiny" not in plotting.svg(fig, prefix="p")
    assert "too small" in plotting.alt_text(fig)


def test_an_empty_plan_is_no_empty_axis():
    plan = plan_transfers([0, 1], [0, 0], [[1], [1]], units=["A", "B"])
    with pytest.raises(InputError, match="no move"):
        plan.plot()
    assert "<figure>" not in report.of([plan], reader="analyst")


@pytest.mark.parametrize("call", [report.of, report.html, report.folder])
def test_an_unknown_language_is_named(call, tmp_path):
    given = {report.html: ([],), report.of: (CASES["one row"],)}.get(
        call, (tmp_path / "pages", CASES["one row"])
    )
    options = {"title": "T"} if call is report.html else {}
    with pytest.raises(InputError, match="'xx'"):
        call(*given, language="xx", **options)
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_named(tmp_path):
    for make in (
        lambda: report.folder(tmp_path / "no" / "pages", CASES["one row"]),
        lambda: report.skm(skm.index(ANSWERS), path=tmp_path / "no" / "laporan.html"),
    ):
        with pytest.raises(InputError) as caught:
            make()
        assert caught.value.argument == "path"
    assert not list(tmp_path.iterdir())
