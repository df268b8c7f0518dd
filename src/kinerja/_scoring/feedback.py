"""Feedback in words, in English and Indonesian: facts, plainly and respectfully.

The text is read by the person concerned. It names indicators, never people, and promises nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .._definitions import Language
from .._indicators.parts import Indicator
from .._indicators.text import figure, say, with_unit

_SHOWN = 3
"""Indicators named in one sentence."""

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "total": "The total is {total} points.",
        "graded": "The total is {total} points: grade {band}.",
        "no_total": "There is no total: too few values are there to give one.",
        "above": "{baseline} comes to {other} points; this total is {gap} points higher.",
        "below": "{baseline} comes to {other} points; this total is {gap} points lower.",
        "equal": "{baseline} comes to the same total.",
        "lifted": "What lifted it: {items}.",
        "held": "What held it back: {items}.",
        "next": "The next grade, {band}, is {gap} points away.",
        "how": "Enough for it, with everything else as it is: {items}.",
        "change": "{name} from {old} to {new}",
        "none": "No single indicator is enough for it; several together are needed.",
        "top": "This is the highest grade.",
        "missing": "Not counted, because no value was there: {items}.",
        "mean": "The mean of the group",
        "target": "Full achievement",
        "row": "The comparison that was chosen",
        "raw": "The comparison that was chosen",
        "note": "This explains a calculation; decisions about people are taken by people.",
        "or": " or ",
    },
    "id": {
        "total": "Nilai totalnya {total} poin.",
        "graded": "Nilai totalnya {total} poin: predikat {band}.",
        "no_total": "Tidak ada nilai total: data yang tersedia terlalu sedikit.",
        "above": "{baseline} adalah {other} poin; nilai ini {gap} poin lebih tinggi.",
        "below": "{baseline} adalah {other} poin; nilai ini {gap} poin lebih rendah.",
        "equal": "{baseline} sama dengan nilai ini.",
        "lifted": "Yang mengangkat nilai: {items}.",
        "held": "Yang menahan nilai: {items}.",
        "next": "Predikat berikutnya, {band}, berjarak {gap} poin.",
        "how": "Cukup untuk mencapainya, bila yang lain tetap: {items}.",
        "change": "{name} dari {old} menjadi {new}",
        "none": "Tidak ada satu indikator pun yang cukup sendirian; perlu beberapa bersama-sama.",
        "top": "Ini predikat tertinggi.",
        "missing": "Tidak dihitung karena datanya tidak ada: {items}.",
        "mean": "Rata-rata kelompok",
        "target": "Capaian penuh",
        "row": "Pembanding yang dipilih",
        "raw": "Pembanding yang dipilih",
        "note": "Teks ini menjelaskan perhitungan; keputusan tentang orang diambil oleh orang.",
        "or": " atau ",
    },
}


class Reach(NamedTuple):
    """One change that reaches the next grade by itself."""

    indicator: Indicator
    old: float
    new: float


class Facts(NamedTuple):
    """What the text is made of."""

    total: float
    band: str | None
    baseline: str
    baseline_total: float
    lifted: Sequence[tuple[Indicator, float]]
    held: Sequence[tuple[Indicator, float]]
    next_band: str | None
    """Label of the next grade; empty at the highest, None without grades."""
    distance: float
    reach: Sequence[Reach]
    missing: Sequence[Indicator]


def feedback(facts: Facts, language: Language) -> str:
    """Compose the text, a sentence a line."""
    words = _WORDS[language]

    def points(x: float) -> str:
        return figure(x, language)

    missing = words["missing"].format(items=", ".join(say(i.name, language) for i in facts.missing))
    if facts.total != facts.total:
        return "\n".join([words["no_total"], *([missing] if facts.missing else []), words["note"]])
    lines = [
        words["total"].format(total=points(facts.total))
        if facts.band is None
        else words["graded"].format(total=points(facts.total), band=facts.band)
    ]
    gap = facts.total - facts.baseline_total
    key = "equal" if points(abs(gap)) == points(0.0) else "above" if gap > 0 else "below"
    lines.append(
        words[key].format(
            baseline=words[facts.baseline], other=points(facts.baseline_total), gap=points(abs(gap))
        )
    )
    for key, items in (("lifted", facts.lifted), ("held", facts.held)):
        named = [
            f"{say(indicator.name, language)} ({figure(x, language, sign=True)})"
            for indicator, x in items
            if points(abs(x)) != points(0.0)
        ]
        if named:
            lines.append(words[key].format(items=", ".join(named[:_SHOWN])))
    if facts.next_band:
        lines.append(
            words["next"].format(band=facts.next_band, gap=_rounded_up(facts.distance, language))
        )
        ways = [_change(way, language) for way in facts.reach[:_SHOWN]]
        lines.append(words["how"].format(items=words["or"].join(ways)) if ways else words["none"])
    elif facts.next_band == "":
        lines.append(words["top"])
    if facts.missing:
        lines.append(missing)
    lines.append(words["note"])
    return "\n".join(lines)


def _rounded_up(x: float, language: Language) -> str:
    """A distance is never shown as 0.0 while something is missing."""
    return figure(max(x, 0.1) if x > 0 else x, language)


def _change(way: Reach, language: Language) -> str:
    """A raw value rounded away from the present one, so that what is shown is enough."""
    step = abs(way.new - way.old)
    decimals = 0
    while decimals < 6 and (10.0**-decimals) > step / 5.0:
        decimals += 1
    unit = 10.0**-decimals
    ratio = way.new / unit
    nearest = round(ratio)
    if abs(ratio - nearest) > 1e-6:
        nearest = int(ratio // 1) + (1 if way.new > way.old else 0)
    new, old = (
        figure(round(x, decimals), language, decimals=None) for x in (nearest * unit, way.old)
    )
    return _WORDS[language]["change"].format(
        name=say(way.indicator.name, language),
        old=old,
        new=with_unit(new, way.indicator.unit, language),
    )
