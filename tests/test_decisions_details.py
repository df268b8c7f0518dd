"""decisions: how they are written, copied and told; what their refusals name."""

import copy
import datetime
import hashlib
import json
import math
import pickle
from itertools import chain

import numpy as np
import pytest
from pydantic import ValidationError

from kinerja import decisions
from kinerja._results.prints import column_print
from kinerja.balancing import Move
from kinerja.decisions import Decision
from kinerja.errors import InputError
from kinerja.schemes import skm

PLACE = {"unit": "North", "job": "nurse"}
MADE = {
    "result": "0" * 64,
    "id": "P1",
    "proposed": PLACE,
    "decided": PLACE,
    "by_office": "Head of personnel",
    "on": "2026-03-02",
}


def move(who, job="nurse"):
    return Move(who, "A", "nurse", "B", job, 1.0, "")


def test_a_fingerprint_is_that_of_the_figures():
    moved = move("P1")
    # A move has no provenance: what it says is all there is.
    text = json.dumps(moved.to_dict(), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    assert decisions.fingerprint(moved) == hashlib.sha256(text.encode("ascii")).hexdigest()
    assert decisions.fingerprint(move("P1", job="cook")) != decisions.fingerprint(moved)
    report = skm.check_report([3.2] * 9)
    told = report.to_dict()
    assert {"made_at", "library", "versions"} < told["provenance"].keys()
    for name in ("made_at", "library", "versions"):
        del told["provenance"][name]
    text = json.dumps(told, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    assert decisions.fingerprint(report) == hashlib.sha256(text.encode("ascii")).hexdigest()


def test_what_is_no_result_has_no_fingerprint():
    with pytest.raises(InputError) as caught:
        decisions.fingerprint({"score": 3})
    fault = caught.value
    assert (fault.code, fault.argument) == ("wrong_type", "result")
    assert (fault.expected, fault.found) == ("a result of the library", "dict")


def test_what_was_decided_survives_copies_and_pickles_and_stays_read_only():
    made = Decision(**MADE)
    for again in (pickle.loads(pickle.dumps(made)), copy.deepcopy(made)):  # noqa: S301
        assert again == made
        assert hash(again.proposed) == hash(made.proposed)
        assert type(again.proposed) is type(made.proposed)
        for change in (
            lambda x: x.update(job="cook"),
            lambda x: x.pop("job"),
            lambda x: x.clear(),
            lambda x: x.setdefault("job", "cook"),
            lambda x: x.popitem(),
            lambda x: x.__delitem__("job"),
            lambda x: x.__ior__({"job": "cook"}),
        ):
            with pytest.raises(TypeError, match=r"^a decision is read-only; make a new one$"):
                change(again.proposed)
    # The order in which a mapping was written is no part of it.
    turned = Decision(**{**MADE, "proposed": dict(reversed(PLACE.items()))})
    assert (hash(turned.proposed), hash(turned)) == (hash(made.proposed), hash(made))
    assert hash(Decision(**{**MADE, "proposed": None, "grounds": "x"})) != hash(made)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (datetime.datetime(2026, 3, 2, 23, 59), "2026-03-02"),  # noqa: DTZ001 - a day of a clock
        (datetime.date(2026, 12, 31), "2026-12-31"),
        ("20260302", "2026-03-02"),
    ],
)
def test_the_day_of_a_decision_is_written_one_way(given, read):
    assert Decision(**{**MADE, "on": given}).on == read


def test_a_day_that_is_none_is_named():
    with pytest.raises(ValidationError, match=r"expected a day as YYYY-MM-DD, found '2026-02-30'"):
        Decision(**{**MADE, "on": "2026-02-30"})


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (move("P1", job=np.str_("cook")), {"unit": "B", "job": "cook"}),
        ({3: np.float64(1.5), "b": np.bool_(True)}, {"3": 1.5, "b": True}),
        (np.int64(4), 4),
        ("stay", "stay"),
        (None, None),
    ],
)
def test_what_is_proposed_becomes_plain(given, read):
    made = Decision(**{**MADE, "proposed": given, "decided": read})
    assert made.proposed == read
    assert type(made.proposed) is type(made.decided)
    assert not made.departs
    assert made.grounds == ""


def test_grounds_are_asked_for_where_a_decision_departs():
    said = "the decision departs from the proposal: `grounds` has to say why"
    with pytest.raises(ValidationError, match=said):
        Decision(**{**MADE, "decided": None})


# What a plan proposes beside what was decided ----------------------------------------------------


def decided(who, what, on="2026-03-02", office="Head of personnel", grounds="because"):
    return Decision(
        **{**MADE, "id": who, "decided": what, "on": on, "by_office": office, "grounds": grounds}
    )


def test_a_reconciliation_counts_and_is_titled():
    plan = {"P3": "stay", "P1": 4, "P2": PLACE}
    got = decisions.reconcile(
        plan, [decided("P1", 5), decided("P3", "stay"), decided("P9", None, office="The board")]
    )
    assert got.ids.tolist() == ["P3", "P1", "P2", "P9"]
    assert got.proposed.tolist() == ["stay", "4", "North / nurse", ""]
    assert got.decided.tolist() == ["stay", "5", "", ""]
    # P9: nothing was proposed and nothing changes.
    assert got.status.tolist() == ["followed", "changed", "open", "followed"]
    assert got.differs.tolist() == [False, True, False, False]
    assert got.by_office.tolist() == ["Head of personnel", "Head of personnel", "", "The board"]
    assert got.on.tolist() == ["2026-03-02", "2026-03-02", "", "2026-03-02"]
    assert got.grounds.tolist() == ["because", "because", "", "because"]
    # Of the proposals for P3 and P1, which are decided, one was followed; P9 had none.
    assert got.share_followed == 0.5
    assert got._facts("en") == {"changed": 1, "followed": 2, "open": 1}
    assert got._headline("en") == "The plan and what was decided"
    assert got._headline("id") == "Rencana dan keputusan yang ditetapkan"
    assert (got._headline(), got._facts()) == (got._headline("en"), got._facts("en"))
    assert got.other_result == ()
    assert (got.provenance.definition, got.provenance.missing) == (None, "raise")
    assert list(got.to_records()[0])[:4] == ["id", "status", "proposed", "decided"]


def test_nobody_is_reconciled():
    got = decisions.reconcile({}, [])
    assert (got.ids.tolist(), got.differs.tolist()) == ([], [])
    assert got.differs.dtype == np.bool_
    assert np.isnan(got.share_followed)


def test_nothing_decided_leaves_no_share():
    got = decisions.reconcile({"P1": "stay"}, [])
    assert (got.status.tolist(), got.grounds.tolist()) == (["open"], [""])
    assert np.isnan(got.share_followed)


def test_earlier_decisions_are_named_whichever_comes_first():
    first = decided("P1", None, on="2026-03-02", office="The board")
    last = decided("P1", PLACE, on="2026-04-01")
    for given in ([first, last], [last, first]):
        got = decisions.reconcile({"P1": PLACE}, iter(given))
        assert (got.status.tolist(), got.on.tolist()) == (["followed"], ["2026-04-01"])
        assert got.provenance.left_out == ("earlier decision on 'P1' of 2026-03-02 by The board",)


def test_one_move_is_a_plan_of_one():
    got = decisions.reconcile(move("P1"), [])
    assert got.ids.tolist() == ["P1"]
    assert got.proposed.tolist() == ["B / nurse"]


@pytest.mark.parametrize(
    ("plan", "code", "expected", "found"),
    [
        (
            {"P1": "stay", "P2": {"unit": "A", "days": [1]}},
            "wrong_type",
            "a text, a number, a Move or a mapping of them for each person",
            "a list for 'P2'",
        ),
        (
            {"P1": (1, 2)},
            "wrong_type",
            "a text, a number, a Move or a mapping of them for each person",
            "a tuple for 'P1'",
        ),
        (
            [move("P1"), "P2"],
            "wrong_type",
            "a transfer plan, moves, or a mapping from person to proposal",
            "str",
        ),
        (
            7,
            "wrong_type",
            "a transfer plan, moves, or a mapping from person to proposal",
            "int",
        ),
    ],
)
def test_a_plan_that_is_none_is_refused(plan, code, expected, found):
    with pytest.raises(InputError) as caught:
        decisions.reconcile(plan, [])
    fault = caught.value
    assert (fault.argument, fault.code, fault.expected) == ("plan", code, expected)
    assert found in fault.found


@pytest.mark.parametrize(
    ("given", "code", "expected", "found", "row"),
    [
        (
            [decided("P1", PLACE), "P2"],
            "missing_value",
            "decisions that name whom they concern, as `id`",
            "str without one (row 1)",
            1,
        ),
        (
            [decided("P1", PLACE), decided("P2", PLACE), decided(None, PLACE)],
            "missing_value",
            "decisions that name whom they concern, as `id`",
            "Decision without one (row 2)",
            2,
        ),
        (
            [decided("P2", PLACE), decided("P1", PLACE), decided("P1", None)],
            "duplicate",
            "one decision a day for each person",
            "two on 2026-03-02 for 'P1'",
            2,
        ),
    ],
)
def test_decisions_that_cannot_be_told_apart_are_refused(given, code, expected, found, row):
    with pytest.raises(InputError) as caught:
        decisions.reconcile({"P1": PLACE}, given)
    fault = caught.value
    assert (fault.argument, fault.code) == ("decisions", code)
    assert (fault.expected, fault.found) == (expected, found)
    assert fault.positions == (row,)


def test_decisions_are_a_sequence():
    with pytest.raises(InputError, match="a sequence of Decision") as caught:
        decisions.reconcile({"P1": PLACE}, 3)
    assert caught.value.argument == "decisions"


# Who bears the moves -----------------------------------------------------------------------------

IDS = [f"P{i}" for i in range(26)]
GROUP = ["x"] * 10 + ["y"] * 8 + ["z"] * 8
MOVED = [0, 1, 2, 3, 4, 5, 10, 11, 20, 21, 22, 23]  # 6 of 10, 2 of 8, 4 of 8


def fairness(**more):
    return decisions.plan_fairness([move(f"P{i}") for i in MOVED], IDS, GROUP, **more)


def test_what_a_group_bears_by_hand():
    got = fairness(
        minimum=2,
        level=0.8,
        threshold=0.5,
        distance=[float(i * i) for i in range(26)],
        wished=[i % 2 == 0 for i in range(26)],
    )
    assert got.group.tolist() == ["x", "y", "z"]
    assert got.n.tolist() == [10, 8, 8]
    assert got.moved.tolist() == [6, 2, 4]
    assert got.share_moved.tolist() == [0.6, 0.25, 0.5]
    assert (got.reference, got.suppressed) == ("y", ())
    assert got.ratio == pytest.approx([0.6 / 0.25, 1, 2])
    # Above 1/.5 = 2, and not at it.
    assert got.bears_more.tolist() == [True, False, False]
    # Squares: (0 + 1 + 4 + 9 + 16 + 25)/6, (100 + 121)/2, (400 + 441 + 484 + 529)/4.
    assert got.distance == pytest.approx([55 / 6, 110.5, 1854 / 4])
    # Even numbers asked: of 0 2 4 6 8 stay 6 8; of 10 12 14 16 stay three; of 18 20 22 24 two.
    assert got.refused == pytest.approx([2 / 5, 3 / 4, 2 / 4])
    assert got.provenance.options == {"threshold": 0.5, "minimum": 2, "level": 0.8}
    assert got.provenance.missing == "raise"
    assert got._headline("en") == "Who bears the moves of the plan"
    assert got._headline("id") == "Sebaran beban mutasi dalam rencana"
    # Pearson: Σ (moved − n·p)²/(n·p·(1 − p)), p = 12/26, on 2 degrees of freedom: exp(−χ²/2).
    p = 12 / 26
    parts = [(x - n * p) ** 2 / (n * p * (1 - p)) for x, n in ((6, 10), (2, 8), (4, 8))]
    assert got.overall_p == pytest.approx(math.exp(-sum(parts) / 2), rel=1e-12)
    assert got.provenance.left_out == ()
    assert got._headline() == got._headline("en")
    # The ratio's interval is narrower at the lower level, about the same ratio.
    wide = fairness(minimum=2)
    assert wide.lower[0] < got.lower[0] < got.ratio[0] < got.upper[0] < wide.upper[0]
    assert wide.provenance.options == {"threshold": 0.8, "minimum": 2, "level": 0.95}
    assert np.isnan([*wide.distance, *wide.refused]).all()


def test_what_a_comparison_of_groups_was_made_from():
    distance, wished = [float(i * i) for i in range(26)], [i % 3 == 0 for i in range(26)]
    given = {"ids": IDS, "group": GROUP, "distance": distance, "wished": wished}
    read = fairness(distance=distance, wished=wished).provenance
    assert read.rows == 26
    assert read.data == {name: column_print(np.array(x)) for name, x in given.items()}
    assert set(fairness(wished=wished).provenance.data) == {"ids", "group", "wished"}


def test_a_mean_of_as_many_as_the_minimum_is_shown():
    distance = [1.0] * 20 + [2.0, 4.0, 9.0, 5.0] + [1.0] * 2
    assert fairness(minimum=4, distance=distance).distance[2] == 5.0
    got = fairness(minimum=5, distance=distance)
    assert got.distance[0] == 1.0
    assert np.isnan(got.distance[1:]).all()
    hidden = decisions.plan_fairness(
        [move("P0"), move("P1"), move("P7")], IDS[:12], list("xxxxxyyyyyyz")
    )
    assert hidden.suppressed == ("z",)
    assert hidden.provenance.left_out[0] == "not shown, fewer than 5 people: z"
    # By default five people are the fewest, of a group as of a mean.
    assert fairness(distance=distance).distance[0] == 1.0
    assert fairness(distance=distance).provenance.options["minimum"] == 5


def test_a_ratio_of_exactly_five_quarters_is_not_above_it():
    # 5 of 6 over 4 of 6 is 1.25 on paper, and a little more in floats.
    assert 5 / 6 / (4 / 6) > 1 / 0.8
    ids = [f"P{i}" for i in range(12)]
    moves = [move(f"P{i}") for i in (0, 1, 2, 3, 4, 6, 7, 8, 9)]
    got = decisions.plan_fairness(moves, ids, ["x"] * 6 + ["y"] * 6)
    assert got.ratio == pytest.approx([1.25, 1])
    assert got.bears_more.tolist() == [False, False]
    assert decisions.plan_fairness(
        moves, ids, ["x"] * 6 + ["y"] * 6, threshold=0.81
    ).bears_more.tolist() == [True, False]


def exactly(call):
    with pytest.raises(InputError) as caught:
        call()
    fault = caught.value
    return fault.argument, fault.code, fault.expected, fault.found


def test_refusals_name_the_argument():
    shown = ["P1", "P2", "P3"]
    assert exactly(
        lambda: decisions.plan_fairness([move("P9")], shown, ["x", "y", "y"], minimum=1)
    ) == ("ids", "unknown_label", "everybody whom the plan moves", "no 'P9'")
    assert exactly(lambda: decisions.plan_fairness([move("P9")], None, ["x"])) == (
        "ids",
        "too_few",
        "at least one",
        "none",
    )
    assert exactly(lambda: decisions.plan_fairness([], shown, ["x", "y"], minimum=1)) == (
        "group",
        "wrong_shape",
        "3 labels, one per row",
        "2",
    )
    for name, code in (("distance", "not_numeric"), ("wished", "wrong_type")):
        got = exactly(
            lambda name=name: decisions.plan_fairness(
                [move("P1")], shown, ["x", "y", "y"], minimum=1, **{name: ["a", "b", "c"]}
            )
        )
        assert got[:2] == (name, code)
    for name in ("distance", "wished"):
        got = exactly(
            lambda name=name: decisions.plan_fairness(
                [move("P1")], shown, ["x", "y", "y"], minimum=1, **{name: [1, 0]}
            )
        )
        assert got == (name, "wrong_shape", "3 values", "shape (2,)")
    assert exactly(lambda: decisions.plan_fairness([], shown, ["x", None, "y"], minimum=1)) == (
        "group",
        "missing_value",
        "a label in every row",
        "row 1 (missing)",
    )
    for limit in (0.0, 1.5):
        got = exactly(lambda limit=limit: fairness(threshold=limit))
        assert got[0] == "threshold"
    assert fairness(threshold=1.0).bears_more.tolist() == [True, False, True]


def test_words_of_statuses_are_as_the_page_lists_them():
    plan = {"P1": "a", "P2": "a", "P3": "a", "P4": "a"}
    got = decisions.reconcile(
        plan,
        chain(
            [decided("P1", "a"), decided("P2", "b")],
            [decided("P3", None), decided("P5", "b")],
        ),
    )
    assert got.status.tolist() == ["followed", "changed", "declined", "open", "added"]
    assert got.differs.tolist() == [False, True, True, False, True]
    assert got.share_followed == pytest.approx(1 / 3)
