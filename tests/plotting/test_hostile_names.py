"""Names that are no list, names without words, and levels far away: drawn, or refused by name."""

import numpy as np
import pandas as pd
import pytest

from kinerja import plotting
from kinerja._plotting.people import _rings
from kinerja.errors import InputError
from kinerja.indicators import Identity, Indicator, Scorecard
from kinerja.scoring import explain, score

CARD = Scorecard(
    code="c", name="C", parts=[Indicator(code=c, name=c, scale=Identity()) for c in "ab"]
)
ONE = explain(score(CARD, [[50, 60]]), 0)


class Mute:
    """An object that cannot even be shown."""

    def __repr__(self):
        raise RuntimeError("no repr")


CALLS = {
    "names": lambda v: plotting.contributions(ONE, names=v),
    "labels": lambda v: plotting.workload(v, [1, 2], [2, 3]),
    "profile": lambda v: plotting.profile(v, [1, 2], [2, 3]),
}
NO_LIST = {
    "0-d": np.array("a"), "0-d object": np.array(None, dtype=object), "masked": np.ma.masked,
    "set": {"a", "b"}, "text": "ab", "number": 2, "class": Mute, "mute": Mute(), "short": ["a"],
    "long": ["a", "b", "c"], "mute items": [Mute()] * 3,
}  # fmt: skip


@pytest.mark.parametrize("kind", NO_LIST)
@pytest.mark.parametrize("place", CALLS)
def test_names_are_a_list_of_that_many(place, kind):
    with pytest.raises(InputError) as caught:
        CALLS[place](NO_LIST[kind])
    assert caught.value.argument == ("names" if place == "profile" else place)


@pytest.mark.parametrize("place", CALLS)
def test_a_name_without_words_stands_there_by_its_kind(place):
    assert "a Mute" in plotting.svg(CALLS[place]([Mute(), "b"]), prefix="p")


@pytest.mark.parametrize("names", [("x", "y"), np.array(["x", "y"]), pd.Series(["x", "y"]),
                                   iter(["x", "y"])], ids=lambda v: type(v).__name__)  # fmt: skip
def test_names_come_from_whatever_has_an_order(names):
    text = plotting.svg(plotting.contributions(ONE, names=names), prefix="p")
    assert ">x<" in text
    assert ">y<" in text


@pytest.mark.parametrize(("top", "rings"), [
    (0.4, [0.4]),
    (1.0, [1]), (4.9, [1, 2, 3, 4]), (11.0, [*range(1, 12)]),
    (12.0, [1, 3, 5, 7, 9, 11]),  # every second of twelve
    (20.5, [1, 4, 7, 10, 13, 16, 19]),  # 20 // 6 = 3
    (1e9 + 4, [1 + 166_666_667 * i for i in range(7)]),  # (10⁹ + 4) // 6 = 166,666,667
])  # fmt: skip
def test_rings_stand_at_whole_levels_a_dozen_at_most(top, rings):
    assert _rings(top).tolist() == rings


@pytest.mark.parametrize("top", [1e9, 1e16, 1e100])
def test_a_radar_of_levels_far_away_is_drawn(top):
    fig = plotting.radar(list("abc"), [top, top / 2, top / 3], [top] * 3)
    assert "1 of 3 met" in plotting.alt_text(fig)
