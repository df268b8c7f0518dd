"""An agency's rule as a definition, and published ones to start from."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from ..._definitions import Code, Definition, NonNegative, Real, String, Whole
from ..._digits import significant
from ...indicators import Text

Percent = Annotated[Real, Field(strict=True, allow_inf_nan=False, ge=0, le=100)]


class Cut(Definition):
    """From so many minutes on, so many per cent of the allowance are cut for the day.

    Parameters
    ----------
    minutes : float
        Where the step begins, inclusive.
    percent : float
        Per cent of a month's allowance, 0 to 100.

    Examples
    --------
    >>> Cut(minutes=31, percent=1.5).percent
    1.5
    """

    minutes: NonNegative
    percent: Percent


class Component(Definition):
    """One component of the allowance and its share.

    Parameters
    ----------
    code : str
        Name of the component, as the data have it.
    share : float
        Share of the allowance, 0 to 1.
    name : str or Text
        What it is, in words.

    Examples
    --------
    >>> Component(code="attendance", share=0.4).share
    0.4
    """

    code: Code
    share: Annotated[Real, Field(strict=True, allow_inf_nan=False, ge=0, le=1)]
    name: Text | String = ""


class Rule(Definition):
    """An agency's rule for cutting the allowance.

    Parameters
    ----------
    code : str
        Name of the rule.
    source : str or Text
        The regulation that it comes from.
    late, early : tuple of Cut
        Steps for minutes late and minutes left early, ascending; below the first nothing is cut.
    absent : float
        Per cent for a day of absence without leave; then lateness does not count as well.
    missing_scan : float
        Per cent for each missing scan.
    grace : float
        Minutes late, or left early, up to which a day is not cut.
    made_up : float
        Minutes late up to which a day is not cut where they were made up on the same day; 0 if the
        rule does not let minutes be made up.
    made_up_days : int or None
        How many days of a month can be made up; later ones are cut. None where there is no limit.
    free_days : int
        The first so many days of a month with a cut for lateness are free of it.
    flexible : tuple of {"late", "early", "missing_scan"}
        What is not cut on a day of approved flexible time or place.
    components : tuple of Component
        The components and their shares, which sum to 1; empty where they are given with the data.
    applies_to : str
        Component that is cut; the whole allowance if empty.

    Examples
    --------
    >>> rule = Rule(code="own", late=(Cut(minutes=1, percent=0.5),), absent=1.5)
    >>> Rule.model_validate_json(rule.model_dump_json()) == rule
    True
    """

    code: Code
    source: Text | String = ""
    late: tuple[Cut, ...] = ()
    early: tuple[Cut, ...] = ()
    absent: Percent = 0.0
    missing_scan: Percent = 0.0
    grace: NonNegative = 0.0
    made_up: NonNegative = 0.0
    made_up_days: Whole | None = None
    free_days: Whole = 0
    flexible: tuple[Literal["late", "early", "missing_scan"], ...] = ("late", "early")
    components: tuple[Component, ...] = ()
    applies_to: Annotated[str, Field(strict=True)] = ""

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        for name in ("late", "early"):
            for a, b in pairwise(getattr(self, name)):
                if not (a.minutes < b.minutes and a.percent <= b.percent):
                    raise ValueError(f"`{name}`: steps must ascend in minutes and per cent")
        return self

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.components:
            return self
        codes = [item.code for item in self.components]
        if len(set(codes)) < len(codes):
            raise ValueError(f"`components`: every code once; got {codes}")
        total = sum(item.share for item in self.components)
        if float(significant(np.asarray(total))) != 1.0:
            raise ValueError(f"`components`: shares must sum to 1; got {total:.12g}")
        if self.applies_to and self.applies_to not in codes:
            raise ValueError(f"`applies_to`: one of {codes}; got {self.applies_to!r}")
        return self

    @property
    def shares(self) -> dict[str, float]:
        """Share of each component by code; empty where the rule names none."""
        return {item.code: item.share for item in self.components}


EXAMPLES: Mapping[str, Rule] = {
    "local": Rule(
        code="local",
        source="A common local rule, as published; verify against your agency's regulation",
        late=(
            Cut(minutes=1, percent=0.5),
            Cut(minutes=31, percent=1),
            Cut(minutes=61, percent=1.25),
            Cut(minutes=91, percent=1.5),
        ),
        absent=1.5,
    ),
    "pmk_221_2021": Rule(
        code="pmk_221_2021",
        source="PMK 221/2021, as published: from 09:01, 09:31 and 10:01 with work from 07:30",
        late=(
            Cut(minutes=1, percent=1),
            Cut(minutes=121, percent=1.25),
            Cut(minutes=151, percent=2.5),
        ),
        made_up=90,
    ),
    "permenpanrb_6_2018": Rule(
        code="permenpanrb_6_2018",
        source="PermenPANRB 6/2018, as published: 30 minutes can be made up on the same day, five "
        "times a month; what a cut costs is the agency's own: set `late` before use",
        made_up=30,
        made_up_days=5,
    ),
}
"""Published rules to start from; none of them is a default. Verify them, and set what is yours."""
