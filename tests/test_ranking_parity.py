"""ranking: published worked cases, and figures where peers are wrong."""

import json
from pathlib import Path

import numpy as np
import pytest

from kinerja import ranking as rk
from kinerja import weights as wt
from kinerja._digits import rank

PARITY = json.loads((Path(__file__).parent / "parity" / "ranking.json").read_text("utf-8"))
X = np.array(PARITY["fighter"]["matrix"])
W = np.array(PARITY["fighter"]["weights"])
BENEFIT = np.array(PARITY["fighter"]["types"]) == 1
BOUNDS = np.column_stack([X.min(axis=0), X.max(axis=0)])

RANKINGS = {
    "saw_linear": (rk.saw, {}),
    "saw_minmax": (rk.saw, {"normalization": "min_max"}),
    "saw_sum": (rk.saw, {"normalization": "sum"}),
    "wpm_linear": (rk.wp, {"normalization": "linear"}),
    "wpm_sum": (rk.wp, {"normalization": "sum"}),
    "wp_indonesia": (rk.wp, {}),
    "waspas": (rk.waspas, {"mix": 0.5}),
    "topsis": (rk.topsis, {}),
    "topsis_minmax": (rk.topsis, {"normalization": "min_max"}),
    "vikor": (rk.vikor, {"mix": 0.5}),
    "moora_ratio": (rk.moora, {}),
    "moora_reference_point": (rk.moora_reference_point, {}),
    "moora_fmf_weighted": (rk.full_multiplicative, {}),
    "aras": (rk.aras, {}),
    "copras": (rk.copras, {}),
    "edas": (rk.edas, {}),
    "codas": (rk.codas, {"tau": 0.02}),
    "mabac": (rk.mabac, {}),
    "marcos": (rk.marcos, {}),
    "cocoso": (rk.cocoso, {"mix": 0.5}),
    "spotis": (rk.spotis, {"bounds": BOUNDS}),
    **{
        f"promethee2_{short}": (rk.promethee_ii, {"preference": name})
        for short, name in (
            ("usual", "usual"),
            ("ushape", "u_shape"),
            ("vshape", "v_shape"),
            ("level", "level"),
            ("linear", "linear"),
            ("gaussian", "gaussian"),
        )
    },
}


def close(case, got, expected):
    np.testing.assert_allclose(got, expected, rtol=case["tolerance"], atol=1e-12)


def fighter(method, **options):
    return method(X, W, benefit=BENEFIT, **options)


def check_special(case):
    """The cases whose expected value is not one score and one rank a row."""
    method, given, expected = case["method"], case["input"], case["expected"]
    if method == "moora_fmf_unweighted":
        logs = fighter(rk.multimoora).details["log_multiplicative"]
        close(case, np.exp(logs), expected["values"])
    elif method == "electre1_concordance":
        got = fighter(rk.electre_i).concordance.copy()
        np.fill_diagonal(got, -1.0)
        close(case, got, expected)
    elif method == "electre1_kernel":
        got = fighter(rk.electre_i, concordance=given["p"], discordance=given["q"]).kernel
        assert got.tolist() == [value == 1 for value in expected]
    elif method == "multimoora":
        details = fighter(rk.multimoora).details
        orders = [f"{part}_rank" for part in ("ratio", "reference_point", "multiplicative")]
        got = np.column_stack([details[name] for name in orders])
        assert got.tolist() == expected["ranks_ratio_reference_fmf"]
        assert details["rank_sum"].tolist() == expected["rank_sum"]
    elif method == "vikor_compromise":
        got = fighter(rk.vikor)
        assert np.argsort(got.score).tolist() == expected["order"]
        assert got.details["acceptable_advantage"] is expected["acceptable_advantage"]
        assert got.details["acceptable_stability"] is expected["acceptable_stability"]
        assert got.details["compromise"].tolist() == expected["compromise_set"]
    elif method == "smart":
        types = np.array(given["types"]) == 1
        got = rk.smart(
            given["matrix"], given["weights_raw"], given["low"], given["high"], benefit=types
        )
        close(case, got.score, expected["values"])
        close(case, got.details["utilities"], expected["utilities"])
    elif method == "profile_matching":
        got = rk.profile_matching(
            given["actual"],
            given["profile"],
            core=given["core"],
            core_share=given["core_share"],
            gap_scores={float(gap): score for gap, score in given["gap_weights"].items()},
        )
        close(case, got.score, expected["values"])
        for ours, theirs in (
            ("gap", "gap"),
            ("gap_score", "gap_weight"),
            ("core", "ncf"),
            ("secondary", "nsf"),
        ):
            close(case, got.details[ours], expected[theirs])
        assert got.rank.tolist() == expected["rank"]
    elif method == "gap_weight":
        assert [rk.KUSRINI[gap] for gap in given["gap"]] == expected
    elif method.startswith("ranking_"):
        scores = np.array(given["scores"])
        assert rank(scores, ties=method.removeprefix("ranking_")).tolist() == expected
    else:
        field = {"weighted_spearman_rw": "weighted_spearman"}.get(method, method)
        close(case, getattr(rk.compare_rankings(given["x"], given["y"]), field), expected[0])


@pytest.mark.parametrize("case", PARITY["cases"], ids=lambda case: case["id"])
def test_parity(case):
    if case["method"] not in RANKINGS:
        check_special(case)
        return
    method, options = RANKINGS[case["method"]]
    options = {**options, **{name: case["input"][name] for name in "qp" if name in case["input"]}}
    got = fighter(method, **options)
    expected = case["expected"]
    close(case, got.score, expected["values"])
    assert got.rank.tolist() == expected["rank"]
    for name in ("S", "R", "phi_plus", "phi_minus"):
        if name in expected:
            close(case, got.details[name], expected[name])


# A second problem, of twelve subjects and columns of very different size: what peers return for it.
PEERS = json.loads((Path(__file__).parent / "parity" / "peers.json").read_text("utf-8"))
CENTRES = (PEERS["matrix"], PEERS["weights"])


@pytest.mark.parametrize("name", PEERS["rankings"])
def test_peers_where_they_are_right(name):
    case = PEERS["rankings"][name]
    got = getattr(rk, case["method"])(*CENTRES, benefit=PEERS["benefit"], **case["options"])
    if isinstance(got, rk.Outranking):
        assert got.kernel.tolist() == case["values"]
    else:
        np.testing.assert_allclose(got.score, case["values"], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", PEERS["objective_weights"])
def test_peers_weights_where_they_are_right(name):
    case = PEERS["objective_weights"][name]
    options = {"benefit": PEERS["benefit"]} if case["directed"] else {}
    got = getattr(wt, name)(PEERS["matrix"], **options)
    np.testing.assert_allclose(got, case["values"], rtol=1e-9)


def test_a_peer_lets_costs_raise_the_score():
    # COPRAS of pymcdm 1.4.0: the centre with the largest second column, a cost, is first there. The
    # published one, in pyrepo-mcda and here, has it in the middle.
    theirs = rank(np.array(PEERS["wrong"]["copras"]["values"]))
    dearest = int(np.argmax(np.array(PEERS["matrix"])[:, 1]))
    assert theirs[dearest] == 1
    got = rk.copras(*CENTRES, benefit=PEERS["benefit"]).rank
    assert got[dearest] >= 6
    assert rk.compare_rankings(theirs, got).spearman < 0
