"""A scorecard written as JSON, as a workbook, or as one table of CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._sheets.files import write_whole
from .._sheets.write import write_file
from ..errors import InputError, shown
from .table_writing import aggregation_text, by_language, write_table

if TYPE_CHECKING:
    from .card import Scorecard


def save(card: Scorecard, path: Path) -> None:
    """Write a card to a file; its kind follows from the name."""
    kind = path.suffix.lower()
    if kind == ".json":
        text = card.model_dump_json(indent=2, exclude_defaults=True)
        write_whole(path, lambda file: _put(file, text.encode("utf-8") + b"\n"))
    elif kind == ".csv":
        write_file(path, {"card": _one_table(card)}, language="en")
    elif kind == ".xlsx":
        write_file(path, tables_of(card), language="en")
    else:
        raise InputError.about(
            "path", code="unknown_option", expected="a name that ends in .json, .xlsx or .csv",
            found=shown(path.name),
        )  # fmt: skip


def _put(file: Any, content: bytes) -> None:
    file.write(content)


def _facts(card: Scorecard) -> dict[str, Any]:
    bands = card.bands
    return {
        "code": card.code,
        **by_language("name", card.name),
        "aggregation": aggregation_text(card.aggregation),
        "version": card.version,
        **by_language("source", card.source),
        **({} if card.weights_sum is None else {"weights_sum": card.weights_sum}),
        **({} if bands is None or bands.upper is None else {"upper": bands.upper}),
        **({} if bands is None or bands.closed == "left" else {"closed": bands.closed}),
        **({} if bands is None or bands.decimals is None else {"decimals": bands.decimals}),
    }


def _grades(card: Scorecard, label: str, meaning: str) -> list[dict[str, Any]]:
    return [
        {
            **by_language(label, band.label),
            "lower": band.lower,
            **by_language(meaning, band.meaning),
        }
        for band in (card.bands.bands if card.bands is not None else ())
    ]


def _table(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return {name: [row.get(name) for row in rows] for name in names}


def tables_of(card: Scorecard) -> dict[str, dict[str, list[Any]]]:
    """Sheets of a card's workbook: its parts, its grades, the card itself."""
    facts = _facts(card)
    tables = {"Indicators": write_table(card)}
    if card.bands is not None:
        tables["Grades"] = _table(_grades(card, "label", "meaning"))
    tables["Card"] = {
        "field": list(facts),
        "value": [
            str(value) if not isinstance(value, int | float) else value for value in facts.values()
        ],
    }
    return tables


def _one_table(card: Scorecard) -> dict[str, list[Any]]:
    """Parts, grades and card as rows of one table."""
    parts = write_table(card)
    rows = [dict(zip(parts, cells, strict=True)) for cells in zip(*parts.values(), strict=True)]
    rows += [
        {"code": f"grade {i}", "scale": "grade", **row}
        for i, row in enumerate(_grades(card, "name", "description"), 1)
    ]
    rows.append({**_facts(card), "scale": "card"})
    return _table(rows)
