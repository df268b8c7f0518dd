"""impact: two sentences for an official, and what the figure cannot tell."""

import numpy as np
import pytest

from kinerja.errors import InputError
from kinerja.impact import did, n_gain, service_times

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
