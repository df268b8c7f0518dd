"""Sentences of the pictures in English: titles, axes, legends and alternative texts."""

from __future__ import annotations

from collections.abc import Mapping

from .grammar import Plural


class Waterfall:
    """Contributions of one person, or of a group."""

    title = "Where the {total} points come from"
    group_title = "What the points are made of"
    axis = "Points"
    others = Plural("{n} others", one="{n} other")
    total = "Total"
    baselines: Mapping[str, str] = {
        "mean": "Group average",
        "target": "Full achievement",
        "row": "Compared with",
        "raw": "Compared with",
    }
    up = "raises the total"
    down = "lowers the total"
    alt = "Bars lead from {start} ({baseline}) to the total of {total} points. {items}."
    missing = "Not counted, because no value was there: {items}."
    group_alt = "Stacked bars of {n} people by total, made up of {items}. Totals: {totals}."
    tenth = "Places {first}–{last}"
    tenths_note = "Each bar shows the average of the people on these places."
    no_total = Plural(
        "{n} people without a total are not shown.", one="{n} person without a total is not shown."
    )
    item = "{name}, {mean} points on average"


class Forest:
    """Estimates with their intervals."""

    title = "Estimates by domain"
    whole_title = "Estimates"
    skm_title = "Satisfaction index by unit"
    skm_whole_title = "Satisfaction index"
    whole = "All"
    axis = "Estimate"
    skm_axis = "Satisfaction index (25–100)"
    now = "This wave"
    before = "The wave before"
    grade = "Grade {grade}"
    interval = "Point: estimate; line: {level} interval."
    alt = "Points with intervals for {n} rows, the highest first. {items}."
    item = "{value} ({lower} to {upper})"
    change = "before {value}"
    no_interval = "no interval"
    not_shown = Plural(
        "{n} rows without an estimate are not shown: {items}.",
        one="{n} row without an estimate is not shown: {items}.",
    )
    wide = "The longest intervals go on beyond the edge."


class Ranks:
    """Ranks and how far they move."""

    title = "How firm the ranks are"
    axis = "Rank (1 is best)"
    note = "Point: average rank over {draws} draws of the weights; line: {level} of the draws."
    alt = "Average rank and range of {n} subjects, in the order of their ranks. {items}."
    item = "{value} ({lower} to {upper})"
    stated = "Rank with the weights as stated"
    drawn = "Average rank when the weights vary"
    acceptability_title = "How often each rank comes out"
    acceptability_axis = "Rank"
    acceptability_note = (
        "The darker a cell, the more of the {draws} draws of the weights gave that rank."
    )
    acceptability_alt = "Matrix of {n} subjects by rank, shaded by how often it came out. {items}."
    acceptability_item = "most often rank {rank} ({share})"
    too_many = "With {n} subjects the share of each single rank is too small to be seen; average ranks are shown."
    no_total = Plural(
        "{n} subjects without a total are not shown.",
        one="{n} subject without a total is not shown.",
    )


class Pictures:
    """The pictures, a class each."""

    unnamed = "{n} rows; only the first and the last are named"
    waterfall: Waterfall = Waterfall()
    forest: Forest = Forest()
    ranks: Ranks = Ranks()
