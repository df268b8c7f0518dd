"""One move in words: a text for the official who decides, a letter to the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .._words import words
from .problem import Problem
from .reasons import amount, names_of

if TYPE_CHECKING:
    from .._definitions import Language

NUMBERS = ("effect", "cost", "candidates", "runner_up_cost", "runner_up_effect")


def _written(fields: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """Fields of an explanation with their numbers as a reader of the language knows them."""
    return {**fields, **{name: amount(fields[name], language) for name in NUMBERS}}


def text_of(
    problem: Problem, fields: Mapping[str, Any], fact: str, v: int, d: int, language: Language
) -> str:
    """Say why this person moves, and who would have been next."""
    said, f = words(language).transfers, _written(fields, language)
    unit, job = names_of(problem, v, d, language)
    runner_up = said.no_runner_up if f["runner_up"] is None else said.runner_up
    lines = [
        said.moves.format(staff=f["staff"], unit=unit, job=job),
        fact,
        said.effect.format(**f),
        said.candidates.format(**f),
        runner_up.format(**f),
        *tie_of(fields, language),
    ]
    return " ".join(lines)


def tie_of(fields: Mapping[str, Any], language: Language) -> list[str]:
    """Say what decided between this person and others, or between this plan and others."""
    decided = fields["decided_by"]
    return [] if decided is None else [words(language).transfers.ties[decided]]


def letter_of(
    problem: Problem,
    fields: Mapping[str, Any],
    person: int,
    fact: str,
    v: int,
    d: int,
    *,
    still_open: Sequence[str],
    language: Language,
) -> str:
    """Write to the person: what the plan proposes, why, and what else stays open."""
    said, f = words(language).transfers, _written(fields, language)
    to_unit, to_job = names_of(problem, v, d, language)
    unit, job = int(problem.unit[person]), int(problem.job[person])
    from_unit, from_job = names_of(problem, unit, job, language)
    proposal = said.proposal.format(
        from_unit=from_unit, from_job=from_job, to_unit=to_unit, to_job=to_job
    )
    rest = said.open_posts.format(posts="; ".join(still_open)) if still_open else said.none_open
    return "\n".join(
        [
            said.to.format(staff=f["staff"]),
            "",
            proposal,
            "",
            said.why.format(fact=fact),
            *_about_the_person(problem, fields, person, language),
            "",
            rest,
            "",
            said.note,
        ]
    )


def _about_the_person(
    problem: Problem, fields: Mapping[str, Any], person: int, language: Language
) -> list[str]:
    """What speaks for this person, who else could come, and how far it is."""
    grammar, said = words(language).grammar, words(language).transfers
    fit, others = [said.qualified], [grammar.plural(said.possible, fields["candidates"])]
    if problem.months_in_post is not None:
        fit.append(grammar.plural(said.months, float(problem.months_in_post[person])))
    cost = amount(fields["cost"], language)
    if problem.preference is not None:
        others.append(said.cost.format(cost=cost))
    elif problem.distance is not None:  # with `fit`, the cost is no distance alone
        mould = said.distance if problem.fit is None else said.cost
        distance = grammar.figure(round(fields["cost"], 1), decimals=None)
        others.append(mould.format(distance=distance, cost=cost))
    return [" ".join(fit), " ".join([*others, *tie_of(fields, language)])]
