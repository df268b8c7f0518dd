"""``kinerja report``: the sections of every file that a folder, or a configuration, names."""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import Any

from .._checks import choice
from ..errors import InputError
from ..schemes.staffing import EFFECTIVE_MINUTES
from . import competency, score, staff, survey
from .answer import Answer
from .replies import reply_of, starts_of
from .tables import read_table

KINDS = (".xlsx", ".xlsm", ".csv", ".tsv", ".json", ".parquet")
NAMES = {
    "card": ("card", "kartu"),
    "data": ("data", "rekap", "kinerja", "nilai"),
    "answers": ("answers", "jawaban", "skm", "survei", "survey"),
    "population": ("population", "populasi", "pengunjung"),
    "tasks": ("tasks", "tugas", "beban"),
    "staff": ("staff", "pegawai"),
    "need": ("need", "kebutuhan"),
    "rules": ("rules", "aturan"),
    "levels": ("levels", "tingkat", "kompetensi"),
    "posts": ("posts", "jabatan", "standar"),
    "courses": ("courses", "pelatihan"),
}
"""Files of a report by what they hold, and how their names begin."""
OPTIONS = {
    "by": None,
    "missing": "reweight",
    "ids": None,
    "survey_by": None,
    "hours": "1,250 h",
    "training_hours": 20.0,
    "budget": None,
}


def files_of(place: Path) -> tuple[dict[str, Path], dict[str, Any]]:
    """Files and options of a report: of a configuration in TOML, or of a folder by their names."""
    if place.is_file() and place.suffix.lower() == ".toml":
        return _configured(place)
    if not place.is_dir():
        raise InputError.about(
            "report", code="invalid_input", expected="a folder, or a configuration in TOML",
            found=f"{'another file' if place.exists() else 'nothing'} at {str(place)!r}",
        )  # fmt: skip
    inside = [place / "report.toml", place / "laporan.toml"]
    for config in inside:
        if config.is_file():
            return _configured(config)
    found: dict[str, Path] = {}
    for path in sorted(place.iterdir()):
        if not path.is_file() or path.suffix.lower() not in KINDS:
            continue
        begin = path.stem.casefold()
        for what, names in NAMES.items():
            if begin.startswith(names) and what not in found:
                found[what] = path
                break
    return found, {}


def _configured(config: Path) -> tuple[dict[str, Path], dict[str, Any]]:
    try:
        given = tomllib.loads(config.read_text("utf-8-sig"))
    except (ValueError, OSError) as error:
        raise InputError.about(
            "report", code="invalid_input", expected="a configuration in TOML",
            found=f"{config.name}: {error}",
        ) from None  # fmt: skip
    unknown = [name for name in given if name not in NAMES and name not in OPTIONS]
    if unknown:
        raise InputError.about(
            "report", code="unknown_option", expected=f"names among {', '.join([*NAMES, *OPTIONS])}",
            found=", ".join(map(repr, unknown)),
            hint="The language is said after the command: --language id." if "language" in unknown else "",
        )  # fmt: skip
    files = {name: config.parent / str(given[name]) for name in NAMES if name in given}
    return files, {name: given[name] for name in OPTIONS if name in given}


def run(options: argparse.Namespace, answer: Answer) -> None:
    """Add the sections that there are files for."""
    files, given = files_of(options.place)
    chosen = {**OPTIONS, **given}
    choice(chosen["hours"], "hours", tuple(EFFECTIVE_MINUTES))
    reply, starts = reply_of(options), starts_of(options)
    made = False
    if {"card", "data"} <= set(files):
        made = True
        card = score.load_card(files["card"], answer)
        by = chosen["by"]
        sheet = read_table(files["data"], answer, ids=chosen["ids"], text=lambda name: name == by)
        missing = score.policy(str(chosen["missing"]))
        score.say_scores(score.scored(card, sheet, files["data"], answer, by, missing), answer)
    if "answers" in files:
        made = True
        survey.run(_survey_options(files, chosen), answer)
    if "tasks" in files:
        made = True
        sheet = read_table(files["tasks"], answer, find_ids=False)
        found = staff.needed(sheet, files["tasks"], answer, chosen["hours"])
        staff.say_need(found, sheet, answer, chosen["hours"])
    if "staff" in files and {"need", "tasks"} & set(files):
        made = True
        people = read_table(files["staff"], answer)
        if "need" in files:
            wanted, origin = read_table(files["need"], answer, find_ids=False), files["need"]
        else:
            wanted, origin = staff.as_sheet(found), files["tasks"]
        rules = staff.rules(files.get("rules"), answer)
        plan = staff.plan(people, files["staff"], wanted, origin, rules)
        staff.say_plan(plan, answer, reply, starts)
    if {"levels", "posts"} <= set(files):
        made = True
        competency.run(_competency_options(files, chosen, options), answer)
    if not made:
        raise InputError.about(
            "report", code="missing_argument", expected="files that a report is made of",
            found=f"none in {str(options.place)!r}", hint=answer.said.nothing,
        )  # fmt: skip


def _survey_options(files: dict[str, Path], chosen: dict[str, Any]) -> argparse.Namespace:
    return argparse.Namespace(
        answers=files["answers"], by=chosen["survey_by"] or survey.AUTO, population=files.get("population"),
        not_applicable=(), version="2017", missing="omit", item_weight=None, sheet=None, header=None,
    )  # fmt: skip


def _competency_options(
    files: dict[str, Path], chosen: dict[str, Any], options: argparse.Namespace
) -> argparse.Namespace:
    return argparse.Namespace(
        levels=files["levels"], posts=files["posts"], courses=files.get("courses"), ids=None,
        sheet=None, header=None, hours=chosen["training_hours"], budget=chosen["budget"],
        reply_to=options.reply_to, reply_days=options.reply_days, reply_ground=options.reply_ground,
    )  # fmt: skip
