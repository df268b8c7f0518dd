"""Sections on people by hand: predicates and their guide, and who rose or fell by two grades."""

import numpy as np
import pytest

from kinerja._report.people import changes
from kinerja._report.predicates import predicates
from kinerja.indicators import Bands, Group, Identity, Indicator, Scorecard
from kinerja.scoring import score


def indicator(code, weight=1.0):
    return Indicator(code=code, name=code.title(), scale=Identity(), weight=weight)


def rated(*people):
    """Scores of people by their points of results and their rating of behaviour."""
    parts = [Group(code="results", name="Results", parts=[indicator("work")]),
             indicator("behaviour")]  # fmt: skip
    return score(Scorecard(code="c", name="C", parts=parts), people, missing="reweight")


def tables(section):
    return [{head: list(table[head]) for head in table} for _, table in section.tables]


# Three at the ends of what is as expected (70 to 90, and 3.25 to 4.25), one above both, and one
# without a rating: of four predicates three are good, 75 %, and none is lower.
FEW = rated((70, 3.25), (89.9, 4.2), (75, 3.5), (90, 4.25), (95, np.nan))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ["good: 75.0%, the guide says at most 70%",
             "needs improvement or poor: 0.0%, the guide says above 0%."],
        ),
        (
            "id",
            ["Baik: 75,0%, pedoman menyebut paling banyak 70%",
             "Butuh Perbaikan atau Kurang: 0,0%, pedoman menyebut lebih dari 0%."],
        ),
    ],
)  # fmt: skip
def test_what_departs_from_the_guide_is_said_one_after_the_other(language, said):
    (method,) = predicates(FEW, language).method
    assert method.endswith(": " + "; ".join(said))


def test_people_by_the_two_ratings():
    found = predicates(FEW, "en")
    assert found.text[0].endswith("there is no predicate (1 here).")
    matrix, counts = tables(found)
    assert matrix == {
        "results \\ behaviour": ["above", "as expected", "below"],
        "below": [0, 0, 0],
        "as expected": [0, 3, 0],
        "above": [1, 0, 0],
    }
    assert counts["people"] == [1, 3, 0, 0, 0]
    # Another number in each of the nine places.
    results, behaviour = (95, 80, 60), (3, 4, 4.5)
    many = rated(*((r, b) for i, r in enumerate(results) for j, b in enumerate(behaviour)
                   for _ in range(3 * i + j)))  # fmt: skip
    found = predicates(many, "en")
    matrix, counts = tables(found)
    assert list(matrix.values())[1:] == [[0, 3, 6], [1, 4, 7], [2, 5, 8]]
    # PermenPANRB 6/2022: both above; 1 + 4 + 5 as expected or better; 7 + 8 of poor results; 0 + 3
    # of poor behaviour; 6 of both.
    assert counts == {
        "predicate": ["very good", "good", "needs improvement", "poor", "very poor"],
        "people": [2, 10, 15, 3, 6],
    }
    assert found.text[0].endswith("there is no predicate (0 here).")
    assert found.method[0].endswith(": nothing departs from it.")


def test_who_rose_and_who_fell_between_two_years():
    # Totals are (3a + b) / 4, and the grades begin at 0, 50, 70 and 90.
    card = Scorecard(
        code="c", name="C", parts=[indicator("a", 3), indicator("b", 1)],
        bands=Bands.of({"low": 0, "fair": 50, "good": 70, "best": 90}),
    )  # fmt: skip
    people = {
        "A": ((40, 40), (80, 60)),  # 40 to 75, two grades up: 30 by a, 5 by b
        "B": ((60, 40), (90, 98)),  # 55 to 92, two up: 22.5 and 14.5
        "C": ((70, 30), (74, 66)),  # 60 to 72, one up: 3 and 9
        "D": ((96, 92), (66, 62)),  # 95 to 65, two down: −22.5 and −7.5
        "E": ((74, 78), (60, 60)),  # 75 to 60, one down: −10.5 and −4.5
        "F": ((52, 52), (54, 42)),  # 52 to 51: 1.5 and −2.5
    }
    before = score(card, [*(x for x, _ in people.values()), (50, 50)], ids=[*people, "left"])
    after = score(card, [*(x for _, x in people.values()), (1, 2), (3, 4)],
                  ids=[*people, "new", "newer"])  # fmt: skip
    found = changes(before, after, "en")
    # 38 points over 6 people.
    (said,) = found.text
    assert said == (
        "6 people are in both years; 2 joined, 1 left. The mean change is +6.3 points. "
        "Of the grades 3 rose (2 of them by two grades) and 2 fell (one of them by two grades)."
    )
    means, largest = tables(found)
    assert list(means.values()) == [["A", "B"], pytest.approx([24 / 6, 14 / 6])]
    assert list(largest.values()) == [
        ["B", "A", "C", "F", "E", "D"],
        [55, 40, 60, 52, 75, 95],
        [92, 75, 72, 51, 60, 65],
        [37, 35, 12, -1, -15, -30],
        ["A (+22.5)", "A (+30.0)", "B (+9.0)", "B (−2.5)", "A (−10.5)", "A (−22.5)"],
    ]
    # Where nobody moved by more than one grade, nothing is said of two.
    (said,) = changes(before, before, "en").text
    assert said.endswith("Of the grades 0 rose and 0 fell.")
