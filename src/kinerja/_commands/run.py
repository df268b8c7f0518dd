"""Runs one command: reads, prints what it understood, writes, and says how it went."""

from __future__ import annotations

import argparse
import warnings
from pathlib import Path
from typing import Any

from .._sheets.files import an_output
from .._sheets.write import write_file
from ..errors import KinerjaWarning
from .answer import Answer


def run(options: argparse.Namespace) -> tuple[str, int]:
    """Run a command; returns what is printed and the exit code."""
    answer = Answer(options.language)
    output: Path | None = getattr(options, "output", None)
    if output is not None:
        given = [
            value
            for value in vars(options).values()
            if isinstance(value, Path) and value is not output
        ]
        an_output(output, [path for path in given if path.exists()])
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", KinerjaWarning)
        _command(options)(options, answer)
    for one in told:
        if issubclass(one.category, KinerjaWarning):
            answer.findings.append(str(one.message))
        else:
            warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)
    answer.findings = list(dict.fromkeys(answer.findings))
    _say_unused(options, answer)
    if output is not None and answer.tables:
        _write(output, answer)
        answer.written.append(output)
    return answer.text(), 1 if answer.findings else 0


def _say_unused(options: argparse.Namespace, answer: Answer) -> None:
    """Say which words for letters were given where no letter came of it."""
    given = {"--reply-to": "reply_to", "--starts": "starts"}
    asked = [name for name, field in given.items() if getattr(options, field, None) is not None]
    if asked and answer.said.letters not in answer.tables:
        answer.understood.append(answer.said.no_letters.format(options=", ".join(asked)))


def _command(options: argparse.Namespace) -> Any:
    """The function of a command, loaded when it is asked for."""
    from importlib import import_module

    module, name = {
        "score": ("score", "run"),
        "skm": ("survey", "run"),
        "need": ("staff", "need"),
        "transfers": ("staff", "transfers"),
        "competency": ("competency", "run"),
        "report": ("folder", "run"),
        "template": ("templates", "run"),
        "card": ("cards", getattr(options, "action", "")),
    }[options.command]
    return getattr(import_module(f".{module}", __package__), name)


def _write(output: Path, answer: Answer) -> None:
    """Write the tables of an answer: all to a workbook or JSON, the first to CSV."""
    kind = output.suffix.lower()
    if kind in {".html", ".htm"}:
        _write_page(output, answer)
        return
    tables = answer.tables
    if kind in {".csv", ".tsv"}:
        name = next(iter(tables))
        tables = {name: tables[name]}
    write_file(
        output, tables, language=answer.language, notes=answer.notes, dialect=answer.dialect,
        inputs=answer.inputs,
    )  # fmt: skip


def _write_page(output: Path, answer: Answer) -> None:
    """Write the sections as a page."""
    from .._sheets.files import write_whole
    from ..report import html

    title = answer.sections[0].title
    page = html(answer.all_sections, title=title, language=answer.language)
    write_whole(output, lambda file: _put(file, page.encode("utf-8")), inputs=answer.inputs)


def _put(file: Any, content: bytes) -> None:
    file.write(content)
