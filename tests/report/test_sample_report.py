"""The sample report says the same in both languages, and is plain data until somebody shows it."""

import re

import pytest

from kinerja._cli.terminal import WIDTH, table
from kinerja._report.sample_report import sample_report
from kinerja._report.section import Column, Section, Table

ENGLISH, INDONESIAN = sample_report("en"), sample_report("id")


def test_both_languages_tell_the_same_sections():
    assert len(ENGLISH.sections) == len(INDONESIAN.sections) == 17
    for one, other in zip(ENGLISH.sections, INDONESIAN.sections, strict=True):
        assert isinstance(one, Section)
        assert one.title != other.title
        assert len(one.text) == len(other.text)
        assert len(one.method) == len(other.method)
        for (_, mine), (_, theirs) in zip(one.tables, other.tables, strict=True):
            assert (len(mine), mine.size) == (len(theirs), theirs.size)
            for head, same in zip(mine, theirs, strict=True):
                if mine.column(head).kind != "text":
                    assert mine[head] == pytest.approx(theirs[same], nan_ok=True)


def test_no_word_is_left_to_be_filled_in():
    for report in (ENGLISH, INDONESIAN):
        for section in report.sections:
            for text in (section.title, *section.text, *section.method):
                assert not re.search(r"[{}]", text), text
                assert "  " not in text.strip(), text
                assert not re.search(r"\d %", text), text


def test_the_report_says_what_its_readers_stumbled_over():
    english = " ".join(t for s in ENGLISH.sections for t in (*s.text, *s.method))
    indonesian = " ".join(t for s in INDONESIAN.sections for t in (*s.text, *s.method))
    # The records of 2025 are new: their behaviour is now the mean of the ratings of section 8.
    assert "7 rose and 9 fell (one of them by two grades)" in english
    assert "76.1 points, the mean of all totals is 76.2" in english  # two means, and why
    assert "not by chance" not in english
    assert "p-value 6.8%" in english
    assert "dengan biaya Rp8.950.000" in indonesian
    assert "Untuk pegawai yang bersangkutan:" in indonesian
    assert "Kekurangan 13,29 → 0,70 pegawai, dengan 15 mutasi." in indonesian
    for word in ("perpindahan", "urutan ini", "Ia ", "pasti urutan"):
        assert word not in indonesian


def test_a_wide_table_loses_no_word():
    rule = "giving units are at their need and can spare nobody, whoever asks for it and when"
    long = Table({"unit": ["A"], "short": Column([1.5], "number"), "because": [rule]})
    lines = table(long, "en").splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert " ".join(" ".join(lines[1:]).split()) == f"A 1.5 {rule}"


def test_a_cell_without_a_figure_is_empty_and_a_missing_one_is_marked():
    shown = table(Table({"n": Column([1.0, None, float("nan")], "number")}), "id")
    assert shown.split() == ["n", "1,0", "–"]


def test_losses_point_to_the_left():
    shown = table(Table({"x": ["a", "b"], "y": Column([-2.0, 1.0], "number", bar=True)}), "en")
    loss, gain = shown.splitlines()[1:]
    assert loss.rstrip().endswith("█│")
    assert gain.endswith("│██████")
