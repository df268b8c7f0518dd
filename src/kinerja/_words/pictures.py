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
    group_alt = Plural(
        "Stacked bars of {n} people by total, made up of {items}. Totals: {totals}.",
        one="A stacked bar of {n} person, made up of {items}. Total: {totals}.",
    )
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
    alt = Plural(
        "Points with intervals for {n} rows, the highest first. {items}.",
        one="Point with its interval for {n} row. {items}.",
    )
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
    alt = Plural(
        "Average rank and range of {n} subjects, in the order of their ranks. {items}.",
        one="Average rank and range of {n} subject. {items}.",
    )
    item = "{value} ({lower} to {upper})"
    stated = "Rank with the weights as stated"
    drawn = "Average rank when the weights vary"
    acceptability_title = "How often each rank comes out"
    acceptability_axis = "Rank"
    acceptability_note = (
        "The darker a cell, the more of the {draws} draws of the weights gave that rank."
    )
    acceptability_alt = Plural(
        "Matrix of {n} subjects by rank, shaded by how often it came out. {items}.",
        one="Matrix of {n} subject by rank. {items}.",
    )
    acceptability_item = "most often rank {rank} ({share})"
    too_many = "With {n} subjects the share of each single rank is too small to be seen; average ranks are shown."
    no_total = Plural(
        "{n} subjects without a total are not shown.",
        one="{n} subject without a total is not shown.",
    )


class Severity:
    """Raters."""

    title = "How strict the raters are"
    axis = "Points taken off (right of 0: strict, left: mild)"
    note = "Point: severity; line: 1.96 standard errors to either side."
    no_errors = "There were too many raters for standard errors."
    alone = Plural(
        "{n} raters whom nobody else can be compared with are not shown.",
        one="{n} rater whom nobody else can be compared with is not shown.",
    )
    alt = Plural(
        "Severity of {n} raters, the strictest first. {items}.",
        one="Severity of {n} rater. {items}.",
    )


class Trend:
    """Slopes."""

    title = "Who rises and who falls"
    axis = "Change in points per period"
    up = "rises"
    down = "falls"
    unclear = "no clear change"
    note = "Point: median slope; line: {level} interval."
    no_slope = Plural(
        "{n} subjects with fewer than two periods are not shown.",
        one="{n} subject with fewer than two periods is not shown.",
    )
    alt = Plural(
        "Slopes of {n} subjects, the steepest rise first; {up} rise and {down} fall beyond chance. {items}.",
        one="Slope of {n} subject; {up} rise and {down} fall beyond chance. {items}.",
    )


class Fairness:
    """Selection by group."""

    title = "Rates of selection compared with {reference}"
    axis = "Rate of selection over the reference group's"
    above = "at or above the line"
    below = "below the line"
    note = (
        "Dashed line: {limit} of the reference group's rate. In parentheses: the group's own rate."
    )
    suppressed = Plural(
        "{n} groups are too small to be shown.", one="{n} group is too small to be shown."
    )
    alt = "Ratios by group: {items}. {verdict}"
    some = "Below the line: {items}."
    none = "No group is below the line."


class Grades:
    """Grades."""

    title = Plural("Grades of {n} people", one="Grades of one person")
    unit_title = "Grades by unit"
    axis = "People"
    unit_axis = "Share of people"
    guide = "Guide"
    no_total = Plural(
        "{n} people without a total are not counted.",
        one="{n} person without a total is not counted.",
    )
    alt = "From the highest grade down: {items}."
    unit_alt = Plural(
        "Bars of {n} units, the best first. Share with {grade}: {items}.",
        one="Bar of {n} unit. Share with {grade}: {items}.",
    )
    spread_axis = "Share of a unit's people"
    spread_note = "Point: median of {n} units; bar: where the middle 80% of the units lie."
    spread_item = "median {middle}, middle 80% of the units {low} to {high}"
    spread_alt = "Shares by grade: {items}."


class Coverage:
    """Missing values."""

    title = "What is missing: {k} of {n} values"
    nothing = "No value is missing"
    axis = "People without a value"
    item = "{k} of {n} ({share})"
    alt = "By indicator: {items}."
    matrix_note = "The darker a cell, the more of the unit's values are missing."
    units = "The {shown} units that lack most, of {n}."
    columns = "The {shown} indicators that lack most, of {n}."


class Workload:
    """Work before and after."""

    title = "Work before and after"
    axis = "Work"
    before_axis = "Before"
    after_axis = "After"
    before = "Before"
    after = "After"
    diagonal = "Each point is a unit; below the line there is less work than before."
    unknown = Plural(
        "{n} rows without both figures are not shown.",
        one="{n} row without both figures is not shown.",
    )
    item = "{before} to {after}"
    alt = Plural(
        "{n} rows, the heaviest first. Spread from lowest to highest: before {before}, after {after}. {items}.",
        one="{n} row. Spread from lowest to highest: before {before}, after {after}. {items}.",
    )


class Need:
    """Need and staff."""

    title = "Need and staff by unit: {short} short, {over} too many"
    need_title = Plural("Need by unit: {n} persons", one="Need by unit: {n} person")
    axis = "Persons"
    need = "Need"
    staff = "Staff"
    short = "{n} short"
    over = "{n} too many"
    item = "needs {need}, has {staff}"
    need_item = "needs {need}"
    diagonal = "Each point is a unit; below the line there are fewer staff than needed."
    alt = Plural("{n} rows, the largest shortage first. {items}.", one="{n} row. {items}.")


class NineBox:
    """Nine boxes."""

    title = Plural(
        "{n} people by performance and potential", one="One person by performance and potential"
    )
    performance = "Performance"
    potential = "Potential"
    low = "low"
    middle = "middle"
    high = "high"
    unsure = "?: another box is as likely, given the errors of measurement."
    absent = Plural(
        "{n} people without both figures are not shown.",
        one="{n} person without both figures is not shown.",
    )
    item = "box {box}: {n}"
    alt = "Number of people in each box, from 1 (both low) to 9 (both high): {items}. The others are empty."


class Profile:
    """Levels there are and levels required."""

    title = "Levels there are and levels required: {met} of {n} met"
    axis = "Level"
    actual = "Level there is"
    required = "Level required"
    short = "Gap"
    unknown = Plural("{n} levels are not known.", one="{n} level is not known.")
    item = "has {actual}, requires {required}"


class Interrupted:
    """A series with its counterfactual."""

    title = "Average effect from period {start} on: {value}"
    axis = "Period"
    value = "Value"
    observed = "Observed"
    fitted = "Model"
    without = "Without the change"
    band = "Its {level} band"
    alt = "A series of {n} periods with the model's line before and after the change, and the line that would have been without it. {level} interval of the average effect: {lower} to {upper}."


class Waiting:
    """Waiting times."""

    title = "How long cases take"
    axis = "Time"
    median = "Median time"
    share = "Share of cases closed"
    all = "All cases"
    target = "Dashed line: the promised time, {target}."
    band = "Shaded: 95% of one time at a time."
    interval = (
        "Point: median; line: {level} interval, up to the edge where its end was not reached."
    )
    suppressed = Plural(
        "{n} groups are too small to be shown.", one="{n} group is too small to be shown."
    )
    item = "median {median}, {within} in time"
    alt = Plural(
        "{n} groups; promised time {target}. {items}.",
        one="{n} group; promised time {target}. {items}.",
    )


class BeforeAfter:
    """Effects."""

    title = "Effect: {value}"
    event_title = "Effect in each period"
    before = "Before"
    after = "After"
    mean = "Mean"
    control = "Comparison group"
    treated = "Group with the measure"
    without = "Had it changed alike"
    interval = "{level} interval of the effect: {lower} to {upper}."
    did_alt = "Means before and after: comparison group {c0} to {c1}, group with the measure {t0} to {t1}."
    band = "{level} band of the whole profile"
    pre = "Before the start"
    post = "After the start"
    base = "Period compared with"
    pretrend = "Test that the groups did not differ before the start: p = {p}."
    periods = "Periods since the start"
    effect = "Effect"
    event_alt = "Effects by periods since the start, with intervals: {items}."


class Transfers:
    """Transfers."""

    title = Plural("{n} people move", one="One person moves")
    axis = "People"
    leave = "Leave"
    arrive = "Arrive"
    both = "{leave} leave, {arrive} arrive"
    net = "Figures: arrivals less departures."
    others = Plural("{n} other units", one="{n} other unit")
    alt = "From and to: {items}."


class Reasons:
    """Why posts stay short."""

    title = Plural("Why {n} persons are still missing", one="Why one person is still missing")
    axis = "Persons missing"
    posts = Plural("{n} posts", one="{n} post")
    alt = "Persons missing by what holds them: {items}."


class Priorities:
    """Importance and performance."""

    title = "What to fix first"
    performance = "Performance"
    importance = "Importance"
    quadrants: Mapping[str, str] = {
        "concentrate": "fix first",
        "keep_up": "keep up",
        "low_priority": "fix later",
        "overkill": "strong enough",
    }
    unclear = "not clear"
    note = "Ellipses: where the true place is with 95% probability."
    item = "{quadrant} ({certainty} certain)"
    alt = "{n} items by performance and importance. {items}."


class Judgements:
    """Weights of several stakeholders."""

    title = "Weights of {k} criteria by {stakeholders}"
    stakeholders = Plural("{n} stakeholders", one="one stakeholder")
    axis = "Weight"
    ratio = "ratio"
    consistency = "{name} (CR {ratio})"
    hollow = "Hollow signs: "
    inconsistent = Plural(
        "{n} stakeholders judged inconsistently (consistency ratio CR above {limit}).",
        one="{n} stakeholder judged inconsistently (consistency ratio CR above {limit}).",
    )
    middle = "Point: median of the stakeholders; bar: from the lowest weight to the highest."
    alt = "Criteria by average weight: {items}. Consistency ratios: {ratios}."


class Pictures:
    """The pictures, a class each."""

    unnamed = "{n} rows; only the first and the last are named"
    waterfall: Waterfall = Waterfall()
    forest: Forest = Forest()
    ranks: Ranks = Ranks()
    severity: Severity = Severity()
    trend: Trend = Trend()
    fairness: Fairness = Fairness()
    grades: Grades = Grades()
    coverage: Coverage = Coverage()
    workload: Workload = Workload()
    need: Need = Need()
    nine_box: NineBox = NineBox()
    profile: Profile = Profile()
    interrupted: Interrupted = Interrupted()
    waiting: Waiting = Waiting()
    before_after: BeforeAfter = BeforeAfter()
    transfers: Transfers = Transfers()
    reasons: Reasons = Reasons()
    priorities: Priorities = Priorities()
    judgements: Judgements = Judgements()
