"""impact: two sentences for an official, and what the figure cannot tell."""

import re

import numpy as np
import pytest

from kinerja.errors import InputError
from kinerja.impact import (
    did,
    event_study,
    n_gain,
    paired,
    service_times,
    staggered_did,
    two_groups,
)
from kinerja.indicators import Text

WAIT = [30, 28, 32, 31, 29, 20, 33, 22]
ARMS = ([0, 0, 0, 0, 1, 1, 1, 1], [0, 1] * 4)


def test_an_effect_is_told_with_what_it_rests_on():
    text = did(WAIT, *ARMS, clusters=list("aabbccdd")).text(outcome="the wait", unit="min")
    # Means 31 → 29.5 and 31 → 21: −10 + 1.5 = −8.5; t of 2 degrees of freedom 4.303 · 1.118 = 4.81.
    assert "the wait changed by −8.5 min" in text
    assert "(95% interval −13.3 min to −3.7 min)" in text
    assert "does not reach zero" in text
    assert "only if both groups would have changed alike" in text
    assert "4 clusters, 2 of them" in text
    weak = did([5, 6, 4, 5, 7, 9, 6, 9], *ARMS, clusters=list("aabbccdd"))
    assert "neither show an effect of this size nor rule it out" in weak.text()
    assert "tidak membuktikan pengaruh" in weak.text(language="id")


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_p_value_is_never_the_probability_of_chance(language):
    texts = [
        did(WAIT, *ARMS, clusters=list("aabbccdd")).text(language=language),
        service_times(np.arange(1, 25), target=9, by=["a"] * 12 + ["b"] * 12).text(
            language=language, unit="days"
        ),
        paired([1, 2, 3], [2, 4, 3]).text(language=language),
        two_groups([3, 4, 5], [1, 2, 3]).text(language=language),
    ]
    for text in texts:
        meaning = {
            "en": "It is not the probability that chance did it.",
            "id": "Nilai p bukan peluang bahwa perbedaan itu terjadi karena kebetulan.",
        }[language]
        assert text.count(meaning) == 1


def test_a_gain_is_told_as_the_part_of_what_could_be_learned():
    # Means 40, 85 of those below the maximum: (155/2 − 65)/(100 − 65) = 12.5/35 = 36%.
    text = n_gain([40, 90, 100], [70, 85, 100], 100).text()
    assert "gained 36% of what it could still learn; the mean of people's own gains is 0%" in text
    assert "1 gained little, 1 a medium part and 0 much" in text
    assert "nobody without the training was tested" in text
    assert "interval" not in n_gain([50.0], [75.0], 100).text()  # one person has no error
    assert "mencapai 36%" in n_gain([40, 90, 100], [70, 85, 100], 100).text(language="id")


def test_times_are_told_by_group():
    r = service_times([3, 5, 5, 8, 10, 12], target=7, censored=[0, 0, 0, 0, 1, 0])
    text = r.text(unit="days")
    assert (
        "All cases: half of the cases are closed within 5 days, nine in ten within 12 days" in text
    )
    assert "50% within the promised 7 days" in text
    assert "a case still open counts with the time so far" in text
    many = service_times(np.tile([3, 5, 9], 8), target=7, by=np.repeat(list("abcdefgh"), 3))
    assert "Further groups: 2." in many.text()
    short = service_times([3, 4], target=7, censored=[1, 1])
    assert "too few cases were watched long enough" in short.text()
    with pytest.raises(InputError, match="`language`"):
        r.text(language="fr")


def test_a_change_of_the_same_people_in_words():
    # Changes 2, 4, 0, 2: mean 2, s² = 8/3, se = √(2/3) = 0.816; t of 3 df 3.182 · 0.816 = 2.60.
    text = paired([10, 12, 14, 16], [12, 16, 14, 18]).text(unit="points")
    assert (
        "the mean of 4 people went from 13.0 points to 15.0 points, a change of +2.0 points" in text
    )
    assert "(95% interval −0.6 points to +4.6 points); 75% of them rose" in text
    assert "neither show a change of this size nor rule it out" in text
    assert "nobody without the measure was observed" in text
    unknown = paired([10.0, np.nan], [12.0, 3.0], missing="propagate").text()
    assert "went from – to –" in unknown
    assert "interval" not in unknown
    assert "nan" not in unknown
    assert "rata-rata 4 pegawai" in paired([10, 12, 14, 16], [12, 16, 14, 18]).text(language="id")


def test_two_groups_in_words_add_up():
    # 4.5 − 3.25 = 1.25: rounded to one decimal they would read 4.5, 3.3 and 1.3.
    text = two_groups([3, 4, 5, 6], [1, 2, 3, 7]).text()
    assert "first group (4 people) is 4.50, that of the second (4 people) 3.25" in text
    assert "a difference of +1.25 (95% interval −2.69 to +5.19)" in text
    assert "unless a lot decided" in text
    assert "data show a difference" in two_groups([8.0, 9, 10], [1, 2, 3]).text()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        # Changes 32.5, 40, 12.25: half the interval is 36, so no decimals.
        ([1200.5, 1300, 1400], [1233, 1340, 1412.25], "from 1,300 to 1,328, a change of +28 (95%"),
        # Changes 4, 0 and 26, 10 in the mean: 4.303 · 8.08 = 34.8; whole figures tell all.
        ([60, 70, 50], [64, 70, 76], "from 60 to 70, a change of +10 (95% interval −25 to +45)"),
        ([1e16, 2e16, 3e16], [2e16, 3e16, 5e16], "from 2e+16 to 3.33333e+16, a change of +1.33333"),
    ],
)
def test_figures_of_one_sentence_have_the_same_decimals(before, after, told):
    assert told in paired(before, after).text()


def test_an_end_that_is_not_zero_does_not_read_as_zero():
    # Mean change 10, standard deviation 5.7655: 10 − 4.303 · 5.7655/√3 = −4.32; scaled so that the
    # lower end is near 0 while half the interval is large.
    change = np.array([4.0, 15.0, 11.0])
    half = 4.302652729911275 * change.std(ddof=1) / np.sqrt(3)
    change += half - change.mean() + 0.004
    text = paired(np.zeros(3), change).text()
    assert "(95% interval +0.004 to" in text
    assert "does not reach zero" in text


def test_without_an_interval_three_digits_are_told():
    text = staggered_did(
        [50, 61, 70, 40, 62, 64, 61, 63, 97, 52, 71, 99.5],
        *(list("aaabbbcccddd"), [1, 2, 3] * 4, [None] * 6 + [2] * 6),
        clusters=list("pppqqq") + ["r"] * 6,
    ).text()
    assert "interval" not in text
    # Changes from period 1: treated 2, 36; 19, 47.5; controls 11, 20; 22, 24. Their means differ by
    # 10.5 − 16.5 = −6 and 41.75 − 22 = 19.75; the mean of both is 6.875.
    assert "by +6.88 on average" in text


Y = [5, 6, 7, 4, 6, 6, 6, 6, 9, 5, 7, 9]
UNITS, PERIODS = list("aaabbbcccddd"), [1, 2, 3] * 4


def test_an_event_study_says_whether_the_groups_moved_alike_before():
    study = event_study(Y, [0] * 6 + [1] * 6, PERIODS, start=3, unit=UNITS)
    # Period 3 less period 2: 9, 9 less 6, 7 is 2.5; controls 7, 6 less 6, 6 is 0.5: 2.
    text = study.text(outcome="the wait", unit="min")
    assert (
        "the wait changed where the measure was taken: +2.0 min in the period of the start" in text
    )
    assert "which does not prove that there was none" in text
    assert "4 clusters, 2 of them" in text
    # In period 1 the treated stand 10 above where they stood in period 2, less little noise.
    apart = [15, 6, 7, 14.2, 6, 6, 5, 6, 9, 4.9, 7, 9, 15.1, 6, 6, 4.7, 6, 9]
    ids = list("aaabbbcccdddeeefff")
    moved = event_study(
        apart, [0] * 6 + [1] * 6 + [0] * 3 + [1] * 3, [1, 2, 3] * 6, start=3, unit=ids
    )
    assert moved.pretrend_p < 0.05
    assert "had already moved apart" in moved.text()
    assert "sudah bergerak saling menjauh" in moved.text(language="id")
    short = event_study(
        [6, 7, 6, 6, 6, 9, 7, 9], [0] * 4 + [1] * 4, [2, 3] * 4, start=3, unit=list("aabbccdd")
    )
    assert "too few periods before the start" in short.text()


def test_a_start_at_different_times_in_words():
    y = [5, 6, 7, 4, 6, 6, 6, 9, 9, 5, 9, 9, 6, 6, 9, 4, 6, 9]
    unit = list("aaabbbcccdddeeefff")
    start = [None] * 6 + [2] * 6 + [3] * 6
    found = staggered_did(y, unit, [1, 2, 3] * 6, start)
    # Group 2 in period 2: (3 + 4)/2 − (1 + 2)/2 = 2, in period 3: 3.5 − 2 = 1.5; group 3 in period
    # 3: 3 − 0.5 = 2.5. Mean of the three cells, of two units each: 2.
    text = found.text(outcome="the wait", unit="min")
    assert "Compared with units that never started, the wait changed" in text
    # Half the interval is below 1: its second digit stands in the second decimal.
    assert 0.1 < (found.overall_upper - found.overall_lower) / 2 < 1
    assert "by +2.00 min on average" in text
    assert "6 units in 6 clusters" in text
    assert "belum mulai" in staggered_did(y, unit, [1, 2, 3] * 6, start, control="not_yet").text(
        language="id"
    )
    for result in (found, paired([1, 2], [2, 4])):
        with pytest.raises(InputError, match="`language`"):
            result.text(language="fr")


def test_further_periods_of_an_event_study_are_counted():
    # Nine periods, the start in the second: eight periods from the start on, six of them told.
    rng = np.random.default_rng(3)
    units, periods = np.repeat(list("abcdef"), 9), np.tile(np.arange(1, 10), 6)
    treated = np.repeat([0, 0, 0, 1, 1, 1], 9)
    y = rng.normal(size=54) + 4.0 * treated * (periods >= 2)
    text = event_study(y, treated, periods, start=2, unit=units).text()
    assert "further periods: 2" in text
    assert text.count("interval") == 6
    less = event_study(
        y[periods < 8], treated[periods < 8], periods[periods < 8], start=2, unit=units[periods < 8]
    )
    assert "further periods" not in less.text()


def test_a_start_at_different_times_without_figures_in_words():
    y = np.array([5, 6, 7, 4, 6, 6, 6, 9, 9, 5, 9, 9.5])
    unit, period, start = list("aaabbbcccddd"), [1, 2, 3] * 4, [None] * 6 + [2] * 6
    one = staggered_did(y, unit, period, start, clusters=list("pppqqq") + ["r"] * 6)
    # The treated are one cluster: there is an effect, and no error to judge it by.
    text = one.text(unit="min")
    assert "on average" in text
    assert "min" in text
    for words in ("interval", "does not reach zero", "rule it out", "nan"):
        assert words not in text
    y[4] = np.nan
    text = staggered_did(y, unit, period, start, missing="propagate").text()
    assert text.startswith("No effect can be told: too few units are left to compare.")
    assert "nan" not in text


DAYS = Text(en="days", id="hari")
TOLD = {
    "did": (did(WAIT, *ARMS, clusters=list("aabbccdd")), {"outcome", "unit"}),
    "event_study": (
        event_study(Y, [0] * 6 + [1] * 6, PERIODS, start=3, unit=UNITS),
        {"outcome", "unit"},
    ),
    "staggered_did": (
        staggered_did(Y, UNITS, PERIODS, [None] * 6 + [2] * 3 + [3] * 3, control="not_yet"),
        {"outcome", "unit"},
    ),
    "paired": (paired([1, 2, 3], [2, 4, 3]), {"unit"}),
    "two_groups": (two_groups([3, 4, 5], [1, 2, 3]), {"unit"}),
    "service_times": (service_times([1, 2, 2, 4], target=2), {"unit"}),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_people_read_is_a_text_in_one_language_or_several(name):
    result, names = TOLD[name]
    for argument in names:
        assert "hari" in result.text(language="id", **{argument: DAYS})
        assert "days" in result.text(**{argument: DAYS})
        for odd in (b"min", ["min"], 3, None, np.array(["min"])):
            with pytest.raises(InputError) as caught:
                result.text(**{argument: odd})
            assert (caught.value.argument, caught.value.code) == (argument, "wrong_type")


@pytest.mark.parametrize("language", ["en", "id"])
def test_sentences_follow_each_other_after_one_space_and_what_is_unknown_is_not_said(language):
    texts = [
        did(WAIT, *ARMS, clusters=list("aabbccdd")).text(language=language),
        paired([1, 2, 3], [2, 4, 3]).text(language=language),
        two_groups([3, 4, 5], [1, 2, 3]).text(language=language),
        n_gain([40, 90, 100], [70, 85, 100], 100).text(language=language),
        n_gain([50.0], [75.0], 100).text(language=language),
        service_times([1, 2, 5], target=3).text(language=language, unit="x"),
    ]
    for text in texts:
        assert text == " ".join(text.split())
        assert text.endswith(".")
        assert re.search(r"\.[^\W\d]", text) is None
        parts = text.split(". ")
        assert len(parts) > 1
        assert all(part[0].isupper() for part in parts)  # nothing between two sentences
        for word in ("None", " nan", "()", " ,", " ."):
            assert word not in text
