"""Every picture with labels that harm: it is drawn, parses as XML, and its words stay words."""

from xml.etree import ElementTree

import numpy as np
import pytest

from kinerja import plotting
from kinerja.errors import InputError
from kinerja.impact import service_times
from kinerja.indicators import Bands, Identity, Indicator, Scorecard
from kinerja.ratings import adverse_impact, rater_effects
from kinerja.scoring import explain, score, sensitivity
from kinerja.staffing import balance_sheet
from kinerja.survey import Design, mean

BAD = ["<script>alert(1)</script>", "x" * 200, "$\\frac{", "\u202eabc", "a]]>&b", "\x1b[31mred\x07"]
CARD = Scorecard(
    code="c",
    name="C",
    parts=[Indicator(code=f"i{j}", name=label, scale=Identity()) for j, label in enumerate(BAD)],
    bands=Bands.of({"$1": 0, "<b>": 60}),
)
DATA = np.random.default_rng(1).uniform(30, 95, (12, 6))
SCORES = score(CARD, DATA, by=BAD * 2, ids=[f"{label}{i}" for i in (0, 1) for label in BAD])
PLAIN = score(CARD, DATA, ids=[f"{label}{i}" for i in (0, 1) for label in BAD])
PICTURES = {
    "contributions": lambda **o: plotting.contributions(PLAIN, **o),
    "one": lambda **o: plotting.contributions(explain(PLAIN, f"{BAD[0]}0"), names=BAD, **o),
    "grades": lambda **o: plotting.grades(SCORES, **o),
    "coverage": lambda **o: plotting.coverage(SCORES, **o),
    "ranks": lambda **o: plotting.ranks(
        sensitivity(CARD, DATA, draws=50, rng=1, ids=BAD + list("abcdef")), **o
    ),
    "estimates": lambda **o: plotting.estimates(mean(DATA[:, 0], Design(), by=BAD * 2), **o),
    "severity": lambda **o: plotting.severity(
        rater_effects(np.repeat(np.arange(12), 6), BAD * 12, DATA.ravel()), **o
    ),
    "fairness": lambda **o: plotting.fairness(
        adverse_impact([True, False] * 36, np.repeat(BAD, 12)), **o
    ),
    "need": lambda **o: plotting.need(
        balance_sheet(np.ones((6, 1)), np.ones((6, 1)), units=BAD), **o
    ),
    "workload": lambda **o: plotting.workload(BAD, DATA[0], DATA[1], **o),
    "profile": lambda **o: plotting.profile(BAD, [1, 2, 3, 4, 5, 6], [3] * 6, **o),
    "radar": lambda **o: plotting.radar(BAD, [1, 2, 3, 4, 5, 6], [3] * 6, **o),
    "waiting": lambda **o: plotting.waiting(
        service_times(DATA.ravel(), target=50, by=BAD * 12), **o
    ),
}


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("name", PICTURES)
def test_drawn_and_well_formed(name, language):
    fig = PICTURES[name](language=language)
    text = plotting.svg(fig, prefix="p")
    ElementTree.fromstring(text)  # noqa: S314 - our own
    assert "<script" not in text
    assert "\x1b" not in text
    assert 30 <= len(plotting.alt_text(fig)) <= 2000
    width, height = fig.get_size_inches()
    assert width <= 10
    assert height <= 14


@pytest.mark.parametrize("name", PICTURES)
def test_an_unknown_language_is_named(name):
    with pytest.raises(InputError, match="'xx'"):
        PICTURES[name](language="xx")
