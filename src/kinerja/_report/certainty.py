"""How sure the ranking of the sample office is."""

from __future__ import annotations

import numpy as np

from .._definitions import Language
from .._types import Float
from .._words import words
from ..ratings import RaterEffects
from ..scoring import Scores, Sensitivity, score, sensitivity
from .section import Column, Section, Table

_PLACES = 5
_SHOWN = 9
_SPREAD = 0.2
_DRAWS = 2_000
_SEED = 2025


def draw_ranks(office: Scores, raters: RaterEffects) -> Sensitivity:
    """Rank the office again and again, with other weights and other ratings of behaviour.

    The card takes the plain mean of a person's ratings, so its error is that of the mean: raters
    who happened to be strict or mild, and what is left, over the number of raters.
    """
    single = raters.components["rater"] + raters.components["residual"]
    mean_error = np.sqrt(single / raters.n_raters).tolist()
    error = dict(zip(raters.subject.tolist(), mean_error, strict=True))
    assert office.ids is not None  # noqa: S101 - the sample names its people
    return sensitivity(
        office.card,
        office.values,
        draws=_DRAWS,
        weight_spread=_SPREAD,
        standard_errors={"behaviour": [error.get(person, 0.0) for person in office.ids.tolist()]},
        rng=_SEED,
        missing="reweight",
        ids=office.ids,
    )


def total_errors(office: Scores, raters: RaterEffects) -> Float:
    """Standard error of each total, from that of the ratings of behaviour alone."""
    error = dict(zip(raters.subject.tolist(), raters.adjusted_se.tolist(), strict=True))
    assert office.ids is not None  # noqa: S101 - the sample names its people
    own = np.array([error.get(person, 0.0) for person in office.ids.tolist()])
    j = office.card.codes.index("behaviour")
    least, most = office.card.indicators[j].valid_range or (-np.inf, np.inf)
    totals = []
    for sign in (1.0, -1.0):
        values = office.values.copy()
        values[:, j] = np.clip(values[:, j] + sign * own, least, most)
        totals.append(score(office.card, values, missing="reweight").total)
    return np.abs(totals[0] - totals[1]) / 2.0


def certainty(office: Scores, raters: RaterEffects, language: Language) -> Section:
    """Ranks of the office under other weights and ratings."""
    said, grammar = words(language).report.certainty, words(language).grammar
    drawn = draw_ranks(office, raters)
    among = drawn.top(_PLACES)
    first = np.argsort(office.rank, kind="stable")
    shown = first[:_SHOWN].tolist()
    heads = words(language).report.grades
    table = Table(
        {
            heads.id: [str(office.name_of(i)) for i in shown],
            heads.total: Column(office.total[shown].tolist(), "number"),
            said.rank: Column(office.rank[shown].tolist(), "number", decimals=0),
            said.mean: Column(drawn.expected_rank[shown].tolist(), "number"),
            said.interval: [
                "–".join(
                    dict.fromkeys(
                        grammar.figure(float(end), decimals=0)
                        for end in (drawn.lower[i], drawn.upper[i])
                    )
                )
                for i in shown
            ],
            said.top.format(q=_PLACES): Column(
                among[shown].tolist(), "share", decimals=0, bar=True, full=1.0
            ),
        }
    )
    level = grammar.percent(drawn.level)
    sure = int((among[first[:_PLACES]] >= drawn.level).sum())
    return Section(
        said.title,
        text=said.intro.format(
            draws=grammar.figure(_DRAWS, decimals=0),
            off=grammar.percent(_SPREAD),
            level=level,
            q=_PLACES,
        ),
        tables=[("", table)],
        method=[
            said.sure.format(sure=sure, q=_PLACES, level=level),
            said.agreement.format(w=grammar.figure(drawn.agreement, decimals=2)),
        ],
    )
