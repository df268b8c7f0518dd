"""Sentences of letters to people and of texts for officials, in English.

A sentence that is empty here is a place for a caller's own words: a letterhead, a signature.
"""

from __future__ import annotations

from collections.abc import Mapping

from .grammar import Plural


class Answered:
    """How a text is answered."""

    rights = "You may ask for an explanation or object within 14 days."
    """Where it is not stated to whom and on what ground."""
    reply = Plural(
        "You may ask for an explanation or object within {n} days of receiving this letter. Please write "
        "to {contact}.",
        one="You may ask for an explanation or object within {n} day of receiving this letter. Please "
        "write to {contact}.",
    )
    reply_by = Plural(
        "You may ask for an explanation or object within {n} days, that is until {last}. Please "
        "write to {contact}.",
        one="You may ask for an explanation or object within {n} day, that is until {last}. Please "
        "write to {contact}.",
    )
    ground = "Ground: {ground}."


class Letter(Answered):
    """What stands in every letter, whatever it is about."""

    heading = ""
    """Above the salutation."""
    closing = ""
    """Below the last sentence."""
    to = "To {staff},"


class MoveLetter(Letter):
    """The letter to a person whom a plan proposes to move."""

    proposal = "it is proposed that you move from {from_unit} ({from_job}) to {to_unit} ({to_job})."
    starts = "The proposed first day is {day}."
    need = (
        "Why this post. {to_unit} needs {need} as {to_job} and has {before}; with this plan it would "
        "have {after}. {from_unit} keeps {left} as {from_job} for a need of {own}."
    )
    """The need of the new post is a number of people."""
    person = "Why you. {facts}"
    requirements = "You meet the requirements of the post: {items}."
    qualified = "You are qualified for the post."
    at_least = "{column} at least {value}"
    one_of = "{column}: {items}"
    is_one = "{column}: {item}"
    months = Plural(
        "You have been in your present post for {n} months.",
        one="You have been in your present post for {n} month.",
    )
    distance = "The distance from your home to {to_unit} is {distance} km."
    preference = "Your own ranking of units counts {cost} for {to_unit} (less is better)."
    fit = "How well you fit the post is counted as {fit} (less is better)."
    forced = "This move was laid down in the plan."
    pair = "You move together with another person or not at all."
    possible = Plural(
        "{n} people could fill this post.",
        one="Of those who are not moved already, only you could fill this post.",
    )
    compared = "Of the others, {items}."
    less = Plural(
        "{n} would remove less of the shortage", one="{n} would remove less of the shortage"
    )
    worse = Plural(
        "{n} would make the plan as a whole worse", one="{n} would make the plan as a whole worse"
    )
    further = Plural("{n} live further away", one="{n} lives further away")
    dearer = Plural("{n} have a higher cost", one="{n} has a higher cost")
    not_overdue = Plural(
        "{n} have not been in post for more than {most} months",
        one="{n} has not been in post for more than {most} months",
    )
    alike = Plural("{n} would do as well", one="{n} would do as well")
    open_posts = "What else is open. You also qualify for these posts, which stay short: {posts}."
    none_open = "What else is open. No other post that stays short has requirements that you meet."
    open_post = "{unit}, {job} ({short} short)"
    open_post_away = "{unit}, {job} ({short} short, {distance} km from your home)"
    rules = "By which rules. {items}."
    rule_months = Plural(
        "Whoever moves has been in the present post for at least {n} months",
        one="Whoever moves has been in the present post for at least {n} month",
    )
    rule_national = " (PP 11/2017 art. 190)"
    """Behind the months where they are the national figure."""
    rule_overdue = Plural(
        "of plans that are equal so far, the one that moves more people who have been in post for "
        "more than {n} months is taken",
        one="of plans that are equal so far, the one that moves more people who have been in post "
        "for more than {n} month is taken",
    )
    rule_qualified = "whoever moves is qualified for the new post"
    rule_protect = "no post falls below its need"
    rule_price = "a move removes at least {price} persons of shortage"
    rule_moves = Plural("there are {n} moves at most", one="there is {n} move at most")
    note = "This letter is a proposal, not a decision. The official in charge decides."


class StayLetter(Letter):
    """The letter to a person whom a plan leaves in place."""

    stays = "the plan of transfers leaves you at {unit} as {job}."
    why = "Why. {reason}"
    reasons: Mapping[str, str] = {
        "keep": "It was asked that you stay.",
        "movable": "You are listed as not to be moved.",
        "min_months": "You have been in your present post for {months} months; a move takes at "
        "least {least}.",
        "unknown_months": "How long you have been in your present post is not on record; a move "
        "takes at least {least} months.",
        "protect": "{unit} needs {need} people as {job} and has {after}; it can spare nobody.",
        "no_post": "No post that is short has requirements that you meet.",
        "filled": "Every post that was short and whose requirements you meet is filled with others.",
        "held": "The posts that are short and whose requirements you meet are held by rules of the "
        "plan; see below.",
    }
    considered = Plural(
        "You could have filled {n} of the posts that the plan fills.",
        one="You could have filled one of the posts that the plan fills.",
    )
    runner_up = "You are the next in line for {unit}, {job}."
    against = "For {unit}, {job}, somebody else is proposed: {because}."
    because: Mapping[str, str] = {
        "effect": "their move removes more of the shortage",
        "distance": "they live nearer to it",
        "cost": "the cost counted for their move is lower",
        "overdue": "they have been in post beyond the term",
        "months": "they have been longer in their present post",
        "order": "everything else being equal, the order of ids decided",
        "forced": "that move was laid down in the plan",
        "pair": "they move together with another person",
        "together": "the plan as a whole would be no better with you in their place",
    }
    """What decided between this person and the one proposed."""
    asked = "What you asked for. You asked for {unit} ({job}). {answer}"
    answer_here = "That is where you are."
    answer_rule = "It was not proposed: {rule}."
    answer_other = "It was not proposed: {because}."
    answer_unfit = "It was not proposed: you do not meet the requirements of the post."
    answer_own: Mapping[str, str] = {
        "keep": "it was asked that you stay",
        "movable": "you are listed as not to be moved",
        "min_months": "you have not been long enough in your present post",
        "unknown_months": "how long you have been in your present post is not on record",
        "protect": "your present post can spare nobody",
        "direct": "the post is not short",
        "need": "the post has no need",
        "max_moves": "the number of moves allowed is reached",
        "max_out": "your unit has reached the number of departures allowed",
        "max_in": "that unit has reached the number of arrivals allowed",
        "together": "you move together with another person or not at all",
        "forbid": "this move was ruled out",
        "objective": "it would not make the plan better",
    }
    """Code of a rule to what it means for the person who asked."""
    open_posts = "Posts that stay short and whose requirements you meet: {posts}."
    none_open = "No post that stays short has requirements that you meet."
    open_post = "{unit}, {job} ({short} short): {rule}"
    note = "Staying is no judgement of your work. The plan is a proposal; the official in charge decides."
    official = "{staff} stays at {unit} as {job}."
    official_reasons: Mapping[str, str] = {
        "keep": "It was asked that the person stay.",
        "movable": "The person is listed as not to be moved.",
        "min_months": "The person has been in post for {months} months; a move takes at least "
        "{least}.",
        "unknown_months": "How long the person has been in post is not on record; a move takes at "
        "least {least} months.",
        "protect": "{unit} needs {need} people as {job} and has {after}; it can spare nobody.",
        "no_post": "No post that is short has requirements that the person meets.",
        "filled": "Every post that was short and whose requirements the person meets is filled with "
        "others.",
        "held": "Posts that are short and whose requirements the person meets are held by rules.",
    }
    official_runner_up = "Runner-up for: {posts}."
    official_asked = "Asked for {unit} ({job}): {answer}."
    official_answers: Mapping[str, str] = {
        "here": "the present post",
        "qualified": "the requirements are not met",
        "keep": "it was asked that the person stay",
        "movable": "not to be moved",
        "min_months": "not long enough in post",
        "unknown_months": "time in post not on record",
        "protect": "the present post can spare nobody",
        "direct": "the post is not short",
        "need": "the post has no need",
        "max_moves": "the number of moves allowed is reached",
        "max_out": "the unit left has reached its departures",
        "max_in": "the unit asked for has reached its arrivals",
        "together": "moves together with another person or not at all",
        "forbid": "this move was ruled out",
        "objective": "the plan would be no better",
        "other": "somebody else is proposed",
    }
    """Why what was asked for is not proposed, for the official."""


class RecognitionLetter(Letter):
    """What a place in a ranking rests on, how sure it is, and what help follows."""

    top: Mapping[str, str] = {
        "surely": "your total of {total} is surely among the first {count} of {n}.",
        "possibly": "your total of {total} may be among the first {count} of {n}; the figures cannot "
        "tell.",
        "not": "your total of {total} is not among the first {count} of {n}.",
    }
    bottom: Mapping[str, str] = {
        "surely": "your total of {total} is surely among the {count} of {n} that support is meant "
        "for first.",
        "possibly": "your total of {total} may be among the {count} of {n} that support is meant for "
        "first; the figures cannot tell.",
        "not": "your total of {total} is not among the {count} of {n} that support is meant for "
        "first.",
    }
    absent = "you took no part in this comparison."
    sure = (
        "How sure this is. Totals have errors: with yours it lies between {lower} and {upper}, and "
        "your place between {best} and {worst}. That holds for all {n} places at once with a "
        "probability of {level}."
    )
    sure_of_place = (
        "How sure this is. Totals have errors: with yours it lies between {lower} and {upper}, and "
        "your place is {best} all the same. That holds for all {n} places at once with a "
        "probability of {level}."
    )
    unknown = "How sure this is. The error of your total is not known, so your place is open."
    tied = "Others have the same total, and there are not enough places for all of you."
    luck = "An award that rests on the place alone would partly be luck."
    rests = "What it rests on. {items}."
    item = "{name} {value} ({points} points against the group)"
    lacks = "What held it back. {items}."
    help = "What help follows:"
    no_help = "What help follows is for you and your superior to agree on."
    note_top = "This is a proposal. The official in charge decides."
    note_bottom = "This is about support and no judgement of you. The official in charge decides."


class BoxLetter(Letter):
    """The letter on a box of the talent matrix: where somebody stands, and what that leads to."""

    box = "box {box} (people: {n})"
    """Head of a row, for the official."""
    absent = "there is no box for you: a figure of performance or of potential is missing."
    stands = "you stand in box {box}: performance {performance}, potential {potential}."
    performance: Mapping[str, str] = {
        "above": "above expectation",
        "meets": "as expected",
        "below": "below expectation",
    }
    potential: Mapping[str, str] = {"low": "low", "middle": "middle", "high": "high"}
    leads = "What the rules recommend for this box (PermenPANRB 3/2020, annex): {items}."
    procedure = (
        "This box is no dismissal and no sanction. Before anything is decided you are heard, and you may "
        "state what has kept you from the work."
    )
    open = (
        "How sure this is. The probability that this is the right box is {share}, given the errors of "
        "measurement; a neighbouring box may be the right one."
    )
    note = "This is a recommendation, not a decision. The official in charge decides."


class NewCardLetter(Letter):
    """What a new card would change: for the agency, and for one person."""

    compared = (
        "“{new}” (version {new_version}) tried in place of “{old}” (version {old_version}) on the "
        "same data (people: {n})."
    )
    mean = (
        "The mean total would go from {before} to {after} ({change}); a person's total would change "
        "by {size} points on average, and by {most} at most."
    )
    none = "No total would change."
    effects = "Of the mean change {items}."
    parts: Mapping[str, str] = {
        "scale": "{points} come from other scales",
        "weight": "{points} come from other weights",
        "structure": "{points} come from other groups and indicators",
    }
    grades = "Of the grades {up} would rise, {down} would fall and {same} would stay."
    causes = "The last step that moved a grade: {items}."
    cause = "{name} {n}"
    names: Mapping[str, str] = {
        "scale": "scales",
        "weight": "weights",
        "structure": "groups and indicators",
        "band": "bounds of the grades",
    }
    unknown = "Not counted, because there is no total on one of the cards: {n}."
    limits = (
        "This says what would change, not which card is better: it tries the new rule on work that "
        "was done under the old one."
    )
    consider = (
        "the agency considers a new scorecard, “{new}” (version {new_version}), in place of “{old}” "
        "(version {old_version}). This is what it would change for you, on the same data."
    )
    own = "Your total would go from {before} to {after} ({change})."
    own_same = "Your total would stay at {before}."
    own_unknown = "There is no total of yours on one of the two cards."
    own_parts = "Of this {items}."
    grade_same = "Your grade would stay {grade}."
    grade_moves = "Your grade would change from {before} to {after}; what moved it: {cause}."
    note = (
        "The score that you have does not change by this. It is a proposal; the official in charge "
        "decides."
    )


class CardPage:
    """A card explained to the staff, on one page."""

    title = "{name} (version {version})"
    what = Plural(
        "This card measures {n} things and puts them together to one total in points; 100 is full "
        "marks.",
        one="This card measures one thing, in points; 100 is full marks.",
    )
    group = "{name}, {share} of the total{how}"
    indicator = "{name}, {share}: {scale}"
    lower = "; less is better"
    ranges = (
        "Behind each indicator stands the range of its values: the first end brings the fewest "
        "points, the last the most."
    )
    how: Mapping[str, str] = {
        "arithmetic": "",
        "geometric": " (geometric mean: a low part pulls the whole down)",
        "harmonic": " (harmonic mean: a low part pulls the whole down far)",
        "minimum": " (the lowest part counts)",
        "power": " (power mean)",
        "owa": " (the parts count by their rank)",
        "mpi": " (uneven parts lower the whole)",
        "mpi_plus": " (uneven parts raise the whole)",
    }
    whole: Mapping[str, str] = {
        "arithmetic": "The total is the weighted mean of the parts.",
        "geometric": "The total is the geometric mean: a low part pulls the whole down.",
        "harmonic": "The total is the harmonic mean: a low part pulls the whole down far.",
        "minimum": "The total is the lowest part.",
        "power": "The total is a power mean of the parts.",
        "owa": "In the total the parts count by their rank.",
        "mpi": "Uneven parts lower the total.",
        "mpi_plus": "Uneven parts raise the total.",
    }
    grades = "Grades: {items}."
    grade = "{label} from {lower}"
    grade_above = "{label} above {lower}"
    lowest = "{label} below that"
    lowest_above = "{label} up to that"
    source = "Source: {source}."
    rights = "You may see your own values and points, have wrong data corrected, and object to the result."


class Stakeholders:
    """How far the members of a group agree on weights."""

    alone = "One stakeholder: there is nobody to disagree with."
    consensus = "The {n} stakeholders agree to {percent} ({word})."
    unnamed = "stakeholder {number}"
    """Who somebody without an id is; numbers from 1, in the order of the judgements."""
    furthest = (
        "Furthest from the group stands {who}: {distance} of the weight would have to move, and "
        "{dissent} of the disagreement comes from there."
    )
    verdicts: Mapping[str, str] = {
        "very_low": "That is no consensus: one set of weights would hide what the stakeholders disagree on. Talk "
        "first, or show the result under each one's weights.",
        "low": "That is no consensus: one set of weights would hide what the stakeholders disagree on. Talk "
        "first, or show the result under each one's weights.",
        "moderate": "That is a moderate consensus: say beside the weights that opinions differ.",
        "high": "That is consensus enough to use one set of weights.",
        "very_high": "That is consensus enough to use one set of weights.",
    }
    agreements: Mapping[str, str] = {
        "very_low": "very low",
        "low": "low",
        "moderate": "moderate",
        "high": "high",
        "very_high": "very high",
    }


class Effects:
    """What a figure of impact says to an official, and what it cannot say."""

    outcome = "the outcome"
    interval = " ({level} interval {lower} to {upper})"
    below = "below {p}"
    p_value = (
        "The p-value is {p}: how often figures at least this far apart would come about if there were "
        "no difference. It is not the probability that chance did it."
    )
    gain = (
        "The group gained {group} of what it could still learn; the mean of people's own gains is "
        "{mean}{interval}."
    )
    gain_classes = (
        "By the classes in use {low} gained little, {medium} a medium part and {high} much."
    )
    gain_limits = (
        "This cannot tell whether the training did it: nobody without the training was tested, and a "
        "second test alone lifts scores."
    )
    did = "Compared with the others, {outcome} changed by {value} where the measure was taken{interval}."
    did_shown = "The interval does not reach zero: the data show an effect."
    did_open = (
        "The interval reaches zero: the data neither show an effect of this size nor rule it out."
    )
    did_limits = (
        "This is the effect of the measure only if both groups would have changed alike without it, "
        "which no figure here can tell; it rests on {clusters} clusters, {treated} of them with the "
        "measure."
    )
    change_shown = "The interval does not reach zero: the data show a change."
    change_open = (
        "The interval reaches zero: the data neither show a change of this size nor rule it out."
    )
    paired = (
        "From the first to the second measurement the mean of {n} people went from {before} to {after}, "
        "a change of {value}{interval}; {improved} of them rose."
    )
    paired_limits = (
        "This cannot tell what brought the change about: nobody without the measure was observed, "
        "and people who were chosen because they were low rise again by themselves."
    )
    groups_shown = "The interval does not reach zero: the data show a difference."
    groups_open = "The interval reaches zero: the data neither show a difference of this size nor rule it out."
    two_groups = (
        "The mean of the first group ({n_first} people) is {first}, that of the second ({n_second} people) "
        "{second}: a difference of {value}{interval}."
    )
    two_groups_limits = (
        "This cannot tell why the groups differ: unless a lot decided who is in which, they may have "
        "differed before."
    )
    event = (
        "Compared with the others and with the period before the start, {outcome} changed where the "
        "measure was taken: {items}."
    )
    event_none = "No period from the start on can be compared."
    event_start = "{value} in the period of the start{interval}"
    event_after = Plural(
        "{value} {n} periods after it{interval}", one="{value} one period after it{interval}"
    )
    event_more = Plural("further periods: {n}", one="further periods: {n}")
    staggered = (
        "Compared with {control}, {outcome} changed from the start on by {value} on average over all that "
        "started{interval}."
    )
    controls: Mapping[str, str] = {
        "never": "units that never started",
        "not_yet": "units that had not started yet",
    }
    staggered_limits = (
        "This is the effect of the measure only if all units would have changed alike without it, "
        "which no figure here can tell; it rests on {units} units in {clusters} clusters."
    )
    staggered_none = "No effect can be told: too few units are left to compare."
    pretrend_apart = (
        "Before the start the groups had already moved apart (p-value {p}), so that the change cannot be "
        "put down to the measure."
    )
    pretrend_none = "Before the start no moving apart shows (p-value {p}), which does not prove that there was none."
    pretrend_unknown = (
        "There are too few periods before the start to see whether the groups moved alike."
    )
    times = (
        "{group}half of the cases are closed within {median}{nine}, and {within} within the promised "
        "{target}{interval}."
    )
    times_nine = ", nine in ten within {p90}"
    times_unknown = "{group}too few cases were watched long enough to say."
    all_cases = "All cases: "
    times_more = "Further groups: {n}."
    times_limits = (
        "This cannot tell why cases take long, or whether one group has harder cases; a case still "
        "open counts with the time so far."
    )


class Letters:
    """All letters and texts of this file."""

    move: MoveLetter = MoveLetter()
    stay: StayLetter = StayLetter()
    recognition: RecognitionLetter = RecognitionLetter()
    box: BoxLetter = BoxLetter()
    new_card: NewCardLetter = NewCardLetter()
    card: CardPage = CardPage()
    stakeholders: Stakeholders = Stakeholders()
    effects: Effects = Effects()
