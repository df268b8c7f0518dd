"""Labels as they stand in a picture: one line, no control characters, cut by characters."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._checks import is_missing, plain
from .._words import Grammar
from ..errors import named_class

MOST = 30
"""Characters of a name beside a mark."""
_HIDDEN = frozenset("\u200e\u200f\u061c\ufeff\ufffe\uffff")
_TURNS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Marks that turn the direction of what follows; in a label they would turn the figure's words."""


def clean(label: Any) -> str:
    """A label in one line, without what a page or an SVG cannot hold."""
    if isinstance(label, tuple | list):
        return " · ".join(clean(part) for part in label)
    label = plain(label)
    if isinstance(label, float) and label.is_integer() and abs(label) < 1e15:
        label = int(label)
    out = []
    for sign in _words_of(label):
        if sign in _TURNS or sign in _HIDDEN:
            continue
        kind = unicodedata.category(sign)
        out.append(" " if kind in ("Cc", "Zl", "Zp") else "�" if kind == "Cs" else sign)
    return " ".join("".join(out).split())


def _words_of(label: Any) -> str:
    """A label as text; by its kind where it has no words of its own."""
    try:
        return str(label)
    except Exception:  # whatever another class raises
        return named_class(type(label))


def cut(label: Any, most: int = MOST) -> str:
    """A label of at most so many characters; "…" stands for the rest.

    >>> cut("Puskesmas Kecamatan Utara", 12)
    'Puskesmas K…'
    """
    text = clean(label)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def cut_apart(labels: Sequence[Any], most: int = MOST) -> list[str]:
    """Labels of at most so many characters; those that would read the same keep their ends too.

    >>> cut_apart(["Post of the northern district 1", "Post of the northern district 2"])
    ['Post of the norther…district 1', 'Post of the norther…district 2']
    """
    whole = [clean(label) for label in labels]
    short = [cut(label, most) for label in whole]
    if len(set(short)) == len(set(whole)):
        return short
    seen: dict[str, set[str]] = {}
    for one, label in zip(short, whole, strict=True):
        seen.setdefault(one, set()).add(label)
    tail = most // 3
    return [
        f"{label[: most - tail - 1].rstrip()}…{label[-tail:].lstrip()}"
        if len(seen[one]) > 1 and len(label) > most
        else one
        for one, label in zip(short, whole, strict=True)
    ]


def names_of(labels: Any, size: int) -> list[str]:
    """Names of n marks; without labels their positions, counted from 0 as results do."""
    if labels is None:
        return [str(i) for i in range(size)]
    return [clean(label) for label in labels]


def domain_names(domain: Any, size: int, whole: str) -> list[str]:
    """Names of domains from their labels by grouping; `whole` where nothing splits them."""
    columns = [list(column) for column in domain.values()]
    if not columns:
        return [whole] * size
    return [clean(row if len(row) > 1 else row[0]) for row in zip(*columns, strict=True)]


def distinct(labels: Sequence[Any] | NDArray[Any]) -> list[Any]:
    """Labels in order of their first appearance, missing ones left out."""
    return list(dict.fromkeys(label for label in labels if not is_missing(label)))


def listed_figures(pairs: Sequence[tuple[str, str]], most: int = 12) -> str:
    """Names with their figures, for an alternative text: the first of them and "…"."""
    shown = "; ".join(f"{cut(name, 40)} {figure}" for name, figure in pairs[:most])
    return shown + ("; …" if len(pairs) > most else "")


def decimals_of_all(values: Sequence[float]) -> int | None:
    """Decimals that all of these need, six at most; None where they need more.

    >>> decimals_of_all([59.5, 60.0, 60.5]), decimals_of_all([0.0, 20.0])
    (1, 0)
    """
    for decimals in range(7):
        if all(math.isclose(x, round(x, decimals), rel_tol=1e-9, abs_tol=1e-12) for x in values):
            return decimals
    return None


def decimals_of(values: Any, grammar: Grammar | None = None) -> int:
    """Decimals with which figures of this size can be told apart: three digits that count."""
    finite = np.abs(np.asarray(values, dtype=np.float64))
    finite = finite[np.isfinite(finite)]
    top = float(finite.max()) if finite.size else 1.0
    if top >= 10:
        return 1
    return min(15, 2 - math.floor(math.log10(top))) if top > 0 else 1
