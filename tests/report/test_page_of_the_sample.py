"""The sample report as a page: whole or not at all, with what the terminal says."""

import os

import pytest

from kinerja.__main__ import main
from report.reading import read


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_sample_report_as_a_page(tmp_path, capsys, language):
    place = tmp_path / "page.html"
    assert main(["--html", str(place), "--language", language]) == 0
    assert str(place) in capsys.readouterr().out
    text = place.read_text("utf-8")
    root = read(text)
    assert len(root.all("section")) == 17
    assert len(root.all("h2", class_="chapter")) == 3
    assert root.one("html").attributes["lang"] == language
    assert ("39 pegawai" if language == "id" else "39 people") in root.one("main").text
    assert os.listdir(tmp_path) == ["page.html"]
    again = tmp_path / "again.html"
    assert main(["report", "-o", str(again), "--language", language]) == 0
    assert again.read_bytes() == place.read_bytes()


@pytest.mark.parametrize("place", ["missing/page.html", "."])
def test_a_place_that_cannot_be_written_is_refused_in_one_line(tmp_path, capsys, place):
    assert main(["--html", str(tmp_path / place)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("kinerja: ")
    assert said.err.count("\n") == 1
    assert os.listdir(tmp_path) == []


def test_html_with_a_command_names_the_option_of_the_command(capsys):
    assert main(["--html", "x.html", "score", "card.json", "data.csv"]) == 2
    assert "-o x.html" in capsys.readouterr().err
