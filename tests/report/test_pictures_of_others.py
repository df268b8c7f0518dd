"""Pictures that were drawn elsewhere, and sentences where there is nothing to say."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from kinerja import Bands, Indicator, Scorecard, explain, plotting, score
from kinerja._report.drawings.contributions import waterfall
from kinerja._report.drawings.drawing import wrapped
from kinerja._report.people import _outward
from kinerja._report.pictures import described, inline, label, split
from kinerja._report.readings.employee import people_of
from kinerja._report.readings.findings import grade_counts, lowest_item, skm_sentence
from kinerja._report.readings.material import Material
from kinerja._report.tables import _measured
from kinerja._report.written import written
from kinerja.errors import InputError
from kinerja.indicators import Identity
from kinerja.schemes import skm

PARTS = tuple(Indicator(code=code, name=code, scale=Identity()) for code in "ab")
SCORES = score(Scorecard(code="c", name="C", parts=PARTS), [[90.0, 70], [70, 80]])


def elsewhere(title="", axis=""):
    figure = Figure()
    ax = figure.subplots()
    ax.set_title(title)
    ax.set_xlabel(axis)
    return figure


def test_a_picture_comes_alone_or_with_its_caption():
    drawing = waterfall(explain(SCORES, 0), names=None, language="en")
    figure = elsewhere("Waiting")
    assert split(drawing) == (drawing, "")
    assert split((drawing, "Why")) == (drawing, "Why")
    assert split(figure) == (figure, "")
    assert split((figure, 7)) == (figure, "7")
    for odd in ("picture.png", (figure,), [figure, "x"], None):
        with pytest.raises(InputError, match="a matplotlib Figure, or a pair") as caught:
            split(odd)
        assert caught.value.argument == "figures"


def test_a_picture_is_called_by_its_caption_its_title_or_nothing():
    drawing = waterfall(explain(SCORES, 0), names=None, language="en")
    assert label(drawing, "") == drawing.title
    assert label(drawing, "Why") == "Why"
    assert label(elsewhere("Waiting\n times"), "") == "Waiting times"
    assert label(elsewhere(), "") == ""


def test_a_picture_drawn_elsewhere_is_described_by_what_stands_in_it():
    own = plotting.workload(["a"], [1.5], [1])
    assert described(own, "Work", "en") == plotting.alt_text(own)
    assert described(elsewhere("Waiting", "days"), "By month", "en") == "By month. Waiting. days"
    assert described(elsewhere(), "", "en") == "Picture without a description"
    assert described(elsewhere(), "", "id").startswith("Gambar tanpa")
    drawing = waterfall(explain(SCORES, 0), names=None, language="en")
    assert inline(drawing, "", "p", "en") == drawing.draw("p")
    assert "<svg" in inline(elsewhere("Waiting"), "", "p", "en")


def test_a_title_at_the_left_comes_before_one_in_the_middle():
    figure = Figure()
    first, second = figure.subplots(2)
    first.set_title("by month")
    first.set_title("Waiting", loc="left")
    first.set_ylabel("days")
    second.set_xlabel("year")
    second.set_title("by year")
    assert described(figure, "", "en") == "Waiting. days. by year. year"
    assert label(figure, "") == "Waiting"


def test_figures_of_a_result_are_shown_by_their_unit():
    assert written(_measured([80.25, float("nan")], "points"), "en") == ["80.3", "–"]
    assert written(_measured([0.0123], "p"), "en") == ["0.012"]
    assert written(_measured([0.25, 0.5], "share"), "en") == ["25%", "50%"]
    assert written(_measured([0.255, 0.5], "share"), "en") == ["25.5%", "50.0%"]


@pytest.mark.parametrize(
    ("new", "old", "shown"),
    [
        (0.1 + 0.2, 0.2, 0.3),  # 0.30000000000000004 is 0.3
        (71.21, 70, 71.3),  # upwards, so that what is shown is enough
        (71.29, 80, 71.2),  # downwards where less is better
        (5.0, 4, 5.0),
    ],
)
def test_a_figure_to_reach_is_rounded_away_from_the_present_one(new, old, shown):
    assert _outward(new, old) == pytest.approx(shown, abs=1e-12)


def test_a_unit_without_answers_has_no_index_and_no_lowest_item():
    answers = np.array([[3.0] * 8 + [2.0]] * 3 + [[np.nan] * 9] * 2)
    found = skm.index(answers, by=list("aaabb"), missing="omit")
    at = {str(name): i for i, name in enumerate(next(iter(found.domain.values())).tolist())}
    assert lowest_item(found, at["a"], "en")
    # (8 · 3 + 2) / 9 · 25 = 72.22
    assert "72.22" in skm_sentence(found, at["a"], "en")
    if "b" in at:
        assert lowest_item(found, at["b"], "en") == []
        assert not any(sign.isdigit() for sign in skm_sentence(found, at["b"], "en"))


def test_grades_that_nobody_may_see_are_not_told():
    assert grade_counts(SCORES, "en") == ""
    bands = Bands.of({"fair": 0, "good": 76})
    graded = score(Scorecard(code="c", name="C", parts=PARTS, bands=bands), [[90.0, 70], [70, 80]])
    # 80 and 75: one of each.
    assert grade_counts(graded, "en") == "good 1 and fair 1"
    assert grade_counts(graded, "en", minimum=5) == ""


def test_people_without_ids_go_by_their_row():
    assert people_of(Material(scores=SCORES)) == [0, 1]


def test_words_are_wrapped_where_the_room_ends():
    assert wrapped("", 50) == []
    long = "Pelayananadministrasikependudukanterpadu"
    (cut,) = wrapped(long, 120)  # one word is not parted, but cut
    assert cut.endswith("…")
    assert long.startswith(cut.removesuffix("…"))
    assert 3 < len(cut) < len(long)
    lines = wrapped("satu dua tiga empat", 60)
    assert " ".join(lines) == "satu dua tiga empat"
    assert len(lines) > 1
