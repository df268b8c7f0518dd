"""One move in words: a text for the official who decides, a letter to the person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .._letters import closing_of
from .._official import MONTHS_BEFORE_TRANSFER
from .._words import words
from .open_posts import OpenPost
from .problem import Problem, code_of
from .reasons import amount, names_of

if TYPE_CHECKING:
    from .._definitions import Language
    from .._words.letters import MoveLetter

POSTS_NAMED = 3
"""Open posts that a letter names."""
_TENTH_ROUNDS_AWAY = 0.05


def text_of(
    problem: Problem,
    fields: Mapping[str, Any],
    fact: str,
    person: int,
    v: int,
    d: int,
    language: Language,
) -> str:
    """Say to the official why this person moves, and who would have been next."""
    said = words(language).transfers
    unit, job = names_of(problem, v, d, language)
    origin = names_of(problem, int(problem.unit[person]), int(problem.job[person]), language)
    lines = [
        said.moves.format(
            staff=fields["staff"], from_unit=origin[0], from_job=origin[1], unit=unit, job=job
        ),
        fact,
        said.effect.format(
            effect=amount(fields["effect"], language),
            cost=cost_in_words(problem, fields["cost"], language),
        ),
        said.candidates.format(candidates=amount(fields["candidates"], language)),
        said.no_runner_up
        if fields["runner_up"] is None
        else said.runner_up.format(
            runner_up=fields["runner_up"],
            runner_up_cost=cost_in_words(problem, fields["runner_up_cost"], language),
            runner_up_effect=amount(fields["runner_up_effect"], language),
        ),
        *_tie(fields, language),
    ]
    return " ".join(lines)


def cost_in_words(problem: Problem, cost: float, language: Language) -> str:
    """A cost as what it is: km from home where it is nothing else, else a figure without a unit."""
    said = words(language).transfers
    if problem.distance is not None and problem.fit is None:
        return said.km.format(distance=away(cost, language))
    return said.cost.format(cost=amount(cost, language))


def away(distance: float, language: Language) -> str:
    """Kilometres to one decimal, whole ones without."""
    whole = abs(distance - round(distance)) < _TENTH_ROUNDS_AWAY
    return words(language).grammar.figure(distance, decimals=0 if whole else 1)


def _tie(fields: Mapping[str, Any], language: Language) -> list[str]:
    """Say what decided between this person and others, or between this plan and others."""
    decided = fields["decided_by"]
    return [] if decided is None else [words(language).transfers.ties[decided]]


def letter_of(
    problem: Problem,
    fields: Mapping[str, Any],
    person: int,
    v: int,
    d: int,
    said: MoveLetter,
    language: Language,
) -> str:
    """Write to the person: what is proposed, why, what else is open, and how to answer."""
    grammar = words(language).grammar
    to_unit, to_job = names_of(problem, v, d, language)
    unit, job = int(problem.unit[person]), int(problem.job[person])
    from_unit, from_job = names_of(problem, unit, job, language)
    starts = fields["starts"]
    proposal = [
        said.proposal.format(
            from_unit=from_unit, from_job=from_job, to_unit=to_unit, to_job=to_job
        ),
        ""
        if starts is None
        else said.starts.format(day=grammar.date(dt.date.fromisoformat(starts))),
    ]
    need = said.need.format(
        to_unit=to_unit,
        to_job=to_job,
        from_unit=from_unit,
        from_job=from_job,
        need=grammar.plural(
            words(language).transfers.people, fields["need"], shown=amount(fields["need"], language)
        ),
        before=amount(fields["before"], language),
        after=amount(fields["after"], language),
        left=amount(fields["left"], language),
        own=amount(fields["own_need"], language),
    )
    items = "; ".join(
        _open_post(problem, post, said, language) for post in fields["open_posts"][:POSTS_NAMED]
    )
    rules = said.rules.format(items="; ".join(fields["rules"])) if fields["rules"] else ""
    ground = said.ground.format(ground=fields["ground"]) if fields["ground"] else ""
    return paragraphs(
        said.heading,
        said.to.format(staff=fields["staff"]),
        joined(*proposal),
        need,
        said.person.format(facts=_about_the_person(problem, fields, to_unit, said, language)),
        said.open_posts.format(posts=items) if items else said.none_open,
        joined(rules, ground),
        joined(said.note, closing_of(said, grammar, fields["reply"])),
        said.closing,
    )


def joined(*sentences: str) -> str:
    """Sentences of one paragraph; those left out leave nothing behind."""
    return " ".join(sentence for sentence in sentences if sentence)


def paragraphs(*parts: str) -> str:
    """Paragraphs of a letter; those without a word are left out."""
    return "\n\n".join(part for part in parts if part)


def _about_the_person(
    problem: Problem, fields: Mapping[str, Any], to_unit: str, said: MoveLetter, language: Language
) -> str:
    """What speaks for this person, and what decided between them and the others."""
    grammar = words(language).grammar
    asked = fields["requirements"]
    facts = [said.requirements.format(items="; ".join(asked)) if asked else said.qualified]
    if fields["months"] == fields["months"]:
        facts.append(grammar.plural(said.months, fields["months"]))
    if fields["distance"] == fields["distance"]:
        distance = away(fields["distance"], language)
        facts.append(said.distance.format(to_unit=to_unit, distance=distance))
    if fields["preference"] == fields["preference"]:
        cost = amount(fields["preference"], language)
        facts.append(said.preference.format(to_unit=to_unit, cost=cost))
    if fields["fit"] == fields["fit"]:
        facts.append(said.fit.format(fit=amount(fields["fit"], language)))
    if fields["laid_down"] == "forced":
        return joined(*facts, said.forced)
    if fields["laid_down"] == "together":
        facts.append(said.pair)
    facts.append(grammar.plural(said.possible, fields["candidates"]))
    if fields["laid_down"] is None:
        facts.append(_compared(problem, fields, said, language))
    return joined(*facts, *_tie(fields, language))


def _compared(
    problem: Problem, fields: Mapping[str, Any], said: MoveLetter, language: Language
) -> str:
    """How many of the others fall short of this person, and in what."""
    grammar = words(language).grammar
    further = fields["distance"] == fields["distance"] and fields["fit"] != fields["fit"]
    shares = (
        (
            said.less if problem.rules.objective == "shortage" else said.worse,
            fields["others_worse"],
        ),
        (said.further if further else said.dearer, fields["others_dearer"]),
        (said.not_overdue, fields["others_not_overdue"]),
        (said.alike, fields["others_alike"]),
    )
    most = amount(problem.rules.max_months or 0.0, language)
    items = [grammar.plural(phrase, n, most=most) for phrase, n in shares if n]
    return (
        said.compared.format(items=grammar.listed([item for item in items if item]))
        if items
        else ""
    )


def _open_post(problem: Problem, post: OpenPost, said: MoveLetter, language: Language) -> str:
    unit, job = named(problem, post.unit, post.job, language)
    short = amount(post.shortage, language)
    if post.distance != post.distance:
        return said.open_post.format(unit=unit, job=job, short=short)
    return said.open_post_away.format(
        unit=unit, job=job, short=short, distance=away(post.distance, language)
    )


def named(problem: Problem, unit: Any, job: Any, language: Language) -> tuple[str, str]:
    """Names of a post that is given by its labels."""
    return names_of(problem, problem.unit_at(unit), problem.job_at(job), language)


def requirements_of(
    problem: Problem, job: int, said: MoveLetter, language: Language
) -> tuple[str, ...]:
    """What a job asks for, in words, as the rules of the plan state it."""
    grammar, count = words(language).grammar, problem.need.shape[1]
    out = []
    for item in problem.rules.requirements:
        if code_of(item.job, problem.jobs, count, "requirements") != job:
            continue
        if item.at_least is not None:
            value = amount(item.at_least, language)
            out.append(said.at_least.format(column=item.column, value=value))
        elif item.one_of is not None and len(item.one_of) == 1:
            out.append(said.is_one.format(column=item.column, item=item.one_of[0]))
        else:
            items = grammar.either(item.one_of or ())
            out.append(said.one_of.format(column=item.column, items=items))
    return tuple(out)


def rules_in_words(problem: Problem, said: MoveLetter, language: Language) -> tuple[str, ...]:
    """Rules that a plan was made by; those that were not in force are not named."""
    grammar, rules = words(language).grammar, problem.rules
    out = []
    if problem.months_in_post is not None and rules.min_months:
        national = said.rule_national if rules.min_months == MONTHS_BEFORE_TRANSFER else ""
        out.append(grammar.plural(said.rule_months, rules.min_months) + national)
    out += [said.rule_qualified, said.rule_protect]
    if rules.price_per_move:
        out.append(said.rule_price.format(price=amount(rules.price_per_move, language)))
    if rules.max_moves is not None:
        out.append(grammar.plural(said.rule_moves, rules.max_moves))
    if rules.max_months is not None:
        out.append(grammar.plural(said.rule_overdue, rules.max_months))
    return tuple(rule for rule in out if rule)
