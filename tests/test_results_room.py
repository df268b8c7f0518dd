"""results where there is no room: what is cut, wrapped or only named, and how many rows follow."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
import pytest

from kinerja.results import Axis, FloatVector, LabelVector, Result, Unit


def text(*items):
    out = np.empty(len(items), dtype=object)
    out[:] = items
    return out


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Wide(Result):
    """Labels, a text and a figure."""

    _keys: ClassVar = {"person": "ids"}

    ids: Annotated[LabelVector, Axis("person")]
    said: Annotated[LabelVector, Axis("person")]
    size_of_all_that_there_is: Annotated[FloatVector, Axis("person")]
    x: Annotated[FloatVector, Axis("person")]
    one: float = 1.5
    two: float = 2.5
    three: float = 3.5


def wide(label, said, **more):
    return Wide(text(label), text(said), np.array([2.0]), np.array([3.0]), **more)


def test_a_label_and_a_text_are_cut_where_there_is_no_room():
    # A label has 40 characters; of 79, two blanks, 40 and two blanks leave 35 for the text.
    lines = repr(wide("L" * 41, "t" * 36)).split("\n")
    assert lines[4:] == [
        "  id" + " " * 40 + "said",
        "  " + "L" * 39 + "…  " + "t" * 34 + "…",
        "  … more columns: size of all that there is, x",
    ]
    assert repr(wide("L" * 40, "t" * 35)).split("\n")[5] == f"  {'L' * 40}  {'t' * 35}"
    # Beside a label of two characters the text has 79 − 4 − 2 = 73.
    assert repr(wide("ab", "t" * 74)).split("\n")[5] == f"  ab  {'t' * 72}…"
    assert repr(wide("ab", "t" * 73)).split("\n")[5] == f"  ab  {'t' * 73}"


def test_a_column_that_has_room_is_shown_although_one_before_it_has_none():
    # 2 + 2, 2 + 45 are used; the head of 25 needs 27 of the 28 left, and leaves none for the last.
    lines = repr(wide("ab", "t" * 45)).split("\n")[4:]
    assert lines == [
        "  id  said" + " " * 43 + "size of all that there is",
        "  ab  " + "t" * 45 + " " * 26 + "2",
        "  … more columns: x",
    ]
    # One character more, and the long head is named while the short one is shown.
    lines = repr(wide("ab", "t" * 49)).split("\n")[4:]
    assert lines == [
        "  id  said" + " " * 47 + "x",
        "  ab  " + "t" * 49 + "  3",
        "  … more columns: size of all that there is",
    ]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Notes(Result):
    """Two texts."""

    _keys: ClassVar = {"person": "ids"}

    ids: Annotated[LabelVector, Axis("person")]
    first: Annotated[LabelVector, Axis("person")]
    last: Annotated[LabelVector, Axis("person")]


@pytest.mark.parametrize(("length", "room"), [(45, 26), (47, 24), (48, 23)])
def test_a_text_is_not_cut_to_nothing(length, room):
    # 2 + 2, 2 + length are used of 79, and two blanks stand before the next column.
    one = Notes(text("ab"), text("t" * length), text("u" * 40))
    lines = repr(one).split("\n")[1:]
    if room < 24:
        assert lines[1:] == [f"  ab  {'t' * length}", "  … more columns: last"]
    else:
        assert lines[1:] == [f"  ab  {'t' * length}  {'u' * (room - 1)}…"]


def test_many_single_values_beside_rows_stand_in_one_line():
    @dataclass(frozen=True, slots=True, eq=False, repr=False)
    class Facts(Result):
        a: float
        bb: float
        c: float
        d: str = "w"
        x: Annotated[FloatVector | None, Axis("row")] = None

    rows = Facts(1.5, 2.5, 3.5, x=np.array([4.0]))
    assert repr(rows).split("\n") == [
        "Facts",
        "  a 1.5, bb 2.5, c 3.5, d w",
        "  row  x",
        "  0    4",
    ]
    alone = Facts(1.5, 2.5, 3.5)
    assert repr(alone).split("\n") == ["Facts", "  a   1.5", "  bb  2.5", "  c   3.5", "  d   w"]
    # What does not fit goes on below itself.
    words = " ".join(["word"] * 20)
    long = repr(Facts(1.5, 2.5, 3.5, words)).split("\n")[4:]
    assert long == ["  d   " + " ".join(["word"] * 14), "      " + " ".join(["word"] * 6)]
    line = repr(Facts(1.5, 2.5, 3.5, words, x=np.array([4.0]))).split("\n")[1:3]
    assert line == [
        "  a 1.5, bb 2.5, c 3.5, d " + " ".join(["word"] * 10),
        "    " + " ".join(["word"] * 10),
    ]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Said(Result):
    """A title of its own, a text and rows."""

    title: str
    letter: Annotated[str, Unit("text")]
    x: Annotated[FloatVector | None, Axis("row")] = None
    _aside: ClassVar = ("title",)

    def _headline(self, language="en"):
        return self.title


def test_a_long_title_goes_on_in_the_next_line():
    title = " ".join(["title"] * 14)  # 14 × 6 − 1 = 83 characters
    lines = repr(Said(title, "")).split("\n")
    assert lines[:2] == [" ".join(["title"] * 13), "    title"]
    assert repr(Said("", "x")).split("\n") == ["", "x"]
    assert repr(Said("a\x07b", "x")).split("\n")[0] == "a\ufffdb"


def test_paragraphs_of_a_text_stay_apart():
    letter = " ".join(["word"] * 16) + "\n\nend\x1b"  # 79 characters fit
    one = Said("t", letter)
    assert repr(one).split("\n") == ["t", " ".join(["word"] * 16), "", "end\ufffd"]
    longer = Said("t", " ".join(["word"] * 17))
    assert repr(longer).split("\n") == ["t", " ".join(["word"] * 16), "word"]
    page = Said("t", "a < b\n\nend").to_html()
    assert "<p>a &lt; b</p><p>end</p>" in page
    assert "<p></p>" not in page


@pytest.mark.parametrize(
    ("rows", "said"),
    [(6, ""), (7, "  … 1 more row"), (8, "  … 2 more rows"), (20, "  … 14 more rows")],
)
def test_the_first_rows_are_shown_and_the_others_counted(rows, said):
    one = Said("t", "", np.arange(rows) + 0.0)
    lines = repr(one).split("\n")
    assert [line.split()[-1] for line in lines[2:8]] == list("012345")
    assert lines[8:] == [said, ""] if said else lines[8:] == [""]


def test_a_page_shows_twenty_rows():
    for rows, said in ((20, None), (21, "… 1 more row"), (25, "… 5 more rows")):
        page = Said("t", "", np.arange(rows) + 0.0).to_html()
        assert page.count("<tr>") == 1 + 20
        assert (said is None) == ("more row" not in page)
        assert said is None or f"<p><small>{said}</small></p>" in page


def test_other_tables_are_named():
    @dataclass(frozen=True, slots=True, eq=False, repr=False)
    class Two(Result):
        x: Annotated[FloatVector, Axis("row")]
        y: Annotated[FloatVector, Axis("column")]

    one = Two(np.array([1.0]), np.array([2.0]))
    assert repr(one).split("\n")[-1] == "  Further tables: to_frame('column')"
    assert "<p><small>Further tables: to_frame(&#x27;column&#x27;)</small></p>" in one.to_html()


def test_a_label_that_is_true_or_false_is_no_answer():
    @dataclass(frozen=True, slots=True, eq=False, repr=False)
    class Flags(Result):
        _keys: ClassVar = {"group": "group"}

        group: Annotated[LabelVector, Axis("group")]
        done: Annotated[LabelVector, Axis("group")]

    one = Flags(np.array([False, True]), np.array([True, False]))
    assert repr(one).split("\n")[1:] == ["  group  done", "  False   yes", "  True     no"]
