"""The command line: the sample report, and files in and out."""

import csv
import json
import re

import polars as pl
import pytest

from kinerja import sheets
from kinerja.__main__ import main
from kinerja.indicators import Bands, Identity, Indicator, Scorecard

CARD = Scorecard(
    code="c",
    name="C",
    bands=Bands.of({"fair": 0, "good": 75}),
    parts=(
        Indicator(code="a", name="A", scale=Identity(), weight=3),
        Indicator(code="b", name="B", scale=Identity()),
    ),
)


@pytest.fixture
def card(tmp_path):
    path = tmp_path / "card.json"
    path.write_text(CARD.model_dump_json(), "utf-8")
    return str(path)


def data(tmp_path, text, name="data.csv"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return str(path)


def run(capsys, *arguments):
    code = main(list(arguments))
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    return code, printed.out, printed.err


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_report_fits_a_terminal_and_says_what_is_made_up(capsys, language):
    code, out, err = run(capsys, "--language", language)
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80
    assert {"en": "made-up", "id": "rekaan"}[language] in out
    sections = [int(number) for number in re.findall(r"^(\d+) · ", out, flags=re.MULTILINE)]
    assert sections == list(range(1, len(sections) + 1))
    for regulation in ("PermenPANRB 6/2022", "PermenPANRB 1/2020", "PermenPANRB 14/2017"):
        assert regulation in " ".join(out.split())
    assert not re.search(r"\bnan\b", out)


def test_the_report_says_what_its_figures_rest_on(capsys):
    _, out, _ = run(capsys)
    text = " ".join(out.split())
    # a plan with its proof, what holds the rest, and a letter that is no decision
    assert "Status: optimal; no plan within the rules is better." in text
    assert "What stays short, and the rule that holds it:" in text
    assert "This letter is a proposal, not a decision. The official in charge decides." in text
    # a ranking and an index with their error, and a change corrected for many comparisons
    assert "The interval holds 95% of the draws" in text
    assert "corrected for 6 comparisons at once (Holm)" in text
    # what the data cannot show is said
    assert "The interval reaches zero" in text
    assert "The official in charge decides about people." in text


def test_scoring_a_file(capsys, tmp_path, card):
    source = data(tmp_path, "id,a,b,note\n007,80,60,x\n008,70,,y\n")
    out = tmp_path / "out.csv"
    code, _, err = run(capsys, "score", card, source, "-o", str(out), "--missing", "reweight")
    assert (code, err) == (0, "")
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["007", "008"]  # leading zeros survive
    assert [float(row["total"]) for row in rows] == [75, 70]
    assert [row["rank"] for row in rows] == ["1", "2"]  # a place, not 1.0
    assert [row["band"] for row in rows] == ["good", "fair"]
    assert rows[1]["values_b"] == ""
    assert list(tmp_path.glob(".out.csv*")) == []
    code, text, _ = run(capsys, "score", card, source, "--missing", "0")
    assert "2 people scored" in text


def test_semicolons_mean_decimal_commas(capsys, tmp_path, card):
    source = data(tmp_path, "id;a;b\nx;80,5;60\n")
    code, text, _ = run(capsys, "score", card, source)
    assert code == 0
    assert "75.4" in text


@pytest.mark.parametrize(
    "text",
    [
        "id,a,b\n007,80.5,60\n008,70,60\n",
        "\ufeffid,a,b\r\n007,80.5,60\r\n008,70,60\r\n",
        "id;a;b\n007;80,5;60\n008;70;60\n",
        "sep=;\nid;a;b\n007;80,5;60\n008;70;60\n",
        "id\ta\tb\n007\t80.5\t60\n008\t70\t60\n",
        ' id ," a","name, title",b\n007, 80.5 ,"X, M.Pd",60\n008,70,y,60\n',
        'id;"name, title, post";a;b\n007;x;80,5;60\n008;y; 70 ;60\n',
        "id,a,b,,\n007,80.5,60,,\n\n008,70,60,,\n,,,,\n\n",
    ],
)
def test_however_an_office_writes_a_csv(capsys, tmp_path, card, text):
    code, _, err = run(capsys, "score", card, data(tmp_path, text), "-o", str(tmp_path / "o.csv"))
    assert (code, err) == (0, "")
    # Changed: what is written has the dialect of what was read.
    rows = sheets.read(tmp_path / "o.csv", ids="id")
    assert rows.ids.tolist() == ["007", "008"]
    assert rows["total"].tolist() == [75.375, 67.5]
    decimal = "," if ";" in text else "."
    assert f"75{decimal}375" in (tmp_path / "o.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        # A row is named as a spreadsheet that opens the file counts it: `sep=` is no row of it.
        ("id,a,b\n1,80\n2,70,60\n", "2 in row 2"),
        ("sep=;\nid;a;b\n1;80;60\n2;70;60;5\n", "4 in row 3"),
        ("id;a;b\n1;1.080;60\n2;70;60\n", "'1.080', which may be 1080 or 1.08, in B2"),
        ("id,a,b\n1,80,nan\n2,70,60\n", "row '1' column 'b' (missing)"),
        ("id,a,b\n1,80,60\n,70,60\n", "nothing in A3"),
        ("id,a,b\n1,80%,60\n2,75,60\n", "80% in B2 and 75 in B3"),
    ],
)
def test_a_csv_that_may_be_misread_is_refused(capsys, tmp_path, card, text, message):
    code, out, err = run(capsys, "score", card, data(tmp_path, text), "--missing", "raise")
    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_another_encoding_is_read_and_a_card_in_one_is_named(capsys, tmp_path, card, encoding):
    # Changed: data in Windows-1252 and UTF-16 are read, with a note where the encoding is judged.
    path = tmp_path / "data.csv"
    path.write_text("id,a,b\nRené,80,60\n", encoding)
    code, text, _ = run(capsys, "score", card, str(path))
    assert code == 0
    assert "René" in text
    assert ("Windows-1252" in text) is (encoding == "cp1252")
    card_path = tmp_path / "other.json"
    card_path.write_text(CARD.model_dump_json(), "utf-16")
    code, _, err = run(capsys, "score", str(card_path), str(path))
    assert (code, "UTF-8" in err, len(err.splitlines())) == (2, True, 1)


def test_a_card_with_a_byte_order_mark(capsys, tmp_path):
    path = tmp_path / "card.json"
    path.write_text(CARD.model_dump_json(), "utf-8-sig")
    assert run(capsys, "score", str(path), data(tmp_path, "a,b\n1,2\n"))[0] == 0


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("data.csv", "the data would be lost"),
        ("card.json", "the data would be lost"),
        ("o.parquet", "ends in .xlsx, .csv or .json"),
        (".", "a folder"),
    ],
)
def test_what_may_not_be_written_over(capsys, tmp_path, card, name, message):
    source = data(tmp_path, "a,b\n1,2\n")
    code, _, err = run(capsys, "score", card, source, "-o", str(tmp_path / name))
    assert code == 2
    assert message in err.lower()
    assert (tmp_path / "data.csv").read_text("utf-8") == "a,b\n1,2\n"


def test_parquet(capsys, tmp_path, card):
    path = tmp_path / "data.parquet"
    pl.DataFrame({"a": [80, 70], "b": [60, 50]}).write_parquet(path)
    code, text, _ = run(capsys, "score", card, str(path))
    assert code == 0
    assert "2 people scored" in text


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("id,a,b\nx,80,\n", [], "row 'x' column 'b' (missing)"),
        ("id,a\nx,80\n", [], "no column 'b'"),
        ("id,a,b\nx,80,sixty\n", [], "'b'"),
        ("id,a,b\nx,80,60\nx,1,2\n", [], "'x' more than once"),
        ("id,a,b,b\nx,80,60,1\n", [], "'b' more than once"),
        ("", [], "an empty file"),
        ("id,a,b\nx,80,60\n", ["--missing", "skip"], "'skip'"),
        ("id,a,b\nx,80,60\n", ["--ids", "name"], "'name'"),
        ("id,a,b\nx,80,60\n", ["--by", "unit"], "'unit'"),
        ("id,a,b\nx,80,60\n", ["-o", "no/such/folder/out.csv"], "a folder that exists"),
    ],
)
def test_bad_files_end_with_one_line(capsys, tmp_path, card, text, options, message):
    code, out, err = run(capsys, "score", card, data(tmp_path, text), *options)
    assert (code, out) == (2, "")
    assert message in err
    assert len(err.splitlines()) == 1


def test_a_bad_card_ends_with_one_line(capsys, tmp_path):
    content = json.loads(CARD.model_dump_json())
    content["parts"][1]["weight"] = "heavy"
    bad = data(tmp_path, json.dumps(content), "card.json")
    source = data(tmp_path, "a,b\n1,2\n")
    code, _, err = run(capsys, "score", bad, source)
    assert code == 2
    assert "parts.1.weight" in err
    code, _, err = run(capsys, "score", data(tmp_path, "{", "broken.json"), source)
    assert (code, len(err.splitlines())) == (2, 1)
    code, _, err = run(capsys, "score", bad, str(tmp_path / "none.csv"))
    assert code == 2
    code, _, err = run(capsys, "score", str(tmp_path / "none.json"), source)
    assert "nothing at" in err
