"""The lazy road: a card becomes expressions of the engine, and nothing runs but the check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._indicators.card import Scorecard
from ..errors import InputError
from .anchor import anchored, no_group_of, rulers_by_group
from .check import columns_of, free_names, free_prefix, refuse_bad
from .engine import Engine
from .plan import Ruler, plan
from .request import Request


def own_rulers(card: Scorecard) -> dict[str, Ruler]:
    """Rulers of a card whose scales all stand by themselves."""
    return {indicator.code: Ruler(indicator.scale) for indicator in card.indicators}


def is_relative(card: Scorecard) -> bool:
    """Whether any scale depends on the group that is scored."""
    return any(indicator.scale.relative for indicator in card.indicators)


def score_lazily(engine: Engine, frame: Any, asked: Request) -> Any:
    """Append the asked columns to a lazy table."""
    kinds = engine.kinds(frame)
    also = [name for name in (asked.by, asked.ids) if name is not None]
    columns_of(kinds, asked.reads, any_kind=also)
    free_names(list(kinds), asked.appended)
    engine.check_names(asked.appended)
    own = list(kinds)
    exact = frozenset(name for name, kind in kinds.items() if kind == "exact")
    prefix = free_prefix(own)
    rulers: Mapping[str, Ruler]
    if not is_relative(asked.card):
        rulers = own_rulers(asked.card)
    elif asked.by is None:
        rulers = own_rulers(anchored(engine, frame, asked, exact))
    else:
        rulers, frame = rulers_by_group(engine, frame, asked, exact, prefix)
    made = plan(asked, rulers, exact=exact, prefix=prefix, no_group=no_group_of(asked, kinds))
    if asked.on_bad == "raise":
        refuse_bad(engine, frame, made, asked)
    return engine.extend(frame, own, made.stages())


def refuse_relative(card: Scorecard) -> None:
    """Refuse a card that needs a table before it can be written down."""
    names = [i.code for i in card.indicators if i.scale.relative]
    if names:
        raise InputError.about(
            "card",
            code="not_in_engine",
            expected="scales that stand by themselves",
            found=f"scales relative to the group: {', '.join(map(repr, names[:5]))}",
            hint="Anchor the card on its group first: frames.anchor(card, frame).",
            positions=tuple(names[:5]),
        )


def anchor_lazily(engine: Engine, frame: Any, asked: Request) -> Scorecard:
    """Freeze the relative scales of a card at a lazy table's figures."""
    kinds = engine.kinds(frame)
    columns_of(kinds, asked.reads)
    if not is_relative(asked.card):
        return asked.card
    exact = frozenset(name for name, kind in kinds.items() if kind == "exact")
    return anchored(engine, frame, asked, exact, empty="refuse")
