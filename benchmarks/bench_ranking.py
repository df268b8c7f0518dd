"""Rankings of a million rows against plain numpy, and of pairs without a matrix of pairs."""

import importlib.util
from collections.abc import Callable

import numpy as np

from benchmarks.timing import median, paired, peak
from kinerja import ranking as rk

K = 10
WEIGHTS = np.arange(1.0, K + 1) / np.arange(1.0, K + 1).sum()
BENEFIT = np.arange(K) % 3 != 0


def plain_saw(x: np.ndarray) -> tuple[np.ndarray, ...]:
    """The obvious expression with the same outcome: shares and scores of checked input."""
    if not np.isfinite(x).all():
        raise ValueError
    shares = np.where(BENEFIT, x / x.max(axis=0), x.min(axis=0) / x)
    return shares, shares @ WEIGHTS


def plain_topsis(x: np.ndarray) -> tuple[np.ndarray, ...]:
    if not np.isfinite(x).all():
        raise ValueError
    v = x / np.sqrt((x**2).sum(axis=0)) * WEIGHTS
    best = np.where(BENEFIT, v.max(axis=0), v.min(axis=0))
    worst = np.where(BENEFIT, v.min(axis=0), v.max(axis=0))
    far, near = (np.sqrt(((v - point) ** 2).sum(axis=1)) for point in (worst, best))
    return v, far, near, far / (far + near)


def run(report: Callable[[str, float, str], None]) -> None:
    rng = np.random.default_rng(1)
    x = rng.uniform(1.0, 100.0, (1_000_000, K))

    def saw() -> object:
        return rk.saw(x, WEIGHTS, benefit=BENEFIT)

    def topsis() -> object:
        return rk.topsis(x, WEIGHTS, benefit=BENEFIT)

    for name, ours, plain in (("saw", saw, plain_saw), ("topsis", topsis, plain_topsis)):
        ratio, mine, theirs = paired(ours, lambda plain=plain: plain(x), runs=5)
        report(
            f"{name}, 1,000,000 × 10, over plain numpy",
            ratio,
            f"{mine:.2f} s against {theirs:.2f} s; at most 1.5",
        )
    report("rank on access, seconds", median(lambda: rk.saw(x, WEIGHTS).rank, runs=3), "with saw")
    _peers(report, x, saw, topsis)
    _pairs(report, rng.uniform(1.0, 100.0, (20_000, K)))


def _pairs(report: Callable[[str, float, str], None], y: np.ndarray) -> None:
    works: dict[str, Callable[[], object]] = {
        "codas": lambda: rk.codas(y, WEIGHTS, benefit=BENEFIT),
        **{
            f"promethee_ii {kind}": lambda kind=kind: rk.promethee_ii(
                y, WEIGHTS, benefit=BENEFIT, preference=kind, q=2.0, p=20.0
            )
            for kind in ("usual", "u_shape", "v_shape", "level", "linear")
        },
    }
    for name, work in works.items():
        report(f"{name}, 20,000 × 10, seconds", median(work, runs=3), "at most .2")
    places = y.argsort(axis=0).argsort(axis=0) + 1
    blocks: dict[str, Callable[[], object]] = {
        "promethee_ii gaussian": lambda: rk.promethee_ii(
            y, WEIGHTS, benefit=BENEFIT, preference="gaussian", p=20.0
        ),
        "copeland": lambda: rk.copeland(places),
    }
    for name, work in blocks.items():
        report(f"{name}, 20,000 × 10, seconds", median(work, runs=1), "at most 60")
        report(f"{name}, 20,000 × 10, peak MB", peak(work) / 1e6, "at most 500")


def _peers(
    report: Callable[[str, float, str], None],
    x: np.ndarray,
    saw: Callable[[], object],
    topsis: Callable[[], object],
) -> None:
    """The same methods by the libraries in use, where they are installed."""
    if importlib.util.find_spec("skcriteria"):
        from skcriteria import mkdm
        from skcriteria.agg.simple import WeightedSumModel
        from skcriteria.preprocessing.invert_objectives import InvertMinimize
        from skcriteria.preprocessing.scalers import SumScaler

        objectives = [max if more else min for more in BENEFIT]

        def their_saw() -> object:
            matrix = mkdm(x, objectives, weights=WEIGHTS)
            return WeightedSumModel().evaluate(
                SumScaler("matrix").transform(InvertMinimize().transform(matrix))
            )

        for name, theirs, ours in (
            ("saw", their_saw, saw),
            ("topsis", topsis_of("skcriteria", x), topsis),
        ):
            ratio, took, _ = paired(theirs, ours, runs=3)
            report(f"scikit-criteria's {name} over ours", ratio, f"{took:.2f} s; at least 4")
    if importlib.util.find_spec("pymcdm"):
        from pymcdm.methods import WSM

        types = np.where(BENEFIT, 1, -1)
        theirs_saw = WSM()
        for name, theirs, ours in (
            ("saw", lambda: theirs_saw(x, WEIGHTS, types), saw),
            ("topsis", topsis_of("pymcdm", x), topsis),
        ):
            ratio, took, _ = paired(theirs, ours, runs=3)
            report(f"pymcdm's {name} over ours", ratio, f"{took:.2f} s; at least 10")


def topsis_of(peer: str, x: np.ndarray) -> Callable[[], object]:
    """TOPSIS by another library."""
    if peer == "skcriteria":
        from skcriteria import mkdm
        from skcriteria.agg.topsis import TOPSIS
        from skcriteria.preprocessing.scalers import VectorScaler

        objectives = [max if more else min for more in BENEFIT]
        return lambda: TOPSIS().evaluate(
            VectorScaler("matrix").transform(mkdm(x, objectives, weights=WEIGHTS))
        )
    from pymcdm.methods import TOPSIS as THEIR_TOPSIS

    types = np.where(BENEFIT, 1, -1)
    return lambda: THEIR_TOPSIS()(x, WEIGHTS, types)
