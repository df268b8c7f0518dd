"""Random designs: a lazy table gives what its rows give, or refuses what they refuse.

Strata, one or two stages, populations, weights of 0, lonely units, gaps in answers and domains, all
policies, all degrees of freedom: each seed draws designs of its own.
"""

import numpy as np
import pytest
from engines_for_tests import why_not

from conftest import made
from kinerja import frames
from kinerja.errors import InputError

FIELDS = ("value", "se", "lower", "upper", "df", "n", "small")
FIRST = {"missing_value", "missing_argument"}
"""Of two faults an engine may meet these first."""


def drawn(rng):
    n = int(rng.choice([3, 8, 30, 120]))
    stratum = rng.integers(0, int(rng.integers(1, 4)), n)
    cluster = stratum * 100 + rng.integers(0, int(rng.integers(2, 6)), n)
    weights = rng.choice([1.0, 2.0, 0.5], n)
    if rng.random() < 0.3:
        weights = np.where(rng.random(n) < 0.2, 0.0, rng.uniform(1, 3, n))
    data = {
        "s": stratum,
        "c": cluster,
        "inner": cluster * 100 + rng.integers(0, 3, n),
        "unit": rng.choice(["a", "b", "c"], n, p=[0.6, 0.35, 0.05]),
        "sex": rng.integers(0, 2, n),
        "w": weights,
        "y": rng.choice([1.0, 2.0, 3.0], n) if rng.random() < 0.5 else rng.normal(10, 3, n),
        "x": rng.uniform(1, 5, n),
        "q": rng.choice(["no", "yes"], n),
        "N": np.array([60, 90, 75])[stratum],
        "M": np.full(n, 90),
        "share": np.array([0.5, 0.2, 0.3])[stratum],
    }
    data = {name: column.tolist() for name, column in data.items()}

    def gaps(name, share):
        data[name] = [None if rng.random() < share else v for v in data[name]]

    if rng.random() < 0.4:
        gaps("y", 0.15)
        gaps("x", 0.15)
    if rng.random() < 0.15:
        gaps("unit", 0.1)
    if rng.random() < 0.2:
        gaps("q", 0.1)
    return data


def asked(rng):
    kind = str(rng.choice(["mean", "total", "ratio", "proportion"]))
    options = {
        "lonely_psu": str(rng.choice(["certainty", "adjust", "raise"])),
        "missing": str(rng.choice(["raise", "omit", "available", "propagate"])),
        "df": str(rng.choice(["domain", "nchs", "design"])),
        "covariance": bool(rng.random() < 0.3),
    }
    if rng.random() < 0.7:
        options["strata"] = "s"
    stages = rng.choice(["rows", "rows", "c", "c", "two"])
    if stages != "rows":
        options["clusters"] = "c" if stages == "c" else ["c", "inner"]
    if rng.random() < 0.7:
        options["weights"] = "w"
    population = rng.choice(["", "", "N", "share", "two"])
    if population == "two" and stages == "two":
        options["fpc"] = ["N", "M"]
    elif population in {"N", "share"}:
        options["fpc"] = str(population)
    if rng.random() < 0.7:
        options["by"] = ["unit", "sex"] if rng.random() < 0.3 else "unit"
    columns = {"mean": [["y", "x"]], "total": ["y"], "ratio": ["y", "x"], "proportion": ["q"]}
    if kind == "proportion":
        options["method"] = str(rng.choice(["logit", "wald", "beta", "wilson"]))
    return kind, columns[kind], options


def estimated(kind, columns, options, table):
    try:
        return getattr(frames, f"survey_{kind}")(table, *columns, **options)
    except InputError as error:
        return error


def agree(found, wanted, about):
    if isinstance(wanted, InputError) or isinstance(found, InputError):
        assert isinstance(found, InputError), about
        assert isinstance(wanted, InputError), (about, str(found))
        assert found.code == wanted.code or found.code in FIRST, (about, str(found), str(wanted))
        return
    for name in FIELDS:
        got, want = (np.asarray(getattr(r, name), float) for r in (found, wanted))
        np.testing.assert_allclose(got, want, rtol=1e-9, atol=1e-9, err_msg=f"{name} {about}")
    # Beyond 1,000 all answers but one are alike, and squares have lost their digits.
    usual = np.nan_to_num(wanted.deff) < 1_000
    np.testing.assert_allclose(
        found.deff[usual], wanted.deff[usual], rtol=1e-9, atol=1e-9, err_msg=str(about)
    )
    assert found.variable.tolist() == wanted.variable.tolist()
    assert found.provenance.left_out == wanted.provenance.left_out, about
    if wanted.covariance is not None:
        np.testing.assert_allclose(found.covariance, wanted.covariance, rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", ["polars lazy", "duckdb"])
def test_random_designs_come_out_as_their_rows(name, seed):
    for needed in ("polars", name):
        if why_not(needed) is not None:
            pytest.skip(why_not(needed))
    import polars as pl

    rng = np.random.default_rng(seed)
    engine = made(name)
    for _ in range(60 if name == "polars lazy" else 12):
        data, question = drawn(rng), asked(rng)
        wanted = estimated(*question, pl.DataFrame(data, strict=False))
        agree(estimated(*question, engine.table(data)), wanted, question)
