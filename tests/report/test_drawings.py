"""Drawings that pages write by themselves: the figures of `plotting.contributions`, in own SVG."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest

from kinerja import Bands, Indicator, Scorecard, explain, plotting, score
from kinerja._report.drawings.contributions import stacks, waterfall
from kinerja._report.drawings.drawing import fitted, room, ticks
from kinerja._scoring.explain import explained
from kinerja.errors import InputError
from kinerja.indicators import Identity

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    "\u202eevil عربي",
    "W" * 200,
    "a & b ]]> <!--",
    "\U0001f469",
]


def group(n, k, names=None, gaps=()):
    parts = [
        Indicator(code=f"i{j}", name=(names or {}).get(j, f"Indicator {j}"), scale=Identity())
        for j in range(k)
    ]
    data = np.random.default_rng(n + k).uniform(30, 95, (n, k))
    for place in gaps:
        data[place] = np.nan
    card = Scorecard(code="c", name="C", parts=parts)
    return score(card, data, ids=[f"P{i}" for i in range(n)], missing="reweight")


def drawn(drawing, prefix="p"):
    """Tree of an SVG, and its bars by id in their order."""
    root = ET.fromstring(drawing.draw(prefix))  # noqa: S314 - our own
    return root, [r for r in root.iter(f"{SVG}rect") if r.get("id", "").startswith(f"{prefix}-bar")]


@pytest.mark.parametrize(("k", "expected"), [(1, 1), (6, 6), (20, 20), (60, 20)])
def test_bars_of_a_waterfall_are_as_long_as_their_moves(k, expected):
    why = explain(group(8, k), "P3")
    drawing = waterfall(why, names=None, language="en")
    _, bars = drawn(drawing)
    assert len(bars) == expected
    signed = sum(float(b.get("width")) * (1 if b.get("class") == "up" else -1) for b in bars)
    whole = sum(float(b.get("width")) for b in bars)
    largest = np.sort(np.abs(why.contributions))[::-1]
    if k == 60:  # nineteen and what the others come to together
        rest = why.contributions[np.argsort(-np.abs(why.contributions))[19:]].sum()
        largest = np.append(largest[:19], abs(rest))
    # Lengths are written to a tenth: each may miss by 0.05.
    assert signed / whole == pytest.approx(
        (why.total - why.baseline_total) / largest.sum(), abs=0.1 * len(bars) / whole
    )


@pytest.mark.parametrize("language", ["en", "id"])
def test_it_says_what_the_picture_of_plotting_says(language):
    scores = group(8, 9, gaps=[(3, 1)])
    why = explain(scores, "P3", language=language)
    names = {f"i{j}": f"Name {j}" for j in range(9)}
    drawing = waterfall(why, names=names, language=language)
    fig = plotting.contributions(why, names=names, language=language)
    assert drawing.alt == plotting.alt_text(fig)
    assert "Name 1" in drawing.alt
    of_all = stacks(scores, language=language)
    assert of_all.alt == plotting.alt_text(plotting.contributions(scores, language=language))


def test_title_and_description_and_own_ids():
    root, _ = drawn(stacks(group(5, 8), language="en"), "s1-2")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "s1-2-title s1-2-desc"
    assert root.find(f"{SVG}title").text == "What the points are made of"
    assert "Stacked bars of 5 people" in root.find(f"{SVG}desc").text
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("s1-2-") for name in ids)


def test_a_stack_is_as_long_as_the_total():
    scores = group(3, 4)
    _, bars = drawn(stacks(scores, language="en"))
    lengths = np.array([float(b.get("width")) for b in bars]).reshape(3, 4)
    best = scores.contributions[np.argsort(-scores.total)]
    assert lengths / lengths.sum() == pytest.approx(best / best.sum(), abs=1e-3)


@pytest.mark.parametrize(("n", "rows"), [(1, 1), (40, 40), (41, 10), (1000, 10)])
def test_many_people_become_tenths(n, rows):
    assert len(drawn(stacks(group(n, 3), language="id"))[1]) == 3 * rows


def test_hostile_names_stay_inside():
    scores = group(4, 5, names=dict(enumerate(HOSTILE)))
    names = {f"i{j}": name for j, name in enumerate(HOSTILE)}
    for drawing in (
        waterfall(explain(scores, "P1"), names=names, language="en"),
        stacks(scores, language="en"),
    ):
        root, _ = drawn(drawing)
        assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {
            "svg", "title", "desc", "defs", "pattern", "path", "rect", "line", "text",
        }  # fmt: skip
        width = float(root.get("viewBox").split()[2])
        for text in root.iter(f"{SVG}text"):
            size = float(text.get("font-size", 13))
            x, needed = float(text.get("x")), room(text.text or "", size)
            left = x - needed if text.get("text-anchor") == "end" else x
            assert left >= -1, text.text
            assert left + needed <= width + 1, text.text


def test_nothing_to_draw_is_refused_as_plotting_does():
    nothing = group(2, 2, gaps=[(0, 0), (0, 1), (1, 0), (1, 1)])
    with pytest.raises(InputError, match="no total"):
        waterfall(explain(nothing, "P0"), names=None, language="en")
    with pytest.raises(InputError, match="at least one person"):
        stacks(nothing, language="en")


def test_equal_totals_have_an_axis_too():
    parts = [Indicator(code=c, name=c, scale=Identity()) for c in "ab"]
    scores = score(Scorecard(code="c", name="C", parts=parts), [[50, 50], [50, 50]])
    root, bars = drawn(waterfall(explain(scores, 0), names=None, language="en"))
    assert [float(b.get("width")) for b in bars] == [0, 0]
    assert "50.0" in [t.text for t in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 100, [0, 20, 40, 60, 80, 100]),
        (74.8, 79.2, [75, 76, 77, 78, 79]),
        (-0.31, 0.3, [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]),
        (5, 5, [5]),
    ],
)
def test_ticks_are_round(low, high, expected):
    assert ticks(low, high) == pytest.approx(expected, abs=1e-12)
    assert all(len(repr(x)) <= 6 for x in ticks(low, high))


def test_words_are_cut_to_their_room():
    assert fitted("short", 100) == "short"
    assert fitted("W" * 200, 100).endswith("…")
    assert room(fitted("W" * 200, 100)) <= 100


def test_pages_leave_out_only_the_search_for_the_cheapest_change():
    parts = [Indicator(code=c, name=c.upper(), scale=Identity()) for c in "abc"]
    card = Scorecard(
        code="c", name="C", parts=parts, aggregation="geometric",
        bands=Bands.of({"fair": 0, "good": 80}),
    )  # fmt: skip
    scores = score(card, [[60, 70, 80], [90, 95, 85.0]])
    for row in (0, 1):
        whole, brief = explain(scores, row), explained(scores, row, "mean", "en", jointly=False)
        assert brief.text == whole.text
        assert np.array_equal(brief.contributions, whole.contributions)
        assert brief.next_band is None
        assert whole.next_band is not None
