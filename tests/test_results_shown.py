"""results as a terminal and a notebook show them: every digit, every column."""

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Annotated, ClassVar

import numpy as np
import pytest

from kinerja.results import (
    Axis,
    BoolVector,
    FloatVector,
    IntVector,
    LabelVector,
    Result,
    Unit,
)

NAN, INF = float("nan"), float("inf")


def text(*items):
    out = np.empty(len(items), dtype=object)
    out[:] = items
    return out


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sheet(Result):
    """Every kind of column."""

    _keys: ClassVar = {"person": "ids"}

    ids: Annotated[LabelVector, Axis("person")]
    marks: Annotated[FloatVector, Axis("person"), Unit("points")]
    part: Annotated[FloatVector, Axis("person"), Unit("share")]
    p_value: Annotated[FloatVector, Axis("person")]
    size: Annotated[FloatVector, Axis("person")]
    count: Annotated[IntVector, Axis("person")]
    passed: Annotated[BoolVector, Axis("person")]
    note: Annotated[LabelVector, Axis("person")]
    level: Annotated[float, Unit("share")] = 0.9
    total: int = 7


SHEET = Sheet(
    text("P1", "P2", "<P3>"),
    np.array([64.95, 7.0, NAN]),
    np.array([0.5, 0.123, NAN]),
    np.array([0.0004, 0.0416, 1.0]),
    np.array([1234.5678, -0.25, INF]),
    np.array([1, 20, 300]),
    np.array([True, False, True]),
    text("late", None, ""),
)


def test_a_terminal_shows_title_single_values_and_rows():
    # Labels and texts stand at the left of their column, figures at the right, two blanks apart.
    assert repr(SHEET).split("\n") == [
        "Sheet",
        "  level  90%",
        "  total  7",
        "  id    marks   part       p    size  count  passed  note",
        "  P1     65.0  50.0%  < .001  1234.6      1     yes  late",
        "  P2      7.0  12.3%    .042    -0.3     20      no  –",
        "  <P3>      –      –   1.000     inf    300     yes  –",
    ]


def test_another_language_has_its_own_heads_and_marks():
    assert SHEET.to_text(language="id").split("\n") == [
        "Sheet",
        "  tingkat      90%",
        "  nilai total  7",
        "  id    marks  bagian  nilai p  ukuran  banyaknya  passed  catatan",
        "  P1     65,0   50,0%  < 0,001  1234,6          1      ya  late",
        "  P2      7,0   12,3%    0,042    -0,3         20   tidak  –",
        "  <P3>      –       –    1,000     inf        300      ya  –",
    ]


class Page(HTMLParser):
    """Cells of a page, row by row, as (tag, scope, side, text); texts outside of tables."""

    def __init__(self, page):
        super().__init__()
        self.rows, self.texts, self.open, self.root = [], [], [], None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.open.append(tag)
        if tag == "div":
            self.root = attrs
        if tag == "tr":
            self.rows.append([])
        if tag in {"th", "td"}:
            side = attrs["style"].split("text-align:")[1].split(";")[0]
            self.rows[-1].append([tag, attrs.get("scope"), side, ""])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if {"th", "td"} & set(self.open):
            self.rows[-1][-1][3] += data
        else:
            self.texts.append((self.open[-1], data))


def test_a_notebook_shows_the_same_cells_with_what_heads_them():
    page = Page(SHEET.to_html())
    assert page.open == []
    assert page.root == {"class": "kinerja", "lang": "en"}
    assert page.texts == [("strong", "Sheet")]
    facts, table = page.rows[:2], page.rows[2:]
    assert facts == [
        [["th", "row", "left", "level"], ["td", None, "left", "90%"]],
        [["th", "row", "left", "total"], ["td", None, "left", "7"]],
    ]
    sides = ["left", *["right"] * 6, "left"]
    heads = ["id", "marks", "part", "p", "size", "count", "passed", "note"]
    assert table[0] == [["th", "col", s, h] for s, h in zip(sides, heads, strict=True)]
    cells = [
        ["P1", "65.0", "50.0%", "< .001", "1234.6", "1", "yes", "late"],
        ["P2", "7.0", "12.3%", ".042", "-0.3", "20", "no", "–"],
        ["<P3>", "–", "–", "1.000", "inf", "300", "yes", "–"],
    ]
    for found, wanted in zip(table[1:], cells, strict=True):
        assert [(c[2], c[3]) for c in found] == list(zip(sides, wanted, strict=True))
        assert [c[:2] for c in found] == [["th", "row"], *[["td", None]] * 7]
    other = Page(SHEET.to_html(language="id"))
    assert other.root == {"class": "kinerja", "lang": "id"}
    assert other.rows[3][3][3] == "< 0,001"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Plain(Result):
    """One column without a unit."""

    x: Annotated[FloatVector, Axis("row")]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Share(Result):
    """One column of shares."""

    x: Annotated[FloatVector, Axis("row"), Unit("share")]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Points(Result):
    """One column of points."""

    x: Annotated[FloatVector, Axis("row"), Unit("points")]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Chance(Result):
    """One column of p-values."""

    x: Annotated[FloatVector, Axis("row"), Unit("p")]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Mixed(Result):
    """One column of whatever stands among labels."""

    x: Annotated[LabelVector, Axis("row")]


FIGURES = [
    # Four significant digits of the largest, without zeros that say nothing.
    (Plain, [0.1234], ["0.1234"]),
    (Plain, [0.12345], ["0.1235"]),
    (Plain, [0.00012], ["0.00012"]),
    (Plain, [12.5, 3.0], ["12.5", "3.0"]),
    (Plain, [12.25, 3.0], ["12.25", "3.00"]),
    (Plain, [3.0, -8.0, NAN], ["3", "-8", "–"]),
    (Plain, [9999.5], ["9999.5"]),
    (Plain, [10_000.5], ["10001"]),
    (Plain, [1e15, 2.5], ["1e+15", "3"]),
    (Plain, [-1.25e20, 2.5], ["-1.25e+20", "3"]),
    # All digits of a long number, up to 15.
    (Plain, [999_999_999_999_999.0], ["999999999999999"]),
    (Plain, [1_234_567_890_123.0, -987_654_321_098_765.0], ["1234567890123", "-987654321098765"]),
    (Plain, [123_456_789_012.5, -123_456_789_013.5], ["123456789013", "-123456789014"]),
    (Points, [1_234_567_890_123.25], ["1234567890123.3"]),
    (Points, [1e308, 1.5, INF], ["1e+308", "1.5", "inf"]),
    (Share, [1e306], ["1e+308%"]),
    (Plain, [1.5, -0.0004], ["1.5", "0.0"]),
    (Plain, [INF, -INF, NAN, 0.5], ["inf", "-inf", "–", "0.5"]),
    (Plain, [0.0], ["0"]),
    (Plain, [NAN], ["–"]),
    # Per cent without a decimal, unless one is needed.
    (Share, [0.5, NAN], ["50%", "–"]),
    (Share, [0.1004, 1.0], ["10%", "100%"]),
    (Share, [0.1006, 1.0], ["10.1%", "100.0%"]),
    (Share, [-0.005], ["-0.5%"]),
    (Points, [0.25, -0.25, 100.0, NAN], ["0.3", "-0.3", "100.0", "–"]),
    (Chance, [0.001, 0.00099, 0.0625, 1.0, NAN], [".001", "< .001", ".062", "1.000", "–"]),
    (Mixed, ["a", None, "", 2.5, NAN, 3, True], ["a", "–", "–", "2.5", "–", "3", "True"]),
    (Mixed, [("a", 1), "b"], ["a, 1", "b"]),
    (Mixed, ["a\x1b[0m", "\u202eb"], ["a\ufffd[0m", "\ufffdb"]),
]


@pytest.mark.parametrize(("kind", "values", "shown"), FIGURES, ids=lambda x: str(x)[:30])
def test_cells_of_a_column(kind, values, shown):
    one = kind(text(*values) if kind is Mixed else np.array(values))
    table = Page(one.to_html()).rows
    assert [row[1][3] for row in table] == ["x", *shown]
    lines = one.to_text().split("\n")[2:8]
    assert [line.split(None, 1)[1] for line in lines] == shown[:6]


def test_single_values_are_shown_as_a_column_of_them_is():
    @dataclass(frozen=True, slots=True, eq=False, repr=False)
    class Facts(Result):
        chance: Annotated[float, Unit("p")]
        mark: Annotated[float, Unit("points")]
        whole: int
        exact: float
        done: bool
        word: str

    one = Facts(0.0421, 2.25, 12_000, 0.12345, True, "a b")
    assert repr(one).split("\n") == [
        "Facts",
        "  chance  .042",
        "  mark    2.3",
        "  whole   12000",
        "  exact   0.1235",
        "  done    yes",
        "  word    a b",
    ]
    assert "  selesai      ya" in one.to_text(language="id")
    assert "  eksak        0,1235" in one.to_text(language="id")
