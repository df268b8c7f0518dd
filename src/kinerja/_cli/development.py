"""Gaps of the sample office, and a plan of courses that closes the most of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .._definitions import Language
from .._indicators.text import figure, say
from ..competency import Course, DevelopmentPlan, Gaps, development_plan, gaps
from ..indicators import Text
from .samples import column, rows_of
from .terminal import bar, left_last, paragraph, percent, table

HOURS = 20.0
"""Training hours due in a year (schemes of civil service: 20 JP)."""
BUDGET = 9_000.0

COMPETENCIES = {
    "integrity": Text(en="integrity", id="integritas"),
    "teamwork": Text(en="teamwork", id="kerja sama"),
    "service": Text(en="service", id="pelayanan"),
    "planning": Text(en="planning", id="perencanaan"),
    "digital": Text(en="digital skills", id="keterampilan digital"),
    "writing": Text(en="writing", id="menulis"),
}
COURSES = {
    "Clear letters": "Surat yang jelas",
    "Planning a programme": "Merencanakan program",
    "Service at the counter": "Pelayanan di loket",
    "Spreadsheets and forms": "Lembar kerja dan formulir",
    "Working in teams": "Bekerja dalam tim",
    "Open records": "Arsip terbuka",
    "Data for decisions": "Data untuk keputusan",
}
PROVIDERS: dict[Language, dict[str, str]] = {
    "en": {},
    "id": {
        "State university": "Universitas negeri",
        "Training agency": "Balai pelatihan",
        "Citizens' forum": "Forum warga",
        "State polytechnic": "Politeknik negeri",
        "Inspectorate": "Inspektorat",
    },
}

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "intro": "Levels of {people} people in six competencies (1 to 5) against what their posts ask "
        "for. {hours} training hours are due to each in a year; the made-up budget is {budget} "
        "thousand rupiah.",
        "competency": "competency",
        "met": "enough",
        "shortfall": "mean gap",
        "summary": "The plan closes {closed} of {total} levels with {attendances} attendances for "
        "{cost} thousand rupiah. Status: {status}.",
        "optimal": "optimal; no plan closes more, and none as much for less",
        "feasible": "feasible; at most {gap} better",
        "course": "course",
        "hours": "hours",
        "seats": "seats",
        "taken": "taken",
        "provider": "given by",
        "left": "Gaps that stay open, by what holds them: {reasons}.",
        "reason": "{reason} {count}",
        "no course": "no course",
        "of hours": "hours",
        "of seats": "seats",
        "budget": "budget",
        "closed better elsewhere": "closes more elsewhere",
        "letter": "What {who} receives:",
    },
    "id": {
        "intro": "Tingkat {people} orang dalam enam kompetensi (1 sampai 5) terhadap tuntutan "
        "jabatannya. Setiap orang berhak atas {hours} jam pelatihan (JP) setahun; anggaran rekaannya "
        "{budget} ribu rupiah.",
        "competency": "kompetensi",
        "met": "cukup",
        "shortfall": "kesenjangan",
        "summary": "Rencana ini menutup {closed} dari {total} tingkat dengan {attendances} "
        "keikutsertaan seharga {cost} ribu rupiah. Status: {status}.",
        "optimal": "optimal; tidak ada rencana yang menutup lebih banyak, atau sama banyak dengan "
        "biaya lebih kecil",
        "feasible": "layak; paling banyak {gap} lebih baik",
        "course": "pelatihan",
        "hours": "jam",
        "seats": "kursi",
        "taken": "terisi",
        "provider": "pemberi",
        "left": "Kesenjangan yang tetap terbuka, menurut penahannya: {reasons}.",
        "reason": "{reason} {count}",
        "no course": "tidak ada pelatihan",
        "of hours": "jam",
        "of seats": "kursi",
        "budget": "anggaran",
        "closed better elsewhere": "lebih berguna di tempat lain",
        "letter": "Yang diterima {who}:",
    },
}


class Development(NamedTuple):
    """Gaps of the sample office and the plan for them."""

    gaps: Gaps
    plan: DevelopmentPlan


def office_development(language: Language) -> Development:
    """Gaps against the posts held, and who attends what."""
    people = rows_of("office_levels.csv")
    asked = {row["post"]: row for row in rows_of("office_posts.csv")}
    names = list(COMPETENCIES)
    found = gaps(
        np.column_stack([column(people, name) for name in names]),
        [[float(asked[row["unit"]][name]) for name in names] for row in people],
        ids=[row["id"] for row in people],
        competencies=names,
    )
    courses = [
        Course(
            code=f"K{number}",
            name=Text(en=row["course"], id=COURSES[row["course"]]),
            gain={row["competency"]: float(row["raises"])},
            hours=float(row["hours"]),
            seats=int(row["seats"]),
            cost=float(row["cost"]),
            provider=PROVIDERS[language].get(row["provider"], row["provider"]),
        )
        for number, row in enumerate(rows_of("office_courses.csv"), start=1)
    ]
    plan = development_plan(
        found.shortfall,
        courses,
        competencies=names,
        hours=HOURS,
        budget=BUDGET,
        ids=found.ids,
    )
    return Development(found, plan)


def development(language: Language) -> str:
    """Gaps by competency, the plan with its proof, and one person's letter."""
    w = WORDS[language]
    found, plan = office_development(language)
    rows = [
        [
            say(name, language),
            percent(float(found.share_met[j]), language),
            figure(float(found.mean_shortfall[j]), language, decimals=2),
            bar(float(found.mean_shortfall[j]), float(found.mean_shortfall.max()), 24),
        ]
        for j, name in enumerate(COMPETENCIES.values())
    ]
    offered = [
        [
            say(course.name, language),
            figure(course.hours, language, decimals=0),
            figure(course.cost, language, decimals=0),
            str(course.seats),
            str(int(plan.seats[j])),
            course.provider,
        ]
        for j, course in enumerate(plan.courses)
    ]
    held = [item.reason for item in plan.unmet]
    reasons = ", ".join(
        w["reason"].format(reason=w.get(f"of {name}", w.get(name)), count=held.count(name))
        for name in dict.fromkeys(held)
    )
    # Whoever has the most to gain from the plan, and something that it leaves open.
    open_ = {item.person for item in plan.unmet}
    gained = plan.closed.sum(axis=1)
    who = next(i for i in np.argsort(-gained, kind="stable").tolist() if name_of(found, i) in open_)
    facts = {
        "closed": figure(plan.total_closed, language, decimals=0),
        "total": figure(plan.total_gap, language, decimals=0),
        "attendances": len(plan.assignments),
        "cost": figure(plan.cost, language, decimals=0),
        "status": w[plan.status].format(gap=figure(plan.gap, language)),
    }
    head = [w["course"], w["hours"], "Rp", w["seats"], w["taken"], ""]
    names: dict[str, Text] = dict(COMPETENCIES)
    letter = plan.letter(name_of(found, who), language=language, names=names)
    return "\n".join(
        [
            paragraph(
                w["intro"].format(
                    people=found.index.size,
                    hours=figure(HOURS, language, decimals=0),
                    budget=figure(BUDGET, language, decimals=0),
                )
            ),
            "",
            table([w["competency"], w["met"], w["shortfall"], ""], rows),
            "",
            paragraph(w["summary"].format(**facts)),
            "",
            left_last(table(head, offered), offered, w["provider"]),
            "",
            paragraph(w["left"].format(reasons=reasons)),
            "",
            f"  {w['letter'].format(who=name_of(found, who))}",
            paragraph(letter, indent=4),
        ]
    )


def name_of(found: Gaps, i: int) -> str:
    """Id of a person of the sample."""
    assert found.ids is not None  # noqa: S101 - the sample names its people
    return str(found.ids[i])
