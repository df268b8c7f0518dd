"""Pictures of results, to be printed and to be read: one function for each.

Every function takes a result and returns a `matplotlib.figure.Figure` that was made without
pyplot: no window, no backend, no setting is touched. With `ax` the picture is drawn there. What the
picture shows is kept in words (`alt_text`) and goes along in `svg`.

Marks that stand for data have a gid that begins with bar, point, interval, curve, cell, region or
ribbon. matplotlib comes with ``pip install kinerja[plot]`` and is loaded by the first picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._plotting import as_svg
from ._plotting import contributions as _contributions
from ._plotting import forests as _forests
from ._words import check_language
from .errors import InputError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "acceptability",
    "alt_text",
    "contributions",
    "estimates",
    "ranks",
    "svg",
]


def __dir__() -> list[str]:
    return sorted(__all__)


def _ready(language: str) -> None:
    """Refuse a language without sentences, and say how to install what draws."""
    from importlib.util import find_spec

    check_language(language)
    if find_spec("matplotlib") is None:
        raise InputError.about(
            "matplotlib",
            code="not_installed",
            expected="an installed matplotlib",
            found="none",
            hint="Install it with: pip install 'kinerja[plot]'",
        )


def contributions(
    result: Any, ax: Axes | None = None, *, names: Any = None, language: str = "en"
) -> Figure:
    """Where the points come from: a waterfall of one person, stacked bars of a group.

    Parameters
    ----------
    result : Explanation or Scores
        One person's explanation: bars lead from the baseline to the total, the largest first; of
        more than 20 the smallest are joined. Scores: a bar a person by total, beyond 40 people one
        for each tenth of them.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    names : mapping or sequence, optional
        Name of each indicator, by code or in order; by default the card's name, or the code.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure

    Raises
    ------
    InputError
        If it is another result, or there is no total to draw.

    Examples
    --------
    >>> from kinerja.indicators import Identity, Indicator, Scorecard
    >>> from kinerja.scoring import explain, score
    >>> parts = [Indicator(code=c, name=c.upper(), scale=Identity()) for c in "ab"]
    >>> card = Scorecard(code="demo", name="Demo", parts=parts)
    >>> fig = contributions(explain(score(card, [[90, 70], [70, 80]]), 0))
    >>> print(alt_text(fig))
    Where the 80.0 points come from. Bars lead from 77.5 (Group average) to the total of 80.0
    points. a +5.0; b −2.5.
    """
    _ready(language)
    return _contributions.contributions(result, ax, names=names, language=language)


def estimates(
    result: Any,
    ax: Axes | None = None,
    *,
    second: Any = None,
    line: float | None = None,
    language: str = "en",
) -> Figure:
    """Estimates with their intervals, a row each, the highest first.

    Parameters
    ----------
    result : Estimates or SKM
        What is drawn; a satisfaction index stands over the bands of its grades.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    second : Estimates or SKM, optional
        The wave before, drawn in grey beside it; rows are found by their labels.
    line : float, optional
        A value to compare with.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        Beyond 40 rows only the first and the last have a name.

    Raises
    ------
    InputError
        If it is another result, no row has an estimate, or the two waves share no row.

    Examples
    --------
    >>> from kinerja.survey import Design, mean
    >>> fig = estimates(mean([3, 4, 2, 3, 4, 4.0], Design(), by=list("aaabbb")))
    >>> alt_text(fig).split(". ")[0]
    'Estimates by domain'
    """
    _ready(language)
    return _forests.estimates(result, ax, second=second, line=line, language=language)


def ranks(result: Any, ax: Axes | None = None, *, language: str = "en") -> Figure:
    """Ranks, and how far they move when the weights are not quite as stated.

    Parameters
    ----------
    result : Sensitivity
        Of `scoring.sensitivity`.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        Average rank and range of each subject, in the order of the ranks as stated.

    Raises
    ------
    InputError
        If it is another result, or nobody has a total.

    Examples
    --------
    >>> from kinerja.indicators import Identity, Indicator, Scorecard
    >>> from kinerja.scoring import score, sensitivity
    >>> parts = [Indicator(code=c, name=c, scale=Identity()) for c in "ab"]
    >>> card = Scorecard(code="demo", name="Demo", parts=parts)
    >>> drawn = sensitivity(card, [[90, 70], [70, 80], [60, 60]], draws=100, rng=1)
    >>> alt_text(ranks(drawn, language="id")).split(". ")[0]
    'Seberapa mantap peringkatnya'
    """
    _ready(language)
    return _forests.ranks(result, ax, language=language)


def acceptability(result: Any, ax: Axes | None = None, *, language: str = "en") -> Figure:
    """How often each subject had each rank, as a shaded matrix.

    Parameters
    ----------
    result : Sensitivity
        Of `scoring.sensitivity`.
    ax : Axes, optional
        Where to draw; by default a figure of its own.
    language : {"en", "id"}
        Language of the words.

    Returns
    -------
    Figure
        Beyond 60 subjects the picture of `ranks`: single shares can no longer be seen.

    Raises
    ------
    InputError
        If it is another result, or nobody has a total.

    Examples
    --------
    >>> from kinerja.indicators import Identity, Indicator, Scorecard
    >>> from kinerja.scoring import score, sensitivity
    >>> parts = [Indicator(code=c, name=c, scale=Identity()) for c in "ab"]
    >>> card = Scorecard(code="demo", name="Demo", parts=parts)
    >>> drawn = sensitivity(card, [[90, 70], [70, 80], [60, 60]], draws=100, rng=1)
    >>> alt_text(acceptability(drawn)).split(". ")[0]
    'How often each rank comes out'
    """
    _ready(language)
    return _forests.acceptability(result, ax, language=language)


def alt_text(fig: Any) -> str:
    """What a picture shows, in words: its title and the figures that matter.

    Parameters
    ----------
    fig : Figure or Axes
        A picture of this module, or a figure in which some were drawn.

    Returns
    -------
    str
        30 to 2,000 characters.

    Raises
    ------
    InputError
        If there is no picture of this module in it.

    Examples
    --------
    >>> from kinerja.survey import Design, mean
    >>> alt_text(estimates(mean([3, 4, 2, 3.0], Design())))[:10]
    'Estimates.'
    """
    said = [text for _, text in _pictures(fig)]
    whole = " ".join(said)
    return whole if len(whole) <= 2000 else whole[:1999].rstrip() + "…"


def _pictures(fig: Any) -> list[tuple[Any, str]]:
    """Axes with a picture, each with its words."""
    axes = [fig] if hasattr(fig, "get_xlim") else getattr(fig, "axes", None)
    found = [
        (ax, str(ax.get_label()))
        for ax in axes or ()
        if str(ax.get_label()) and not str(ax.get_label()).startswith(("_", "<"))
    ]
    if not found:
        raise InputError.about(
            "fig",
            code="wrong_type",
            expected="a Figure with a picture of kinerja.plotting",
            found=type(fig).__name__,
        )
    return found


def svg(fig: Any, *, prefix: str) -> str:
    """Write a picture as SVG to stand inside a page.

    Parameters
    ----------
    fig : Figure
        A picture of this module.
    prefix : str
        Begins every id: two pictures of one page need two prefixes.

    Returns
    -------
    str
        ``<svg …>`` with ``role="img"``, title and description; text stays text; the same figure
        gives the same bytes.

    Raises
    ------
    InputError
        If the prefix is no name, or it is no picture of this module.

    Examples
    --------
    >>> from kinerja.survey import Design, mean
    >>> text = svg(estimates(mean([3, 4, 2, 3.0], Design())), prefix="fig1")
    >>> text.startswith("<svg"), 'role="img"' in text, 'id="fig1-title"' in text
    (True, True, True)
    """
    (ax, _), *_ = _pictures(fig)
    top = fig.get_suptitle() if hasattr(fig, "get_suptitle") else ""
    title = " ".join((top or ax.get_title("left") or "").split())
    whole = ax.get_figure(root=True)
    return as_svg.written(whole, prefix, title, alt_text(fig))
