"""The canvas that every picture is drawn on: heights, limits, names, legends, words; by hand."""

import numpy as np
import pytest
from matplotlib.lines import Line2D
from picture_marks import marks

from kinerja._plotting.canvas import Canvas, in_words, narrow, rows_high
from kinerja._plotting.inputs import check_names, expect, named, nothing_to_draw
from kinerja._plotting.labels import (
    clean,
    cut,
    cut_apart,
    decimals_of,
    decimals_of_all,
    distinct,
    domain_names,
    listed_figures,
    names_of,
)
from kinerja._plotting.rows import order_of
from kinerja.errors import InputError


@pytest.mark.parametrize(
    ("rows", "head", "high"),
    [
        (1, 1.5, 2.6),  # 1.77 is too low for a picture
        (10, 1.5, 4.2),  # 1.5 + 2.7
        (10, 2.0, 4.7),
        (40, 1.5, 12.3),
        (40, 4.0, 14.0),  # a page is no higher
        (41, 1.5, 5.6),  # without names
        (4000, 4.0, 5.6),
    ],
)
def test_the_height_of_so_many_rows(rows, head, high):
    assert rows_high(rows, head=head) == pytest.approx(high)
    assert rows_high(rows) == pytest.approx(rows_high(rows, head=1.5))


@pytest.mark.parametrize(
    ("values", "zero", "low", "high"),
    [
        ([1, 3], False, 0.9, 3.1),
        ([1, 3], True, 0, 3.15),
        ([-3, -1], True, -3.15, 0),
        ([-1, 3], True, -1.2, 3.2),
        ([5, 5], False, 4.75, 5.25),
        ([0, 0], False, -0.05, 0.05),
        ([0, 0], True, -0.05, 0.05),
        ([], False, -0.05, 1.05),
        ([np.nan, 2, np.inf, 4], False, 1.9, 4.1),
        ([[1, 3], [2, 5]], False, 0.8, 5.2),
    ],
)
@pytest.mark.parametrize("axis", ["x", "y"])
def test_limits_hold_the_values_with_a_twentieth_of_room(values, zero, low, high, axis):
    canvas = Canvas(None, "en")
    canvas.span(values, axis=axis, zero=zero)
    ax = canvas.ax
    assert (ax.get_xlim() if axis == "x" else ax.get_ylim()) == pytest.approx((low, high))
    assert (ax.get_ylim() if axis == "x" else ax.get_xlim()) == (0, 1)
    canvas.span([1, 3], room=0.5)
    assert ax.get_xlim() == pytest.approx((0, 4))


def labels(axis):
    return [t.get_text() for t in axis.get_ticklabels()]


def test_names_stand_at_their_rows_from_the_top():
    canvas = Canvas(None, "en")
    canvas.names_on_rows(["a", "b", "c"])
    assert (labels(canvas.ax.yaxis), canvas.ax.get_yticks().tolist()) == (
        ["a", "b", "c"],
        [0, 1, 2],
    )
    assert canvas.ax.get_ylim() == pytest.approx((2.6, -0.6))
    # One row stands in the middle of the room of three.
    canvas.names_on_rows(["a"])
    assert canvas.ax.get_ylim() == pytest.approx((1.6, -1.6))
    canvas.names_on_rows([f"n{i}" for i in range(40)])
    assert len(labels(canvas.ax.yaxis)) == 40
    canvas.names_on_rows([f"n{i}" for i in range(41)])
    assert labels(canvas.ax.yaxis) == ["n0", "n40"]
    assert canvas.ax.get_yticks().tolist() == [0, 40]
    fig = canvas.finish("T", "a.")
    assert fig.axes[0].get_ylabel() == "41 rows; only the first and the last are named"


def test_names_of_columns_turn_where_there_is_no_room():
    canvas = Canvas(None, "en")
    # 7.2 inches are 72 letters: six names have 12 each.
    canvas.names_on_columns(["x" * 12] * 5 + ["y"])
    assert {t.get_rotation() for t in canvas.ax.get_xticklabels()} == {0}
    assert canvas.ax.get_xlim() == pytest.approx((-0.6, 5.6))
    canvas = Canvas(None, "en")
    canvas.names_on_columns(["x" * 13] * 5 + ["y"])
    (look,) = {(t.get_rotation(), t.get_ha(), t.get_rotation_mode())
               for t in canvas.ax.get_xticklabels()}  # fmt: skip
    assert look == (40, "right", "anchor")
    canvas.names_on_columns(["z" * 40] * 6)
    assert {len(t) for t in labels(canvas.ax.xaxis)} == {24}


def test_words_of_a_picture_are_its_title_its_figures_and_its_remarks():
    assert in_words("Title", "Alt one.", ["note", "is it?"]) == "Title. Alt one. note. is it?"
    assert in_words("Title?", "", []) == "Title?"
    long = in_words("T", "x" * 3000, ["n"])
    assert len(long) == 2000
    assert long.endswith("x…")
    assert in_words("T", "x" * 1997, []) == "T. " + "x" * 1997  # 2000, and whole


def test_a_title_is_folded_and_notes_stand_below_the_axis():
    canvas = Canvas(None, "en")
    canvas.note("First note.")
    canvas.note("word " * 30)
    fig = canvas.finish("title " * 40, "alt.", x="minutes", y="units")
    lines = fig._suptitle.get_text().split("\n")
    assert len(lines) == 3  # of four, 72 letters each
    assert max(map(len, lines)) <= 72
    below = fig.axes[0].get_xlabel().split("\n")
    assert below[:2] == ["minutes", "First note."]
    assert " ".join(below[2:]) == ("word " * 30).strip()
    assert max(map(len, below)) <= 100
    assert fig.axes[0].get_ylabel() == "units"
    assert fig.axes[0].get_label().startswith("title title")


def test_half_a_page_is_narrower_and_only_inside():
    with narrow():
        inside = Canvas(None, "en")
    assert inside.figure.get_size_inches()[0] == pytest.approx(4.4)
    assert Canvas(None, "en").figure.get_size_inches().tolist() == pytest.approx([7.2, 4.2])
    with pytest.raises(RuntimeError), narrow():
        raise RuntimeError
    assert Canvas(None, "en").figure.get_size_inches()[0] == pytest.approx(7.2)
    fig = inside.finish("title " * 20, "alt.")
    assert max(map(len, fig._suptitle.get_text().split("\n"))) <= 44  # 72 · 4.4 / 7.2


@pytest.mark.parametrize(
    ("entries", "columns", "high"),
    [
        # 7.2 inches have 101 letters of a legend, less 5; each entry takes 8.5 besides its own.
        (["a" * 10] * 3, 3, 4.2),
        (["a" * 40, "b" * 38], 2, 4.2),  # 40 + 38 + 17 = 95 of 96.4
        (["a" * 40, "b" * 40], 1, 4.2),  # 97
        (["a" * 40, "b" * 40, "c" * 40, "d" * 40], 1, 4.2 + 2 * 0.18),  # two lines have room
    ],
)
def test_a_legend_has_as_many_columns_as_there_is_room_for(entries, columns, high):
    canvas = Canvas(None, "en")
    canvas.legend([(Line2D([], []), f"{i}{entry[1:]}") for i, entry in enumerate(entries)])
    fig = canvas.finish("T", "a.")
    legend = fig.axes[0].get_legend()
    assert legend._ncols == columns
    assert len(legend.get_texts()) == len(entries)
    assert fig.get_figheight() == pytest.approx(high)


def test_marks_are_counted_and_leave_out_what_is_not_there():
    canvas = Canvas(None, "en")
    canvas.points([1, np.nan, 3, np.inf], [0, 1, 2, 3], sign="^", size=4, face="white")
    canvas.points([5], [5], color="#666666", zorder=4)
    assert [mark.get_gid() for mark in marks(canvas.figure, "point")] == [
        "point-0", "point-1", "point-2",
    ]  # fmt: skip
    first, second, third = marks(canvas.figure, "point")
    assert (first.get_xydata().tolist(), second.get_xydata().tolist()) == ([[1, 0]], [[3, 2]])
    assert (first.get_marker(), first.get_markersize(), first.get_markerfacecolor()) == (
        "^", 4, "white",
    )  # fmt: skip
    assert (third.get_color(), third.get_markerfacecolor(), third.get_zorder()) == (
        "#666666", "#666666", 4,
    )  # fmt: skip
    canvas.intervals([1, np.nan], [2, 3], [0, 1])
    canvas.intervals([1], [2], [7], upright=True)
    lying, upright = marks(canvas.figure, "interval")
    assert lying.get_xydata().tolist() == [[1, 0], [2, 0]]
    assert upright.get_xydata().tolist() == [[7, 1], [7, 2]]
    # Two hundred are artists of their own, more are one.
    canvas.points(np.arange(200), np.arange(200))
    assert len(marks(canvas.figure, "point")) == 203
    canvas.points(np.arange(201), np.arange(201), size=3)
    whole = marks(canvas.figure, "point")[-1]
    assert len(whole.get_offsets()) == 201
    assert whole.get_sizes().tolist() == [9]
    start = np.arange(201.0)
    canvas.intervals(start, start + 1, start + 5)
    canvas.intervals(start, start + 1, start + 5, upright=True)
    lying, upright = marks(canvas.figure, "interval")[-2:]
    assert lying.get_segments()[3].tolist() == [[3, 8], [4, 8]]
    assert upright.get_segments()[3].tolist() == [[8, 3], [8, 4]]


def test_figures_of_an_axis_have_as_many_decimals_as_the_longest_needs():
    canvas = Canvas(None, "id")
    canvas.figures_on("x")
    canvas.figures_on("y", percent=True)
    x, y = (axis.get_major_formatter() for axis in (canvas.ax.xaxis, canvas.ax.yaxis))
    assert x.format_ticks([59.5, 60.0, 1234.25]) == ["59,50", "60,00", "1.234,25"]
    assert x.format_ticks([0.0, 20.0]) == ["0", "20"]
    assert x.format_ticks([0.000002]) == ["2e-06"]
    assert y.format_ticks([0.125, 0.5]) == ["12,5%", "50,0%"]
    assert (x(2.5, 0), y(0.25, 0)) == ("2,5", "25%")


def test_spaces_at_the_ends_of_words_stay():
    canvas = Canvas(None, "en")
    said = canvas.text(0, 0, "  a  b c ").get_text()
    assert said == "\u00a0\u00a0a\u00a0\u00a0b c\u00a0"


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        (("a", 2.0), "a · 2"), (3.0, "3"), (2.5, "2.5"), ("a\nb\tc", "a b c"),
        ("\u202ea\ufeff", "a"),
        ("a\ud800", "a�"), ("  a   b ", "a b"), (1e15, "1000000000000000.0"), (True, "True"),
    ],
)  # fmt: skip
def test_a_label_is_one_line(label, shown):
    assert clean(label) == shown


def test_labels_are_cut_and_told_apart():
    assert cut("x" * 30) == "x" * 30
    assert cut("x" * 31) == "x" * 29 + "…"
    assert cut("abc def", 5) == "abc…"  # no space before the sign
    assert cut_apart(["a" * 40 + "1", "a" * 40 + "2", "b"]) == [
        "a" * 19 + "…" + "a" * 9 + "1", "a" * 19 + "…" + "a" * 9 + "2", "b",
    ]  # fmt: skip
    # Two that are one and the same need not be told apart.
    assert cut_apart(["a" * 40, "a" * 40]) == ["a" * 29 + "…"] * 2
    assert cut_apart(["abcdefgh1", "abcdefgh2"], 6) == ["abc…h1", "abc…h2"]


def test_names_and_figures_in_words():
    assert names_of(None, 3) == ["0", "1", "2"]
    assert names_of([1.0, "b "], 2) == ["1", "b"]
    assert domain_names({}, 2, "all") == ["all", "all"]
    assert domain_names({"u": ["a", "b"]}, 2, "all") == ["a", "b"]
    assert domain_names({"u": ["a", "b"], "v": [1, 2]}, 2, "all") == ["a · 1", "b · 2"]
    assert distinct(["b", None, "a", "b", float("nan")]) == ["b", "a"]
    pairs = [(f"n{i}", str(i)) for i in range(13)]
    assert listed_figures(pairs[:2]) == "n0 0; n1 1"
    assert not listed_figures(pairs[:12]).endswith("…")
    assert listed_figures(pairs).endswith("n11 11; …")


@pytest.mark.parametrize(
    ("values", "decimals"),
    [
        ([1234.5, 2], 1), ([10], 1), ([9.99, 1], 2), ([1], 2), ([0.5], 3), ([0.05, -0.01], 4),
        ([-0.5], 3), ([0], 1), ([], 2), ([np.nan, np.inf], 2), ([1e-30], 15),
    ],
)  # fmt: skip
def test_three_digits_that_count(values, decimals):
    assert decimals_of(values) == decimals


def test_decimals_that_all_figures_need():
    assert decimals_of_all([0.125, 0.5]) == 3
    assert decimals_of_all([1e-6]) == 6
    assert decimals_of_all([1e-7]) is None
    assert decimals_of_all([]) == 0
    assert decimals_of_all([0.1 + 0.2]) == 1  # 0.30000000000000004


def test_rows_go_from_the_highest_and_leave_out_what_is_missing():
    assert order_of(np.array([2, np.nan, 5, 2, -1])).tolist() == [2, 0, 3, 4]


def test_what_a_picture_does_not_take_is_named():
    with pytest.raises(InputError) as caught:
        expect(3, "result", list, dict)
    assert (caught.value.argument, caught.value.code) == ("result", "wrong_type")
    assert (caught.value.expected, caught.value.found) == ("list or dict", "int")
    assert "kinerja.plotting" in str(caught.value)
    error = nothing_to_draw("plan", "moves", "none", "Do this.")
    assert (error.argument, error.code) == ("plan", "missing_value")
    assert str(error).endswith("Do this.")
    assert nothing_to_draw("plan", "moves", "none").own_hint == ""
    assert named(["a ", 2.0], "labels", 2) == ["a", "2"]
    with pytest.raises(InputError, match="3 names in a list; found 2: ") as caught:
        named(["a", "b"], "labels", 3)
    assert (caught.value.argument, caught.value.code) == ("labels", "wrong_shape")
    assert check_names(None, "names", ["x", 1.0]) == {"x": "x", 1.0: "1"}
    assert check_names({"x": "X "}, "names", ["x", "y"]) == {"x": "X", "y": "y"}
    assert check_names(["p", "q"], "names", ["x", "y"]) == {"x": "p", "y": "q"}
    with pytest.raises(InputError, match="a name for each of 2, in order or by code") as caught:
        check_names(["p"], "names", ["x", "y"])
    assert caught.value.argument == "names"
