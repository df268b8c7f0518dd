"""Why a person stays, in words: a text for the official, a letter to the person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .._letters import closing_of
from .._words import rules_in_words, words
from .letter import POSTS_NAMED, joined, named, paragraphs
from .open_posts import OpenPost
from .problem import Problem
from .reasons import amount

if TYPE_CHECKING:
    from .._definitions import Language
    from .._words.letters import StayLetter


def stay_text_of(
    problem: Problem, fields: Mapping[str, Any], said: StayLetter, language: Language
) -> str:
    """Say to the official what keeps a person, and what they are next in line for."""
    unit, job = named(problem, fields["unit"], fields["job"], language)
    next_for = [
        ", ".join(named(problem, row.unit, row.job, language))
        for row in fields["considered"]
        if row.next_in_line
    ]
    rule = fields["asked_rule"]
    asked = ""
    if rule:
        answer = rules_in_words(rule, language, own=said.official_answers)
        at = named(problem, fields["asked_unit"], fields["asked_job"], language)
        asked = said.official_asked.format(unit=at[0], job=at[1], answer=answer)
    return joined(
        said.official.format(staff=fields["staff"], unit=unit, job=job),
        _reason(said.official_reasons, fields, unit, job, language),
        said.official_runner_up.format(posts="; ".join(next_for)) if next_for else "",
        asked,
    )


def stay_letter_of(
    problem: Problem, fields: Mapping[str, Any], said: StayLetter, language: Language
) -> str:
    """Write to the person: why they stay, what became of their wish, what stays open."""
    grammar = words(language).grammar
    unit, job = named(problem, fields["unit"], fields["job"], language)
    posts = "; ".join(
        _open_post(problem, post, said, language) for post in fields["open_posts"][:POSTS_NAMED]
    )
    return paragraphs(
        said.heading,
        said.to.format(staff=fields["staff"]),
        said.stays.format(unit=unit, job=job),
        said.why.format(reason=_reason(said.reasons, fields, unit, job, language)),
        _considered(problem, fields, said, language),
        _asked(problem, fields, said, language),
        _open(fields, posts, said),
        joined(said.note, closing_of(said, grammar, fields["reply"])),
        said.closing,
    )


def _reason(
    reasons: Mapping[str, str], fields: Mapping[str, Any], unit: str, job: str, language: Language
) -> str:
    return reasons[fields["reason"]].format(
        unit=unit,
        job=job,
        need=amount(fields["need"], language),
        after=amount(fields["after"], language),
        months=amount(fields["months"], language),
        least=amount(fields["min_months"], language),
    )


def _considered(
    problem: Problem, fields: Mapping[str, Any], said: StayLetter, language: Language
) -> str:
    rows = fields["considered"]
    if not rows:
        return ""
    sentences = [words(language).grammar.plural(said.considered, len(rows))]
    for row in rows[:POSTS_NAMED]:
        unit, job = named(problem, row.unit, row.job, language)
        if row.next_in_line:
            sentences.append(said.runner_up.format(unit=unit, job=job))
        because = said.because[row.because]
        sentences.append(said.against.format(unit=unit, job=job, because=because))
    return joined(*sentences)


def _asked(
    problem: Problem, fields: Mapping[str, Any], said: StayLetter, language: Language
) -> str:
    rule = fields["asked_rule"]
    if not rule:
        return ""
    unit, job = named(problem, fields["asked_unit"], fields["asked_job"], language)
    if rule == "here":
        answer = said.answer_here
    elif rule == "qualified":
        answer = said.answer_unfit
    elif rule == "other":
        at = (fields["asked_unit"], fields["asked_job"])
        row = next(row for row in fields["considered"] if (row.unit, row.job) == at)
        answer = said.answer_other.format(because=said.because[row.because])
    else:
        answer = said.answer_rule.format(rule=rules_in_words(rule, language, own=said.answer_own))
    return said.asked.format(unit=unit, job=job, answer=answer)


def _open(fields: Mapping[str, Any], posts: str, said: StayLetter) -> str:
    if posts:
        return said.open_posts.format(posts=posts)
    # Where no post asks for the person at all, that has been said.
    return "" if fields["reason"] == "no_post" else said.none_open


def _open_post(problem: Problem, post: OpenPost, said: StayLetter, language: Language) -> str:
    unit, job = named(problem, post.unit, post.job, language)
    short = amount(post.shortage, language)
    # As rules hold the person; those that hold the post where there is no other word.
    rule = rules_in_words(post.rule, language, own=said.answer_own)
    return said.open_post.format(unit=unit, job=job, short=short, rule=rule)
