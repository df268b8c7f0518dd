"""What stands on the pages of a report, in English; ``pages_id`` says the same in Indonesian."""

from __future__ import annotations

from collections.abc import Mapping

from .grammar import Plural


class Readings:
    """Whole reports for a leader, a head of office, an employee and an analyst."""

    titles: Mapping[str, str] = {
        "leader": "The year on one page",
        "head": "Report on a unit: {whose}",
        "employee": "Your results: {whose}",
        "analyst": "All results",
    }
    leader = "In brief"
    summary = "Summary"
    people = "How people perform"
    people_table = "People of the unit"
    means_table = "Mean points by indicator"
    citizens = "What citizens experience"
    citizens_by_unit = "What citizens experience, by unit"
    items_table = "Mean by item, 1 to 4"
    posts = "Need and staff"
    moves = "Proposed transfers"
    moves_text = (
        "The plan proposes these transfers. It is not a decision; each person has a letter that "
        "gives the reasons."
    )
    development = "Proposed training"
    transfer = "Proposed transfer"
    stays = "The plan of transfers and you"
    boxes = "Talent matrix: what follows"
    own = "Your score"
    raters = "Raters"
    scored = Plural(
        "{n} people were scored; the mean is {mean} points of 100.",
        one="One person was scored: {mean} points of 100.",
    )
    unit_scored = Plural(
        "{n} people of the unit were scored; their mean is {mean} points, that of all is {whole}.",
        one="One person of the unit was scored: {mean} points; the mean of all is {whole}.",
    )
    no_totals = Plural(
        "None of the {n} people has a total: the data needed are missing.",
        one="The person has no total: the data needed are missing.",
    )
    by_grade = "By grade: {counts}."
    by_grade_some = (
        "By grade: {counts}; grades of fewer than {least} people, and others that would give them "
        "away, are not shown."
    )
    units = "The mean is highest in {best} ({high}) and lowest in {worst} ({low})."
    weakest = "Most points are lost on {indicator}: {points} of 100 on average, with a weight of {weight}."
    gaps = "{share} of the values are missing; the coverage says how much of each score is there."
    card = (
        "Scored with the scorecard “{name}”, version {version}, of {n} indicators (fingerprint "
        "{fingerprint}…): points of each indicator on its scale, combined by weight."
    )
    index = (
        "The satisfaction index of {people} is {index} of 100 ({level} interval {low} to {high}): "
        "grade {grade}."
    )
    index_alone = "The satisfaction index of {people} is {index} of 100: grade {grade}."
    hidden = (
        "The satisfaction index of this unit is not shown: fewer than {least} people answered, or "
        "the total would tell what few people said."
    )
    hidden_units = (
        "Units of fewer than {least} respondents are not shown, nor those that a total would give "
        "away: {units}."
    )
    no_index = "There is no satisfaction index: too few answers were given."
    index_units = (
        "Citizens are least satisfied with {worst} ({low}, grade {low_grade}) and most with {best} "
        "({high}, grade {high_grade})."
    )
    item = "The lowest rated item is {item}: {mean} on a scale from 1 to 4."
    skm_method = (
        "Mean of the items, each with the same weight, times 25 ({regulation}); the interval is "
        "that of the sample."
    )
    need = (
        "The work needs {need} people and {staff} are there: {surplus} more than needed in some "
        "posts, {shortage} fewer in others."
    )
    need_alone = "The work needs {need} people and {staff} are there."
    need_over = "The work needs {need} people and {staff} are there: {surplus} more than needed."
    need_under = "The work needs {need} people and {staff} are there: {shortage} fewer than needed."
    unfillable = "No transfer can fill {short} of the shortage ({jobs}): it takes recruitment."
    unfillable_alone = "No transfer can fill {short} of the shortage: it takes recruitment."
    need_method = (
        "Need: volume of work times minutes for one case, over the effective working time of a "
        "person. Surplus and shortage are counted post by post."
    )
    plan = Plural(
        "{n} transfers would reduce the shortage from {before} to {after} people{proven}.",
        one="One transfer would reduce the shortage from {before} to {after} people{proven}.",
    )
    proven = ", and no plan does better under its rules"
    plan_method = (
        "Integer linear programme: first the shortage, then the cost, as the rules say; the plan "
        "holds a bound that proves it."
    )
    courses = Plural(
        "{n} attendances at courses would close {closed} of {total} gaps in competency levels.",
        one="One attendance at a course would close {closed} of {total} gaps in competency levels.",
    )
    courses_method = (
        "Integer linear programme over courses, seats, hours and budget: the most levels closed, at "
        "the lowest cost."
    )
    unit_mean = "unit"
    whole_mean = "all"
    item_head = "item"
    staff_head = "staff"
    need_head = "need"
    surplus_head = "surplus"
    shortage_head = "shortage"
    person_head = "id"
    move_head = "move"
    comes = "comes"
    goes = "leaves"
    from_job_head = "from job"
    to_job_head = "to job"
    definition = "Definition: fingerprint {fingerprint}…."
    options = "Options: {options}."
    missing = "Missing values: {missing}."
    left_out = "Left out: {what}."
    made = "Made with kinerja {version}."
    index_title = "Reports"
    listed = Plural("{n} pages.", one="One page.")
    back = "The pages hold one reader's results each; give each of them only their own."


class Pages:
    """Words around the sections of a page: contents, tables, and how figures were made."""

    contents = "Contents"
    skip = "Skip to the content"
    method = "How this was calculated"
    tables = "Table: {caption}"
    scroll = "{caption} (scrolls sideways)"
    figure = "Figure {number}"
    picture = "Picture without a description"
    made = "Made with kinerja {version}."
    empty = "There is nothing to show here."
    no_rows = "No rows."
    rows = Plural("{n} rows", one="{n} row")
    fact = "figure"
    figure_of_it = "value"
    readings: Readings = Readings()
