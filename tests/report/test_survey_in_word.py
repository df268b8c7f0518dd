"""The report of a survey in Word: what is kept together, what is bold, and what has no caption."""

import numpy as np
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from kinerja import report
from kinerja.schemes import skm
from report.reading import read

# Nine items of 3: an index of 75.
ANSWERS = np.full((4, 9), 3)
WHOLE = skm.index(ANSWERS)


def units(n):
    """A survey of `n` units, K10 the first, with two people in each."""
    names = [f"K{10 + i}" for i in range(n) for _ in range(2)]
    return skm.index(np.full((2 * n, 9), 3), by=names)


def in_word(place, **given):
    report.skm(WHOLE, path=place, **given)
    return Document(str(place))


def kept(table):
    """Whether each row stays on one sheet with the row below it."""
    rows = [[p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs]
            for row in table.rows]  # fmt: skip
    assert all(len(set(row)) == 1 for row in rows)
    return [row[0] for row in rows]


@pytest.mark.parametrize(("n", "together"), [(2, True), (15, True), (16, False)])
def test_a_table_of_up_to_sixteen_rows_stays_on_one_sheet(tmp_path, n, together):
    # The head is a row too. The last row holds on to nothing: the text behind may stand elsewhere.
    tables = in_word(tmp_path / "skm.docx", units=units(n)).tables
    (found,) = [t for t in tables if t.rows[1].cells[0].text == "K10"]
    assert len(found.rows) == n + 1
    assert kept(found) == [together] * n + [False]
    # Nine items, and nine with a line of their sum.
    assert {len(t.rows) for t in tables if t is not found} >= {10, 11}


def test_no_row_breaks_over_two_sheets_and_heads_are_repeated(tmp_path):
    # ECMA-376, 17.4.6 (cantSplit) and 17.4.78 (tblHeader); names of elements know case.
    for table in in_word(tmp_path / "skm.docx", units=units(16)).tables:
        told = [row._tr.trPr for row in table.rows]
        assert [len(row.findall(qn("w:cantSplit"))) for row in told] == [1] * len(told)
        heads = [len(row.findall(qn("w:tblHeader"))) for row in told]
        assert heads == [1, *[0] * (len(told) - 1)]


def test_words_that_lead_to_a_table_stay_with_it(tmp_path):
    document = in_word(
        tmp_path / "skm.docx", respondents={"umur": ["a", "b", "a", "b"]}, minimum=1,
        period="2025", trend={"2023": 70.0},
    )  # fmt: skip
    before, led = None, 0
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            assert isinstance(before, Paragraph)
            if before.style.name.startswith("Heading"):
                assert before.style.paragraph_format.keep_with_next
            else:
                assert before.paragraph_format.keep_with_next
                led += 1
        before = part
    assert led == 3  # items that were asked, the trend, and the plan


def test_heads_and_sums_are_bold_and_nothing_else_of_a_table(tmp_path):
    # Of all tables only the last, of how the items were worked out, ends with a sum.
    tables = in_word(tmp_path / "skm.docx", units=units(2)).tables
    for table in tables:
        bold = [{run.bold for cell in row.cells for p in cell.paragraphs for run in p.runs}
                for row in table.rows]  # fmt: skip
        last = True if table is tables[-1] else None
        assert bold == [{True}, *[{None}] * (len(bold) - 2), {last}]
        wide = sum(cell.width.mm for cell in table.rows[0].cells)
        assert wide <= 160 + 0.1  # A4 less two margins of 25 mm


def test_a_table_of_the_survey_goes_by_the_title_of_its_section(tmp_path):
    given = {
        "units": units(2), "period": "2025", "trend": {"2023": 70.0}, "minimum": 1,
        "respondents": {"pendidikan": ["a", "b", "a", "b"], "umur": ["x", "x", "y", "y"]},
    }  # fmt: skip
    root = read(report.skm(WHOLE, **given))
    titles = []
    for part in root.all("section"):
        for caption in part.all("caption"):
            titles.append(part.one("h3").one("bdi").text)
            assert (caption.text, caption.attributes) == (titles[-1], {"class": "unseen"})
        assert not part.all("figcaption")
    # Each characteristic has its own.
    assert {"Responden menurut pendidikan", "Responden menurut umur"} <= set(titles)
    document = in_word(tmp_path / "skm.docx", **given)
    assert len(document.tables) == len(titles) == 8
    assert "Caption" not in {p.style.name for p in document.paragraphs}
    # The picture of the units is described in words for those who do not see it.
    (picture,) = document.inline_shapes
    assert "K10" in picture._inline.docPr.get("descr")
