"""Cells of a column as a reader of the language knows them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from .._definitions import Language
from .._words import words
from .section import Column


def written(column: Column, language: Language) -> list[str]:
    """Cells of a column as a reader of the language knows them.

    >>> written(Column([0.125, float("nan")], "share"), "id")
    ['12,5%', '–']
    """
    grammar = words(language).grammar
    if column.kind == "text":
        return [_text(value, language) for value in column.values]
    write = grammar.percent if column.kind == "share" else grammar.figure
    return [
        "" if x is None else write(float(x), decimals=column.decimals, sign=column.sign)
        for x in column.values
    ]


def _text(value: Any, language: Language) -> str:
    grammar = words(language).grammar
    if isinstance(value, bool):
        return grammar.yes if value else grammar.no
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        return f"{grammar.date(value)} {value:%H:%M}"
    if isinstance(value, dt.date):
        return grammar.date(value)
    return "" if value is None else str(value)
