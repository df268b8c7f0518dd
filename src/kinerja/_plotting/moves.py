"""Transfers between units, and why posts stay short."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

from .. import _checks
from .._steady import steady
from .._words import rules_in_words
from ..errors import InputError
from .canvas import Canvas, rows_high
from .inputs import check_names, expect, nothing_to_draw
from .labels import cut, cut_apart, listed_figures
from .looks import BLUE, GREY, HATCHES, ORANGE, PALE, SERIES, between, patch

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Kind = Literal["auto", "alluvial", "balance", "matrix"]
KINDS: tuple[Kind, ...] = ("auto", "alluvial", "balance", "matrix")
_RIBBONS = 15
"""Flows up to which ribbons are read easily; `auto` draws a balance of more."""
_MOST_RIBBONS, _MOST_CELLS = 60, 60
_MOST_ROWS = 40
_FEW, _MOST = (0.75, 0.8375, 0.9), (0.0, 0.35, 0.6)
"""Colours of a cell with next to nobody, and of that with most people."""
Flows = Counter[tuple[str, str]]


@steady
def transfers(
    plan: Any,
    ax: Axes | None = None,
    *,
    kind: Kind = "auto",
    names: Any = None,
    language: str = "en",
) -> Figure:
    """Who moves where: ribbons between units, or how many leave and arrive.

    Parameters
    ----------
    plan : TransferPlan or FlowPlan
        Of `balancing.plan_transfers` or `balancing.plan_flows`.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    kind : {"auto", "alluvial", "balance", "matrix"}
        Ribbons from unit to unit; bars of those who leave and arrive, by net gain; or a matrix of
        from and to. ``"auto"``: ribbons up to 15 flows, else a balance.
    names : sequence or mapping, optional
        Names of the units. A FlowPlan knows units as rows of its tables: names in their order. Of a
        TransferPlan by label.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        A balance shows the 40 units with most moves and joins the rest.

    Raises
    ------
    InputError
        If it is another result, nobody moves, there are too many flows for the kind, or names are
        not one for each unit.

    Examples
    --------
    >>> from kinerja.balancing import plan_transfers
    >>> from kinerja.plotting import alt_text, transfers
    >>> plan = plan_transfers([0, 0, 1], [0, 0, 0], [[1], [2]], units=["North", "South"])
    >>> alt_text(transfers(plan))
    'One person moves. From and to: North → South 1.'
    """
    from ..balancing import FlowPlan, TransferPlan

    expect(plan, "plan", TransferPlan, FlowPlan)
    _checks.choice(kind, "kind", KINDS)
    flows = _flows(plan, names)
    if not flows:
        raise nothing_to_draw("plan", "a plan with moves", "no move: there is nothing to show")
    units = list(dict.fromkeys(name for pair in flows for name in pair))
    if kind == "auto":
        kind = "alluvial" if len(flows) <= _RIBBONS else "balance"
    for asked, size, most in (
        ("alluvial", len(flows), _MOST_RIBBONS),
        ("matrix", len(units), _MOST_CELLS),
    ):
        if kind == asked and size > most:
            raise InputError.about(
                "kind",
                code="out_of_range",
                expected=f"at most {most} {'flows' if asked == 'alluvial' else 'units'}",
                found=str(size),
                hint="Use kind='balance'.",
            )
    drawn = {"alluvial": _alluvial, "balance": _balance, "matrix": _matrix}[kind]
    canvas, axis, rows = drawn(flows, units, ax, language)
    said, write = canvas.words.transfers, canvas.grammar
    number = sum(flows.values())
    items = listed_figures(
        [
            (f"{cut(a, 40)} → {cut(b, 40)}", write.figure(n, decimals=0))
            for (a, b), n in flows.most_common(13)
        ]
    )
    title = write.plural(said.title, number, shown=write.figure(number, decimals=0))
    return canvas.finish(title, said.alt.format(items=items), x=axis, y=rows)


def _flows(plan: Any, names: Any) -> Flows:
    """People by the unit they leave and the one they come to."""
    out: Flows = Counter()
    by_rows = hasattr(plan, "count")
    if by_rows:
        units = list(range(len(plan.headcount_after)))
    else:
        ends = [(move.from_unit, move.to_unit) for move in plan.moves]
        units = list(dict.fromkeys(unit for pair in ends for unit in pair))
    name = check_names(names, "names", units)
    if by_rows:
        for a, b, n in zip(
            plan.from_unit.tolist(), plan.to_unit.tolist(), plan.count.tolist(), strict=True
        ):
            if n:
                out[name[a], name[b]] += int(n)
        return out
    for move in plan.moves:
        out[name[move.from_unit], name[move.to_unit]] += 1
    return out


Drawn = tuple[Canvas, str, str]


def _alluvial(flows: Flows, units: list[str], ax: Axes | None, language: str) -> Drawn:
    """Ribbons from those who give on the left to those who receive on the right."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    total = sum(flows.values())
    out, into = _ends(flows)
    canvas = Canvas(ax, language, height=rows_high(max(len(out), len(into)) + total // 6, head=2.0))
    said, write = canvas.words.transfers, canvas.grammar
    room = 0.06 * total
    left, right = _stack(out, room), _stack(into, room)
    color = {unit: i % 7 for i, unit in enumerate(out)}
    at = {"out": dict(left), "in": dict(right)}
    # Ribbons leave in the order in which they arrive, so that they cross as little as they can.
    ranked = sorted(flows.items(), key=lambda f: (left[f[0][0]], right[f[0][1]]))
    for (source, goal), n in ranked:
        a, b = at["out"][source], at["in"][goal]
        at["out"][source], at["in"][goal] = a + n, b + n
        corners = [(0, a), (0.5, a), (0.5, b), (1, b), (1, b + n), (0.5, b + n), (0.5, a + n)]
        corners += [(0, a + n), (0, a)]
        bend = [Path.CURVE4] * 3
        codes = [Path.MOVETO, *bend, Path.LINETO, *bend, Path.CLOSEPOLY]
        j = color[source]
        ribbon = PathPatch(
            Path(corners, codes), facecolor=SERIES[j], alpha=0.55, edgecolor="white",
            hatch=HATCHES[j], linewidth=0.6,
        )  # fmt: skip
        canvas.mark(ribbon, "ribbon")
    for side, starts, sizes in ((0, left, out), (1, right, into)):
        shown = cut_apart(list(starts), 26)
        for name, (unit, y) in zip(shown, starts.items(), strict=True):
            n = sizes[unit]
            x = -0.025 if side == 0 else 1.0
            canvas.bar(x, y, 0.025, n, facecolor="#333333")
            number = write.figure(n, decimals=0)
            label = f"{name}  {number}" if side == 0 else f"{number}  {name}"
            canvas.text(
                -0.045 if side == 0 else 1.045,
                y + n / 2,
                label,
                ha="right" if side == 0 else "left",
            )
    high = max(_height(left, out), _height(right, into))
    canvas.text(-0.025, -0.05 * high, said.leave, ha="right", color=GREY, fontweight="bold")
    canvas.text(1.025, -0.05 * high, said.arrive, ha="left", color=GREY, fontweight="bold")
    canvas.ax.set_xlim(-0.75, 1.75)
    canvas.ax.set_ylim(high * 1.02, -0.1 * high)
    canvas.ax.set_axis_off()
    return canvas, "", ""


def _ends(flows: Flows) -> tuple[Counter[str], Counter[str]]:
    out: Counter[str] = Counter()
    into: Counter[str] = Counter()
    for (source, goal), n in flows.items():
        out[source] += n
        into[goal] += n
    return out, into


def _stack(sizes: Counter[str], room: float) -> dict[str, float]:
    """Where each unit begins, the largest on top."""
    at, out = 0.0, {}
    for unit, n in sizes.most_common():
        out[unit] = at
        at += n + room
    return out


def _height(starts: dict[str, float], sizes: Counter[str]) -> float:
    return max(y + sizes[unit] for unit, y in starts.items())


def _balance(flows: Flows, units: list[str], ax: Axes | None, language: str) -> Drawn:
    """Those who leave to the left, those who arrive to the right, by net gain."""
    out, into = _ends(flows)
    busiest = sorted(units, key=lambda unit: -(out[unit] + into[unit]))
    kept, rest = busiest, []
    if len(units) > _MOST_ROWS:
        kept, rest = busiest[: _MOST_ROWS - 1], busiest[_MOST_ROWS - 1 :]
    rows = sorted(kept, key=lambda unit: (out[unit] - into[unit], -into[unit]))
    canvas = Canvas(ax, language, height=rows_high(len(rows) + bool(rest), head=1.7))
    said, write = canvas.words.transfers, canvas.grammar
    figures = [(unit, out[unit], into[unit]) for unit in rows]
    if rest:
        name = write.plural(said.others, len(rest))
        figures.append((name, sum(out[u] for u in rest), sum(into[u] for u in rest)))
    most = max(max(leave, arrive) for _, leave, arrive in figures[: len(rows)])
    for row, (_, leave, arrive) in enumerate(figures):
        if row == len(rows) and max(leave, arrive) > 1.5 * most:
            # A bar for all the others would leave no room for the bars of single units.
            shown = said.both.format(
                leave=write.figure(leave, decimals=0), arrive=write.figure(arrive, decimals=0)
            )
            canvas.beside(0, row, shown, color=GREY)
            figures[row] = (figures[row][0], 0, 0)
            continue
        if leave:
            canvas.row(row, -leave, facecolor=ORANGE, hatch="///")
        if arrive:
            canvas.row(row, arrive, facecolor=BLUE)
        net = write.figure(arrive - leave, decimals=0, sign=True)
        canvas.beside(arrive, row, net, color=GREY)
    canvas.names_on_rows([name for name, _, _ in figures])
    canvas.line(0, color=PALE)
    canvas.span(
        [[-leave for _, leave, _ in figures], [arrive for _, _, arrive in figures]],
        zero=True,
        room=0.08,
    )
    canvas.whole("x")
    _without_sign(canvas)
    canvas.grid("x")
    canvas.legend(
        [
            (patch(ORANGE, "///"), said.leave),
            (patch(BLUE), said.arrive),
        ]
    )
    canvas.note(said.net)
    return canvas, said.axis, ""


def _without_sign(canvas: Canvas) -> None:
    """People who leave are drawn to the left, but nobody is a negative person."""
    from matplotlib.ticker import FuncFormatter

    written = FuncFormatter(lambda x, _: canvas.grammar.figure(abs(x), decimals=None))
    canvas.ax.xaxis.set_major_formatter(written)


def _matrix(flows: Flows, units: list[str], ax: Axes | None, language: str) -> Drawn:
    from matplotlib.ticker import NullLocator

    out, into = _ends(flows)
    rows, columns = [u for u, _ in out.most_common()], [u for u, _ in into.most_common()]
    canvas = Canvas(ax, language, height=rows_high(min(len(rows), 40), head=2.6))
    said, write = canvas.words.transfers, canvas.grammar
    most = max(flows.values())
    canvas.names_on_rows(rows)
    canvas.names_on_columns(columns)
    for (source, goal), n in flows.items():
        x, y = columns.index(goal), rows.index(source)
        shade = between(_FEW, _MOST, n / most)
        canvas.cell(x - 0.5, y - 0.5, 1, 1, facecolor=shade)
        if max(len(rows), len(columns)) <= 40:
            canvas.within(x, y, write.figure(n, decimals=0), shade)
    canvas.ax.set_xlim(-0.5, len(columns) - 0.5)
    canvas.ax.set_ylim(len(rows) - 0.5, -0.5)
    canvas.ax.xaxis.set_minor_locator(NullLocator())
    del units
    return canvas, said.arrive, said.leave


@steady
def shortage_reasons(plan: Any, ax: Axes | None = None, *, language: str = "en") -> Figure:
    """Why posts stay short: persons still missing, by the rule that holds them.

    Parameters
    ----------
    plan : TransferPlan
        Of `balancing.plan_transfers`.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure

    Raises
    ------
    InputError
        If it is another result, or no post stays short.

    Examples
    --------
    >>> from kinerja.balancing import plan_transfers
    >>> from kinerja.plotting import alt_text, shortage_reasons
    >>> plan = plan_transfers([0, 0, 1], [0, 0, 0], [[1], [4]], units=["North", "South"])
    >>> alt_text(shortage_reasons(plan)).split(". ")[0]
    'Why 2 persons are still missing'
    """
    from ..balancing import TransferPlan

    expect(plan, "plan", TransferPlan)
    if not plan.remaining:
        raise nothing_to_draw(
            "plan", "a plan that leaves posts short", "none: every post is filled"
        )
    short: dict[str, float] = {}
    posts: Counter[str] = Counter()
    for post in plan.remaining:
        short[post.rule] = short.get(post.rule, 0.0) + post.shortage
        posts[post.rule] += 1
    rules = sorted(short, key=lambda rule: -short[rule])
    canvas = Canvas(ax, language, height=rows_high(len(rows_of := rules) * 2, head=1.5))
    said, write = canvas.words.reasons, canvas.grammar
    rows = [rules_in_words(rule, language) for rule in rows_of]
    for row, rule in enumerate(rules):
        canvas.row(row, short[rule], facecolor=ORANGE)
        shown = write.figure(short[rule], decimals=None if short[rule] % 1 == 0 else 1)
        canvas.beside(short[rule], row, f"{shown} ({write.plural(said.posts, posts[rule])})")
    canvas.names_on_rows(rows)
    folded = ["\n".join(textwrap.wrap(cut(row, 110), 38)) for row in rows]
    canvas.ax.set_yticks(range(len(rows)), labels=folded, parse_math=False, fontsize=8.5)
    canvas.span([0, max(short.values())], zero=True, room=0.3)
    canvas.whole("x")
    canvas.figures_on("x")
    canvas.grid("x")
    total = sum(short.values())
    items = listed_figures(
        [(row, write.figure(short[r], decimals=None)) for row, r in zip(rows, rules, strict=True)]
    )
    title = write.plural(said.title, total, shown=write.figure(total, decimals=None, most=2))
    return canvas.finish(title, said.alt.format(items=items), x=said.axis)
