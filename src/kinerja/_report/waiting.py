"""Whether appointments shortened the wait in the made-up city."""

from __future__ import annotations

import numpy as np

from .._definitions import Language
from .._words import words
from ..impact import ServiceTimes, did, service_times
from ..sample import City
from .citizens import p_value
from .section import Column, Section, Table

TARGET = 30.0


def waiting(city: City, language: Language) -> Section:
    """Times with and without appointments, and the effect with its interval."""
    said, grammar = words(language).report.waiting, words(language).grammar
    minutes, month, unit, channel = (
        city.waiting[name] for name in ("minutes", "month", "unit", "channel")
    )
    booked = np.isin(unit, city.appointments)
    after = month >= city.appointments_from
    times = service_times(
        minutes,
        target=TARGET,
        by={"group": np.where(booked, "with", "without"), "half": np.where(after, 2, 1)},
        channel=channel,
    )
    groups = [said.groups[name].format(half=half) for name, half in times.domain.tolist()]
    by_channel = service_times(minutes, target=TARGET, by=channel)
    channels = [said.channels[name] for name in by_channel.domain.tolist()]
    mean = did(minutes, booked, after, clusters=unit, unit=unit, period=month)
    ratio = did(np.log(minutes), booked, after, clusters=unit, unit=unit, period=month)
    share, share_low, share_high = (
        grammar.percent(float(np.expm1(x)), sign=True)
        for x in (ratio.value, ratio.lower, ratio.upper)
    )
    effect = said.both.format(
        value=grammar.figure(mean.value, sign=True),
        low=grammar.figure(mean.lower, sign=True),
        high=grammar.figure(mean.upper, sign=True),
        p=p_value(mean.p_value, language),
        share=share,
        share_low=share_low,
        share_high=share_high,
    )
    return Section(
        said.title,
        text=[
            said.intro.format(
                cases=grammar.figure(minutes.size, decimals=0),
                target=grammar.figure(TARGET, decimals=0),
            ),
            effect,
            said.open_question if mean.lower <= 0 <= mean.upper else said.shown,
        ],
        tables=[
            ("", _times(times, said.group, groups, language)),
            (said.by_channel, _times(by_channel, said.channel, channels, language)),
        ],
        method=said.method.format(df=grammar.figure(mean.df)),
    )


def _times(times: ServiceTimes, head: str, names: list[str], language: Language) -> Table:
    """Median with its interval, the time of nine in ten, and the share in time."""
    said, grammar = words(language).report.waiting, words(language).grammar
    ends = zip(times.median_lower.tolist(), times.median_upper.tolist(), strict=True)
    return Table(
        {
            head: names,
            said.cases: Column(times.n.tolist(), "number", decimals=0),
            said.median: Column(times.median.tolist(), "number", decimals=0),
            said.interval: [
                "–".join(grammar.figure(end, decimals=0) for end in pair) for pair in ends
            ],
            said.p90: Column(times.p90.tolist(), "number", decimals=0),
            said.within: Column(times.within.tolist(), "share", decimals=0),
        }
    )
