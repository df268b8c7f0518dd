"""Predicates of 2022 in the sample office, and what the distribution guide says of them."""

from __future__ import annotations

import numpy as np

from .._definitions import Language
from .._indicators.text import say
from .._words import words
from ..indicators import Bands
from ..schemes import skp
from ..scoring import Scores
from .section import Column, Section, Table

RESULTS = Bands.of({"below": 0, "meets": 70, "above": 90})
BEHAVIOUR = Bands.of({"below": 1, "meets": 3.25, "above": 4.25}, upper=5)
"""The made-up office's own cut-offs; the regulation gives none."""

_ORDER = ("above", "meets", "below")


def predicates(scores: Scores, language: Language) -> Section:
    """Matrix of the office's people, their predicates, and the guide's advice."""
    said, grammar = words(language).report.predicates, words(language).grammar
    results = scores.groups["results"]
    behaviour = scores.values[:, scores.card.codes.index("behaviour")]
    rated = ~np.isnan(results) & ~np.isnan(behaviour)
    result, conduct = RESULTS.label(results[rated]), BEHAVIOUR.label(behaviour[rated])
    found = skp.check_distribution(skp.predicate_2022(result, conduct), "good", language=language)
    names = {"above": said.above, "meets": said.meets, "below": said.below}
    matrix = Table(
        {
            said.results: [names[r] for r in _ORDER],
            **{
                names[b]: Column(
                    [int(((result == r) & (conduct == b)).sum()) for r in _ORDER],
                    "number",
                    decimals=0,
                )
                for b in reversed(_ORDER)
            },
        }
    )
    counts = Table(
        {
            said.predicate: [say(skp.TEXTS[code], language) for code in found.predicate.tolist()],
            said.people: Column(found.count.tolist(), "number", decimals=0, bar=True),
        }
    )
    cuts = {
        f"{letter}{i}": grammar.figure(band.lower or 0.0, decimals=None)
        for letter, grades in (("r", RESULTS), ("b", BEHAVIOUR))
        for i, band in enumerate(grades.bands)
    }
    own = say(skp.TEXTS[found.organisation], language)
    return Section(
        said.title,
        text=said.intro.format(out=int((~rated).sum()), **cuts),
        tables=[("", matrix), ("", counts)],
        method=said.guide.format(own=own, findings="; ".join(found.findings) or said.kept),
    )
