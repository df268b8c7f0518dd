"""What the letters of a command say besides: from when, and whom a person answers."""

from __future__ import annotations

import argparse
import datetime as dt

from .._checks import one_day
from .._letters import Reply
from ..errors import InputError


def reply_of(options: argparse.Namespace) -> Reply | None:
    """Whom the letters are answered to; days and a ground say nothing without somebody."""
    if options.reply_to is None:
        alone = {"--reply-days": options.reply_days, "--reply-ground": options.reply_ground}
        for name, value in alone.items():
            if value is not None:
                raise InputError.about(
                    name, code="missing_argument", expected="--reply-to with it", found="none",
                    hint="Name the office that people write to: --reply-to CONTACT.",
                )  # fmt: skip
        return None
    days = 14 if options.reply_days is None else options.reply_days
    if days < 1:
        raise InputError.about(
            "--reply-days", code="out_of_range", expected="at least 1 day", found=f"{days}",
            hint="Days in which people may ask for an explanation or object.",
        )  # fmt: skip
    return Reply(options.reply_to, days, options.reply_ground or "")


def starts_of(options: argparse.Namespace) -> dt.date | None:
    """First day in the new post."""
    return None if options.starts is None else one_day(options.starts, "--starts")
