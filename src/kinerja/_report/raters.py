"""Whether the sample office's ratings are fair: how strict each rater is, and what that changes."""

from __future__ import annotations

import numpy as np

from .._definitions import Language
from .._words import words
from ..ratings import RaterEffects, rater_effects
from ..sample import Office
from .section import Column, Section, Table

_ENDS = 3


def office_raters(office: Office) -> RaterEffects:
    """Severity of each rater of the office; what people say of themselves is left aside."""
    table = office.ratings
    others = table["source"] != "self"
    return rater_effects(*(table[name][others] for name in ("person", "rater", "value")))


def raters(found: RaterEffects, language: Language) -> Section:
    """Strictest and mildest raters, and whose place it changes."""
    said, grammar = words(language).report.raters, words(language).grammar
    order = np.argsort(-found.severity, kind="stable")
    ends = [*order[:_ENDS].tolist(), *order[-_ENDS:].tolist()]
    # Means of few ratings tie by chance of rounding; places go by the mean, then by id.
    before, after = (
        np.argsort(np.argsort(-np.round(x, 9), kind="stable"), kind="stable") + 1
        for x in (found.raw, found.adjusted)
    )
    moved = np.argsort(-np.abs(after - before), kind="stable")[: 2 * _ENDS].tolist()
    strict = Table(
        {
            said.rater: [str(found.rater[i]) for i in ends],
            said.severity: Column(found.severity[ends].tolist(), "number", decimals=2, sign=True),
            said.error: Column(found.severity_se[ends].tolist(), "number", decimals=2),
            said.ratings: Column(found.n_ratings[ends].tolist(), "number", decimals=0),
            said.kind: [said.strict] * _ENDS + [said.mild] * _ENDS,
        }
    )
    people = Table(
        {
            said.person: [str(found.subject[i]) for i in moved],
            said.raw: Column(found.raw[moved].tolist(), "number", decimals=2),
            said.adjusted: Column(found.adjusted[moved].tolist(), "number", decimals=2),
            said.error: Column(found.adjusted_se[moved].tolist(), "number", decimals=2),
            said.places: [f"{before[i]} → {after[i]}" for i in moved],
        }
    )
    whole = sum(found.components.values())
    shares = {name: grammar.percent(x / whole) for name, x in found.components.items()}
    return Section(
        said.title,
        text=[
            said.intro.format(
                ratings=int(found.n_ratings.sum()),
                people=found.subject.size,
                raters=found.rater.size,
            ),
            said.parts.format(single=grammar.figure(found.single_rating, decimals=2), **shares),
        ],
        tables=[("", strict), (said.moved, people)],
        method=said.method,
    )
