"""What the report on the sample says, a class a section."""

from __future__ import annotations

from collections.abc import Mapping

from .grammar import Plural


class Frame:
    """What stands around the sections of the sample report."""

    title = "KINERJA · sample report"
    intro = (
        "This report uses made-up data of an education office and a city, 2025 compared with 2024. "
        "None of the people exists. Section {schools} scores real schools. Every figure comes from "
        "the data that ships with the package."
    )
    people = "How well do people perform, and what would help them?"
    places = "Who is needed where?"
    citizens = "What do citizens experience, and did it get better?"
    made = "kinerja {version} · card {card} version {card_version} · fingerprint {fingerprint}…"


class Measures:
    """What is measured, and how much it counts."""

    title = "What is measured, and how much it counts"
    indicator = "indicator"
    weight = "weight"
    scale = "scale"
    aggregated = "Parts of {group} are combined by the {how} mean."
    scales: Mapping[str, str] = {
        "identity": "points as they are",
        "linear": "{worst} to {best}{unit}",
        "log": "{worst} to {best}{unit}, logarithmic",
        "target": "share of target {target}{unit}",
        "piecewise": "linear in parts, {first} to {last}{unit}",
        "steps": "steps at {thresholds}{unit}",
        "lognormal": "half at {median}, 90% at {p10}{unit}",
        "logistic": "S-curve, half at {midpoint}{unit}",
        "min_max": "worst to best of the group",
        "z_score": "standard score in the group",
        "percentile": "percentile in the group",
        "vector": "share of the group's length",
        "max_share": "share of the group's best",
        "sum_share": "share of the group's sum",
    }
    means: Mapping[str, str] = {
        "geometric": "geometric",
        "harmonic": "harmonic",
        "minimum": "lowest",
    }


class Grades:
    """Scores and grades of the office."""

    title = "Scores and grades, 2025"
    summary = "{n} people, mean {mean} points. A total of 100 is full marks."
    grade = "grade"
    people = "people"
    unit = "unit"
    mean = "mean"
    lowest = "lowest"
    highest = "highest"
    top = "Highest totals"
    id = "id"
    total = "total"
    coverage = "coverage"
    missing = (
        "{n} of {m} values are missing (people who serve no visitors, ratings not handed in). Their "
        "weight goes to the other indicators, first inside the same group; coverage says how much "
        "of the weight has data."
    )


class Predicates:
    """Predicates of 2022, and what the guide says of them."""

    title = "Predicates of 2022 (SKP)"
    intro = (
        "PermenPANRB 6/2022 gives no numbers: the predicate follows from two ratings, of results and "
        "of behaviour. This made-up office rates results (points of Results) above expectation from "
        "{r2} and as expected from {r1}, behaviour (1 to 5) from {b2} and {b1}. Without a rating of "
        "behaviour there is no predicate ({out} here)."
    )
    results = "results \\ behaviour"
    below = "below"
    meets = "as expected"
    above = "above"
    predicate = "predicate"
    people = "people"
    guide = (
        "The guide for an office that is itself “{own}” (SE MenPANRB 3/2023; advisory, no predicate "
        "changes): {findings}."
    )
    kept = "nothing departs from it"


class Explained:
    """One person's score."""

    title = "One person's score explained: {who}"
    value = "value"
    points = "points"
    share = "part"
    against = "against the mean"
    sum = "sum"
    two_means = (
        "Average values of the group give {baseline} points, the mean of all totals is {mean}: the "
        "two differ because scales and means are not straight lines."
    )


class Near:
    """Who is close to the next grade."""

    title = "Close to the next grade"
    intro = Plural(
        "{n} people are within {gap} points of the next grade. One change that reaches it; where the "
        "gap is smaller than the error of the ratings (95%), the two grades cannot be told apart and "
        "nothing is advised:",
        one="One person is within {gap} points of the next grade. One change that reaches it; where "
        "the gap is smaller than the error of the ratings (95%), the two grades cannot be told apart "
        "and nothing is advised:",
    )
    within = "within the error"
    gap = "gap"
    next = "next grade"
    change = "for example"
    from_to = "{name} {old} → {new}"


class YearChange:
    """What changed since the year before."""

    title = "What changed since 2024"
    both = (
        "{n} people are in both years; {joined} joined, {left} left. The mean change is {change} "
        "points."
    )
    grades = "Of the grades {up} rose{up_far} and {down} fell{down_far}."
    far = Plural(" ({n} of them by two grades)", one=" (one of them by two grades)")
    by_indicator = "Mean change by indicator, in points of the total"
    indicator = "indicator"
    mean = "mean"
    largest = "Largest changes, and the indicator behind most of each"
    change = "change"
    mostly = "mostly"


class Certainty:
    """How sure a ranking is."""

    title = "How sure is this ranking?"
    intro = (
        "Weights are a choice, and ratings have errors. We changed the weights at random {draws} "
        "times, usually by about {off}, and each rating of behaviour by its own error. These are the "
        "ranks that came out. The interval holds {level} of the draws; the bar is the probability "
        "of being among the first {q}."
    )
    rank = "rank"
    mean = "mean rank"
    interval = "interval"
    top = "first {q}"
    sure = (
        "Of the first {q}, the number who stay there in at least {level} of the draws is {sure}. Where "
        "the bar is not full, an award that rests on the place alone would partly be luck."
    )
    agreement = (
        "The draws agree with each other to {w} (Kendall's W; 1 means that every draw gives the same "
        "order)."
    )


class Raters:
    """Whether ratings are fair."""

    title = "Is the rating fair to everybody?"
    intro = (
        "Colleagues rated each other from 1 to 5: {ratings} ratings of {people} people by {raters} "
        "raters, nobody by all. Severity is what a rater takes off, compared with the others, as far "
        "as the ratings tell."
    )
    rater = "rater"
    severity = "severity"
    error = "± error"
    ratings = "ratings"
    kind = "among the"
    strict = "strictest"
    mild = "mildest"
    parts = (
        "Of the spread of single ratings {subject} lies in the people, {rater} in the raters and "
        "{residual} in neither: one rating alone has a reliability of {single}."
    )
    moved = "Corrected for strict and mild raters, the order changes. Largest changes of place"
    person = "person"
    raw = "mean"
    adjusted = "corrected"
    places = "place"
    method = (
        "Crossed random effects of persons and raters, by REML. A corrected mean is drawn towards "
        "the mean of all, the more so the fewer ratings a person has. It compares people; it does "
        "not say who rated whom."
    )


class Courses:
    """Gaps of competency, and courses."""

    title = "Gaps in competency, and courses that close the most of them"
    intro = (
        "Levels of {people} people in six competencies (1 to 5) against what their posts ask for. "
        "{hours} training hours are due to each in a year; the made-up budget is {budget}."
    )
    competency = "competency"
    met = "enough"
    shortfall = "mean gap"
    summary = (
        "The plan closes {closed} of {total} levels with {attendances} attendances for {cost}. "
        "Status: {status}."
    )
    status: Mapping[str, str] = {
        "optimal": "optimal; no plan closes more, and none as much for less",
        "feasible": "feasible; another plan closes {gap} more at most",
    }
    course = "course"
    hours = "hours"
    cost = "cost (Rp)"
    seats = "seats"
    taken = "taken"
    provider = "given by"
    left = "Gaps that stay open, by their cause: {reasons}."
    reason = "{reason} {count}"
    reasons: Mapping[str, str] = {
        "no course": "no course",
        "hours": "hours",
        "seats": "seats",
        "budget": "budget",
        "closed better elsewhere": "closes more elsewhere",
    }
    letter = "What {who} receives:"


class SchoolsPart:
    """Real schools."""

    title = "Real data: 71 elementary schools, California 2000"
    intro = (
        "The same functions on real figures, with five kinds of scale. The percentile is relative to "
        "this group; once anchored, the figures of this group are the yardstick for next year."
    )
    top = "Highest totals"
    source = "Source: California Department of Education, Academic Performance Index 2000."


class Workload:
    """Need, surplus and shortage of staff."""

    title = "Need, surplus and shortage of staff"
    intro = (
        "A made-up city of {units} units and {people} people. The load is the share of the staff's "
        "time that the work takes, its letter the efficiency grade in common use."
    )
    unit = "unit"
    job = "job"
    staff = "staff"
    need = "need"
    surplus = "surplus"
    shortage = "shortage"
    load = "load"
    grade = "grade"
    all = "all"
    by_job = "By job"
    unfillable = (
        "Even if everybody moved freely within their job, {short} would be missing in {jobs}: that "
        "takes recruitment, or staff of other jobs who hold the degree and the licence."
    )
    method = (
        "Need is the year's cases × minutes a case, over the effective working time of a person, "
        "{minutes} minutes (PermenPANRB 1/2020; the agency chooses the norm)."
    )
    norm = (
        "With {other} minutes (BKN 19/2011) the need would be {need} instead of {base}, and "
        "{changed} of {units} units would have another grade, which stands in brackets."
    )


class TransferPlanPart:
    """A plan of transfers."""

    title = "A plan of transfers, with its proof"
    summary = "Shortage {before} → {after} persons, with {moves} moves. Status: {status}."
    status: Mapping[str, str] = {
        "optimal": "optimal; no plan within the rules is better",
        "feasible": "feasible; the gap says how far from the bound",
    }
    levels = "What the plan reaches, and what no plan can pass"
    level = "objective"
    value = "plan"
    bound = "bound"
    gap = "gap"
    objectives: Mapping[str, str] = {
        "shortage_and_moves": "shortage and moves",
        "shortage": "shortage",
        "deviation": "unevenness",
        "empty": "empty posts",
        "peak": "largest need per person",
        "moves": "moves",
        "cost": "kilometres",
        "overdue": "people over {most} months in post, not moved",
        "months": "months in post of those who move",
    }
    moves = "The moves"
    id = "id"
    origin = "from"
    target = "to"
    km = "km"
    job = "job"
    becomes = "{old} → {new}"
    ties: Mapping[str, str] = {
        "months": "Other plans are as good before the last line: those longest in post, taken together, move.",
        "order": "Other plans are as good in every objective; ties went by the order of ids.",
        "fixed": "Other plans are as good in every objective; ties went by the order of the posts.",
    }
    """Which rule chose among plans that are equal."""
    unique = "No other plan is as good in every objective."
    even = (
        "Staff per need over the units: Gini {g0} → {g1}; the unit with most staff for its need, "
        "over the mean: {m0} → {m1}."
    )
    left = "What stays short, and the rule that holds it"
    unit = "unit"
    shortage = "short"
    rule = "because"
    rules = (
        "Rules: at least {least} months in post (BKN 5/2019), qualified for the new job (a teacher "
        "by degree and teaching certificate, UU 14/2005 art. 8–9; a nurse or a midwife by degree "
        "and licence), nobody leaves a post that would fall below its need, a move must be worth "
        "{price} of a person; then the shortest ways from home, then those over {most} months in "
        "post first."
    )


class TransferLetter:
    """The letter to one person."""

    title = "The letter to one person: {who}"
    official = "For the official who decides:"
    person = "For the person:"
    stays = "For {who}, who stays:"
    contact = "the personnel agency of the made-up city"


class Satisfaction:
    """Satisfaction of visitors."""

    title = "Satisfaction of visitors, 2025"
    intro = (
        "Made-up answers of {n} visitors of six units, of {visitors} in the year. {dropped} people "
        "left at least one item open and are not counted."
    )
    unit = "unit"
    n = "people"
    asked = "table"
    value = "index"
    interval = "interval"
    grade = "grade"
    may = "may be"
    city = "city"
    by_channel = "Counter and online, all units"
    channel = "channel"
    few = (
        "“table” is the number of respondents that the regulation's table asks for. These samples "
        "are smaller: read the intervals before the grades."
    )
    reliability = (
        "Do the nine items measure one thing? Alpha {alpha} ({low} to {high}), omega {omega}; 0.8 or "
        "more is commonly taken as reliable."
    )
    method = (
        "The index, from 25 to 100, and its grade follow PermenPANRB 14/2017: A from {a}, B from "
        "{b}, C from {c}. The interval is that of a stratified sample (95%); “may be” lists the "
        "grades that it reaches. The city's figure counts a unit by its visitors."
    )


class Priorities:
    """What to fix first."""

    title = "What to fix first"
    item = "item"
    performance = "performance"
    importance = "importance"
    certain = "certain"
    verdict = "verdict"
    verdicts: Mapping[str, str] = {
        "concentrate": "fix first",
        "keep_up": "keep up",
        "low_priority": "fix later",
        "overkill": "strong enough",
        "unclear": "not clear yet",
    }
    method = (
        "Performance is an item's mean (1 to 4). Importance is the part of the spread of the overall "
        "verdict that goes with the item (Shapley shares of R²; together {total}). Above the mean of "
        "the items in importance and below it in performance: fix first. “certain” is the "
        "probability that the item belongs where it stands; below {least} the verdict is not clear "
        "yet."
    )


class Waves:
    """Whether satisfaction changed."""

    title = "Did satisfaction change since 2024?"
    unit = "unit"
    change = "change"
    error = "±"
    p = "p-value"
    city = "city"
    sure = (
        "Changed beyond what chance explains (p-value below 5%): {names}. For the others the sample "
        "is too small to say."
    )
    nobody = "none"
    by_item = (
        "Largest change by item: {item}, {change} on the scale of 1 to 4 (p-value {p}, corrected for "
        "nine items)."
    )
    weights = (
        "Mind the item weights. In 2024 {unit} is {first} with 1/9 and {other} with the rounded "
        "0.111 and 0.11 of many published reports: a grade needs its weight beside it."
    )
    complaints = "Complaints per 1,000 visitors"
    ratio = "ratio"
    interval = "interval"
    ratio_of = (
        "The ratio is that of 2025 to 2024, with its exact 95% interval; below 1 there are fewer. "
        "More complaints may also mean that it became easier to complain."
    )
    method = (
        "Two samples of different visitors, so both errors count: ± is half the 95% interval. The "
        "p-values of the units are corrected for {units} comparisons at once (Holm), that of the "
        "city is not. Below 5% a change is hard to explain by chance."
    )


class Waiting:
    """Whether appointments shortened the wait."""

    title = "Did appointments shorten the wait?"
    intro = (
        "Since July three of the six units take appointments. {cases} made-up visits, from arrival "
        "to the end; promised: {target} minutes."
    )
    group = "units, half-year"
    groups: Mapping[str, str] = {
        "with": "with appointments, {half}",
        "without": "without, {half}",
    }
    cases = "cases"
    median = "median"
    interval = "interval"
    p90 = "9 in 10"
    within = "in time"
    by_channel = "Counter and online, both half-years"
    channel = "channel"
    channels: Mapping[str, str] = {"counter": "counter", "online": "online"}
    both = (
        "Both groups became faster, so before and after alone would credit appointments with too "
        "much. Against the units without them the mean wait changed by {value} minutes (95% interval "
        "{low} to {high}, p-value {p}), or by {share} ({share_low} to {share_high})."
    )
    open_question = (
        "The interval reaches zero: six units are too few to prove an effect of this size. The data "
        "point that way, but do not prove it."
    )
    shown = (
        "The interval does not reach zero: the effect is shown, and the interval says how large it "
        "is."
    )
    method = (
        "Each group is weighted to the same mix of counter and online. Difference in differences, "
        "errors by unit (CR2, {df} degrees of freedom)."
    )


class Report:
    """The report on the sample, a class a section."""

    frame: Frame = Frame()
    measures: Measures = Measures()
    grades: Grades = Grades()
    predicates: Predicates = Predicates()
    explained: Explained = Explained()
    near: Near = Near()
    year_change: YearChange = YearChange()
    certainty: Certainty = Certainty()
    raters: Raters = Raters()
    courses: Courses = Courses()
    schools: SchoolsPart = SchoolsPart()
    workload: Workload = Workload()
    plan: TransferPlanPart = TransferPlanPart()
    letter: TransferLetter = TransferLetter()
    satisfaction: Satisfaction = Satisfaction()
    priorities: Priorities = Priorities()
    waves: Waves = Waves()
    waiting: Waiting = Waiting()
