"""``kinerja competency``: gaps of people against their posts, and who should learn what."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np

from .._checks import read_matrix
from .._report.section import Column, Section, Table
from .._sheets.sheet import Sheet
from .._types import Float
from ..competency import Course, Gaps, development_plan, gaps, job_match
from ..errors import InputError, shown
from .answer import Answer, listed
from .replies import reply_of
from .staff import JOB, UNIT
from .tables import (
    column_of,
    figure_at,
    in_cells,
    named,
    optional_column,
    read_table,
    refuse_gaps,
    row_ids,
)

_SHOWN = 15
_LONGEST = 200
"""Characters that the name of a course may have."""


def run(options: argparse.Namespace, answer: Answer) -> None:
    """Gaps of a file of levels against the posts, and a plan of courses."""
    levels = read_table(
        options.levels, answer, ids=options.ids, sheet=options.sheet, header=options.header
    )
    posts = read_table(options.posts, answer, find_ids=False)
    names, found, match, ids = found_gaps(levels, options.levels, posts, options.posts)
    say_gaps(names, found, match, ids, answer)
    if options.courses is not None:
        courses = read_table(options.courses, answer, find_ids=False)
        offered = courses_of(courses, options.courses, names)
        with in_cells(levels, {name: name for name in names}, ids):
            say_plan(found, offered, names, ids, options, answer)


def found_gaps(
    levels: Sheet, path: Path, posts: Sheet, posts_path: Path
) -> tuple[list[str], Gaps, Float, Any]:
    """Competencies, gaps and match of each person against their own post."""
    post = posts.names[0]
    names = [name for name in posts.names[1:] if name in levels and posts[name].dtype.kind == "f"]
    if not names:
        raise InputError.about(
            "POSTS", code="missing_column", expected=f"columns of competencies that {path.name} has too",
            found=", ".join(map(repr, posts.names[1:6])) or "none",
        )  # fmt: skip
    refuse_gaps(posts, names, hint="Write 0 for what is not required.")
    rows = {label: i for i, label in enumerate(named(posts, post, once=True))}
    held = _post_column(levels, rows, post, path, posts_path)
    at = [rows.get(str(item), -1) for item in levels[held].tolist()]
    for i, place in enumerate(at):
        if place < 0:
            raise InputError.about(
                "LEVELS", code="unknown_label", expected=f"a post of {posts_path.name}",
                found=f"{shown(levels[held][i])} in {levels.cell(held, i)}",
                hint=f"The posts there are: {', '.join(map(repr, list(rows)[:8]))}.",
                positions=(levels.cell(held, i),),
            )  # fmt: skip
    ids = row_ids(levels)
    asked = np.column_stack([posts[name] for name in names])
    with in_cells(levels, {name: name for name in names}, ids):
        actual = read_matrix({name: levels[name] for name in names}, names)[0]
        found = gaps(actual, asked[at], competencies=names, ids=ids, missing="omit")
        match = job_match(actual, asked, competencies=names, missing="omit")
    match = np.reshape(match, (len(at), len(asked)))[np.arange(len(at)), at]
    return names, found, match, ids


def _post_column(
    levels: Sheet, rows: dict[str, int], post: str, path: Path, posts_path: Path
) -> str:
    for name in (post, *levels.names):
        there = name in levels and levels[name].dtype.kind == "O"
        if there and {str(item) for item in levels[name].tolist()} & set(rows):
            return name
    return column_of(levels, (post, *JOB, *UNIT), "LEVELS", path)


def say_gaps(names: list[str], found: Gaps, match: Float, ids: Any, answer: Answer) -> None:
    """Add the gaps by competency and the people with the largest."""
    said = answer.said
    by_competency = Table({
        said.competency: names,
        said.share_met: Column(found.share_met.tolist(), "share", decimals=0),
        said.short_by: Column(found.mean_shortfall.tolist(), "number", decimals=2, bar=True),
    })  # fmt: skip
    people = [str(item) for item in (ids if ids is not None else range(len(found.index)))]
    order = np.argsort(-found.index, kind="stable")[:_SHOWN]
    table = Table({
        "id": [people[i] for i in order],
        said.gaps: Column(found.index[order].tolist(), "number", decimals=2),
        said.met: Column(found.met[order].tolist(), "share", decimals=0),
        said.match: Column(match[order].tolist(), "number"),
    })  # fmt: skip
    answer.sections.append(
        Section(said.competency, tables=[("", by_competency), (said.gaps, table)])
    )
    answer.tables[said.gaps] = {
        "id": people, said.gaps: found.index.tolist(), said.met: found.met.tolist(), said.match: match.tolist(),
        **{name: np.asarray(found.gap)[:, j].tolist() for j, name in enumerate(names)},
    }  # fmt: skip


def courses_of(table: Sheet, path: Path, names: list[str]) -> list[Course]:
    """Courses of a table: one row for each course and competency that it raises."""
    course = column_of(table, ("course", "pelatihan", "nama pelatihan"), "COURSES", path)
    competency = column_of(table, ("competency", "kompetensi"), "COURSES", path)
    hours = column_of(table, ("hours", "jp", "jam"), "COURSES", path)
    raises = optional_column(table, ("raises", "gain", "kenaikan"))
    seats, cost = (
        optional_column(table, ("seats", "kuota", "peserta")),
        optional_column(table, ("cost", "biaya")),
    )
    provider = optional_column(table, ("provider", "penyelenggara"))
    refuse_gaps(table, [hours], least=0)
    refuse_gaps(table, [] if raises is None else [raises])
    out: dict[str, dict[str, Any]] = {}
    raising = named(table, competency)
    for i, (name, raised) in enumerate(zip(named(table, course), raising, strict=True)):
        if raised not in names:
            raise InputError.about(
                "COURSES", code="unknown_label", expected=f"a competency among {', '.join(names)}",
                found=f"{shown(raised)} in {table.cell(competency, i)}", positions=(table.cell(competency, i),),
            )  # fmt: skip
        if len(name) > _LONGEST:
            raise InputError.about(
                "COURSES", code="out_of_range", expected=f"a name of at most {_LONGEST} characters",
                found=f"{len(name):,} in {table.cell(course, i)}", positions=(table.cell(course, i),),
            )  # fmt: skip
        fields = out.setdefault(name, {"code": name, "name": name, "gain": {}})
        if raised in fields["gain"]:
            raise InputError.about(
                "COURSES", code="duplicate", expected="one row for each course and competency",
                found=f"{shown(raised)} of {shown(name)} once more in {table.cell(competency, i)}",
                positions=(table.cell(competency, i),),
            )  # fmt: skip
        fields["gain"][raised] = 1.0 if raises is None else float(table[raises][i])
        said = {"hours": (hours, float(table[hours][i]))}
        if (
            seats is not None
            and (free := figure_at(table, seats, i, least=0, whole=True)) is not None
        ):
            said["seats"] = seats, int(free)
        if cost is not None and (price := figure_at(table, cost, i, least=0)) is not None:
            said["cost"] = cost, price
        for field, (heading, value) in said.items():
            if fields.setdefault(field, value) != value:
                raise InputError.about(
                    heading, code="contradiction", expected=f"one figure for each course, {fields[field]:g} for {shown(name)}",
                    found=f"{value:g} in {table.cell(heading, i)}", positions=(table.cell(heading, i),),
                )  # fmt: skip
        if provider is not None and table[provider][i] is not None:
            fields["provider"] = str(table[provider][i])
    return [Course(**fields) for fields in out.values()]


def say_plan(
    found: Gaps,
    courses: list[Course],
    names: list[str],
    ids: Any,
    options: argparse.Namespace,
    answer: Answer,
) -> None:
    """Add who attends which course."""
    said, grammar = answer.said, answer.grammar
    plan = development_plan(
        found.shortfall,
        courses,
        competencies=names,
        hours=options.hours,
        progress=sys.stderr.isatty(),
        budget=options.budget,
        ids=ids,
    )
    people = [str(item) for item in (ids if ids is not None else range(len(found.index)))]
    attends = np.asarray(plan.attendance)
    taken = [j for j in range(len(courses)) if attends[:, j].any()]
    named = {
        str(courses[j].code): [people[i] for i in np.flatnonzero(attends[:, j])] for j in taken
    }
    table = Table({
        said.course: list(named),
        said.count: Column([float(len(who)) for who in named.values()], "number", decimals=0),
        said.attend: [listed(who, 8) for who in named.values()],
    })  # fmt: skip
    text = grammar.plural(
        said.spent,
        int(attends.any(axis=1).sum()),
        courses=grammar.plural(said.course_count, len(taken)),
        closed=grammar.percent(plan.total_closed / plan.total_gap if plan.total_gap else 0.0),
    )
    answer.sections.append(Section(said.courses, text=text, tables=[("", table)] if named else []))
    rows = [(who, course) for course, everyone in named.items() for who in everyone]
    answer.tables[said.courses] = {
        "id": [who for who, _ in rows],
        said.course: [c for _, c in rows],
    }
    reached = np.flatnonzero(attends.any(axis=1)).tolist()
    row_names = [people[i] if ids is not None else i for i in reached]
    reply = reply_of(options)
    answer.add_letters(
        [people[i] for i in reached],
        [plan.letter(name, language=answer.language, reply=reply) for name in row_names],
    )
