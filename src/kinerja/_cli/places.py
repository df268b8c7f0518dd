"""The second question: who is needed where, and the transfers that would even it out."""

from __future__ import annotations

import numpy as np

from .._definitions import Language
from .._indicators.text import figure
from ..balancing import RULES, TransferPlan, explain_move, imbalance_change
from ..schemes import staffing as norms
from ..staffing import efficiency
from .city import OTHER_YEAR, PRICE, YEAR, City, city, transfers
from .terminal import Section, left_last, paragraph, percent, table
from .words import JOBS, UNITS

MINUTES = norms.EFFECTIVE_MINUTES[YEAR]
OTHER_MINUTES = norms.EFFECTIVE_MINUTES[OTHER_YEAR]

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "need": "Need, surplus and shortage of staff",
        "plan": "A plan of transfers, with its proof",
        "letter": "The letter to one person",
        "intro": "A made-up city of {units} units and {people} people. Need is the year's cases × "
        "minutes a case over the effective working time of a person, {minutes} minutes "
        "(PermenPANRB 1/2020; the norm is the agency's to choose). The load is the share of the "
        "staff's time that the work takes, its letter the efficiency grade in common use.",
        "unit": "unit",
        "job": "job",
        "staff": "staff",
        "wanted": "need",
        "surplus": "surplus",
        "shortage": "shortage",
        "load": "load",
        "grade": "grade",
        "all": "all",
        "other": "{minutes}",
        "norm": "With {other} minutes (BKN 19/2011) the need would be {need} instead of {base}, and "
        "{changed} of {units} units would have another grade: the last column.",
        "unfillable": "Even if everybody moved freely within their job, {short} would be missing "
        "in {jobs}: that is for recruitment, not for transfers.",
        "summary": "Shortage {before} → {after} persons, with {moves} moves. Status: {status}.",
        "optimal": "optimal; no plan within the rules is better",
        "feasible": "feasible; the gap says how far from the bound",
        "rules": "Rules: at least {least} months in post (BKN 5/2019), qualified for the new job, "
        "nobody leaves a post that would fall below its need, a move must be worth {price} of a "
        "person; then the shortest ways from home, then those over {most} months in post first.",
        "level": "objective",
        "value": "plan",
        "bound": "no plan is below",
        "gap": "gap",
        "shortage_and_moves": "shortage and moves",
        "cost": "kilometres",
        "overdue": "overdue, still in post",
        "who": "id",
        "from": "from",
        "to": "to",
        "becomes": "{old} → {new}",
        "km": "km",
        "as": "job",
        "ties": "Other plans are as good in every objective; ties went by the order of ids.",
        "even": "Staff per need over the units: Gini {g0} → {g1}, the fullest over the mean "
        "{m0} → {m1}.",
        "left": "What stays short, and the rule that holds it:",
        "unique": "No other plan is as good in every objective.",
        "official": "For the official who decides:",
        "person": "For the person:",
    },
    "id": {
        "need": "Kebutuhan, kelebihan, dan kekurangan pegawai",
        "plan": "Rencana mutasi beserta buktinya",
        "letter": "Surat kepada satu orang",
        "intro": "Kota rekaan dengan {units} unit dan {people} orang. Kebutuhan adalah jumlah "
        "perkara setahun × menit per perkara, dibagi waktu kerja efektif seorang pegawai, "
        "{minutes} menit (PermenPANRB 1/2020; norma dipilih instansi). Beban adalah bagian waktu "
        "pegawai yang terpakai; hurufnya tingkat efisiensi yang lazim dipakai.",
        "unit": "unit",
        "job": "jabatan",
        "staff": "pegawai",
        "wanted": "butuh",
        "surplus": "lebih",
        "shortage": "kurang",
        "load": "beban",
        "grade": "tingkat",
        "all": "semua",
        "other": "{minutes}",
        "norm": "Dengan {other} menit (BKN 19/2011) kebutuhan menjadi {need}, bukan {base}, dan "
        "{changed} dari {units} unit mendapat tingkat lain: kolom terakhir.",
        "unfillable": "Sekalipun semua orang bebas pindah dalam jabatannya, masih kurang {short} "
        "pada {jobs}: itu urusan pengadaan, bukan mutasi.",
        "summary": "Kekurangan {before} → {after} orang, dengan {moves} perpindahan. "
        "Status: {status}.",
        "optimal": "optimal; tidak ada rencana yang lebih baik dalam batas aturan",
        "feasible": "layak; selisih menunjukkan jarak dari batas",
        "rules": "Aturan: sedikitnya {least} bulan dalam jabatan (BKN 5/2019), memenuhi syarat "
        "jabatan baru, tidak ada jabatan yang ditinggalkan di bawah kebutuhannya, satu perpindahan "
        "harus bernilai {price} orang; lalu jarak terpendek dari rumah, lalu yang lebih dari "
        "{most} bulan menjabat didahulukan.",
        "level": "tujuan",
        "value": "rencana",
        "bound": "batas bawah",
        "gap": "selisih",
        "shortage_and_moves": "kekurangan dan perpindahan",
        "cost": "kilometer",
        "overdue": "lewat masa, masih menjabat",
        "who": "id",
        "from": "dari",
        "to": "ke",
        "becomes": "{old} → {new}",
        "km": "km",
        "as": "jabatan",
        "ties": "Ada rencana lain yang sama baik dalam semua tujuan; urutan id yang menentukan.",
        "even": "Pegawai per kebutuhan antarunit: Gini {g0} → {g1}, yang terpenuh terhadap "
        "rata-rata {m0} → {m1}.",
        "left": "Yang tetap kurang, dan aturan yang menahannya:",
        "unique": "Tidak ada rencana lain yang sama baik dalam semua tujuan.",
        "official": "Untuk pejabat yang memutuskan:",
        "person": "Untuk orangnya:",
    },
}


def sections(language: Language) -> list[Section]:
    """Need and staff, the plan, and a letter: headings with their text."""
    w = WORDS[language]
    here, plan = city(), transfers(language)
    farthest = max(plan.moves, key=lambda move: move.cost)
    return [
        (w["need"], _need(here, language)),
        (w["plan"], _plan(plan, language)),
        (f"{w['letter']}: {farthest.staff}", _letter(plan, farthest.staff, language)),
    ]


def _need(here: City, language: Language) -> str:
    w = WORDS[language]
    sheet = here.sheet
    assert sheet.units is not None  # noqa: S101 - the need brings its names
    assert sheet.jobs is not None  # noqa: S101
    people = sheet.staff.sum(axis=1)
    load = here.need.load_by_unit
    assert load is not None  # noqa: S101 - tasks name their unit
    used = efficiency(load, people, effective_time=MINUTES)
    other = efficiency(load, people, effective_time=OTHER_MINUTES)

    def cells(name: str, rows: tuple[object, ...], grades: list[str]) -> list[str]:
        staff, *rest = (float(np.asarray(x).sum()) for x in rows)
        numbers = [figure(staff, language, decimals=0), *(figure(x, language) for x in rest)]
        return [name, *numbers, *grades]

    table_rows = []
    for i, unit in enumerate(sheet.units.tolist()):
        changed = other.grade[i] if other.grade[i] != used.grade[i] else ""
        table_rows.append(
            cells(
                UNITS[language].get(unit, unit),
                (sheet.staff[i], sheet.need[i], sheet.surplus[i], sheet.shortage[i]),
                [
                    percent(float(used.ratio[i]), language),
                    str(used.grade[i]),
                    str(changed),
                ],
            )
        )
    whole = (sheet.staff, sheet.need, sheet.surplus, sheet.shortage)
    table_rows.append(cells(w["all"], whole, ["", "", ""]))
    minutes = figure(OTHER_MINUTES, language, decimals=0)
    numbers = [w["staff"], w["wanted"], w["surplus"], w["shortage"]]
    head = [w["unit"], *numbers, w["load"], w["grade"], w["other"].format(minutes=minutes)]
    jobs = [
        cells(
            JOBS[language].get(job, job),
            (sheet.staff[:, j], sheet.need[:, j], sheet.surplus[:, j], sheet.shortage[:, j]),
            [],
        )
        for j, job in enumerate(sheet.jobs.tolist())
    ]
    lines = [
        paragraph(
            w["intro"].format(
                units=sheet.units.size,
                people=int(sheet.staff.sum()),
                minutes=figure(MINUTES, language, decimals=0),
            )
        ),
        "",
        table(head, table_rows),
        "",
        paragraph(
            w["norm"].format(
                other=minutes,
                need=figure(here.need.total * MINUTES / OTHER_MINUTES, language),
                base=figure(here.need.total, language),
                changed=int((used.grade != other.grade).sum()),
                units=sheet.units.size,
            )
        ),
        "",
        table([w["job"], *numbers], jobs),
    ]
    short = sheet.unfillable
    if short.any():
        named = [JOBS[language].get(job, job) for job in sheet.jobs[short > 0].tolist()]
        lines += [
            "",
            paragraph(
                w["unfillable"].format(
                    short=figure(float(short.sum()), language), jobs=", ".join(named)
                )
            ),
        ]
    return "\n".join(lines)


def _plan(plan: TransferPlan, language: Language) -> str:
    w = WORDS[language]
    even = imbalance_change(plan)
    facts = {
        "before": figure(plan.shortage_before, language, decimals=2),
        "after": figure(plan.shortage_after, language, decimals=2),
        "moves": len(plan.moves),
        "status": w[plan.status],
    }
    levels = [
        [w[level.name], *(figure(x, language, decimals=2) for x in (level.value, level.bound)),
         figure(level.gap, language, decimals=0 if level.gap == 0 else 2)]
        for level in plan.levels
    ]  # fmt: skip
    moves = [
        [
            str(move.staff),
            str(move.from_unit),
            str(move.to_unit),
            figure(move.cost, language),
            move.to_job
            if move.to_job == move.from_job
            else w["becomes"].format(old=move.from_job, new=move.to_job),
        ]
        for move in plan.moves
    ]
    head = [w["who"], w["from"], w["to"], w["km"], ""]
    listed = table(head, moves, left=3)
    left = [
        f"{rest.unit}, {rest.job}: {figure(rest.shortage, language, decimals=2)}, "
        + " + ".join(RULES[rule.strip()][language] for rule in rest.rule.split("+"))
        for rest in plan.remaining
    ]
    lines = [
        paragraph(w["summary"].format(**facts)),
        paragraph(
            w["rules"].format(
                least=figure(norms.TRANSFER_OPTIONS["min_months"], language, decimals=0),
                most=figure(norms.TRANSFER_OPTIONS["max_months"], language, decimals=0),
                price=figure(PRICE, language),
            )
        ),
        "",
        table([w["level"], w["value"], w["bound"], w["gap"]], levels),
        "",
        left_last(listed, moves, w["as"]),
        "",
        paragraph(w["ties"] if plan.other_plans else w["unique"]),
        paragraph(
            w["even"].format(
                g0=figure(even.before.gini, language, decimals=3),
                g1=figure(even.after.gini, language, decimals=3),
                m0=figure(even.before.max_over_mean, language, decimals=2),
                m1=figure(even.after.max_over_mean, language, decimals=2),
            )
        ),
    ]
    if left:
        lines += ["", f"  {w['left']}", *(paragraph(f"{line}.", indent=2) for line in left)]
    return "\n".join(lines)


def _letter(plan: TransferPlan, who: object, language: Language) -> str:
    w = WORDS[language]
    why = explain_move(plan, who, language=language)
    return "\n".join(
        [
            f"  {w['official']}",
            paragraph(why.text, indent=4),
            "",
            f"  {w['person']}",
            paragraph(why.letter, indent=4),
        ]
    )
