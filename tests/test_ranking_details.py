"""ranking: every figure that a method hands over beside its score, by the formula on paper."""

import numpy as np
import pytest

from kinerja import ranking as rk
from kinerja.errors import InputError

X = np.array([[3.0, 8, 12], [5, 2, 7], [4, 6, 9], [9, 5, 3], [6, 7, 20]])
W = np.array([3.0, 1, 2])
BENEFIT = np.array([True, False, True])
SIDE = np.array([1.0, -1, 1])
N, K = X.shape

LENGTH = X / np.sqrt((X**2).sum(axis=0))
SHARE = np.where(BENEFIT, X / X.max(axis=0), X.min(axis=0) / X)
TURNED = np.where(BENEFIT, X, 1 / X)
OF_SUM = TURNED / TURNED.sum(axis=0)
WAY = np.where(BENEFIT, X - X.min(axis=0), X.max(axis=0) - X) / np.ptp(X, axis=0)
BEST = np.where(BENEFIT, X.max(axis=0), X.min(axis=0))


def saw(w):
    return {"normalized": SHARE}, SHARE @ w, {"normalization": "linear"}


def saw_sum(w):
    return {"normalized": OF_SUM}, OF_SUM @ w, {"normalization": "sum"}


def saw_min_max(w):
    return {"normalized": WAY}, WAY @ w, {"normalization": "min_max"}


def wp(w):
    power = SIDE * w * np.log(X)
    products = np.prod(X ** (SIDE * w), axis=1)
    return {"log_power": power, "S": products}, products / products.sum(), {"normalization": "raw"}


def wp_linear(w):
    return {"log_power": w * np.log(SHARE)}, np.prod(SHARE**w, axis=1), {"normalization": "linear"}


def waspas(w):
    sums, products = SHARE @ w, np.prod(SHARE**w, axis=1)
    details = {"normalized": SHARE, "weighted_sum": sums, "weighted_product": products}
    return details, 0.3 * sums + 0.7 * products, {"mix": 0.3}


def smart(w):
    utilities = 100 * np.where(BENEFIT, X, 25 - X) / 25
    return {"utilities": utilities}, utilities @ w, {}


def topsis(w):
    v = LENGTH * w
    ideal = np.where(BENEFIT, v.max(axis=0), v.min(axis=0))
    anti = np.where(BENEFIT, v.min(axis=0), v.max(axis=0))
    near, far = (np.sqrt(((v - at) ** 2).sum(axis=1)) for at in (ideal, anti))
    details = {
        "weighted": v,
        "ideal": ideal,
        "anti_ideal": anti,
        "distance_ideal": near,
        "distance_anti_ideal": far,
    }
    return details, far / (near + far), {"normalization": "vector"}


def vikor(w):
    terms = w * (1 - WAY)
    s, r = terms.sum(axis=1), terms.max(axis=1)
    q = 0.4 * (s - s.min()) / np.ptp(s) + 0.6 * (r - r.min()) / np.ptp(r)
    order = np.argsort(q)
    lead = bool(q[order[1]] - q[order[0]] >= 1 / (N - 1))
    stable = bool(order[0] in (s.argmin(), r.argmin()))
    near = order[q[order] - q[order[0]] < 1 / (N - 1)]
    compromise = order[: 1 if stable else 2] if lead else near
    details = {
        "S": s,
        "R": r,
        "Q": q,
        "acceptable_advantage": lead,
        "acceptable_stability": stable,
        "compromise": compromise,
    }
    return details, q, {"mix": 0.4}


def spotis(w):
    ideal = np.array([9.0, 1, 20])
    distance = np.abs(X - ideal) / np.array([10.0, 9, 25])
    return {"distance": distance, "ideal": ideal}, distance @ w, {}


def moora(w):
    return {"normalized": LENGTH}, LENGTH @ (w * SIDE), {}


def moora_reference_point(w):
    best = np.where(BENEFIT, LENGTH.max(axis=0), LENGTH.min(axis=0))
    score = (w * np.abs(best - LENGTH)).max(axis=1)
    return {"normalized": LENGTH, "reference": best}, score, {}


def full_multiplicative(w):
    power = SIDE * w * np.log(LENGTH)
    return {"log_power": power}, np.exp(power.sum(axis=1)), {}


def places(score, *, higher):
    return np.array([1 + (score > x if higher else score < x).sum() for x in score], dtype=float)


def multimoora(w):
    ratio = LENGTH @ (w * SIDE)
    best = np.where(BENEFIT, LENGTH.max(axis=0), LENGTH.min(axis=0))
    away = (w * np.abs(best - LENGTH)).max(axis=1)
    product = np.log(LENGTH) @ SIDE
    orders = [places(ratio, higher=True), places(away, higher=False), places(product, higher=True)]
    details = {
        "ratio": ratio,
        "reference_point": away,
        "log_multiplicative": product,
        "ratio_rank": orders[0],
        "reference_point_rank": orders[1],
        "multiplicative_rank": orders[2],
        "rank_sum": sum(orders),
    }
    return details, None, {}


def aras(w):
    turned = np.vstack([np.where(BENEFIT, BEST, 1 / BEST), TURNED])
    shares = turned / turned.sum(axis=0)
    s = shares @ w
    return {"normalized": shares, "optimality": s[1:], "optimal": s[0]}, s[1:] / s[0], {}


def copras(w):
    shares = X / X.sum(axis=0)
    plus, minus = shares @ (w * BENEFIT), shares @ (w * ~BENEFIT)
    q = plus + minus.sum() / (minus * (1 / minus).sum())
    return {"normalized": shares, "S_plus": plus, "S_minus": minus, "Q": q}, q / q.max(), {}


def marcos(w):
    s = SHARE @ w
    ideal, anti = (float((end * w).sum()) for end in (SHARE.max(axis=0), SHARE.min(axis=0)))
    plus, minus = s / ideal, s / anti
    of_plus, of_minus = minus / (plus + minus), plus / (plus + minus)
    score = (plus + minus) / (1 + (1 - of_plus) / of_plus + (1 - of_minus) / of_minus)
    return {"normalized": SHARE, "S": s, "S_ideal": ideal, "S_anti_ideal": anti}, score, {}


def cocoso(w):
    s, p = WAY @ w, (WAY**w).sum(axis=1)
    ka, kb = (s + p) / (s + p).sum(), s / s.min() + p / p.min()
    kc = (0.7 * s + 0.3 * p) / (0.7 * s.max() + 0.3 * p.max())
    details = {"normalized": WAY, "S": s, "P": p, "k_a": ka, "k_b": kb, "k_c": kc}
    return details, (ka * kb * kc) ** (1 / 3) + (ka + kb + kc) / 3, {"mix": 0.7}


def edas(w):
    average = X.mean(axis=0)
    lead = SIDE * (X - average) / average
    above, below = np.maximum(0, lead), np.maximum(0, -lead)
    sp, sn = above @ w, below @ w
    details = {"average": average, "above": above, "below": below, "SP": sp, "SN": sn}
    return details, (sp / sp.max() + 1 - sn / sn.max()) / 2, {}


def mabac(w):
    v = w * (WAY + 1)
    border = np.prod(v, axis=0) ** (1 / N)
    return {"weighted": v, "border": border}, (v - border).sum(axis=1), {}


def codas(w):
    v = SHARE * w
    worst = v.min(axis=0)
    e, t = np.sqrt(((v - worst) ** 2).sum(axis=1)), (v - worst).sum(axis=1)
    score = [
        sum((e[i] - e[m]) + (abs(e[i] - e[m]) >= 0.05) * (t[i] - t[m]) for m in range(N))
        for i in range(N)
    ]
    details = {"weighted": v, "anti_ideal": worst, "euclidean": e, "taxicab": t}
    return details, score, {"tau": 0.05}


def promethee_ii(w):
    lead = SIDE * (X[:, None, :] - X[None, :, :])
    preferred = np.clip((lead - 1) / 3, 0, 1)
    plus = preferred.sum(axis=1) / (N - 1)
    minus = preferred.sum(axis=0) / (N - 1)
    details = {"phi_plus": plus @ w, "phi_minus": minus @ w, "column_flow": plus - minus}
    options = {"preference": ("linear",) * K, "q": (1.0,) * K, "p": (4.0,) * K}
    return details, (plus - minus) @ w, options


CASES = {
    "saw": (rk.saw, saw, {}),
    "saw sum": (rk.saw, saw_sum, {"normalization": "sum"}),
    "saw min_max": (rk.saw, saw_min_max, {"normalization": "min_max"}),
    "wp": (rk.wp, wp, {}),
    "wp linear": (rk.wp, wp_linear, {"normalization": "linear"}),
    "waspas": (rk.waspas, waspas, {"mix": 0.3}),
    "smart": (rk.smart, smart, {"low": 0.0, "high": 25.0}),
    "topsis": (rk.topsis, topsis, {}),
    "vikor": (rk.vikor, vikor, {"mix": 0.4}),
    "spotis": (
        rk.spotis,
        spotis,
        {"bounds": [[0, 10], [1, 10], [0, 25]], "expected": [9, 1, 20]},
    ),
    "moora": (rk.moora, moora, {}),
    "moora_reference_point": (rk.moora_reference_point, moora_reference_point, {}),
    "full_multiplicative": (rk.full_multiplicative, full_multiplicative, {}),
    "multimoora": (rk.multimoora, multimoora, {}),
    "aras": (rk.aras, aras, {}),
    "copras": (rk.copras, copras, {}),
    "marcos": (rk.marcos, marcos, {}),
    "cocoso": (rk.cocoso, cocoso, {"mix": 0.7}),
    "edas": (rk.edas, edas, {}),
    "mabac": (rk.mabac, mabac, {}),
    "codas": (rk.codas, codas, {"tau": 0.05}),
    "promethee_ii": (rk.promethee_ii, promethee_ii, {"preference": "linear", "q": 1, "p": 4}),
}
LOWER = {"vikor", "spotis", "moora_reference_point", "multimoora"}


@pytest.mark.parametrize("kept", [False, True], ids=["divided", "kept"])
@pytest.mark.parametrize("name", CASES)
def test_every_figure_is_that_of_the_formula(name, kept):
    method, formula, options = CASES[name]
    w = W if kept else W / W.sum()
    details, score, told = formula(w)
    got = method(X, W, benefit=BENEFIT, normalize=not kept, ties="average", **options)
    for figure, wanted in details.items():
        assert got.details[figure] == pytest.approx(wanted, rel=1e-11, abs=1e-13), figure
    assert set(got.details) >= {*details, "columns", "weights"}
    assert got.details["columns"].tolist() == [0, 1, 2]
    assert got.details["weights"] == pytest.approx(w)
    if score is not None:
        assert got.score == pytest.approx(score, rel=1e-11, abs=1e-13)
    assert got.higher_is_better is (name not in LOWER)
    assert got.ties == "average"
    assert got.provenance.options == {"method": method.__name__, **told}
    assert got.provenance.missing == "raise"


def test_orders_of_multimoora_are_joined_by_dominance_or_by_their_sum():
    joined = rk.multimoora([[3, 4], [4, 3], [5, 6]], [0.5, 0.5])
    # The third is first in every order; the others take turns, so that their sums decide.
    assert joined.details["decided_by"] in {"dominance", "rank_sum"}
    clear = rk.multimoora([[1, 1], [2, 2], [3, 3]], [0.7, 0.3], ids=["a", "b", "c"])
    assert clear.details["decided_by"] == "dominance"
    assert clear.rank.tolist() == [3.0, 2.0, 1.0]
    assert clear.details["rank_sum"].tolist() == [9.0, 6.0, 3.0]


def test_outranking_by_pairs():
    got = rk.electre_i(X, W, benefit=BENEFIT, ids=list("abcde"), concordance=0.6, discordance=0.5)
    scaled = SIDE * X / X.max(axis=0)
    w = W / W.sum()
    for i in range(N):
        for m in range(N):
            agree = 1.0 if i == m else sum(w[scaled[i] >= scaled[m]])
            veto = max(0.0, (scaled[m] - scaled[i]).max()) / np.ptp(scaled, axis=0).max()
            assert got.concordance[i, m] == pytest.approx(agree)
            assert got.discordance[i, m] == pytest.approx(veto, abs=1e-15)
            assert got.relation[i, m] == (i != m and agree >= 0.6 and veto <= 0.5)
    assert got.kernel.tolist() == (~got.relation.any(axis=0)).tolist()
    assert got.outranks.tolist() == got.relation.sum(axis=1).tolist()
    assert got.outranked_by.tolist() == got.relation.sum(axis=0).tolist()
    assert got.provenance.options == {
        "method": "electre_i",
        "concordance": 0.6,
        "discordance": 0.5,
    }
    assert got._headline("en") == got._headline()


def test_agreement_of_rankings_by_hand():
    # R = 1 2 3 4, Q = 2 1 3 4: gaps 1 1 0 0; weights (n − R + 1) + (n − Q + 1) = 7 7 4 2 …;
    # 1 − 6·(7 + 7)/(256 + 64 − 16 − 4) = 1 − 84/300.
    got = rk.compare_rankings([1, 2, 3, 4], [2, 1, 3, 4])
    assert got.weighted_spearman == pytest.approx(1 - 84 / 300, rel=1e-14)
    # 2^−1·1/3 + 2^−2·1/2 = 7/24.
    assert got.ws == pytest.approx(1 - 7 / 24, rel=1e-14)
    assert got.spearman == pytest.approx(0.8, rel=1e-14)
    assert got.kendall_tau_b == pytest.approx(4 / 6, rel=1e-14)
    alone = rk.compare_rankings([1], [1])
    assert (alone.spearman, alone.kendall_tau_b, alone.weighted_spearman, alone.ws) == (1, 1, 1, 1)
    tied = rk.compare_rankings([1, 1, 1], [1, 2, 3])
    assert (tied.spearman, tied.kendall_tau_b) == (0.0, 0.0)
    assert got.provenance.missing == "raise"


@pytest.mark.parametrize("ranks", [[[1, 2, 2], [2, 1, 3], [2, 3, 1], [4, 4, 4]]])
def test_points_and_duels_by_hand(ranks):
    borda = rk.borda(ranks, ids=list("dbca"))
    # Places 1 2.5 2.5 4; 2 1 3 4; 2 3 1 4: n − r.
    assert borda.details["points"].tolist() == [[3, 2, 2], [1.5, 3, 1], [1.5, 1, 3], [0, 0, 0]]
    assert borda.score.tolist() == [7, 5.5, 5.5, 0]
    assert borda.provenance.options == {"method": "borda"}
    copeland = rk.copeland(ranks, ties="dense", ids=list("dbca"))
    # d against b: 1 < 2, 2 > 1, 2 < 3: won; d against c: 1 < 2, 2 < 3, 2 > 1: won; b against c:
    # level, 1 < 3, 3 > 1: drawn; a loses all.
    assert copeland.details["wins"].tolist() == [3, 1, 1, 0]
    assert copeland.details["losses"].tolist() == [0, 1, 1, 3]
    assert copeland.rank.tolist() == [1, 2, 2, 3]
    assert copeland.ids.tolist() == list("dbca")
    assert copeland.provenance.options == {"method": "copeland"}


HINT_RATIO = "The method divides by it; shift the values, or use topsis."
HINT_SHARES = "The method takes shares; shift the values, or use topsis."


@pytest.mark.parametrize(
    ("call", "argument", "code", "expected", "found", "hint"),
    [
        (
            lambda: rk.copras([[-1.0], [2]], [1], ids=["x", "y"]),
            *("matrix", None, None, "row 'x' column 0 (-1)", HINT_SHARES),
        ),
        (
            lambda: rk.wp([[1.0, 3], [2, 0]], [1, 1]),
            *("matrix", None, None, "row 1 column 1 (0)", HINT_RATIO),
        ),
        (
            lambda: rk.marcos({"a": [1, 0], "b": [0, 2]}, [1, 1], benefit=[True, False]),
            *("matrix", None, None, "row 0 column 'b' (0)", HINT_RATIO),
        ),
        (
            lambda: rk.smart({"a": [1.0, 9]}, [1], 0, 5, ids=["x", "y"]),
            *("matrix", "out_of_range", "values inside their bounds", "row 'y' column 'a' (9)"),
            "Widen the bounds, or correct the value.",
        ),
        (
            lambda: rk.spotis([[1.0]], [1], bounds=[[3, 3]]),
            *("bounds", "out_of_range", "an upper bound above the lower one", None, None),
        ),
        (
            lambda: rk.spotis([[1.0]], [1], bounds=[[0, 3]] * 2),
            *("bounds", "wrong_shape", "shape (1, 2)", "shape (2, 2)"),
            "Pass the lowest and highest possible value of each column.",
        ),
        (
            lambda: rk.spotis([[1.0]], [1], bounds=[[0, 3]], expected=[4]),
            *("expected", "out_of_range", "values inside their bounds", "row 0 (4)", None),
        ),
        (
            lambda: rk.profile_matching([[1, 2]], [1, 1], core=[True, True]),
            *("core", "too_few", "at least one secondary factor", "none"),
            "Mark one, or set `core_share` so that secondary factors have no share.",
        ),
        (
            lambda: rk.profile_matching(
                [[1, 2]], [1, 1], core=[False, True], aspects=["s", "t"], core_share=1
            ),
            *("core", "too_few", "at least one core factor in aspect 's'", "none"),
            "Mark one, or set `core_share` so that core factors have no share.",
        ),
        (
            lambda: rk.profile_matching([[9]], [1], core=[True], core_share=1),
            *("actual", "out_of_range", None, "row 0 column 0 (8)"),
            "Correct the level, or pass a table that holds this gap.",
        ),
        (
            lambda: rk.compare_rankings(
                rk.saw([[1], [2]], [1], ids=["x", "y"]), rk.saw([[1], [2]], [1], ids=["y", "x"])
            ),
            *("b", "contradiction", "a ranking of the same subjects in the same order as `a`"),
            *("other ids", "Rank the same rows in the same order."),
        ),
        (
            lambda: rk.compare_rankings([], []),
            *("a", "too_few", "at least one rank", "none", None),
        ),
    ],
)
def test_a_refusal_says_where_and_what_to_do(call, argument, code, expected, found, hint):
    with pytest.raises(InputError) as caught:
        call()
    fault = caught.value
    assert fault.argument == argument
    for given, wanted in (
        (fault.code, code),
        (fault.expected, expected),
        (fault.found, found),
        (fault.hint, hint),
    ):
        assert wanted is None or given == wanted


def test_a_profile_by_hand():
    got = rk.profile_matching(
        [[4, 3, 2, 5], [3, 2, 4, 4]],
        [3, 3, 3, 5],
        core=[True, False, False, True],
        core_share={"s": 0.6, "t": 0.5},
        gap_scores={0: 5.0, 1: 4.0, -1: 3.0},
        aspects=["t", "t", "s", "s"],
        aspect_shares={"s": 3, "t": 1},
    )
    # t: .5·4 + .5·5 and .5·5 + .5·3; s: .6·5 + .4·3 and .6·3 + .4·4; a quarter t, the rest s.
    details = got.details
    assert details["aspects"].tolist() == ["t", "s"]
    assert details["gap"].tolist() == [[1, 0, -1, 0], [0, -1, 1, -1]]
    assert details["gap_score"].tolist() == [[4, 5, 3, 5], [5, 3, 4, 3]]
    assert details["core"].tolist() == [[4, 5], [5, 3]]
    assert details["secondary"].tolist() == [[5, 3], [3, 4]]
    assert details["aspect_score"] == pytest.approx(np.array([[4.5, 4.2], [4.0, 3.4]]))
    assert got.score == pytest.approx([(4.5 + 3 * 4.2) / 4, (4 + 3 * 3.4) / 4])
