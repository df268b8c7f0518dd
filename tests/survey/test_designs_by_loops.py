"""Every estimate again, row by row and unit by unit, from the formulas as they are written.

The samples are irregular so that no two rules give one figure: strata and clusters of unequal
sizes, weights of 0 on rows and on whole units, populations that differ by stratum (some taken
whole), lonely units, domains that cross units, missing answers.
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtr

from kinerja._quantiles import t_quantile
from kinerja.survey import (
    Design,
    calibrate,
    compare_waves,
    difference,
    linearized_variance,
    mean,
    poststratify,
    proportion,
    ratio,
    total,
    variance,
)


class Irregular:
    """A sample of one or two stages, and what was drawn of how many in each stratum."""

    def __init__(self, seed):
        rng = self.rng = np.random.default_rng(seed)
        self.policy = ["certainty", "adjust"][int(rng.integers(2))]
        known = int(rng.integers(3))  # of how many stages the population is known
        strata = int(rng.integers(2, 5))
        rows, self.of_stratum, self.of_unit = [], {}, {}
        unit = 0
        for h in range(strata):
            m = int(rng.integers(1 if h else 2, 6))
            whole = rng.random() < 0.25
            self.of_stratum[h] = m if whole else m + int(rng.integers(1, 9))
            for _ in range(m):
                unit += 1
                # Strata of the second stage: one or two in each unit.
                for g in range(int(rng.integers(1, 3))):
                    n = int(rng.integers(1, 4))
                    all_of_it = rng.random() < 0.3
                    self.of_unit[unit, g] = n if all_of_it else n + int(rng.integers(1, 6))
                    for s in range(n):
                        # Rows of one sub-unit: one or two people.
                        rows += [(h, unit, g, s)] * int(rng.integers(1, 3))
        order = rng.permutation(len(rows))
        self.stratum, self.unit, self.part, self.sub = np.array(rows)[order].T
        n = self.n = len(rows)
        self.w = rng.uniform(1, 9, n)
        if rng.random() < 0.6:
            self.w[rng.random(n) < 0.2] = 0.0
            self.w[self.unit == rng.integers(1, unit + 1)] = 0.0
            if rng.random() < 0.3:
                self.w[self.stratum == strata - 1] = 0.0
            self.w[0] = 2.5
        self.weights = self.w  # those in force, also after calibration
        self.y = rng.normal(3, 1, n) + self.unit / 5
        self.x = rng.uniform(1, 2, n)
        self.group = rng.integers(0, 3, n)
        # The last group lies inside one stratum, often inside one unit.
        self.group[(self.group == 2) & (self.stratum != self.stratum[0])] = 0
        if rng.random() < 0.5:
            self.group[(self.group == 2) & (self.unit != self.unit[0])] = 0
        self.yes = rng.random(n) < 0.4
        first = np.array([self.of_stratum[h] for h in self.stratum.tolist()], dtype=float)
        second = np.array(
            [self.of_unit[c] for c in zip(self.unit.tolist(), self.part.tolist(), strict=True)],
            dtype=float,
        )
        self.fpc = [first, second][:known]
        self.design = Design(
            weights=self.w,
            strata=[self.stratum, self.part],
            clusters=[self.unit, self.sub],
            fpc=self.fpc or None,
            lonely_psu=self.policy,
        )

    # ------------------------------------------------------------------ the sample as a tree

    def strata_at(self, rows, stage):
        """Strata of a stage among rows of one parent: lists of rows, with the population."""
        label = (self.stratum, self.part)[stage]
        out = []
        for h in sorted({int(label[i]) for i in rows}):
            inside = [i for i in rows if label[i] == h]
            name = (self.unit, self.sub)[stage]
            units = [
                [i for i in inside if name[i] == c] for c in sorted({int(name[i]) for i in inside})
            ]
            known = len(self.fpc) > stage
            out.append((units, float(self.fpc[stage][inside[0]]) if known else None))
        return out

    def counts(self, stage):
        """Whether a stage adds to the variance: the first, and a further one with its fpc."""
        return stage == 0 or len(self.fpc) > stage

    def variance(self, u, v=None, rows=None, stage=0, carried=1.0):
        """Σ over strata of (1 − m/M)·m/(m − 1)·Σ (z − z̄)(z' − z̄'), then inside each unit."""
        v = u if v is None else v
        rows = range(self.n) if rows is None else rows
        if stage > 1 or not self.counts(stage):
            return 0.0
        out = 0.0
        for units, population in self.strata_at(rows, stage):
            m = len(units)
            f = 0.0 if population is None else m / population
            a = [math.fsum(self.weights[i] * u[i] for i in c) for c in units]
            b = [math.fsum(self.weights[i] * v[i] for i in c) for c in units]
            if f == 1.0:
                pass
            elif m > 1:
                ma, mb = math.fsum(a) / m, math.fsum(b) / m
                inner = math.fsum((p - ma) * (q - mb) for p, q in zip(a, b, strict=True))
                out += carried * (1 - f) * m / (m - 1) * inner
            elif self.policy == "adjust":
                # Measured from zero.
                out += carried * (1 - f) * a[0] * b[0]
            for c in units:
                out += self.variance(u, v, c, stage + 1, carried * f)
        return out

    # ------------------------------------------------------------------- degrees of freedom

    def uncertain(self, rows=None, stage=0, name=()):
        """Units that were not taken with certainty: (stratum, unit, its rows); those of a stratum
        taken whole give way to their sub-units."""
        rows = range(self.n) if rows is None else rows
        out = []
        if stage > 1 or not self.counts(stage):
            return out
        for h, (units, population) in enumerate(self.strata_at(rows, stage)):
            for c, inside in enumerate(units):
                if population is not None and population == len(units):
                    out += self.uncertain(inside, stage + 1, (*name, h, c))
                else:
                    out.append(((*name, h), (*name, h, c), inside))
        return out

    def freedom(self, rows, kind):
        """Degrees of freedom of a set of rows; None where it is known in full."""
        if kind == "design":
            used = [
                (int(self.stratum[i]), int(self.unit[i])) for i in range(self.n) if self.w[i] > 0
            ]
            return len(set(used)) - len({h for h, _ in used})
        holding = {int(i) for i in rows if self.w[i] > 0}
        found = [(h, c) for h, c, inside in self.uncertain() if holding & set(inside)]
        if not found:
            return None
        strata = {h for h, _ in found}
        if kind == "nchs":
            return max(len(found) - len(strata), 0)
        sampled = [
            h
            for h, _, inside in self.uncertain()
            if h in strata and any(self.w[i] > 0 for i in inside)
        ]
        return max(min(len(found) - 1, len(sampled) - len(strata)), 0)


IRREGULAR = st.integers(0, 1_000_000).map(Irregular)
KINDS = st.sampled_from(["domain", "nchs", "design"])


def close(found, wanted):
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-11)


def judged(s, result, rows_of, influence_of, values, kind, *, alike=()):
    """Hold one row of figures for each domain against the loops."""
    for d, rows in enumerate(rows_of):
        rows = [i for i in rows if s.w[i] > 0]
        assert result.n[d] == len(rows)
        df = s.freedom(rows, kind)
        if not rows:
            assert np.isnan([result.value[d], result.se[d], result.lower[d]]).all()
            assert result.df[d] == 0
            continue
        close(result.value[d], values[d])
        assert result.df[d] == (df or 0)
        known = s.freedom(rows, "domain") is None
        assert result.small[d] == (len(rows) < 30 or (not known and df < 8))
        if df == 0 and kind != "design":
            assert np.isnan([result.se[d], result.lower[d], result.upper[d]]).all()
            continue
        u = influence_of(rows)
        squared = s.variance(u)
        close(result.se[d], math.sqrt(max(squared, 0.0)))
        if df is None:
            close([result.lower[d], result.upper[d]], [values[d]] * 2)
        elif df and d not in alike:
            half = float(t_quantile(df, 0.95)) * math.sqrt(squared)
            close([result.lower[d], result.upper[d]], [values[d] - half, values[d] + half])


def domains_of(s, labels):
    return [[i for i in range(s.n) if s.group[i] == d] for d in labels]


def weighted_mean(s, column, rows):
    whole = math.fsum(s.w[i] for i in rows)
    return math.fsum(s.w[i] * column[i] for i in rows) / whole if whole else math.nan


@given(IRREGULAR, KINDS, st.booleans())
def test_means_totals_ratios_and_variances(s, kind, covariance):
    labels = sorted({int(g) for g in s.group})
    rows_of = domains_of(s, labels)
    used = [[i for i in rows if s.w[i] > 0] for rows in rows_of]
    means = [weighted_mean(s, s.y, rows) for rows in used]
    sums = [math.fsum(s.w[i] for i in rows) for rows in used]
    options = {"by": s.group, "df": kind, "covariance": covariance}
    alike = {d for d, rows in enumerate(used) if len({s.y[i] for i in rows}) == 1}

    def of_mean(rows):
        u = np.zeros(s.n)
        whole, m = math.fsum(s.w[i] for i in rows), weighted_mean(s, s.y, rows)
        for i in rows:
            u[i] = (s.y[i] - m) / whole
        return u

    found = mean(s.y, s.design, **options)
    judged(s, found, rows_of, of_mean, means, kind, alike=alike)
    for d, rows in enumerate(used):
        if len(rows) > 1 and not np.isnan(found.se[d]):
            # V over Σw(y − ȳ)²/Σw/(n − 1).
            squares = math.fsum(s.w[i] * (s.y[i] - means[d]) ** 2 for i in rows) / sums[d]
            close(found.deff[d], s.variance(of_mean(rows)) / (squares / (len(rows) - 1)))

    def of_total(rows):
        u = np.zeros(s.n)
        for i in rows:
            u[i] = s.y[i]
        return u

    found = total(s.y, s.design, **options)
    wanted = [math.fsum(s.w[i] * s.y[i] for i in rows) for rows in used]
    judged(s, found, rows_of, of_total, wanted, kind, alike=alike)
    for d, rows in enumerate(used):
        if len(rows) > 1 and not np.isnan(found.se[d]):
            squares = math.fsum(s.w[i] * (s.y[i] - means[d]) ** 2 for i in rows) * sums[d]
            close(found.deff[d], s.variance(of_total(rows)) / (squares / (len(rows) - 1)))

    shares = [a / weighted_mean(s, s.x, rows) for a, rows in zip(means, used, strict=True)]

    def of_ratio(rows):
        u = np.zeros(s.n)
        below = math.fsum(s.w[i] * s.x[i] for i in rows)
        share = math.fsum(s.w[i] * s.y[i] for i in rows) / below
        for i in rows:
            u[i] = (s.y[i] - share * s.x[i]) / below
        return u

    found = ratio(s.y, s.x, s.design, **options)
    judged(s, found, rows_of, of_ratio, shares, kind, alike=alike)

    if all(len(rows) != 1 for rows in used):

        def squares_of(rows):
            m, n = weighted_mean(s, s.y, rows), len(rows)
            q = np.zeros(s.n)
            for i in rows:
                q[i] = (s.y[i] - m) ** 2 * n / (n - 1)
            return q

        def of_variance(rows):
            q, u = squares_of(rows), np.zeros(s.n)
            centre, whole = weighted_mean(s, q, rows), math.fsum(s.w[i] for i in rows)
            for i in rows:
                u[i] = (q[i] - centre) / whole
            return u

        found = variance(s.y, s.design, **options)
        wanted = [weighted_mean(s, squares_of(rows), rows) if rows else 0.0 for rows in used]
        judged(s, found, rows_of, of_variance, wanted, kind, alike=alike)


@given(IRREGULAR, KINDS, st.sampled_from(["omit", "available"]), st.booleans())
def test_missing_answers_leave_rows_outside(s, kind, missing, covariance):
    y = np.column_stack([s.y, s.x])
    y[s.rng.random(s.n) < 0.2, 0] = np.nan
    y[s.rng.random(s.n) < 0.2, 1] = np.nan
    y[0] = 1.5, 2.5
    labels = sorted({int(g) for g in s.group})
    whole = ~np.isnan(y).any(axis=1)
    found = mean(y, s.design, by=s.group, df=kind, missing=missing, covariance=covariance)
    behind = {}
    for j in range(2):
        answered = whole if missing == "omit" else ~np.isnan(y[:, j])
        rows_of = [
            [i for i in range(s.n) if s.group[i] == d and answered[i] and s.w[i] > 0]
            for d in labels
        ]

        def influence(rows, j=j):
            u = np.zeros(s.n)
            m = weighted_mean(s, y[:, j], rows)
            for i in rows:
                u[i] = (y[i, j] - m) / math.fsum(s.w[k] for k in rows)
            return u

        class Column:
            value, se, df, n = (getattr(found, k)[j::2] for k in ("value", "se", "df", "n"))
            lower, upper, small = (getattr(found, k)[j::2] for k in ("lower", "upper", "small"))

        alike = {d for d, rows in enumerate(rows_of) if len({y[i, j] for i in rows}) == 1}
        values = [weighted_mean(s, y[:, j], rows) for rows in rows_of]
        judged(s, Column, rows_of, influence, values, kind, alike=alike)
        behind.update({(d, j): rows for d, rows in zip(labels, rows_of, strict=True)})
        # A flag, and a ratio to ones, are means too.
        flag = [None if np.isnan(v) else bool(v > 2) for v in y[:, j].tolist()]
        if missing == "omit":
            flag = [a if known else None for a, known in zip(flag, whole.tolist(), strict=True)]
        numbers = np.array([np.nan if a is None else float(a) for a in flag])
        options = {"by": s.group, "df": kind, "missing": missing, "covariance": covariance}
        share = proportion(flag, s.design, method="wald", **options)
        same = mean(numbers, s.design, **options)
        close(share.value, same.value)
        close(share.se, same.se)
        assert share.df.tolist() == same.df.tolist()
        over = ratio(numbers, np.ones(s.n), s.design, **options)
        close(over.se, same.se)
    if covariance and kind != "design" and len(labels) == 1:
        found = mean(y, s.design, df=kind, missing=missing, covariance=True)
        behind = {j: behind[labels[0], j] for j in range(2)}
        assert difference(found, (0, 1)).df[0] == (s.freedom([*behind[0], *behind[1]], kind) or 0)
    elif covariance and kind != "design":
        names = list(found.labels)
        pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
        wanted = [s.freedom([*behind[a], *behind[b]], kind) or 0 for a, b in pairs]
        assert difference(found, "pairwise").df.tolist() == wanted
        assert difference(found, pairs[-1]).df[0] == wanted[-1]


@given(IRREGULAR, KINDS)
def test_covariances_and_differences(s, kind):
    labels = sorted({int(g) for g in s.group})
    if len(labels) < 2:
        return
    used = [[i for i in rows if s.w[i] > 0] for rows in domains_of(s, labels)]
    found = mean(s.y, s.design, by=s.group, df=kind, covariance=True)
    u = np.zeros((len(labels), s.n))
    for d, rows in enumerate(used):
        m = weighted_mean(s, s.y, rows)
        for i in rows:
            u[d, i] = (s.y[i] - m) / math.fsum(s.w[k] for k in rows)
    pairs = difference(found, "pairwise")
    at = 0
    for a in range(len(labels)):
        for b in range(a, len(labels)):
            lost = any(
                not used[d] or (kind != "design" and s.freedom(used[d], kind) == 0) for d in (a, b)
            )
            wanted = math.nan if lost else s.variance(u[a], u[b])
            close(found.covariance[a, b], wanted)
            close(found.covariance[b, a], wanted)
            if a == b:
                continue
            one = difference(found, (labels[a], labels[b]))
            df = s.freedom([*used[a], *used[b]], kind)
            if kind == "design":
                # Where nobody is in a domain its row has no degrees of freedom to give.
                df = max(found.df)
            assert pairs.df[at] == one.df[0] == (df or 0)
            if not lost:
                change = found.value[a] - found.value[b]
                close([pairs.value[at], one.value[0]], [change] * 2)
                squared = max(s.variance(u[a] - u[b]), 0.0)
                close([pairs.se[at], one.se[0]], [math.sqrt(squared)] * 2)
                if df and squared > 1e-12 and not found.small[[a, b]].any():
                    t = change / math.sqrt(squared)
                    close([pairs.t[at], one.p_value[0]], [t, 2 * stdtr(df, -abs(t))])
            else:
                assert np.isnan([pairs.se[at], one.se[0]]).all()
            at += 1


@given(IRREGULAR, st.booleans())
def test_calibrated_errors_are_those_of_residuals(s, twice):
    """Residuals of the last step first, each under the weights that it started from."""
    margin = s.yes.astype(int)
    sums = [math.fsum(s.w[i] for i in range(s.n) if margin[i] == g) for g in (0, 1)]
    if not all(sums):
        return
    design = poststratify(s.design, margin, {0: sums[0] * 1.3, 1: sums[1] * 0.8})
    start = s.w.copy()
    middle = start * np.where(margin == 1, 0.8, 1.3)
    close(design.weights, middle)
    steps = [(np.column_stack([margin == 0, margin == 1]).astype(float), start)]
    s.weights = middle
    if twice:
        x = np.column_stack([np.ones(s.n), s.x])
        design = calibrate(design, x, middle @ x * [1.0, 1.01], method="raking")
        close(design.weights @ x, middle @ x * [1.0, 1.01])
        steps.append((x, middle))
        s.weights = design.weights
    w = s.weights
    labels = sorted({int(g) for g in s.group})

    def residuals(u):
        for x, before in reversed(steps):
            root = np.sqrt(before)
            beta = np.linalg.lstsq(x * root[:, None], u * root, rcond=None)[0]
            u = u - x @ beta
        return u

    influence = np.zeros((len(labels), s.n))
    for d, label in enumerate(labels):
        here = (s.group == label) & (w > 0)
        if here.any():
            m = (w[here] @ s.y[here]) / w[here].sum()
            influence[d, here] = (s.y[here] - m) / w[here].sum()
    raw = influence.copy()
    influence = np.array([residuals(u) for u in influence])
    found = mean(s.y, design, by=s.group, df="design", covariance=True)
    fast = mean(s.y, design, by=s.group, df="design")
    matrix = linearized_variance(raw.T, design)
    for a in range(len(labels)):
        for b in range(len(labels)):
            wanted = s.variance(influence[a], influence[b])
            close(matrix[a, b], wanted)
            if found.n[a] and found.n[b]:
                close(found.covariance[a, b], wanted)
        if found.n[a]:
            close(fast.se[a] ** 2, s.variance(influence[a]))


@given(IRREGULAR, KINDS)
def test_shares(s, kind):
    labels = sorted({int(g) for g in s.group})
    used = [[i for i in rows if s.w[i] > 0] for rows in domains_of(s, labels)]
    flag = s.yes.astype(float)
    found = {
        method: proportion(s.yes, s.design, by=s.group, df=kind, method=method)
        for method in ("wald", "logit", "wilson", "beta")
    }
    for d, rows in enumerate(used):
        n, df = len(rows), s.freedom(rows, kind)
        one = found["wald"]
        assert one.n[d] == n
        if not n:
            assert np.isnan(one.value[d])
            continue
        p = weighted_mean(s, flag, rows)
        u = np.zeros(s.n)
        for i in rows:
            u[i] = (flag[i] - p) / math.fsum(s.w[k] for k in rows)
        v = s.variance(u)
        close(one.value[d], p)
        if df is None:
            for each in found.values():
                close([each.lower[d], each.upper[d]], [p, p])
            continue
        if df == 0:
            for each in found.values():
                assert np.isnan([each.lower[d], each.upper[d]]).all()
            continue
        close(one.se[d], math.sqrt(v))
        inner = 1e-9 < p < 1 - 1e-9
        if not inner or v <= 1e-20:
            continue
        t = float(t_quantile(df, 0.95))
        half = t * math.sqrt(v)
        # R's limits are not cut.
        low, high = (p - half, p + half)
        if kind != "design":
            low, high = max(low, 0.0), min(high, 1.0)
        close([one.lower[d], one.upper[d]], [low, high])
        effective = p * (1 - p) / v
        if kind != "design":
            effective = min(effective, n)
        step = t / math.sqrt(effective * p * (1 - p))
        odds = p / (1 - p)
        logit = found["logit"]
        close(logit.lower[d], odds * math.exp(-step) / (1 + odds * math.exp(-step)))
        close(logit.upper[d], 1 / (1 + math.exp(-step) / odds))
        centre = (p + t * t / (2 * effective)) / (1 + t * t / effective)
        wide = t / (1 + t * t / effective)
        wide *= math.sqrt(p * (1 - p) / effective + t * t / (4 * effective**2))
        wilson = found["wilson"]
        close([wilson.lower[d], wilson.upper[d]], [centre - wide, centre + wide])


# ----------------------------------------------------------------------- two waves that overlap


@given(st.integers(0, 100_000), st.sampled_from(["domain", "nchs", "design"]))
def test_waves_that_share_some_of_their_units(seed, kind):
    """Two samples of offices in strata, some offices in both, each with people of its own."""
    rng = np.random.default_rng(seed)
    strata = int(rng.integers(1, 4))
    population = {h: int(rng.integers(9, 30)) for h in range(strata)}
    chosen = []
    for _ in range(2):
        offices = {}
        for h in range(strata):
            m = int(rng.integers(2, 7))
            for c in rng.choice(8, size=m, replace=False).tolist():
                offices[100 * h + int(c)] = h
        chosen.append(offices)
    finite = bool(rng.integers(2))
    designs, labels, answers, people = [], [], [], []
    for offices in chosen:
        office = [c for c in offices for _ in range(int(rng.integers(1, 4)))]
        rng.shuffle(office)
        h = [offices[c] for c in office]
        w = rng.uniform(1, 4, len(office))
        fpc = [population[k] for k in h] if finite else None
        designs.append(Design(weights=w, strata=h, clusters=office, fpc=fpc))
        labels.append(np.array(office))
        answers.append(rng.normal(3, 1, len(office)) + np.array(office) % 7)
        people.append(w)
    found = compare_waves(*answers, tuple(designs), ids=tuple(labels), df=kind)
    v, z = [], []
    for y, w, office, offices in zip(answers, people, labels, chosen, strict=True):
        m = (w @ y) / w.sum()
        totals = {c: float((w * (y - m) / w.sum())[office == c].sum()) for c in offices}
        z.append(totals)
        out = 0.0
        for h in range(strata):
            here = [totals[c] for c in offices if offices[c] == h]
            k = len(here)
            rest = 1 - k / population[h] if finite else 1.0
            out += rest * k / (k - 1) * sum((a - sum(here) / k) ** 2 for a in here)
        v.append(out)
    c, shared_units, shared_strata = 0.0, 0, 0
    for h in range(strata):
        m1, m2 = ([k for k in offices if offices[k] == h] for offices in chosen)
        both = sorted(set(m1) & set(m2))
        shared_units += len(both)
        shared_strata += bool(both)
        if len(both) < 2:
            continue
        f = [len(m) / population[h] if finite else 0.0 for m in (m1, m2)]
        factor = (len(both) - math.sqrt(len(m1) * len(m2) * f[0] * f[1])) / (len(both) - 1)
        centre = [sum(t[k] for k in both) / len(both) for t in z]
        c += factor * sum((z[0][k] - centre[0]) * (z[1][k] - centre[1]) for k in both)
    most = math.sqrt(v[0] * v[1])
    c = min(max(c, -most), most)
    one = found.items
    close(one.se[0] ** 2, max(v[0] + v[1] - 2 * c, 0.0))
    close(one.correlation[0], c / most)
    assert found.shared == shared_units
    # Units and strata of both, what they share once.
    units = len(chosen[0]) + len(chosen[1]) - shared_units
    apart = 2 * strata - shared_strata
    if kind == "design" or shared_units:
        wanted = units - apart
        if kind == "domain":
            wanted = min(units - 1, units - apart)
        assert one.df[0] == wanted
    change = (people[1] @ answers[1]) / people[1].sum() - (people[0] @ answers[0]) / people[0].sum()
    close(one.change[0], change)
    t = change / one.se[0]
    close([one.t[0], one.p_value[0]], [t, 2 * stdtr(one.df[0], -abs(t))])
    half = float(t_quantile(one.df[0], 0.95)) * one.se[0]
    close([one.lower[0], one.upper[0]], [change - half, change + half])


# ----------------------------------------------------------------------------- figures by hand


def test_the_sample_above_reaches_what_it_is_for():
    """Every kind of sample occurs among those that the laws are tried on."""
    seen = {"zero": 0, "no_stratum": 0, "lonely": 0, "whole": 0, "known": 0, "inside_one": 0}
    for seed in range(60):
        s = Irregular(seed)
        seen["zero"] += s.w.min() == 0
        seen["no_stratum"] += any(not s.w[s.stratum == h].any() for h in s.of_stratum)
        sizes = [len(set(s.unit[s.stratum == h].tolist())) for h in s.of_stratum]
        seen["lonely"] += 1 in sizes
        whole = [m == s.of_stratum[h] for h, m in enumerate(sizes)]
        seen["whole"] += bool(s.fpc) and any(whole)
        freedom = [s.freedom(rows, "domain") for rows in domains_of(s, range(3)) if rows]
        seen["known"] += None in freedom
        seen["inside_one"] += 0 in freedom
    assert min(seen.values()) > 0, seen


def test_a_design_of_weights_alone_counts_its_rows():
    # 5 rows, one of weight 0: 4 units in one stratum.
    design = Design(weights=[1, 2, 0, 1, 3])
    assert design.df == 3
    found = mean([1.0, 2, 9, 4, 5], design)
    assert found.df.tolist() == [3]
    assert found.value[0] == pytest.approx((1 + 4 + 4 + 15) / 7)
