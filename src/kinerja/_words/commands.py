"""What the commands say, in English; ``commands_id`` says the same in Indonesian."""

from __future__ import annotations

from collections.abc import Mapping

from .grammar import Plural


class Commands:
    """What the commands print: what they understood, what came out, what needs a look."""

    understood = "Understood"
    read = "{file}: {rows} and {columns}."
    read_sheet = "{file}, sheet {sheet!r}: {rows} and {columns}."
    rows = Plural("{n} rows", one="{n} row")
    columns = Plural("{n} columns", one="{n} column")
    ids = "Ids: column {name!r}."
    no_ids = "No column of ids: rows are named by their number, from 0."
    missing = Plural(
        "{n} values are missing in the columns used.",
        one="{n} value is missing in the columns used.",
    )
    none_missing = "No value is missing in the columns used."
    taken = "Column {column!r} is read as indicator {code!r}."
    notes = "Notes from reading"
    more_notes = "… and {n} more; a workbook that is written (-o) has all of them."
    look = "Needs a look"
    written = "Written: {file}"
    blank_unit = "(no unit)"
    blank_units = Plural(
        "{n} rows have no {name!r}; they stand under {label!r}.",
        one="{n} row has no {name!r}; it stands under {label!r}.",
    )

    scores = "Scores"
    scored = "{people} scored on {indicators}. Card {card!r}, version {version}."
    people = Plural("{n} people", one="{n} person")
    indicators = Plural("{n} indicators", one="{n} indicator")
    highest = "The highest totals"
    by_grade = "People by grade"
    grade = "grade"
    count = "people"
    total = "total"
    rank = "rank"
    coverage = "coverage"
    all_cut = "All {n} values of {name} are cut at {points} points: do its scale and the column have the same unit?"
    looks_percent = "{name}: all values lie between 0 and 1, and its scale reaches {limit}. If they are percentages, format them as percent."
    thin_winner = "{id} has the highest total, but values for {share} of the weight only."
    no_total = Plural("{n} people have no total.", one="{n} person has no total.")
    unconfirmed = "Confirm the direction of {codes} in the card (column 'confirmed')."
    letters = "Letters"
    letter = "letter"

    card = "The card"
    card_has = "{name}, version {version}: {indicators}. Shares are of the whole."
    part = "part"
    share = "share"
    scale = "scale"
    better = "better"
    directions: Mapping[str, str] = {"higher": "higher", "lower": "lower", "neither": "in between"}
    no_grades = "The card has no grades."
    grades_from = "grade from {lower}: {label}"
    cut = "cut"
    lowest = "lowest"
    largest = "highest"
    values = "values"
    on_data = "The card on the data"
    proposed = "A proposal for {columns}. Confirm each direction in the column 'confirmed'; change weights, scales and grades as the office decides."
    not_numbers = "Left out, because they hold no numbers: {names}."
    some_words = "{name} is not in the card, since it holds words among its numbers: {cells}. Empty these cells or write numbers, then propose the card again."
    a_column = "column {name!r}"

    survey = "Community satisfaction (SKM)"
    unit = "unit"
    the_whole = "all"
    respondents = "respondents"
    index = "index"
    interval = "95% interval"
    mark = "mark"
    mutu = "service"
    item = "item"
    mean = "mean"
    by_item = "By item"
    from_means = "The rows hold means, not answers: the index has no error of sampling."
    left_out = Plural(
        "{n} respondents with a missing answer are left out (--missing available uses what they answered).",
        one="{n} respondent with a missing answer is left out (--missing available uses what they answered).",
    )
    with_population = "Each unit counts by its population ({file})."
    few = Plural("{unit}: only {n} respondents.", one="{unit}: only {n} respondent.")

    need = "Staffing need"
    need_made = "volume × minutes per piece / {minutes} effective minutes a year ({hours})"
    need_total = Plural(
        "{n} tasks come to {total} people.", one="{n} task comes to {total} people."
    )
    job = "job"
    no_volume = "{unit}, {job}: no work at all."

    transfers = "Transfers"
    moves = "moves"
    plan_is = "{moves} proposed; the shortage falls from {before} to {after}. The plan is {status}."
    status: Mapping[str, str] = {
        "optimal": "proved to be the best within the rules",
        "feasible": "within the rules, but not proved to be the best",
    }
    stays_short = "What stays short, and why"
    shortage = "shortage"
    why = "why"
    people_moved = Plural("{n} moves", one="{n} move")
    from_unit = "from"
    to_unit = "to"
    no_move = "No move within the rules removes any shortage."
    stopped = "The time was up: a better plan may exist."

    competency = "Competency"
    met = "met"
    match = "match"
    gaps = "Gaps"
    post = "post"
    short_by = "mean shortfall"
    share_met = "share who meet it"
    courses = "Courses"
    course = "course"
    attend = "who attends"
    spent = Plural(
        "{n} people attend {courses}; {closed} of the gap is closed.",
        one="{n} person attends {courses}; {closed} of the gap is closed.",
    )
    course_count = Plural("{n} courses", one="{n} course")

    no_letters = "No letter was written, so nobody is told of {options}."
    nothing = "None of the files that a report is made of is there: card and data, answers, tasks, staff and need, levels and posts."
    explained = "Fill in the first sheet; this one explains its columns."
    column = "column"
    meaning = "what it holds"
    example = "example"

    phrases: Mapping[str, str] = {}
    """Notes are written in English; another language says their phrases here, longest first."""
