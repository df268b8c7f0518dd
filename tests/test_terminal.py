"""Sections as plain text: widths, bars, wrapping and numbers, by hand."""

import pytest

from kinerja._cli.terminal import WIDTH, bar, chapter, paragraph, section, table, title
from kinerja._report.section import Column, Section, Table

NAN = float("nan")
WORDS = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua, rata-rata."


def test_headings_are_underlined():
    assert title("Report").split("\n") == ["Report", "═" * 80]
    assert chapter("Who?").split("\n") == ["", "Who?", "════"]


def test_a_section_fills_its_line_and_parts_its_blocks():
    one = Section(
        "Scores", text=["First.", "Second.", "\nDear A,\nyou.\n", "Third."], method=["By hand."],
        tables=[("", {"a": ["x"]}), ("By unit", {"b": ["y"]})],
    )  # fmt: skip
    lines = section(12, one, "en").split("\n")
    assert lines[0] == ""
    assert lines[1] == "12 · Scores " + "─" * 68  # 12 characters, and 80 in all
    # Paragraphs follow line by line, a letter stands apart, and so does each table.
    assert lines[2:] == [
        "First.", "Second.", "", "    Dear A,", "    you.", "", "Third.", "", "  a", "  x", "",
        "  By unit:", "  b", "  y", "", "By hand.",
    ]  # fmt: skip
    assert section(1, Section("A", text="b."), "en").split("\n")[2:] == ["b."]


def test_a_paragraph_is_80_wide_and_keeps_a_doubled_word_whole():
    # The words before "rata-rata." have 73 characters: "rata-" would still fit, and goes below too.
    assert paragraph(WORDS).split("\n") == [WORDS[:-10].rstrip(), "rata-rata."]
    assert paragraph("a" * 39 + " " + "b" * 40) == "a" * 39 + " " + "b" * 40  # 80 exactly
    assert paragraph("a" * 40 + " " + "b" * 40).split("\n") == ["a" * 40, "b" * 40]
    assert paragraph("x\ny", indent=3) == "   x\n   y"
    # Indented lines are as far to the right as the first, and the width counts the indent.
    assert paragraph("a" * 39 + " " + "b" * 39, indent=2).split("\n") == [
        "  " + "a" * 39, "  " + "b" * 39,
    ]  # fmt: skip
    assert paragraph("") == ""


@pytest.mark.parametrize(
    ("value", "full", "width", "shown"),
    [
        (5, 5, 3, "███"),
        (7, 5, 3, "███"),  # never beyond its end
        (-1, 5, 3, "   "),
        (0, 5, 3, "   "),
        (1, 0, 3, "   "),  # of nothing
        (1, 8, 1, "▏"), (2, 8, 1, "▎"), (3, 8, 1, "▍"), (4, 8, 1, "▌"), (5, 8, 1, "▋"),
        (6, 8, 1, "▊"), (7, 8, 1, "▉"),
        (0.3, 1, 4, "█▎  "),  # 1.2 characters are 9.6 eighths, so 10: one, and two eighths
    ],
)  # fmt: skip
def test_a_bar_is_exact_to_an_eighth(value, full, width, shown):
    assert bar(value, full, width) == shown


def lines(columns):
    return table(Table(columns), "en").split("\n")


def test_words_stand_left_and_numbers_right():
    assert lines({"unit": ["A", "Bee"], "n": Column([1.5, 20.25], "number", decimals=2)}) == [
        "  unit      n",
        "  A      1.50",
        "  Bee   20.25",
    ]
    assert table({"unit": ["A"]}, "en") == "  unit\n  A"  # a mapping is a table too


def test_bars_are_of_the_largest_or_of_what_is_said():
    # 24 characters are the largest, 4: one of 1 has 6.
    assert lines({"x": Column([4, 1, None], "number", bar=True, decimals=0)}) == [
        "  x",
        "  4  " + "█" * 24,
        "  1  " + "█" * 6,
        "",  # no figure, and no bar
    ]
    # Of 8, half and an eighth.
    assert lines({"x": Column([4, 1], "number", bar=True, full=8, decimals=0)}) == [
        "  x",
        "  4  " + "█" * 12,
        "  1  ███",
    ]
    assert lines({"x": Column([], "number", bar=True)}) == ["  x"]
    assert lines({"x": Column([0, 0], "number", bar=True, decimals=0)}) == ["  x", "  0", "  0"]


def test_losses_and_gains_have_half_the_room_each():
    # Twelve characters to each side; of 4, -1 has three and -4 all; 2 has six.
    assert lines({"x": Column([-1, 2, -4, NAN, 0.25], "number", bar=True, decimals=0)}) == [
        "   x",
        "  −1           ███│",
        "   2              │██████",
        "  −4  ████████████│",
        "   –              │",
        "   0              │▊",  # 0.25 of 4 is 1/16: of 12 characters, three quarters of one
    ]  # fmt: skip


def test_the_widest_words_give_way_until_a_table_fits():
    # Two spaces, 50 + 2 + 40 and a figure of 3 after 2: 99, so 19 too many. The widest loses all.
    made = lines({"a": ["x " * 25], "b": ["y " * 20], "n": Column([1.0], "number")})
    assert max(map(len, made)) <= WIDTH
    assert made[1] == "  " + ("x " * 16).rstrip() + "  " + "y " * 20 + "  1.0"
    # What goes on is set in by one, and no word is lost.
    assert made[2].startswith("   x")
    assert " ".join(made).count("x") == 25
    # A column of words is left twelve characters, however little room there is.
    wide = {f"n{i}": Column([1e9], "number", decimals=0) for i in range(6)}
    made = lines({"a": ["x " * 25], **wide})
    assert made[1].startswith("  x x x x x x  ")
    assert len(made[1]) > WIDTH  # figures are never cut
    # A doubled word stays whole in a cell as well: 64 letters, a space and "rata-" are 70 of 73.
    made = lines({"a": ["a" * 64 + " rata-rata"], "n": Column([1.0], "number")})
    assert [line.split()[0] for line in made[1:]] == ["a" * 64, "rata-rata"]
    # Bars are not folded either.
    made = lines({"a": ["x " * 25], **wide, "b": Column([2], "number", bar=True, decimals=0)})
    assert made[1].endswith("2  " + "█" * 24)
