"""``kinerja score``: people scored with a card."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from .._indicators.card_file import unconfirmed
from .._indicators.text import say
from .._letters import Reply
from .._report.section import Column, Section, Table
from .._sheets.sheet import Sheet, close_names
from .._words import available
from ..errors import InputError
from ..indicators import Indicator, Scorecard
from ..scoring import Scores, explain, score
from .answer import Answer, listed
from .replies import reply_of
from .tables import groups_of, in_cells, plain, read_table, row_ids

SHOWN = 10
_MOST_LETTERS = 20_000


def load_card(path: Path, answer: Answer) -> Scorecard:
    """Read a card; a direction that nobody has confirmed is a finding."""
    card = Scorecard.load(path)
    answer.inputs.append(path)
    open_codes = unconfirmed(path)
    if open_codes:
        answer.findings.append(answer.said.unconfirmed.format(codes=listed(open_codes)))
    return card


def _called(indicator: Indicator) -> list[str]:
    """What a column of an indicator may be called: its code, or its name in any language."""
    return [indicator.code, *(say(indicator.name, language) for language in available())]


def columns_for(card: Scorecard, sheet: Sheet, path: Path, answer: Answer) -> dict[str, str]:
    """Heading for each indicator: its code, or its name in any language."""
    by_name = {plain(name): name for name in reversed(sheet.names)}
    found: dict[str, str] = {}
    missing: list[Indicator] = []
    for indicator in card.indicators:
        names = _called(indicator)
        heading = indicator.code if indicator.code in sheet else None
        heading = heading or next((by_name[plain(n)] for n in names if plain(n) in by_name), None)
        if heading is None:
            missing.append(indicator)
        else:
            found[indicator.code] = heading
            if heading != indicator.code:
                answer.understood.append(
                    answer.said.taken.format(column=heading, code=indicator.code)
                )
    if missing:
        hints = []
        for indicator in missing:
            near = [own for n in _called(indicator) for own in close_names(n, sheet.names)]
            hints += [f"Did you mean {near[0]!r} for {indicator.code!r}?"] if near else []
        there = f"The columns there are: {listed(list(map(repr, sheet.names)), 10)}."
        raise InputError.about(
            "DATA", code="missing_column", expected=f"a column in {path.name} for each indicator",
            found=f"no column {listed([repr(one.code) for one in missing])}",
            hint=" ".join(hints) or there, positions=tuple(one.code for one in missing[:5]),
        )  # fmt: skip
    return found


def policy(text: str) -> Any:
    """Missing-value policy as it is given on the command line: a word, or a number of points."""
    try:
        return float(text)
    except ValueError:
        return text


def run(options: argparse.Namespace, answer: Answer) -> None:
    """Score a file."""
    card = load_card(options.card, answer)
    by = options.by
    sheet = read_table(
        options.data, answer, ids=options.ids, sheet=options.sheet, header=options.header,
        text=lambda name: name == by,
    )  # fmt: skip
    scores = scored(
        card, sheet, options.data, answer, by, policy(options.missing), options.min_coverage
    )
    reply = reply_of(options)
    if reply is not None and not options.letters:
        raise InputError.about(
            "--reply-to", code="missing_argument", expected="--letters with it", found="none",
            hint="Without --letters nobody is written to.",
        )  # fmt: skip
    say_scores(scores, answer)
    if options.letters:
        answer.add_letters(*letters(scores, answer, reply))


def scored(
    card: Scorecard, sheet: Sheet, path: Path, answer: Answer,
    by: str | None = None, missing: Any = "raise", min_coverage: float = 0.0,
) -> Scores:  # fmt: skip
    """Score a table with a card, and say what a person would ask about."""
    headings = columns_for(card, sheet, path, answer)
    ids = row_ids(sheet)
    if ids is None:
        answer.understood.append(answer.said.no_ids)
    groups = groups_of(sheet, by, answer)
    data = {code: sheet[name] for code, name in headings.items()}
    with in_cells(sheet, headings, ids):
        scores = score(card, data, ids=ids, by=groups, missing=missing, min_coverage=min_coverage)
    gaps = int(np.isnan(scores.values).sum())
    answer.understood.append(
        answer.grammar.plural(answer.said.missing, gaps) if gaps else answer.said.none_missing
    )
    _look(scores, answer)
    return scores


def _look(scores: Scores, answer: Answer) -> None:
    """What a person would ask about: everybody cut at one end, shares for percent, a thin winner."""
    said, grammar = answer.said, answer.grammar
    for j, indicator in enumerate(scores.card.indicators):
        name = say(indicator.name, answer.language)
        known = ~np.isnan(scores.values[:, j])
        points = scores.points[known, j]
        if known.sum() > 1 and scores.clipped[known, j].all() and np.ptp(points) == 0:
            answer.findings.append(
                said.all_cut.format(
                    n=int(known.sum()),
                    name=name,
                    points=grammar.figure(float(points[0]), decimals=None),
                )
            )
        limit = largest_anchor(indicator)
        raw = scores.values[known, j]
        if (
            limit is not None
            and limit > 5
            and raw.size > 1
            and raw.min() >= 0
            and raw.max() <= 1
            and (raw % 1 != 0).any()
        ):
            answer.findings.append(
                said.looks_percent.format(name=name, limit=grammar.figure(limit, decimals=None))
            )
    there = ~np.isnan(scores.total)
    if there.any():
        best = int(np.nanargmax(scores.total))
        share = float(scores.coverage[best])
        if share < 0.5:
            answer.findings.append(
                said.thin_winner.format(id=_name(scores, best), share=grammar.percent(share))
            )
    if (gone := int((~there).sum())) > 0:
        answer.findings.append(grammar.plural(said.no_total, gone))


def largest_anchor(indicator: Indicator) -> float | None:
    """Largest raw value that a scale knows of; None where it knows none."""
    scale = indicator.scale
    found = [
        getattr(scale, name)
        for name in ("worst", "best", "target", "median", "midpoint")
        if hasattr(scale, name)
    ]
    return max(map(float, found)) if found else None


def _name(scores: Scores, i: int) -> str:
    return str(scores.ids[i]) if scores.ids is not None else str(i)


def say_scores(scores: Scores, answer: Answer) -> None:
    """Add the sections of a scoring, and the tables that are written."""
    said, grammar, card = answer.said, answer.grammar, scores.card
    people = grammar.plural(said.people, len(scores))
    indicators = grammar.plural(said.indicators, len(card.codes))
    order = np.argsort(np.where(np.isnan(scores.total), np.inf, scores.rank), kind="stable")[:SHOWN]
    columns: dict[str, Any] = {
        "id": [_name(scores, int(i)) for i in order],
        said.total: Column(scores.total[order].tolist(), "number"),
        said.rank: Column(
            np.asarray(scores.rank, dtype=float)[order].tolist(), "number", decimals=0
        ),
    }
    tables: list[tuple[str, Any]] = []
    if card.bands is not None:
        labels = card.bands.label(scores.total, answer.language)
        grades = np.array([str(label) for label in labels], dtype=object)
        columns[said.grade] = grades[order].tolist()
        names = [say(band.label, answer.language) for band in reversed(card.bands.bands)]
        counts = [int((grades == name).sum()) for name in names]
        by_grade = Table(
            {
                said.grade: names,
                said.count: Column([float(n) for n in counts], "number", decimals=0, bar=True),
            }
        )
        tables.append((said.by_grade, by_grade))
    columns[said.coverage] = Column(scores.coverage[order].tolist(), "share", decimals=0)
    tables.insert(0, (said.highest if len(scores) > SHOWN else "", Table(columns)))
    text = said.scored.format(
        people=people, indicators=indicators, card=card.code, version=card.version
    )
    answer.sections.append(Section(said.scores, text=text, tables=tables))
    answer.tables[said.scores] = scores


def letters(
    scores: Scores, answer: Answer, reply: Reply | None = None
) -> tuple[list[str], list[str]]:
    """Ids, and a letter to each person that explains the total."""
    if len(scores) > _MOST_LETTERS:
        raise InputError.about(
            "--letters", code="out_of_range", expected=f"at most {_MOST_LETTERS:,} people",
            found=f"{len(scores):,}", hint="Write the letters unit by unit.",
        )  # fmt: skip
    ids = [_name(scores, i) for i in range(len(scores))]
    texts = []
    for i in range(len(scores)):
        if np.isnan(scores.total[i]):
            texts.append("")
            continue
        row = scores.ids[i] if scores.ids is not None else i
        texts.append(explain(scores, row, reply=reply, language=answer.language).text)
    return ids, texts
