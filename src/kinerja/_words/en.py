"""Every sentence in English; this file says which sentences there are.

A class holds the sentences of one subject; names in braces are filled in by whoever composes the
text. Another language is a file like ``id.py``: subclasses that say the same, and ``WORDS``.
"""

from __future__ import annotations

from collections.abc import Mapping

from .grammar import Grammar, Plural


class Transfers:
    """Why a move, why a post stays short, and the letter to the person."""

    unit = "unit {unit}"
    job = "job {job}"
    """Names of units and jobs that have no label."""
    people = Plural("{n} people", one="{n} person")
    fact = (
        "{to_unit} needs {need} as {to_job} and has {before}; under this plan it has {after}. "
        "{from_unit} keeps {left} as {from_job} for a need of {own}."
    )
    """Need on either side is a number of `people`."""
    moves = "{staff} moves to {unit} as {job}."
    effect = "Shortage removed: {effect}. Cost: {cost}."
    candidates = "People who could come without breaking a rule: {candidates}."
    no_runner_up = "There is no runner-up."
    runner_up = (
        "Runner-up: {runner_up}, at a cost of {runner_up_cost}, removing {runner_up_effect} of the "
        "shortage, everyone else being as planned."
    )
    to = "To {staff},"
    proposal = (
        "the plan of transfers proposes that you move from {from_unit} ({from_job}) to {to_unit} "
        "({to_job})."
    )
    why = "Why. {fact}"
    qualified = "You meet the requirements of the post."
    months = Plural(
        "You have been in your present post for {n} months.",
        one="You have been in your present post for {n} month.",
    )
    possible = Plural(
        "{n} people could fill this post.",
        one="You are the only one who could fill this post.",
    )
    distance = "The distance from your home is {distance} km."
    cost = "The cost counted for this move is {cost}."
    open_posts = (
        "What else is open. Posts that stay short and whose requirements you meet: {posts}."
    )
    none_open = "What else is open. No other post that stays short has requirements that you meet."
    note = "This letter says what the plan contains. It is not a decision."
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


class Explanation:
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
    lifted = "What lifted it: {items}."
    held = "What held it back: {items}."
    next = "The next grade, {band}, is {gap} points away."
    ways = Plural(
        "Any one of these would be enough: {items}.", one="This would be enough: {items}."
    )
    change = "{name} from {old} to {new}"
    none = "No single indicator is enough for it; several together are needed."
    top = "This is the highest grade."
    missing = "Not counted, because no value was there: {items}."
    note = "This explains a calculation; decisions about people are taken by people."


class English:
    """All of it."""

    code = "en"
    name = "English"
    grammar: Grammar = Grammar()
    explanation: Explanation = Explanation()
    transfers: Transfers = Transfers()


WORDS = English()
