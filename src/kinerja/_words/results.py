"""What results say of themselves: their headlines, and what was left out of them."""

from __future__ import annotations

from collections.abc import Mapping


class Headlines:
    """First line of a printed result, by what the result is."""

    assignment = "Tasks given to workers"
    wave_trend = "Trend over {n} surveys"
    best_worst = "Weights by the best-worst method"
    candidates = "People who could come"
    card_explained = "What a card measures"
    cards_compared = "A new card on {n} subjects: {moved} would change grade"
    change = "Change of {n} subjects; {joined} joined, {left} left"
    development = (
        "Development plan: {closed} of {gap} closed by {n} attendances, cost {cost} ({status})"
    )
    did = "Difference in differences"
    differences = "Differences, with {level} % intervals"
    eligibility = "Eligibility of {n} people for {jobs} jobs"
    explanation = "Explanation of a score"
    move = "Why a person moves"
    stay = "Why a person stays"
    fairness = "Who bears the moves of the plan"
    flip = (
        "Flip: {second} ties with {first} when the weight of {indicator} goes from {old} to {new}"
    )
    no_flip = "Flip: no change of one weight moves {first}"
    flows = "Flows between posts"
    gaps = "Gaps of {n} people in {k} competencies"
    needs = "{n} learning needs of {people} people"
    boxes_lead_to = "What the boxes of {n} people lead to"
    nine_boxes = "Nine boxes of {n} people"
    outranking = "Outranking, n={n}: {kernel} outranked by nobody"
    pairwise = "Weights from pairwise judgements (AHP)"
    plan = "Plan of transfers"
    posts_balance = (
        "Need and staff of {units} units × {jobs} jobs: need {need}, staff {staff}, surplus "
        "{surplus}, shortage {shortage}"
    )
    problem = "Problem of transfers"
    raters = "Ratings of {n} people by {raters} raters"
    raters_apart = "{title}; {islands} islands: figures of two may not be ranked together"
    ratings = "Ratings of {n} people from {sources} sources"
    recognition = (
        "Recognition, {side}: surely {surely}, possibly {possibly}, not {no}, at {level} joint "
        "confidence"
    )
    reconciliation = "The plan and what was decided"
    regression = "Linear regression with the errors of the design"
    scores = "Scores of {n} subjects on {k} indicators (card {card} version {version})"
    some_scores = (
        "Scores of {n} of the {all} scored on {k} indicators (card {card} version {version})"
    )
    scores_together = "Scores of {n} subjects on {cards} cards, ranked together by {by}"
    scores_apart = "Scores of {n} subjects on {cards} cards, ranked inside each card"
    sensitivity = "Sensitivity of {n} ranks over {draws} draws: agreement {agreement}"
    staggered = "Effects of a treatment that starts at different times"
    style = "How {n} raters used the scale"
    trend = "Trend of {n}: {up} up, {down} down at {level}"
    wave_changes = "Changes from the first wave to the second"
    waves = "Wave comparison: index {first} → {second}, {change} ± {se}, p {p}"
    drivers = "Importance performance analysis, {importance} importance"
    workload = "Need of {total} persons for {n} tasks"
    workload_over = "Need of {total} persons for {n} tasks over {where}"
    units = "{n} units"
    jobs = "{n} jobs"
    association: Mapping[str, str] = {
        "F": "Rao Scott test of association: F",
        "chi2": "Rao Scott test of association: X² with the first-order correction",
        "wald": "Rao Scott test of association: Wald F",
        "adj_wald": "Rao Scott test of association: adjusted Wald F",
    }
    """By the statistic asked for."""
    estimates: Mapping[str, str] = {
        "mean": "Estimates: means",
        "total": "Estimates: totals",
        "variance": "Estimates: variances",
        "ratio": "Estimates: ratios",
        "proportion": "Estimates: shares",
        "quantile": "Estimates: quantiles",
    }
    """By what is estimated."""
    estimates_by = "{title} by {names}"
    freedom: Mapping[str, str] = {
        "domain": "t with the degrees of freedom of the domain",
        "nchs": "t with PSUs − strata that hold the domain",
        "design": "t with the degrees of freedom of the design",
    }
    """What the intervals of estimates rest on."""
    df = "degrees of freedom"
    variance = "variance of {name}"
    card = "{name} (card {code} version {version})"
    adds_up = "adds up by"
    how = "scale or mean"
    up_to = "up to {upper}"
    decimals = "rounded to decimals"
    shared_units = "PSUs in both samples"


class Notes:
    """What was left out of a result, or could not be told, and why."""

    missing_values = "{n} missing values"
    no_trend = "no trend, an error is 0 or undetermined in a survey: {rows}"
    not_every_wave = "not in every survey: {rows}"
    not_shown = "not shown, fewer than {least} people: {groups}"
    not_shown_total = "not shown, so that totals do not give the others away: {groups}"
    exposed = "the total gives away {groups}: do not publish it beside the other groups"
    and_more = " and {n} more"
    counts_not_shown = (
        "not shown, fewer than {least} people or else to be worked out from totals: {groups}"
    )
    raters_not_shown = (
        "severities not shown, fewer than {least} ratings or else to be worked out from the "
        "others: {groups}"
    )
    missing_totals = "{n} missing totals"
    missing_figures = "{n} missing figures"
    pairs = "{n} pairs with a missing value"
    rows_without_y = "{n} rows with a missing y"
    rows_without_value = "{n} rows without a value"
    rows_without_answer = "{n} rows with a missing answer"
    people_without_score = "{n} persons with a missing score"
    people_without_selected = "{n} people without `selected`"
    people_without_group = "{n} people without a group"
    people_without_value = "{n} people with a missing value"
    people_not_assessed = "{n} people with a competency not assessed"
    without_any_rating: Mapping[str, str] = {
        "subjects": "{n} subjects without any rating",
        "raters": "{n} raters without any rating",
    }
    subjects_without_rating = "{n} subjects without a rating"
    subjects_with_gap = "{n} subjects with a missing rating"
    units_with_one = "{n} units with one value"
    not_eligible = "{n} subjects not eligible"
    without_target = "{n} of them values without a personal target"
    without_total = "{n} subjects without a total"
    without_value = "{code}: no value"
    rebased = "earlier values were scored again with the later card"
    earlier_decision = "earlier decision on {who} of {day} by {office}"
    tenure_not_given = (
        "tenure: months in post were not given, so nobody's tenure was checked, and ties went by "
        "the order of ids alone"
    )
    tenure_unknown = "tenure: months in post are unknown for {n}, and counted as 0"
    no_differences = "column {name}: no differences"
    no_weight = "column {name}: weight 0"
    treated_always = "units treated from the first period on: {names}"
    no_treated = "the effect on group {group} in {period}: no unit of the group with both periods"
    no_control = "the effect on group {group} in {period}: no control with both periods"
    periods = "{n} of {all} periods without a value"
    cases = "{n} cases with a missing time"
    too_many_groups = "the log-rank test: more than {n} groups"
    small_group = "the p-value of the log-rank test: a group of fewer than {n} cases"
    whole_sample = "the whole sample"
    nobody_answered = "nobody with an answer in {places}"
    all_alike = "the limits are undetermined (all answers are alike) in {places}"
    undetermined = "the error is undetermined (no degrees of freedom) in {places}"
    undetermined_test = "{note}, and so is the test"
    the_table = "the table"
    more = "{places} and {n} more"
    trimmed = "weights trimmed to {low}–{high} in {n} rows"
    trimmed_anew = "weights trimmed to {low}–{high} in {n} rows; the earlier calibration is dropped"
    rows_of_wave: Mapping[str, str] = {
        "first": " rows of the first wave ",
        "second": " rows of the second wave ",
    }
    """Written into another note in place of `rows`."""
    rows = " rows "
    units_of_wave: Mapping[str, str] = {
        "first": "units in the first wave only: {names}",
        "second": "units in the second wave only: {names}",
    }
    units_not_shown = "units not shown (minimum {least}): {names}"
    blank = "{n} of {all} questions without an answer"
    twin = "the answers of row {row}"
    quick = "{seconds} seconds, fewer than {least}"
    straight = "{answer} to all {n} questions answered"
