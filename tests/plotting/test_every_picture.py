"""What holds of every picture: words that can be read, marks that can be seen, nothing cut off."""

import functools
import re

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb, to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from picture_marks import marks
from pictures_for_tests import PICTURES

from kinerja._plotting.looks import ink_on

# Okabe and Ito (2008), Color Universal Design: eight colours that all kinds of sight tell apart.
OKABE_ITO = {
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7",
}  # fmt: skip
# Lighter ones of blue, orange and vermilion, for intervals that lie close together.
LIGHTER = {"#A9CBE3", "#F5D48F", "#F0BD99"}


@functools.cache
def picture(name):
    """A picture that has been laid out."""
    fig = PICTURES[name]()
    FigureCanvasAgg(fig).draw()
    return fig


every = pytest.mark.parametrize("name", PICTURES)


def said(fig):
    """Words of a figure that are seen; a tick beyond the limits of its axis is not drawn."""
    unseen = set()
    for ax in fig.axes:
        for axis in (ax.xaxis, ax.yaxis) if ax.name != "polar" else ():
            low, high = sorted(axis.get_view_interval())
            gone = not ax.axison
            for tick in axis.get_major_ticks() + axis.get_minor_ticks():
                if gone or not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                    unseen |= {tick.label1, tick.label2}
    return [t for t in fig.findobj(Text) if t.get_text().strip() and t.get_visible()
            and t not in unseen]  # fmt: skip


def light(color):
    """Relative luminance of a colour by WCAG 2."""
    parts = np.asarray(to_rgb(color))
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    low, high = sorted([light(one), light(other)])
    return (high + 0.05) / (low + 0.05)


def behind(fig, text):
    """The colour that a word stands on: that of the cell or bar below its middle, else white."""
    renderer = fig.canvas.get_renderer()
    box = text.get_window_extent(renderer)
    middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    found = "white"
    for kind in ("bar", "cell"):
        for mark in marks(fig, kind):
            if isinstance(mark, Rectangle) and mark.get_window_extent(renderer).contains(*middle):
                *rgb, alpha = to_rgba(mark.get_facecolor())
                found = tuple(alpha * np.array(rgb) + 1 - alpha)
    return found


@every
def test_words_can_be_read(name):
    fig = picture(name)
    for text in said(fig):
        assert 6 <= text.get_fontsize() <= 14
        ratio = contrast(text.get_color(), behind(fig, text))
        assert ratio >= 4.5, (text.get_text(), ratio)  # WCAG 2, AA
        # A label such as "$5 and $6" is no formula; figures on an axis hold no letters.
        assert not text.get_parse_math() or not re.search("[A-Za-z$]", text.get_text())


@every
def test_no_word_leaves_the_picture(name):
    fig = picture(name)
    renderer = fig.canvas.get_renderer()
    width, height = fig.bbox.size
    for text in said(fig):
        box = text.get_window_extent(renderer)
        assert box.x0 >= -2, text.get_text()
        assert box.y0 >= -2, text.get_text()
        assert box.x1 <= width + 2, text.get_text()
        assert box.y1 <= height + 2, text.get_text()


@every
def test_names_along_an_axis_do_not_cover_each_other(name):
    fig = picture(name)
    renderer = fig.canvas.get_renderer()
    for ax in fig.axes:
        if ax.name == "polar" or not ax.axison:
            continue
        for axis in (ax.xaxis, ax.yaxis):
            texts = [t for t in axis.get_ticklabels() if t.get_text() and not t.get_rotation()]
            boxes = [t.get_window_extent(renderer) for t in texts]
            for i, one in enumerate(boxes):
                for other in boxes[i + 1 :]:
                    apart = max(one.x0, other.x0) - min(one.x1, other.x1)
                    above = max(one.y0, other.y0) - min(one.y1, other.y1)
                    assert max(apart, above) >= -2, texts[i].get_text()


@every
def test_every_mark_lies_inside_of_the_axes(name):
    fig = picture(name)
    for kind in ("point", "interval", "bar", "cell", "curve"):
        for mark in marks(fig, kind):
            ax = mark.axes
            if ax.name == "polar":
                continue
            if isinstance(mark, Line2D):
                at = np.column_stack(mark.get_data())
            elif isinstance(mark, Rectangle):
                (x, y), w, h = mark.get_xy(), mark.get_width(), mark.get_height()
                at = np.array([[x, y], [x + w, y + h]])
            elif kind == "point":
                at = np.asarray(mark.get_offsets())
            else:
                at = np.vstack(mark.get_segments())
            at = at[np.isfinite(at).all(axis=1)].astype(float)
            (left, right), (low, high) = sorted(ax.get_xlim()), sorted(ax.get_ylim())
            slack = 1e-9 + 1e-9 * np.abs(at)
            assert (at[:, 0] >= left - slack[:, 0]).all()
            assert (at[:, 0] <= right + slack[:, 0]).all()
            assert (at[:, 1] >= low - slack[:, 1]).all()
            assert (at[:, 1] <= high + slack[:, 1]).all()


@every
def test_marks_are_seen_and_lie_above_what_is_none(name):
    fig = picture(name)
    for ax in fig.axes:
        plain = [line.get_zorder() for line in ax.lines if not line.get_gid()]
        if ax.name == "polar":
            continue
        for kind in ("point", "interval", "curve"):
            for mark in (m for m in marks(fig, kind) if m.axes is ax):
                assert mark.get_visible()
                assert mark.get_zorder() >= max(plain, default=0.1)
                if isinstance(mark, Line2D) and mark.get_linestyle() != "None":
                    assert 0.5 <= mark.get_linewidth() <= 8
                elif isinstance(mark, Line2D):
                    assert 2 <= mark.get_markersize() <= 20
        assert ax.get_axisbelow() is True
        over = [m.get_zorder() for m in marks(fig, "point") + marks(fig, "curve") if m.axes is ax]
        for area in (m for m in marks(fig, "region") if m.axes is ax):
            assert area.get_zorder() < min(over)


@every
def test_colours_are_those_that_everybody_tells_apart(name):
    fig = picture(name)
    legends = [ax.get_legend().legend_handles for ax in fig.axes if ax.get_legend()]
    drawn = marks(fig, "point") + marks(fig, "curve") + marks(fig, "interval")
    for mark in drawn + [handle for handles in legends for handle in handles]:
        if isinstance(mark, Line2D):
            for color in {to_hex(mark.get_color()), to_hex(mark.get_markerfacecolor())}:
                grey = len({color[1:3], color[3:5], color[5:7]}) == 1
                assert grey or color.upper() in OKABE_ITO | LIGHTER, color
    # What is drawn can be told from the paper: three to one is asked of graphics by WCAG 2.
    for mark in marks(fig, "curve"):
        assert contrast(mark.get_color(), "white") >= 2


@every
def test_the_frame_is_plain_and_the_legend_above_the_data(name):
    fig = picture(name)
    renderer = fig.canvas.get_renderer()
    assert to_hex(fig.get_facecolor()) == "#ffffff"
    assert fig.get_layout_engine() is not None
    assert fig.get_size_inches()[0] == pytest.approx(7.2)
    for ax in fig.axes:
        assert ax.get_xlabel() or not ax.axison  # what the figures along it are
        if ax.name != "polar":
            assert to_hex(ax.get_facecolor()) == "#ffffff"
            assert not any(ax.spines[side].get_visible() for side in ("top", "right"))
        legend = ax.get_legend()
        if legend is None:
            continue
        texts = [text.get_text() for text in legend.get_texts()]
        assert all(texts)
        assert len(set(texts)) == len(texts)
        assert not legend.get_frame_on()
        above = legend.get_window_extent(renderer).y0 - ax.get_window_extent(renderer).y1
        assert -2 <= above <= 12
    title = fig._suptitle
    assert (title.get_ha(), title.get_fontweight()) == ("left", "bold")
    assert title.get_window_extent(renderer).x0 <= 0.05 * fig.bbox.width


@every
def test_another_language_says_the_same_with_other_words(name):
    here, there = picture(name), PICTURES[name](language="id")
    for kind in ("bar", "point", "interval", "curve", "cell", "region", "ribbon"):
        assert len(marks(here, kind)) == len(marks(there, kind))
    assert here.axes[0].get_label() != there.axes[0].get_label()
    # English is the language where none is named.
    assert PICTURES[name](language="en").axes[0].get_label() == here.axes[0].get_label()


@every
def test_axes_of_a_caller_hold_the_same_picture(name):
    from matplotlib.figure import Figure

    whole = Figure(figsize=(9, 6), layout="constrained")
    polar = picture(name).axes[0].name == "polar"
    ax = whole.add_subplot(projection="polar" if polar else None)
    assert PICTURES[name](ax=ax) is whole
    here = picture(name)
    for kind in ("bar", "point", "interval", "curve", "cell", "region", "ribbon"):
        assert len(marks(here, kind)) == len(marks(whole, kind))
    assert ax.get_label() == here.axes[0].get_label()
    assert ax.get_title(loc="left")


@pytest.mark.parametrize("face", [(x / 12, y / 12, z / 12) for x in range(13) for y in (0, 6, 12)
                                  for z in (0, 5, 12)])  # fmt: skip
def test_ink_is_the_one_that_is_read_better(face):
    ink, other = ink_on(face), {"white": "#000000", "#000000": "white"}[ink_on(face)]
    # The two ratios multiply to 21, so the larger is at least its root.
    assert contrast(ink, face) >= max(contrast(other, face), 21**0.5 - 1e-9)
