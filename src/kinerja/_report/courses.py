"""Gaps of the sample office, and a plan of courses that closes the most of them."""

from __future__ import annotations

import numpy as np

from .._definitions import Language
from .._indicators.text import say
from .._words import words
from ..competency import DevelopmentPlan, Gaps, development_plan, gaps
from ..sample import Office
from .section import Column, Section, Table


def office_gaps(office: Office) -> Gaps:
    """Gaps of each person against what the kind of post held asks for."""
    names = list(office.competencies)
    asked = {post: row for row, post in enumerate(office.posts["post"].tolist())}
    held = [asked[unit] for unit in office.levels["unit"].tolist()]
    return gaps(
        np.column_stack([office.levels[name] for name in names]),
        np.column_stack([office.posts[name][held] for name in names]),
        ids=office.levels["id"],
        competencies=names,
    )


def office_plan(office: Office, found: Gaps, language: Language) -> DevelopmentPlan:
    """Who attends what; those who give the courses are named in a language."""
    courses = [
        course.model_copy(update={"provider": say(office.providers[course.provider], language)})
        for course in office.courses
    ]
    return development_plan(
        found.shortfall,
        courses,
        competencies=list(office.competencies),
        hours=office.training_hours,
        budget=office.training_budget,
        ids=found.ids,
    )


def development(office: Office, language: Language) -> Section:
    """Gaps by competency, the plan with its proof, and one person's letter."""
    said, grammar = words(language).report.courses, words(language).grammar
    found = office_gaps(office)
    plan = office_plan(office, found, language)
    who = _exemplary(found, plan)
    missing = Table(
        {
            said.competency: [say(name, language) for name in office.competencies.values()],
            said.met: Column(found.share_met.tolist(), "share", decimals=0),
            said.shortfall: Column(found.mean_shortfall.tolist(), "number", decimals=2, bar=True),
        }
    )
    offered = Table(
        {
            said.course: [say(course.name, language) for course in plan.courses],
            said.hours: Column([course.hours for course in plan.courses], "number", decimals=0),
            said.cost: Column([course.cost for course in plan.courses], "number", decimals=0),
            said.seats: Column([course.seats for course in plan.courses], "number", decimals=0),
            said.taken: Column(plan.seats.tolist(), "number", decimals=0),
            said.provider: [course.provider for course in plan.courses],
        }
    )
    held = [item.reason for item in plan.unmet]
    reasons = [
        said.reason.format(reason=said.reasons[name], count=held.count(name))
        for name in dict.fromkeys(held)
    ]
    letter = plan.letter(who, language=language, names=dict(office.competencies))
    return Section(
        said.title,
        text=[
            said.intro.format(
                people=found.index.size,
                hours=grammar.figure(office.training_hours, decimals=0),
                budget=grammar.money(office.training_budget),
            ),
            said.summary.format(
                closed=grammar.figure(plan.total_closed, decimals=0),
                total=grammar.figure(plan.total_gap, decimals=0),
                attendances=len(plan.assignments),
                cost=grammar.money(plan.cost),
                status=said.status[plan.status].format(gap=grammar.figure(plan.gap)),
            ),
            said.left.format(reasons=grammar.listed(reasons)),
            said.letter.format(who=who),
            letter,
        ],
        tables=[("", missing), ("", offered)],
    )


def _exemplary(found: Gaps, plan: DevelopmentPlan) -> str:
    """Whoever has the most to gain from the plan, and something that it leaves open."""
    assert found.ids is not None  # noqa: S101 - the sample names its people
    left = {item.id for item in plan.unmet}
    names = [str(name) for name in found.ids.tolist()]
    order = np.argsort(-plan.closed.sum(axis=1), kind="stable").tolist()
    return next(str(names[i]) for i in order if names[i] in left)
