"""Every sentence in English; this file says which sentences there are.

A class holds the sentences of one subject; names in braces are filled in by whoever composes the
text. Another language is a file like ``id.py``: subclasses that say the same, and ``WORDS``.
"""

from __future__ import annotations

from collections.abc import Mapping

from .commands import Commands
from .grammar import Grammar, Plural
from .heads import Results
from .letters import Answered, Letter, Letters
from .pages import Pages
from .pictures import Pictures
from .results import Headlines, Notes
from .sample_report import Report


class Transfers:
    """Why a move, and why a post stays short; letters to people: `letters`."""

    unit = "unit {unit}"
    job = "job {job}"
    """Names of units and jobs that have no label."""
    people = Plural("{n} people", one="{n} person")
    fact = (
        "{to_unit} needs {need} as {to_job} and has {before}; under this plan it would have {after}. "
        "{from_unit} keeps {left} as {from_job} for a need of {own}."
    )
    """Need on either side is a number of `people`."""
    moves = "It is proposed that {staff} move from {from_unit} ({from_job}) to {unit} ({job})."
    effect = "Shortage removed: {effect}, at {cost}."
    km = "{distance} km from home"
    cost = "a cost of {cost}"
    """What a move costs: a distance where that is all, else a figure."""
    candidates = "People who could come without breaking a rule: {candidates}."
    no_runner_up = "There is no runner-up."
    runner_up = (
        "Runner-up: {runner_up}, at {runner_up_cost}, removing {runner_up_effect} of the shortage, "
        "everyone else being as planned."
    )
    ties: Mapping[str, str] = {
        "months": "Among people who could be sent with the same result, longer time in the present "
        "post decided.",
        "order": "Among people who could be sent with the same result, the order of ids decided.",
        "months_together": "Among plans with the same result, this plan moves people who have been "
        "longer in post, taken together.",
        "order_together": "Among plans with the same result, this plan moves people who come "
        "earlier by id, taken together.",
    }
    """What decided between plans that are equal in shortage, moves and cost."""
    rules: Mapping[str, str] = {
        "max_moves": "the cap on all moves is reached",
        "max_out": "the giving unit has reached its cap on departures",
        "max_in": "the receiving unit has reached its cap on arrivals",
        "min_months": "those who could come have not been long enough in post",
        "movable": "those who could come may not be moved",
        "keep": "those who could come were asked to stay",
        "demands": "those who could come are bound by another demand",
        "protect": "giving units are at their need and can spare nobody",
        "qualified": "nobody who can be spared is qualified for the job",
        "price_per_move": "the gain is below the price of a move",
        "objective": "the objective chosen puts other posts first",
        "time_limit": "the time limit was reached before the plan was finished",
        "unsettled": "the problem is too large to solve again for each rule that may hold the post",
        "nobody": "there is nobody elsewhere who could come",
        "together": "two people are to move to the same unit or not at all",
        "forbid": "the move was ruled out",
        "direct": "only posts that are short may be entered",
        "need": "the post has no need",
    }
    """Code of a rule to what it means for a post."""


class Explanation(Answered):
    """A score explained to the person concerned: facts, plainly and respectfully."""

    total = "The total is {total} points."
    graded = "The total is {total} points: grade {band}."
    no_total = "There is no total: too few values are there to give one."
    baselines: Mapping[str, str] = {
        "mean": "The group's average values would give {other} points",
        "target": "Full achievement would give {other} points",
        "row": "The comparison that was chosen gives {other} points",
        "raw": "The comparison that was chosen gives {other} points",
    }
    """What the total is compared with."""
    above = "{baseline}; this total is {gap} points higher."
    below = "{baseline}; this total is {gap} points lower."
    equal = "{baseline}; this total is the same."
    work = "What was measured: {items}."
    valued = "{name} {value}"
    more = "and {n} more"
    lifted = "What lifted it: {items}."
    held = "What held it back: {items}."
    next = "The next grade, {band}, is {gap} points away."
    ways = Plural(
        "Any one of these would be enough: {items}.", one="This would be enough: {items}."
    )
    change = "{name} from {old} to {new}"
    error = "With its error of measurement the total lies between {lower} and {upper} ({level})."
    error_grades = (
        "With its error of measurement the total lies between {lower} and {upper} ({level}), which "
        "reaches from {lowest} to {highest}."
    )
    error_bottom = "A total below {least} cannot occur on this card."
    error_top = "A total above {most} cannot occur on this card."
    near = (
        "The next grade, {band}, is {gap} points away. That is less than the error of measurement: "
        "the total cannot tell the two grades apart."
    )
    none = "No single indicator is enough for it; several together are needed."
    top = "This is the highest grade."
    missing = "Not counted, because no value was there: {items}."
    note = "This explains a calculation. The official in charge decides about people."
    rights = "You may ask for an explanation or object within 14 days (PP 30/2019 art. 59)."


class Development(Letter):
    """The letter to one person about courses and gaps."""

    to = "To {person},"
    courses = "for your development the following is proposed:"
    course = "{name}{provider}, {hours} hours: {closes}."
    hours = "Together {hours} of the {due} training hours that are yours in this period."
    no_course = "no course is proposed for you in this period."
    rest = "Still open:"
    open_gap = "{name}, {left}: {reason}."
    all_closed = "With this every gap that was stated is closed."
    no_gap = "For the posts considered, no gap was stated."
    note = (
        "This is a proposal and no judgement of your work. Your own wishes matter: please talk them "
        "over with your superior."
    )
    closes = "closes {items}"
    part = "{closed} of {gap} in {name}"
    why = "Closes {items}."
    reasons: Mapping[str, str] = {
        "no course": "no course on offer would take you further here",
        "hours": "the training hours of this period are not enough for more",
        "seats": "the courses that would help have no seat left",
        "budget": "the budget of this period is not enough for more",
        "closed better elsewhere": "the courses that would help close more in another place",
    }
    """Reason of a gap that stays to what it means."""


class Eligibility(Answered):
    """What a job asks, and what a person meets of it."""

    post = Plural("The job {job} has {n} requirements.", one="The job {job} has one requirement.")
    all_met = "You meet all of them."
    unmet = "Not yet met: {items}."
    unknown = "No information yet, please complete your data: {items}."
    training = "{name} ({hours} hours)"
    opens = "Once you have attended {items}, you meet the requirements."
    helps = "Part of this can be met by training: {items}."
    note = "This compares your data with the requirements; it is not a decision."


class Conditions:
    """What one requirement of a job asks."""

    must_be = "{column} must be {items}"
    one_of = "{column} is one of {items}"
    must_not_be = "{column} must not be {items}"
    none_of = "{column} is none of {items}"
    limits = "{column} {limits}"
    at_least = "at least {value}"
    at_most = "at most {value}"


class Needs(Answered):
    """What figures suggest to learn."""

    need = "{indicator} stands at {points} points; behind it is {competency}{courses}."
    taught = ", taught in: {courses}"
    none = "; no course is named for it yet"
    strong = "No indicator asks for a course at present."
    note = (
        "These figures are a hint and no judgement of you; what you learn is agreed with your "
        "superior."
    )


class Candidates:
    """Where somebody stands who could fill a post."""

    match = "Matches the post at {match}."
    above = "Above the requirement: {items}."
    short = "To be developed: {items}."
    unknown = "Not assessed: {items}."
    note = "A match is one source among several; the official in charge decides."


class Ratings:
    """What figures on raters and groups cannot tell, and how a distribution departs."""

    groups = (
        "A difference between groups is not by itself bias, and its absence is not fairness: these "
        "figures do not know why groups differ, whether the criterion measures what the post needs, "
        "who deserved to be chosen, or whom a group label leaves out. With small groups a real "
        "difference is easily missed."
    )
    effects = (
        "An adjusted score is an estimate: compare two people only beside its standard error. A "
        "rater's severity is told from the people rated by others as well; what a rater and those "
        "they alone rated have in common cannot be told apart, and no figure here says why a rater "
        "is strict."
    )
    islands = (
        "The ratings fall into islands with no rater in common. Mean, severity and adjusted scores "
        "are relative to the island: figures of two islands may not be ranked together."
    )
    style = (
        "These figures describe how the scale was used; they do not say why. A rater may seem "
        "lenient, or to use little of the scale, because of whom they rated. With few ratings the "
        "intervals are wide: talk about them before anything is concluded."
    )
    departs = Plural(
        "{name}: {n} people where the guide has {want}",
        one="{name}: {n} person where the guide has {want}",
    )
    rough = "Fewer than 5 people are expected somewhere: read the p-value as a rough one."


class Schemes:
    """Findings on official rules."""

    guide = "{names}: {there}, the guide says {limit}"
    limits: Mapping[str, str] = {
        "at most": "at most {percent}",
        "at least": "at least {percent}",
        "above": "above {percent}",
    }
    respondents = Plural("{n} respondents", one="{n} respondent")
    item_weights = (
        "The item weights in use give different grades: {cases}. Name the weight next to the grade."
    )
    with_weight = "{grade} with {weight}"
    fourteen = (
        "U10 to U14 are counted as further items of 2017. If these are the fourteen items of 2004, "
        'pass version="2004".'
    )
    more = "and {n} more"
    index_departs = "The index is printed as {printed}; the item means give {found}."
    other_divisor = "{printed} is their sum over {divisor}; there are {k}."
    grade_departs = "{what} is graded {letter}; {value} is {own}."
    other_grades = "It would be right by the grades of {version}."
    table_unknown = (
        "{n} respondents. How many the table asks for depends on the people served: pass "
        "`population`."
    )
    table_unknown_in = "For {n} more the people served are not known."
    table_reached = "{n} respondents; the table asks for {required}."
    table_short = (
        "{n} respondents; the table asks for {required}. The sample is smaller: read the interval "
        "beside the grade."
    )
    table_reached_everywhere = "There are as many respondents everywhere as the table asks for."
    table_place = "{where} {n} of {required}"
    table_short_in = (
        "Fewer respondents than the table asks for: {places}. Read the intervals beside the grades."
    )
    too_few_respondents = "{n} respondents answered; the table asks for {required}."


class Sheets:
    """The last sheet of a workbook that is written."""

    notes = "Notes"
    place = "Place"
    kind = "Kind"
    found = "Found"
    done = "Done"
    made = "how it was made"


class English:
    """All of it."""

    code = "en"
    name = "English"
    grammar: Grammar = Grammar()
    explanation: Explanation = Explanation()
    development: Development = Development()
    eligibility: Eligibility = Eligibility()
    conditions: Conditions = Conditions()
    needs: Needs = Needs()
    candidates: Candidates = Candidates()
    ratings: Ratings = Ratings()
    schemes: Schemes = Schemes()
    report: Report = Report()
    headlines: Headlines = Headlines()
    notes: Notes = Notes()
    transfers: Transfers = Transfers()
    letters: Letters = Letters()
    sheets: Sheets = Sheets()
    commands: Commands = Commands()
    pages: Pages = Pages()
    pictures: Pictures = Pictures()
    results: Results = Results()


WORDS = English()
