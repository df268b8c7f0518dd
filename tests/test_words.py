"""The room of words: every language says the same, and writes figures in its own way."""

import datetime as dt
import inspect
import json
import re
import string
import subprocess
import sys
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter

import jsonschema
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kinerja import _words
from kinerja._words import Grammar, Plural, available, en, figure, words
from kinerja.errors import InputError
from kinerja.indicators import (
    Band,
    Bands,
    Indicator,
    Linear,
    Scorecard,
    Text,
    say,
)
from kinerja.scoring import explain, score


def leaves(room, path=""):
    """Every sentence of a room by its place: strings, plural forms, tables of sentences."""
    out = {}
    for name, value in inspect.getmembers(room):
        place = f"{path}{name}"
        if name.startswith("_") or callable(value):
            continue
        if isinstance(value, str):
            out[place] = value
        elif isinstance(value, Plural):
            out[place] = value["other"]
        elif isinstance(value, Mapping):
            out |= {f"{place}[{key}]": text for key, text in value.items()}
        elif isinstance(value, tuple):
            out |= {f"{place}[{i}]": text for i, text in enumerate(value)}
        else:
            out |= leaves(value, f"{place}.")
    return out


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


ENGLISH = leaves(words("en"))
SAME_IN_BOTH = re.compile(r"[^a-z]*|code|name")


@pytest.mark.parametrize("language", [code for code in available() if code != "en"])
def test_every_language_has_the_same_keys_and_placeholders(language):
    theirs = leaves(words(language))
    # A table that is empty in English turns English phrases into those of another language; a
    # sentence that is empty is a place for a caller's own.
    further = {place for place in theirs if not attrgetter(place.split("[")[0])(words("en"))}
    assert theirs.keys() - further == ENGLISH.keys() - further
    for place in ENGLISH.keys() - further:
        assert fields(theirs[place]) == fields(ENGLISH[place]), place


@pytest.mark.parametrize("language", [code for code in available() if code != "en"])
def test_every_sentence_is_translated(language):
    # A room that its language does not override shows English words of three letters and more.
    def own(room, theirs, path=""):
        for name, value in inspect.getmembers(room):
            if name.startswith("_") or callable(value) or name in {"code", "name"}:
                continue
            other = getattr(theirs, name)
            if isinstance(value, str | Mapping | tuple):
                yield f"{path}{name}", value, other
            else:
                yield from own(value, other, f"{path}{name}.")

    for place, english, theirs in own(words("en"), words(language)):
        if isinstance(english, str) and len(re.findall("[A-Za-z]{3,}", english)) < 4:
            continue
        assert theirs != english or english == "Rp{amount}", place


def test_plural_forms_name_the_same_fields():
    for language in available():
        for room in vars(type(words(language))).values():
            for value in vars(type(room)).values():
                if isinstance(value, Plural):
                    # A form for one may say it in words.
                    assert all(fields(text) <= fields(value["other"]) for text in value.values())


@pytest.mark.parametrize(
    ("x", "decimals", "english", "indonesian"),
    [
        (67.25, 1, "67.3", "67,3"),  # half up, not half to even
        (0.125, 2, "0.13", "0,13"),
        (64.995, 2, "65.00", "65,00"),  # a half at twelve digits, whatever the float is
        (-67.25, 1, "−67.3", "−67,3"),  # a loss shows the digits of the same gain
        (1234567.891, 2, "1,234,567.89", "1.234.567,89"),
        (-0.04, 1, "0.0", "0,0"),  # nothing is not a loss
        (2.25, None, "2.25", "2,25"),
        (1500.0, None, "1,500", "1.500"),
        (float("nan"), 1, "–", "–"),
    ],
)
def test_numbers_are_written_as_each_language_writes_them(x, decimals, english, indonesian):
    assert figure(x, "en", decimals=decimals) == english
    assert figure(x, "id", decimals=decimals) == indonesian


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_what_is_shown_is_the_decimal_rounded_half_up(whole, decimals):
    x = whole / 1000  # three decimals: the decimal is known exactly
    unit = Decimal(1).scaleb(-decimals)
    expected = (Decimal(whole) / 1000).quantize(unit, rounding=ROUND_HALF_UP)
    shown = figure(x, decimals=decimals).replace(",", "").replace("−", "-")
    assert Decimal(shown) == expected


def test_large_numbers_keep_every_digit():
    assert figure(123456789012345.0, decimals=0) == "123,456,789,012,345"
    assert figure(1e300, decimals=0).startswith("1,000,000")
    assert figure(1e16, decimals=None) == "1e+16"
    assert figure(float("inf")) == "inf"


def test_money_dates_lists_and_plurals():
    english, indonesian = words("en").grammar, words("id").grammar
    assert english.money(8_950_000) == "Rp8,950,000"
    assert indonesian.money(-8_950_000) == "−Rp8.950.000"
    assert english.money(float("nan")) == "–"
    assert indonesian.percent(0.812) == "81%"
    assert indonesian.percent(-0.0675, decimals=1, sign=True) == "−6,8%"
    assert english.percent(float("nan")) == "–"
    day = dt.date(2025, 8, 17)
    assert (english.date(day), indonesian.date(day)) == ("17 August 2025", "17 Agustus 2025")
    assert [english.listed(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert [indonesian.listed(list("abc")[:n]) for n in (2, 3)] == ["a dan b", "a, b, dan c"]
    assert indonesian.either(["a", "b"]) == "a atau b"
    people = Plural("{n} people", one="{n} person")
    assert [english.plural(people, n) for n in (0, 1, 2.5)] == [
        "0 people",
        "1 person",
        "2.5 people",
    ]


def test_a_language_may_have_more_plural_forms_than_english():
    class Russian(Grammar):
        def form(self, n):
            if n % 10 == 1 and n % 100 != 11:
                return "one"
            return "few" if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14} else "many"

    days = Plural("{n} дня", one="{n} день", few="{n} дня", many="{n} дней")
    written = [Russian().plural(days, n) for n in (1, 3, 5, 21, 12)]
    assert written == ["1 день", "3 дня", "5 дней", "21 день", "12 дней"]


THIRD = """
from kinerja._words import en
from kinerja._words.grammar import Grammar


class _Grammar(Grammar):
    decimal = ","


class _Explanation(en.Explanation):
    total = "Gunggunge {total} poin."


class Javanese(en.English):
    code = "jv"
    name = "Basa Jawa"
    grammar = _Grammar()
    explanation = _Explanation()


WORDS = Javanese()
"""
"""A made-up start of a third language: one file."""


@pytest.fixture
def third(tmp_path, monkeypatch):
    (tmp_path / "jv.py").write_text(THIRD, "utf-8")
    monkeypatch.setattr(_words, "__path__", [*_words.__path__, str(tmp_path)])
    yield "jv"
    sys.modules.pop("kinerja._words.jv", None)


CARD = Scorecard(
    code="c",
    name="C",
    parts=(
        Indicator(
            code="a",
            name=Text(en="Attendance", id="Kehadiran", jv="Rawuh"),
            scale=Linear(worst=0, best=100),
        ),
        Indicator(code="t", name=Text(en="Tasks", id="Tugas"), scale=Linear(worst=0, best=100)),
    ),
)


def test_a_third_language_is_one_file(third):
    assert available() == ("en", "id", "jv")
    scores = score(CARD, [[80, 72.5], [60, 50]])
    lines = explain(scores, 0, language=third).text.splitlines()
    assert lines[0] == "Gunggunge 76,3 poin."  # (80 + 72.5) / 2 = 76.25
    # Names come in its own words, or in English; so do sentences that nobody has translated.
    assert any("Rawuh (+5,0)" in line and "Tasks (+5,6)" in line for line in lines)
    assert lines[-2] == words("en").explanation.note


def test_an_unknown_language_is_refused_with_those_there_are():
    with pytest.raises(InputError, match="`language`: expected one of 'en', 'id'; found 'jv'"):
        explain(score(CARD, [[80, 72.5], [60, 50]]), 0, language="jv")
    for bad in ("", "EN", None, 1, "grammar", "en.py"):
        with pytest.raises(InputError, match="language"):
            words(bad)


def test_the_words_are_not_loaded_before_they_are_needed():
    code = (
        "import sys, kinerja\n"
        "from kinerja import Indicator, Scorecard, score\n"
        "from kinerja.indicators import Linear\n"
        "card = Scorecard(code='c', name='C', parts=(\n"
        "    Indicator(code='a', name='A', scale=Linear(worst=0, best=1)),))\n"
        "score(card, [[.5]])\n"
        "print([m for m in sys.modules if m.startswith('kinerja._words.')])"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "['kinerja._words.grammar']"


def test_a_text_takes_any_language_and_travels_as_json():
    text = Text(en="nurse", id="perawat", jv="perawat", **{"zh-Hant": "護理師"})
    assert [say(text, code) for code in ("en", "jv", "zh-Hant", "fr")] == [
        "nurse",
        "perawat",
        "護理師",
        "nurse",
    ]
    assert Text.model_validate_json(text.model_dump_json()) == text
    assert Text.model_validate(json.loads(text.model_dump_json())) == text
    assert hash(text) == hash(Text.model_validate(text.model_dump()))
    assert Text(en="a") != Text(en="a", id="a")
    assert Text(en="a").model_dump() == {"en": "a"}
    assert text.jv == "perawat"
    with pytest.raises(ValidationError, match="frozen"):
        text.jv = "other"


def test_a_text_needs_english_and_codes_of_languages():
    for bad, said in (
        ({"id": "perawat"}, "en"),
        ({"en": "nurse", "indonesian": "perawat"}, "'indonesian' is not the code of a language"),
        ({"en": "nurse", "ID": "perawat"}, "'ID' is not the code"),
        ({"en": "nurse", "jv": 3}, "string"),
    ):
        with pytest.raises(ValidationError, match=said):
            Text.model_validate(bad)


def test_the_schema_of_a_text_knows_codes_as_the_text_does():
    schema = Text.model_json_schema()
    jsonschema.validate({"en": "nurse", "id": "perawat", "zh-Hant": "x"}, schema)
    for bad in ({"id": "perawat"}, {"en": "nurse", "indonesian": "x"}, {"en": "nurse", "jv": 3}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(bad, schema)


def test_a_further_language_is_part_of_the_fingerprint():
    def card(**others):
        return CARD.model_copy(update={"name": Text(en="C", **others)})

    assert card(id="K").fingerprint != card(id="K", jv="W").fingerprint
    assert card(id="K").fingerprint == card(id="K").fingerprint


def test_labels_fall_back_to_english_where_only_some_have_a_language():
    grades = Bands(
        bands=(
            Band(label=Text(en="low", jv="endhek"), lower=0),
            Band(label=Text(en="high", id="tinggi"), lower=50),
        )
    )
    assert grades.label([10, 60], "jv").tolist() == ["endhek", "high"]
    assert grades.label([10, 60], "id").tolist() == ["low", "tinggi"]
    assert grades.entry("endhek") == 0.0
    with pytest.raises(InputError, match="expected one of 'en', 'id', 'jv'; found 'fr'"):
        grades.label([10], "fr")
    with pytest.raises(ValidationError, match="label of its own"):
        Bands(
            bands=(
                Band(label=Text(en="low", jv="x"), lower=0),
                Band(label=Text(en="high", jv="x"), lower=50),
            )
        )


def test_a_card_in_three_languages_travels_as_a_table():
    table = CARD.to_table()
    assert table["name_jv"] == ["Rawuh", None]
    assert Scorecard.from_table(table, code="c", name="C") == CARD
    with pytest.raises(InputError, match="name_javanese"):
        Scorecard.from_table({**table, "name_javanese": ["x", "y"]}, code="c", name="C")


def test_a_rule_of_transfers_is_known_in_every_language():
    from kinerja.balancing import RULES

    assert dict(RULES["need"]) == {
        "en": "the post has no need",
        "id": "jabatan ini tidak memiliki kebutuhan",
    }
    assert set(RULES) == set(en.Transfers.rules)
    assert len(RULES["need"]) == 2
    with pytest.raises(KeyError):
        _ = RULES["need"]["fr"]
    assert np.all([isinstance(text, str) for rule in RULES.values() for text in rule.values()])
