"""How every picture looks: legends like their marks, words that stand free, no foreign style."""

import functools
import re

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from picture_marks import marks
from pictures_for_tests import PICTURES

KINDS = ("bar", "point", "interval", "curve", "cell", "region", "ribbon")
every = pytest.mark.parametrize("name", PICTURES)


@functools.cache
def picture(name):
    """A picture that has been laid out."""
    fig = PICTURES[name]()
    FigureCanvasAgg(fig).draw()
    return fig


def all_marks(fig):
    return [mark for kind in KINDS for mark in marks(fig, kind)]


def line_of(artist):
    """Colour, dashes and width of a line that is drawn; None where there is none."""
    if not isinstance(artist, Line2D) or artist.get_linestyle() in ("None", ""):
        return None
    width = artist.get_linewidth()
    dashes = artist._dash_pattern[1]
    return (
        to_hex(artist.get_color()),
        None if dashes is None else tuple(np.round(np.array(dashes) / width, 6).tolist()),
        width,
    )


def sign_of(artist):
    """Sign of a point, its colour and its face."""
    if not isinstance(artist, Line2D) or artist.get_marker() in ("None", ""):
        return None
    return artist.get_marker(), to_hex(artist.get_color()), to_hex(artist.get_markerfacecolor())


def area_of(artist):
    """Colour of an area, how much of it is seen through, and its hatching."""
    if isinstance(artist, Patch):
        return to_hex(artist.get_facecolor()), artist.get_alpha(), artist.get_hatch() or ""
    if isinstance(artist, Collection) and len(artist.get_facecolor()):
        return to_hex(artist.get_facecolor()[0]), artist.get_alpha(), artist.get_hatch() or ""
    return None


@every
def test_a_legend_shows_the_marks_as_they_are(name):
    fig = picture(name)
    drawn = all_marks(fig)
    lines = {line_of(mark) for mark in drawn}
    colors = {line[0] for line in lines if line} | {
        to_hex(mark.get_edgecolor()) for mark in marks(fig, "region") if isinstance(mark, Patch)
    }
    signs, areas = {sign_of(mark) for mark in drawn}, {area_of(mark) for mark in drawn}
    legend = fig.axes[0].get_legend()
    for handle in legend.legend_handles if legend else ():
        sign, line, area = sign_of(handle), line_of(handle), area_of(handle)
        if sign and sign[0] == "|":  # a line across a bar or a row
            upright = {mark for mark in marks(fig, "interval") if np.ptp(mark.get_xdata()) == 0}
            widths = {mark.get_linewidth() for mark in upright}
            assert sign in signs or {handle.get_markeredgewidth()} == widths
            assert sign[1] in colors | {other[1] for other in signs if other}
        elif sign:
            assert sign in signs
            assert line is None or line[0] == sign[1]
        elif line:
            assert line in lines
        assert area is None or area in areas
        assert sign or line or area


FOREIGN = {
    "lines.linewidth": 5.5, "lines.markersize": 17.0, "lines.color": "red", "lines.linestyle": ":",
    "font.size": 26.0, "text.color": "red", "figure.figsize": (2.0, 9.0),
    "figure.facecolor": "red", "axes.facecolor": "red", "axes.edgecolor": "red",
    "axes.labelcolor": "red", "axes.titlesize": 31.0, "axes.labelsize": 31.0,
    "axes.titlelocation": "right", "axes.titlecolor": "red", "axes.axisbelow": False,
    "xtick.labelsize": 31.0, "ytick.labelsize": 31.0, "xtick.color": "red", "ytick.color": "red",
    "legend.fontsize": 31.0, "legend.frameon": True, "legend.loc": "center",
    "patch.facecolor": "red", "figure.titlesize": 31.0, "figure.titleweight": "light",
    "grid.color": "red", "grid.linewidth": 6.0, "text.parse_math": True,
}  # fmt: skip


def looks(fig):
    """Everything of a picture that a style could change and a reader would see."""
    ax = fig.axes[0]
    legend = ax.get_legend()
    handles = legend.legend_handles if legend else []
    texts = [t for t in fig.findobj(Text) if t.get_text().strip() and t.get_visible()]
    lines = [line_of(m) for m in [*all_marks(fig), *ax.lines, *handles]]
    grid = [(to_hex(x.get_color()), x.get_linewidth()) for x in ax.get_xgridlines()]
    return {
        "words": [(t.get_text(), t.get_fontsize(), to_hex(t.get_color()), t.get_fontweight(),
                   t.get_ha(), t.get_va()) for t in texts],
        "lines": lines,
        "signs": [(sign_of(m), m.get_markersize()) for m in all_marks(fig) if sign_of(m)],
        "areas": [area_of(m) for m in [*all_marks(fig), *handles]],
        "paper": (to_hex(fig.get_facecolor()), to_hex(ax.get_facecolor()), ax.get_axisbelow()),
        "edges": [to_hex(ax.spines[side].get_edgecolor()) for side in ("left", "bottom")],
        "size": fig.get_size_inches().tolist(),
        "limits": (ax.get_xlim(), ax.get_ylim()),
        "grid": grid if ax.xaxis._major_tick_kw.get("gridOn") else [],
        "frame": legend and legend.get_frame_on(),
    }  # fmt: skip


@every
def test_a_style_that_the_caller_has_set_changes_nothing(name):
    with mpl.rc_context(FOREIGN):
        foreign = PICTURES[name]()
        found = looks(foreign)
    own = looks(PICTURES[name]())
    for what, seen in own.items():
        assert found[what] == seen, what


@every
def test_axes_that_were_used_before_get_the_same_limits(name):
    whole = Figure(figsize=(9, 6), layout="constrained")
    ax = whole.add_subplot()
    ax.set_xlim(-900, -800)
    ax.set_ylim(700, 900)
    PICTURES[name](ax=ax)
    here = picture(name).axes[0]
    assert ax.get_xlim() == pytest.approx(here.get_xlim())
    assert ax.get_ylim() == pytest.approx(here.get_ylim())
    said = [[t.get_text() for t in axes.texts] for axes in (here, ax)]
    assert said[0] == said[1]
    assert ax.get_ylabel() == here.get_ylabel()


@every
def test_words_are_those_of_a_language(name):
    fig = picture(name)
    for said in [fig.axes[0].get_label(), *(t.get_text() for t in fig.findobj(Text))]:
        assert not re.search(r"\b(None|nan|inf)\b|XX|[{}]", said), said


@every
def test_words_stand_free(name):
    """No word lies on another, and none crosses the edge of a bar or a cell."""
    fig = picture(name)
    renderer = fig.canvas.get_renderer()
    ax = fig.axes[0]
    texts = [(t, t.get_window_extent(renderer)) for t in ax.texts if t.get_text().strip()]
    for i, (text, box) in enumerate(texts):
        for other, there in texts[i + 1 :]:
            wide = min(box.x1, there.x1) - max(box.x0, there.x0)
            high = min(box.y1, there.y1) - max(box.y0, there.y0)
            assert min(wide, high) <= 1, (text.get_text(), other.get_text())
        for mark in marks(fig, "bar") + marks(fig, "cell"):
            edge = mark.get_window_extent(renderer)
            wide = min(box.x1, edge.x1) - max(box.x0, edge.x0)
            high = min(box.y1, edge.y1) - max(box.y0, edge.y0)
            if min(wide, high) > 0.5:
                assert box.x0 >= edge.x0 - 0.5
                assert box.x1 <= edge.x1 + 0.5
                assert box.y0 >= edge.y0 - 0.5
                assert box.y1 <= edge.y1 + 0.5


@every
def test_data_fill_most_of_the_axes(name):
    """Along each axis that is seen the marks reach over most of it; one row is in its middle."""
    fig = picture(name)
    ax = fig.axes[0]
    if not ax.axison:
        return
    at = []
    for mark in [*all_marks(fig), *ax.lines]:
        if isinstance(mark, Collection):
            box = mark.get_datalim(ax.transData).transformed(ax.transData)
        else:
            box = mark.get_path().get_extents(mark.get_transform())
        if np.isfinite(box.get_points()).all():
            at.append(box.get_points())
    points, frame = np.concatenate(at), ax.get_window_extent()
    named = [t.get_text() for t in ax.get_yticklabels() if re.search("[a-z]", t.get_text())]
    for axis, (low, high) in enumerate([(frame.x0, frame.x1), (frame.y0, frame.y1)]):
        filled = np.ptp(np.clip(points[:, axis], low, high)) / (high - low)
        assert filled > 0.2 if axis and len(named) == 1 else filled > 0.5, axis


@every
def test_lines_to_read_by_lie_behind(name):
    fig = picture(name)
    ax = fig.axes[0]
    plain = [line.get_zorder() for line in ax.lines if not line.get_gid()]
    over = [m.get_zorder() for kind in ("point", "interval", "curve") for m in marks(fig, kind)]
    assert max(plain, default=0) < min(over, default=9)
    # A grid is faint, and it crosses the axis of figures, never that of names.
    for axis in (ax.xaxis, ax.yaxis):
        seen = {to_hex(x.get_color()) for x in axis.get_gridlines() if x.get_visible()}
        assert seen <= {"#eeeeee"}
        names = [t.get_text() for t in axis.get_ticklabels() if re.search("[a-z]", t.get_text())]
        assert not (seen and names)
