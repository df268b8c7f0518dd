"""What is asked for: the card and the options of `frames.score`, checked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .. import _checks
from .._definitions import Language
from .._indicators.card import Scorecard
from .._indicators.targets import Target
from .._scoring.intake import checked_card
from .._scoring.policy import MissingPolicy, checked_policy
from .._words import check_language
from ..errors import InputError, shown

Kind = Literal["points", "groups", "total", "band", "coverage", "contributions", "clipped"]
KINDS: tuple[Kind, ...] = (
    "points",
    "groups",
    "total",
    "band",
    "coverage",
    "contributions",
    "clipped",
)
OnBad = Literal["raise", "flag"]


@dataclass(frozen=True, slots=True)
class Request:
    """A card and what is wanted of it."""

    card: Scorecard
    missing: MissingPolicy
    min_coverage: float
    targets: Mapping[str, str]
    """Column of the personal target by indicator."""
    by: str | None
    ids: str | None
    """Column that names a row in an error."""
    columns: tuple[Kind, ...]
    prefix: str
    on_bad: OnBad
    language: Language

    @property
    def bands(self) -> bool:
        """Whether grades are asked for, and there are any."""
        return "band" in self.columns and self.card.bands is not None

    @property
    def reads(self) -> tuple[str, ...]:
        """Columns of numbers that are read."""
        return (*self.card.codes, *dict.fromkeys(self.targets.values()))

    @property
    def appended(self) -> tuple[str, ...]:
        """Names of the appended columns, in their order."""
        card, out = self.card, []
        codes = {
            "points": [f"points_{code}" for code in card.codes],
            "groups": [f"group_{group.code}" for group in card.groups],
            "total": ["total"],
            "band": ["band"] if card.bands is not None else [],
            "coverage": ["coverage"],
            "contributions": [f"contribution_{code}" for code in card.codes],
            "clipped": [f"clipped_{code}" for code in card.codes],
        }
        for kind in KINDS:
            if kind in self.columns:
                out += codes[kind]
        if self.on_bad == "flag":
            out.append("problem")
        return tuple(self.prefix + name for name in out)


def request(
    card: Any,
    *,
    missing: Any,
    min_coverage: Any,
    targets: Any,
    by: Any,
    ids: Any,
    columns: Any,
    prefix: Any,
    on_bad: Any,
    language: Any,
) -> Request:
    """Check the options of `frames.score`, before anything is read."""
    card = checked_card(card)
    _checks.choice(on_bad, "on_bad", ("raise", "flag"))
    check_language(language, also=() if card.bands is None else card.bands.languages)
    named_columns(by=by, ids=ids)
    return Request(
        card=card,
        missing=checked_policy(missing),
        min_coverage=_checks.number(min_coverage, "min_coverage", lower=0.0, upper=1.0),
        targets=_targets(card, targets),
        by=by,
        ids=ids,
        columns=_kinds(columns),
        prefix=_checks.text(prefix, "prefix", expected="a text"),
        on_bad=on_bad,
        language=language,
    )


def named_columns(**given: Any) -> None:
    """Refuse what is no name of a column; None is one that was not given."""
    for argument, name in given.items():
        if name is not None:
            _checks.text(name, argument, expected="the name of a column")


def _kinds(columns: Any) -> tuple[Kind, ...]:
    if isinstance(columns, str):
        columns = (columns,)
    if not isinstance(columns, Sequence):
        raise InputError.about(
            "columns",
            code="wrong_shape",
            expected=f"some of {_checks.joined(KINDS)}",
            found=shown(columns),
        )
    for kind in columns:
        _checks.choice(kind, "columns", KINDS)
    return tuple(kind for kind in KINDS if kind in columns)


def _targets(card: Scorecard, targets: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    if targets is None:
        return out
    if not isinstance(targets, Mapping):
        raise InputError.about(
            "targets",
            code="wrong_shape",
            expected="names of columns by code",
            found=type(targets).__name__,
        )
    scales = {indicator.code: indicator.scale for indicator in card.indicators}
    for code, name in targets.items():
        if not isinstance(scales.get(code), Target):
            raise InputError.about(
                "targets",
                code="unknown_label",
                expected="codes of indicators on a Target scale",
                found=shown(code),
                positions=(code,),
            )
        out[code] = _checks.text(
            name,
            f"targets[{code!r}]",
            expected="the name of the column that holds the targets",
        )
    return out
