"""Who is surely, possibly, not among the first: joint confidence for ranks."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.competency import Course, DevelopmentMap, Link, development_plan, learning_needs
from kinerja.errors import InputError
from kinerja.indicators import Identity, Indicator, Scorecard, Text
from kinerja.letters import Reply
from kinerja.scoring import Recognition, recognize, score

PARITY = json.loads((Path(__file__).parent / "parity" / "analytics.json").read_text("utf-8"))

groups = st.integers(1, 12).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 30), min_size=n, max_size=n),
        st.lists(st.sampled_from([0.0, 0.5, 1.0, 3.0]), min_size=n, max_size=n),
    )
)


def test_by_hand():
    # Four subjects: z = Φ⁻¹((1 + 0.95^¼)/2) = 2.4909. x 90 ± 2.49 lies above y 84 ± 2.49 (92.49 …
    # 87.51 against 86.49); y and z (83 ± 2.49) overlap; w is below all.
    r = recognize([90, 84, 83, 60], [1, 1, 1, 1], count=2, ids=["x", "y", "z", "w"])
    assert r.upper - r.total == pytest.approx([2.4909151] * 4)
    assert r.total - r.lower == pytest.approx([2.4909151] * 4)
    assert r.best.tolist() == [1, 2, 2, 4]
    assert r.worst.tolist() == [1, 3, 3, 4]
    assert r.surely.tolist() == ["x"]
    assert r.possibly.tolist() == ["y", "z"]
    assert r.not_.tolist() == ["w"]
    assert r.status.tolist() == ["surely", "possibly", "possibly", "not"]


def test_the_critical_value_of_the_article():
    known = PARITY["recognize"]
    n = known["populations"]
    r = recognize(np.arange(n), 1, count=5, level=known["level"])
    assert r.upper - r.total == pytest.approx(np.full(n, known["z"]), abs=5e-4)


def test_exact_totals_are_ranked_for_sure():
    r = recognize([3, 1, 2], 0, count=1)
    assert (r.surely.tolist(), r.possibly.tolist(), r.not_.tolist()) == ([0], [], [2, 1])


def test_an_exact_tie_at_the_cut_picks_nobody():
    r = recognize([90, 80, 80, 70], 0, count=2, ids=list("abcd"))
    assert r.surely.tolist() == ["a"]
    assert r.possibly.tolist() == ["b", "c"]
    assert r.tied_at_cut.tolist() == ["b", "c"]
    assert (r.best.tolist(), r.worst.tolist()) == ([1, 2, 2, 4], [1, 3, 3, 4])
    # Three places are enough for both; the last bits of a float make no difference.
    assert recognize([90, 80, 80, 70], 0, count=3).tied_at_cut.size == 0
    r = recognize([0.3, 0.1 + 0.2, 0.1], 0, count=1)
    assert r.possibly.tolist() == r.tied_at_cut.tolist() == [0, 1]
    assert recognize([90, 80, 80, 70], 0, count=0).tied_at_cut.size == 0


def test_the_bottom_is_the_top_of_the_negatives():
    totals, errors = [62, 55, 70, 40, 58.0], [2, 1, 1, 1, 2]
    low = recognize(totals, errors, count=2, side="bottom")
    high = recognize(np.negative(totals), errors, count=2)
    assert low.surely.tolist() == high.surely.tolist() == [3]
    assert low.possibly.tolist() == high.possibly.tolist()
    assert low.best.tolist() == high.best.tolist()
    assert (low.lower < low.total).all()
    assert (low.upper > low.total).all()


def test_each_unit_is_judged_as_if_it_were_alone():
    totals = np.array([90, 60, 75, 50, 65, 88.0])
    errors = np.array([2, 1, 3, 1, 2, 2.0])
    by = ["n", "s", "n", "s", "s", "n"]
    ids = list("abcdef")
    r = recognize(totals, errors, count={"n": 2, "s": 1}, by=by, ids=ids)
    for unit, count in (("n", 2), ("s", 1)):
        rows = [i for i, u in enumerate(by) if u == unit]
        alone = recognize(totals[rows], errors[rows], count=count, ids=[ids[i] for i in rows])
        assert r.best[rows].tolist() == alone.best.tolist()
        assert r.worst[rows].tolist() == alone.worst.tolist()
        assert set(alone.surely.tolist()) <= set(r.surely.tolist())
        assert r.status[rows].tolist() == alone.status.tolist()
    assert r.count.tolist() == [2, 1, 2, 1, 1, 2]
    assert r.unit.tolist() == by
    same = recognize(totals, errors, count=1, by=by)
    assert same.rank.tolist() == [1, 2, 3, 3, 1, 2]


def test_who_is_not_eligible_takes_no_place():
    r = recognize([90, 80, 70], 0, count=1, eligible=[False, True, True], ids=list("abc"))
    assert r.surely.tolist() == ["b"]
    assert r.not_.tolist() == ["c"]
    assert np.isnan([r.rank[0], r.best[0], r.lower[0]]).all()
    assert r.status.tolist() == ["", "surely", "not"]
    assert r.provenance.left_out == ("1 subjects not eligible",)
    masked = recognize([90, 80, 70], 0, count=1, eligible=pd.array([False, True, True], "boolean"))
    assert masked.surely.tolist() == [1]


def test_more_places_than_subjects():
    assert recognize([1, 2], 5, count=9).surely.tolist() == [1, 0]


def test_nobody_at_all():
    r = recognize([], [], count=1)
    assert r.surely.size == r.possibly.size == r.not_.size == 0
    assert recognize([1.0], 1, count=1, eligible=[False]).surely.size == 0


@given(groups, st.integers(0, 12), st.sampled_from(["top", "bottom"]))
def test_bounds_by_comparing_every_pair(group, count, side):
    totals, errors = map(np.array, group)
    r = recognize(totals, errors, count=count, side=side)
    ahead = r.lower[:, None] > r.upper[None, :] + 1e-9  # row surely larger than column
    if side == "bottom":
        ahead = ahead.T
    assert r.best.tolist() == (1 + ahead.sum(axis=0)).tolist()
    assert r.worst.tolist() == (len(totals) - ahead.sum(axis=1)).tolist()
    assert (r.best <= r.rank).all()
    assert (r.rank <= r.worst).all()
    listed = sorted([*r.surely.tolist(), *r.possibly.tolist(), *r.not_.tolist()])
    assert listed == list(range(len(totals)))
    assert r.surely.size <= count


@given(groups)
def test_more_confidence_never_decides_more(group):
    totals, errors = group
    some = recognize(totals, errors, count=2, level=0.8)
    more = recognize(totals, errors, count=2, level=0.99)
    assert set(more.surely.tolist()) <= set(some.surely.tolist())
    assert set(more.not_.tolist()) <= set(some.not_.tolist())


def test_all_ranks_are_covered_at_once_as_often_as_promised():
    rng = np.random.default_rng(4)
    truth = np.array([50, 52, 54, 55, 60, 61, 70.0])
    ranks = (truth[None, :] > truth[:, None]).sum(axis=1) + 1
    covered = 0
    for _ in range(1000):
        r = recognize(rng.normal(truth, 2), 2, count=2, level=0.8)
        covered += bool(((r.best <= ranks) & (ranks <= r.worst)).all())
    assert covered / 1000 >= 0.8 - 3 * np.sqrt(0.16 / 1000)


def test_an_undetermined_error_is_never_surely():
    r = recognize([90, 80, 95, 60], [1, 1, np.nan, 1], count=1, ids=list("abcd"))
    assert r.surely.tolist() == []
    assert set(r.possibly.tolist()) == {"a", "c"}
    assert r.not_.tolist() == ["b", "d"]
    # Its rank may be any, and the others have it to reckon with.
    assert (r.best[2], r.worst[2]) == (1, 4)
    assert (r.best[0], r.worst[0]) == (1, 2)
    assert np.isnan([r.lower[2], r.upper[2]]).all()
    # Places for everybody: of this one it is still not said.
    every = recognize([90, 80], [1, np.nan], count=2, ids=["a", "b"])
    assert every.surely.tolist() == ["a"]
    assert every.status.tolist() == ["surely", "possibly"]
    bottom = recognize([90, 80], [np.nan, 1], count=1, side="bottom")
    assert bottom.surely.size == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"totals": [1, np.nan]}, "`totals`"),
        ({"standard_errors": [1, -1]}, "`standard_errors`"),
        ({"standard_errors": [1, 1, 1]}, "`standard_errors`"),
        ({"count": -1}, "`count`"),
        ({"count": {"a": 1}}, "`by`"),
        ({"count": {"a": 1}, "by": ["a", "b"]}, "'b'"),
        ({"count": {"a": 1, "b": 1, "c": 1}, "by": ["a", "b"]}, "'c'"),
        ({"count": {"a": 1, "b": 0.5}, "by": ["a", "b"]}, r"count\['b'\]"),
        ({"side": "left"}, "`side`"),
        ({"level": 0}, "`level`"),
        ({"eligible": [1, 2]}, "`eligible`"),
        ({"eligible": [True]}, "`eligible`"),
        ({"ids": ["a", "a"]}, "`ids`"),
        ({"standard_errors": [1, 1.7e308]}, "row 1"),
    ],
)
def test_refusals(change, words):
    given = {"totals": [1, 2], "standard_errors": [1, 1], "count": 1} | change
    with pytest.raises(InputError, match=words):
        recognize(given.pop("totals"), given.pop("standard_errors"), **given)


def test_results_travel():
    r = recognize([3, 1, 2], 0.1, count=1, by=["u", "u", "v"], ids=["a", "b", "c"])
    assert Recognition.from_dict(json.loads(json.dumps(r.to_dict(), allow_nan=False))) == r
    assert "surely 2" in repr(r)
    assert "status" in r.to_frame().columns


CARD = Scorecard(
    code="c",
    name="C",
    parts=(
        Indicator(code="q", name=Text(en="Queue", id="Antrean"), scale=Identity(), unit="%"),
        Indicator(code="r", name=Text(en="Reports", id="Laporan"), scale=Identity()),
    ),
)
OFFICE = score(CARD, [[95, 85], [84, 84], [80, 86], [40, 80]], ids=["ani", "budi", "citra", "dewi"])


def test_the_best_are_told_what_it_rests_on_and_how_sure_it_is():
    r = recognize(OFFICE.total, 1.0, count=2, ids=OFFICE.ids)
    text = r.text("ani", scores=OFFICE)
    # Means of the columns 74.75 and 83.75, weight a half each: (95 − 74.75)/2 = 10.125 and 0.625.
    assert "your total of 90.0 is surely among the first 2 of 4." in text
    assert "Queue 95% (+10.1 points against the group); Reports 85 (+0.6 points" in text
    # Šidák for four at 95%: Φ⁻¹((1 + .95^¼)/2) = 2.4909, so 87.5 to 92.5.
    assert "it lies between 87.5 and 92.5, and your place is 1 all the same" in text
    assert "all 4 places at once with a probability of 95%" in text
    assert "The official in charge decides." in text
    maybe = r.text("budi", scores=OFFICE)
    assert "may be among the first 2 of 4; the figures cannot tell." in maybe
    assert "would partly be luck" in maybe
    assert "is not among" in r.text("dewi")
    for name in ("budi", "citra", "dewi"):
        assert name not in text
    assert "pasti termasuk 2 tertinggi dari 4 pegawai" in r.text("ani", language="id")


def test_those_whom_support_is_meant_for_are_told_what_help_follows():
    r = recognize(OFFICE.total, 1.0, count=1, side="bottom", ids=OFFICE.ids)
    course = Course(code="S", name="Service", gain={"service": 20}, hours=8, provider="Agency")
    table = DevelopmentMap(links=(Link(indicator="q", competency="service", courses=("S",)),))
    needs = learning_needs(OFFICE, table, below=60, courses=[course])
    plan = development_plan(
        needs.gap, [course], competencies=needs.competencies.tolist(), ids=OFFICE.ids
    )
    text = r.text("dewi", scores=OFFICE, needs=needs, plan=plan, names={"q": "The queue"})
    assert "is surely among the 1 of 4 that support is meant for first." in text
    assert "What held it back. Queue 40% (−17.4 points against the group)" in text
    assert "What help follows:\n- The queue stands at 40.0 points; behind it is service" in text
    assert "- Service (Agency), 8 hours: closes 20 of 20 in service." in text
    assert "no judgement of you" in text
    assert "for you and your superior to agree on" in r.text("dewi")
    indonesian = r.text("dewi", plan=plan, language="id", reply=Reply("BKD", 7))
    assert "Dukungan yang diberikan:\n- Service (Agency), 8 jam: menutup 20 dari 20" in indonesian
    assert "dalam 7 hari sejak surat ini diterima, kepada BKD." in indonesian
    assert "What help follows" not in r.text("ani", needs=needs)


def test_what_cannot_be_known_is_said():
    r = recognize([5, 5, 1], [np.nan, 0.1, 0.1], count=1, eligible=[True, True, False])
    assert "The error of your total is not known" in r.text(0)
    assert "Others have the same total" in recognize([5, 5, 1], 0.0, count=1).text(1)
    assert "you took no part in this comparison" in r.text(2)
    own = {"absent": "You were away.", "closing": "Head of Personnel"}
    assert "You were away." in r.text(2, templates=own)
    with pytest.raises(InputError, match="`person`"):
        r.text(7)
    with pytest.raises(InputError, match="`plan`: expected a development plan; found a str"):
        recognize([5, 1], 0.1, count=1, side="bottom").text(1, plan="courses")
