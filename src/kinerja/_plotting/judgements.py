"""Priorities of citizens, and judgements of several stakeholders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from .._steady import steady
from ..errors import InputError
from .canvas import Canvas, rows_high
from .inputs import check_names, expect, nothing_to_draw
from .labels import clean, cut, listed_figures
from .looks import BLUE, GREY, INK, LIGHT, RULE, SERIES, SIGNS, sign
from .rows import order_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_RADIUS = 2.447746830680816
"""Standard errors to the edge of an ellipse that holds 95 %: the root of −2 ln .05."""
_ELLIPSES = 30
_STAKEHOLDERS = 7
_CONSISTENT = 0.1
"""Saaty's limit of the consistency ratio."""


@steady
def priorities(
    result: Any, ax: Axes | None = None, *, names: Any = None, language: str = "en"
) -> Figure:
    """Importance against performance of each item, with the error of both.

    Parameters
    ----------
    result : ImportancePerformance
        Of `survey.importance_performance`.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    names : mapping or sequence, optional
        Name of each item, by code or in order.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        Ellipses hold the true place with 95 % probability, the two errors taken as independent.

    Raises
    ------
    InputError
        If it is another result, or no item has both figures.

    Examples
    --------
    >>> import numpy as np
    >>> from kinerja.plotting import alt_text, priorities
    >>> from kinerja.survey import Design, importance_performance
    >>> rng = np.random.default_rng(1)
    >>> performance, importance = rng.integers(1, 5, (40, 3)), rng.integers(1, 5, (40, 3))
    >>> r = importance_performance(performance, importance, Design())
    >>> alt_text(priorities(r)).split(". ")[0]
    'What to fix first'
    """
    from ..survey import ImportancePerformance

    expect(result, "result", ImportancePerformance)
    x, y = result.performance, result.importance
    there = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    if not there.size:
        raise nothing_to_draw("result", "an item with importance and performance", "none")
    canvas = Canvas(ax, language, height=5.4)
    said, write = canvas.words.priorities, canvas.grammar
    codes = result.item.tolist()
    label = check_names(names, "names", codes)
    round_ = there.size <= _ELLIPSES
    ends = _ellipses(canvas, result, there) if round_ else [(x[there], y[there])]
    canvas.points(x[there], y[there], size=6 if round_ else 3.5)
    canvas.span([e[0] for e in ends])
    canvas.span([e[1] for e in ends], axis="y", room=0.09)
    if round_:
        beside = [cut(label[codes[i]], 18) for i in there]
        _beside_points(canvas, x[there], y[there], beside)
    canvas.line(result.performance_line)
    canvas.line(result.importance_line, axis="y")
    for key, place, side, height in (
        ("concentrate", (0.01, 0.985), "left", "top"),
        ("keep_up", (0.99, 0.985), "right", "top"),
        ("low_priority", (0.01, 0.015), "left", "bottom"),
        ("overkill", (0.99, 0.015), "right", "bottom"),
    ):
        canvas.ax.text(
            *place, said.quadrants[key], transform=canvas.ax.transAxes, ha=side, va=height,
            color=GREY, fontsize=9.5, fontweight="bold", parse_math=False,
        )  # fmt: skip
    canvas.figures_on("x")
    canvas.figures_on("y")
    if round_:
        canvas.note(said.note)
    items = listed_figures(
        [
            (
                label[codes[i]],
                said.item.format(
                    quadrant=said.quadrants.get(result.quadrant[i], said.unclear),
                    certainty=write.percent(result.certainty[i]),
                ),
            )
            for i in there
        ],
        20,
    )
    alt = said.alt.format(n=there.size, items=items)
    return canvas.finish(said.title, alt, x=said.performance, y=said.importance)


def _beside_points(canvas: Canvas, x: Any, y: Any, names: Sequence[str]) -> None:
    """Names beside their points: of six places the one that covers least."""
    (left, right), (low, high) = canvas.ax.get_xlim(), canvas.ax.get_ylim()
    # In shares of the axes, which are some six inches wide and four high.
    at = np.column_stack([(x - left) / (right - left), (y - low) / (high - low)])
    taken = [(a - 0.008, a + 0.008, b - 0.012, b + 0.012) for a, b in at.tolist()]
    for (a, b), name in zip(at.tolist(), names, strict=True):
        wide, tall = 0.0125 * len(name) + 0.01, 0.036
        places = [
            (a + 0.01 if right_of else a - 0.01 - wide, b + 0.008 if above else b - 0.008 - tall)
            for above in (True, False)
            for right_of in (True, False)
        ]
        places += [(a - wide / 2, b + 0.03), (a - wide / 2, b - 0.03 - tall)]
        cost = [
            sum(u < q and u + wide > p and v < t and v + tall > s for p, q, s, t in taken)
            + 2 * (u < 0 or u + wide > 1)
            for u, v in places
        ]
        u, v = places[int(np.argmin(cost))]
        taken.append((u, u + wide, v, v + tall))
        canvas.ax.text(
            u + 0.005, v + tall / 2, name, transform=canvas.ax.transAxes, va="center",
            fontsize=8.5, color=INK, parse_math=False,
        )  # fmt: skip


def _ellipses(canvas: Canvas, result: Any, there: Any) -> list[tuple[list[float], list[float]]]:
    """Ellipses of the errors, and how far they reach."""
    from matplotlib.patches import Ellipse

    ends = []
    for i in there.tolist():
        x, y = float(result.performance[i]), float(result.importance[i])
        a, b = (_RADIUS * float(e) for e in (result.performance_se[i], result.importance_se[i]))
        if not (np.isfinite(a) and np.isfinite(b)):
            a = b = 0.0
        else:
            canvas.mark(
                Ellipse(
                    (x, y), 2 * a, 2 * b, facecolor=LIGHT, alpha=0.35, edgecolor=BLUE, linewidth=0.8
                ),
                "region",
            )
        ends.append(([x - a, x + a], [y - b, y + b]))
    return ends


@steady
def judgements(
    result: Any, ax: Axes | None = None, *, names: Any = None, language: str = "en"
) -> Figure:
    """Weights that several stakeholders give, and how consistent each of them is.

    Parameters
    ----------
    result : mapping of str to AHP, or AHP
        Stakeholder to their judgements (`weights.ahp`), all over the same criteria; or one result.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    names : sequence, optional
        Names of the criteria, in order.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        A sign for each stakeholder, hollow where the consistency ratio is above 0.1. Beyond 7
        stakeholders the median of each weight, from the lowest to the highest.

    Raises
    ------
    InputError
        If it is something else, or the stakeholders judged different numbers of criteria.

    Examples
    --------
    >>> from kinerja.plotting import alt_text, judgements
    >>> from kinerja.weights import ahp
    >>> one, other = ahp([[1, 3], [1 / 3, 1]]), ahp([[1, 1], [1, 1]])
    >>> print(alt_text(judgements({"Head": one, "Union": other}, names=["Cost", "Quality"])))
    Weights of 2 criteria by 2 stakeholders. Criteria by average weight: Cost 62.5%; Quality 37.5%.
    Consistency ratios: Head 0.00; Union 0.00.
    """
    from ..weights import AHP

    given: dict[str, Any] = {}
    if isinstance(result, Mapping):
        given = {clean(name): judged for name, judged in result.items()}
    single = not isinstance(result, Mapping)
    for judged in [result] if single else list(given.values()):
        expect(judged, "result", AHP)
    if single:
        given = {"": result}
    sizes = {judged.weights.size for judged in given.values()}
    if len(sizes) != 1:
        raise InputError.about(
            "result",
            code="wrong_shape" if sizes else "too_few",
            expected="stakeholders who judged the same criteria",
            found=f"{' and '.join(map(str, sorted(sizes)))} criteria" if sizes else "none",
        )
    weights = np.array([judged.weights for judged in given.values()])
    ratios = np.array([judged.consistency_ratio for judged in given.values()])
    k = weights.shape[1]
    label = check_names(names, "names", range(1, k + 1))
    shown = weights.mean(axis=0) if len(given) <= _STAKEHOLDERS else np.median(weights, axis=0)
    order = order_of(shown)
    canvas = Canvas(ax, language, height=rows_high(k, head=2.1))
    said, write = canvas.words.judgements, canvas.grammar
    rows = [label[int(j) + 1] for j in order]
    canvas.names_on_rows(rows, most=36)
    if len(given) > _STAKEHOLDERS:
        _middle(canvas, weights[:, order])
    else:
        _each(canvas, weights[:, order], ratios, list(given))
    canvas.span([0.0, weights.max()], zero=True)
    canvas.figures_on("x", percent=True)
    canvas.grid("x")
    loose = int((ratios > _CONSISTENT).sum())
    if loose:
        hollow = said.hollow if len(given) <= _STAKEHOLDERS else ""
        limit = write.figure(_CONSISTENT, decimals=None)
        canvas.note(hollow + write.plural(said.inconsistent, loose, limit=limit))
    mean = weights.mean(axis=0)[order]
    items = listed_figures(
        [(r, write.percent(m, decimals=1)) for r, m in zip(rows, mean, strict=True)]
    )
    checks = listed_figures(
        [
            (name or said.ratio, write.figure(c, decimals=2))
            for name, c in zip(given, ratios, strict=True)
        ]
    )
    alt = said.alt.format(items=items, ratios=checks)
    people = write.plural(said.stakeholders, len(given))
    return canvas.finish(said.title.format(k=k, stakeholders=people), alt, x=said.axis)


def _each(canvas: Canvas, weights: Any, ratios: Any, names: Sequence[str]) -> None:
    at = np.arange(weights.shape[1])
    shifts = np.linspace(-0.22, 0.22, len(names)) if len(names) > 1 else [0.0]
    lowest, highest = weights.min(axis=0), weights.max(axis=0)
    if len(names) > 1:
        canvas.intervals(lowest, highest, at, color=RULE, linewidth=6)
    entries = []
    for j, (name, ratio, shift) in enumerate(zip(names, ratios, shifts, strict=True)):
        face = SERIES[j] if not ratio > _CONSISTENT else "white"
        canvas.points(weights[j], at + shift, sign=SIGNS[j], size=7, color=SERIES[j], face=face)
        shown = canvas.words.judgements.consistency.format(
            name=cut(name, 22), ratio=canvas.grammar.figure(float(ratio), decimals=2)
        )
        entries.append((sign(SERIES[j], SIGNS[j], face=face), shown.strip()))
    canvas.legend(entries)


def _middle(canvas: Canvas, weights: Any) -> None:
    at = np.arange(weights.shape[1])
    canvas.intervals(weights.min(axis=0), weights.max(axis=0), at, color=LIGHT, linewidth=6)
    canvas.points(np.median(weights, axis=0), at, size=8)
    canvas.note(canvas.words.judgements.middle)
