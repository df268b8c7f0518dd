"""The letter to one person, in English and Indonesian: facts, plainly and respectfully."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from .._definitions import Language
from .._indicators.text import figure, say

if TYPE_CHECKING:
    from .plan import DevelopmentPlan

REASONS: Mapping[str, Mapping[str, str]] = {
    "no course": {
        "en": "no course on offer would take you further here",
        "id": "belum ada pelatihan yang dapat menambahnya",
    },
    "hours": {
        "en": "the training hours of this period do not reach for more",
        "id": "jam pelatihan pada periode ini tidak mencukupi untuk menambahnya",
    },
    "seats": {
        "en": "the courses that would help have no seat left",
        "id": "kursi pelatihan yang sesuai sudah terisi",
    },
    "budget": {
        "en": "the budget of this period does not reach for more",
        "id": "anggaran pada periode ini tidak mencukupi untuk menambahnya",
    },
    "closed better elsewhere": {
        "en": "the courses that would help close more in another place",
        "id": "pelatihan yang sesuai lebih banyak menutup kesenjangan di tempat lain",
    },
}
"""Reason of a gap that stays to what it means, in English and Indonesian."""

_LETTER: dict[Language, dict[str, str]] = {
    "en": {
        "to": "To {person},",
        "courses": "for your development the following is proposed:",
        "course": "- {name}{provider}, {hours} hours: {closes}.",
        "hours": "Together {hours} of the {due} training hours that are yours in this period.",
        "none": "no course is proposed for you in this period.",
        "rest": "Still open:",
        "open": "- {name}, {left}: {reason}.",
        "all": "With this every gap that was stated is closed.",
        "no gap": "For the posts considered, no gap was stated.",
        "note": (
            "This is a proposal and no judgement of your work. Your own wishes matter: please talk "
            "them over with your superior."
        ),
        "closes": "closes {items}",
    },
    "id": {
        "to": "Kepada {person},",
        "courses": "untuk pengembangan kompetensi Saudara diusulkan:",
        "course": "- {name}{provider}, {hours} jam: {closes}.",
        "hours": (
            "Seluruhnya {hours} dari {due} jam pelatihan yang menjadi hak Saudara pada periode ini."
        ),
        "none": "pada periode ini belum ada pelatihan yang diusulkan untuk Saudara.",
        "rest": "Yang masih terbuka:",
        "open": "- {name}, {left}: {reason}.",
        "all": "Dengan ini seluruh kesenjangan yang tercatat tertutup.",
        "no gap": "Untuk jabatan yang ditinjau tidak ada kesenjangan yang tercatat.",
        "note": (
            "Ini adalah usulan, bukan penilaian atas pekerjaan Saudara. Keinginan Saudara penting: "
            "silakan membicarakannya dengan atasan."
        ),
        "closes": "menutup {items}",
    },
}


def amounts(
    closes: Mapping[str, float],
    of: Mapping[str, float],
    language: Language,
    names: Mapping[str, Any] | None = None,
) -> str:
    def shown(x: float) -> str:
        return figure(float(f"{x:.6g}"), language, decimals=None)

    word = {"en": "{x} of {gap} in {name}", "id": "{x} dari {gap} pada {name}"}[language]
    return ", ".join(
        word.format(
            x=shown(x), gap=shown(of[name]), name=say((names or {}).get(name, name), language)
        )
        for name, x in closes.items()
    )


def letter_of(plan: DevelopmentPlan, i: int, language: Language, names: Mapping[str, Any]) -> str:
    """Compose the letter to one person."""
    words = _LETTER[language]
    person = _name(plan, i)
    by_code = {course.code: course for course in plan.courses}
    labels = plan.competencies.tolist()
    of = dict(zip(labels, plan.shortfall[i].tolist(), strict=True))

    def shown(x: float) -> str:
        return figure(float(f"{x:.6g}"), language, decimals=None)

    mine = [item for item in plan.assignments if item.person == person]
    open_ = [item for item in plan.unmet if item.person == person]
    lines = [words["to"].format(person=person), ""]
    if mine:
        lines.append(words["courses"])
        for item in mine:
            course = by_code[item.course]
            lines.append(
                words["course"].format(
                    name=say(course.name, language),
                    provider=f" ({course.provider})" if course.provider else "",
                    hours=shown(item.hours),
                    closes=words["closes"].format(items=amounts(item.closes, of, language, names)),
                )
            )
        lines += ["", words["hours"].format(hours=shown(plan.hours[i]), due=shown(plan.due[i]))]
    elif any(of.values()):
        lines.append(words["none"])
    else:
        lines.append(words["no gap"])
    if open_:
        lines += ["", words["rest"]]
        lines += [
            words["open"].format(
                name=say(names.get(item.competency, item.competency), language),
                left=shown(item.left),
                reason=REASONS[item.reason][language],
            )
            for item in open_
        ]
    elif mine:
        lines.append(words["all"])
    return "\n".join([*lines, "", words["note"]])


def _name(plan: DevelopmentPlan, i: int) -> Any:
    if plan.ids is None:
        return i
    return plan.ids[i].item() if isinstance(plan.ids[i], np.generic) else plan.ids[i]
