"""Whom a letter is answered to, and until when."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from .. import _checks
from .._definitions import Code, Definition, String

if TYPE_CHECKING:
    from .._words.grammar import Grammar
    from .._words.letters import Answered


class Reply(Definition):
    """How a person answers a letter: to whom, within how many days, on what ground.

    Parameters
    ----------
    contact : str
        Whom to write to: an office with its address, not the name of a program.
    days : int
        Days in which an explanation may be asked for or an objection raised.
    ground : str
        Rule that gives this right, as the letter is to name it.
    sent : date, optional
        Day on which the letter goes out; the letter then names the last day.

    Raises
    ------
    ValidationError
        If the contact is empty, or there is not at least one day.

    References
    ----------
    Government Regulation 30/2019, article 59: an objection to the result of a performance
    assessment within 14 days.

    Examples
    --------
    >>> Reply("the personnel office, room 12").days
    14
    >>> import datetime
    >>> Reply(contact="the personnel office", sent=datetime.date(2026, 3, 2)).last_day
    datetime.date(2026, 3, 16)
    """

    contact: Code
    days: Annotated[int, Field(strict=True, ge=1)] = 14
    ground: String = ""
    sent: dt.date | None = None

    if TYPE_CHECKING:

        def __init__(
            self, contact: str, days: int = 14, ground: str = "", *, sent: dt.date | None = None
        ) -> None: ...

    else:

        def __init__(self, *given: Any, **fields: Any) -> None:
            # The contact is what a reply is about, so it need not be named.
            named = dict(zip(("contact", "days", "ground"), given, strict=False))
            super().__init__(**named, **fields)

    @property
    def last_day(self) -> dt.date | None:
        """The last day; None where the day of sending is not stated."""
        return None if self.sent is None else self.sent + dt.timedelta(days=self.days)


def read_reply(reply: Any) -> Reply | None:
    """Refuse what is no reply."""
    if reply is None:
        return None
    _checks.instance(reply, "reply", Reply, hint="Reply(contact=…) says how a person answers.")
    out: Reply = reply
    return out


def closing_of(said: Answered, grammar: Grammar, reply: Reply | None) -> str:
    """Say how a letter is answered: as the reply states it, or that it can be."""
    if reply is None:
        return said.rights
    last = reply.last_day
    sentence = (
        grammar.plural(said.reply, reply.days, contact=reply.contact)
        if last is None
        else grammar.plural(
            said.reply_by, reply.days, contact=reply.contact, last=grammar.date(last)
        )
    )
    ground = said.ground.format(ground=reply.ground) if reply.ground else ""
    return " ".join(part for part in (sentence, ground) if part)
