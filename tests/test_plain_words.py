"""Phrases that readers stumbled over, and their kind, stay out of every sentence and the report."""

import inspect
import re
from collections.abc import Mapping

import pytest

from kinerja.__main__ import main
from kinerja._words import words


def sentences(room, path=""):
    """Every sentence of a room, by its place."""
    for name, value in inspect.getmembers(room):
        if name.startswith("_") or callable(value):
            continue
        if isinstance(value, str):
            yield f"{path}{name}", value
        elif isinstance(value, Mapping):
            for key, text in value.items():
                yield f"{path}{name}[{key}]", text
        elif not isinstance(value, tuple):
            yield from sentences(value, f"{path}{name}.")


ENGLISH = (
    r"\d %",  # a per cent sign stands close
    r"taken by people",
    r"needs [\d.]+ in ",
    r"cost counted for (your|this) move",
    r"Enough for it, with everything else",
    r"this sample cannot tell",
    r"The mean of the group comes to",
    r"The fullest over the mean",
    r"do not reach for more",
    r"Without the severities",
    r"It is likely, not shown",
    r"went down one\b",
    r"Drawn [\d,]+ times around",
    r"due to chance",
)
INDONESIAN = (
    r"\d %",
    r"oleh orang\b",
    r"\bkeputusan tentang orang",
    r"\bperpindahan",
    r"garis lurus|rasio sama|tangga di",
    r"\bdata tidak ada\b",
    r"Yang mengangkat|menahan nilai",
    r"\bDitarik\b|antarpenarikan",
    r"murah hati",
    r"\bseharga\b",
    r"menurut penahannya",
    r"ditambatkan|penggaris",
    r"menit per perkara|\bperkara\b",
    r"urusan pengadaan",
    r"lewat masa",
    r"yang terpenuh",
    r"Untuk orangnya",
    r"Kepada [SP]\d",
    r"Nilai biaya perpindahan",
    r"mengosongkan satu unsur",
    r"lazim dipercaya",
    r"janji temu terlalu banyak jasa",
    r"selisih dalam selisih",
    r"karena kebetulan [\d,]+%",
    r"salah satu dari ya\b",
    r"\bribu rupiah\b",
    r"tidak seorang pun di dalamnya nyata",
    r"seberapa sering kebetulan",
)
FORBIDDEN = {"en": ENGLISH, "id": INDONESIAN}


@pytest.mark.parametrize("language", ["en", "id"])
def test_no_sentence_has_what_readers_stumbled_over(language):
    found = {
        place: pattern
        for place, text in sentences(words(language))
        for pattern in FORBIDDEN[language]
        if re.search(pattern, text)
    }
    assert not found


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_report_on_the_sample_is_free_of_it_too(language, capsys):
    assert main(["--language", language]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert not [pattern for pattern in FORBIDDEN[language] if re.search(pattern, text)]
    # What must be said: who decides, how to object, and what an error leaves open.
    said = {
        "en": ("The official in charge decides", "within 14 days", "error of measurement"),
        "id": ("ditetapkan oleh pejabat yang berwenang", "dalam 14 hari", "galat pengukuran"),
    }[language]
    assert all(phrase in text for phrase in said)


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_p_value_is_never_worded_as_the_probability_of_chance(language):
    says_so = {
        "en": r"(probability|chance) (that )?(it|this|the difference) (is|was|came) (by|due)",
        "id": r"peluang (hal itu|perubahan itu|perbedaan itu) (terjadi )?karena kebetulan",
    }[language]
    assert not [place for place, text in sentences(words(language)) if re.search(says_so, text)]


def test_indonesian_writes_per_cent_money_and_persons_as_offices_do():
    for place, text in sentences(words("id")):
        shown = re.sub(r"{\w+}", "", text)
        assert not re.search(r"\bstaf\b|\btransfer\b|\boffice\b|\bband\b", shown), place
    assert words("id").grammar.percent(0.95) == "95%"
    assert words("id").grammar.money(8_950_000) == "Rp8.950.000"


# What may begin with a count is a caption: a noun and no verb.
CAPTIONS = (
    "{n} baris, mulai", "{n} kelompok;", "{n} unsur menurut", "{n} responden. ",
    "{n} responden; tabel", "{shown} unit dengan", "{n} pegawai, rata-rata", "{n} halaman.",
)  # fmt: skip
COUNT_FIRST = re.compile(
    r"(?:^|\. )(\{\w+\} (?:pegawai|orang|responden|baris|nilai|tugas|data|mutasi|keikutsertaan"
    r"|subjek|penilai|kelompok|level|dari|unsur|unit|halaman)\b[^.]*\.(?:$| ))"
)


def test_no_indonesian_sentence_begins_with_a_figure():
    # EYD V, Penulisan Bilangan: "Sebanyak 13 pegawai …", not "13 pegawai …".
    assert COUNT_FIRST.findall("Alasan. {n} pegawai dapat mengisi jabatan ini.")
    assert not COUNT_FIRST.findall("Sebanyak {n} pegawai dapat mengisi jabatan ini.")
    found = {
        place: begun
        for place, text in sentences(words("id"))
        for begun in COUNT_FIRST.findall(text)
        if not begun.startswith(CAPTIONS)
    }
    assert not found
