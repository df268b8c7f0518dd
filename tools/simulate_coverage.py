"""How often 95 % intervals of small domains hold the true value: the table of the documentation.

Run ``python tools/simulate_coverage.py`` from the root; it prints the rows of
docs/survey_coverage.md. ``--samples 400`` is quick. The figures depend on the seed alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from kinerja.survey import Design, Estimates, mean, proportion

SEED = 2026
SAMPLES = 4000
SIZES = (2, 3, 5, 10, 30)
PEOPLE = 240
OFFICES, STRATA = 60, 20
ICC = 0.1
BETWEEN = 0.25
"""Share of the variance that lies between the strata."""
ANSWERS = (0.05, 0.15, 0.45, 0.35)
"""Shares of the answers 1 to 4: a mean of 3.1, mildly skewed."""
SHARE = 0.3
TOGETHER = 4
"""Samples that are drawn at once, with the same rows in the domain."""

Float = NDArray[np.float64]

# Positions of the strata: the same in every sample, with variance 1.
STRATUM = np.linspace(-1, 1, STRATA)
STRATUM = STRATUM / STRATUM.std()


def element(rng: np.random.Generator) -> Float:
    """Normal positions (people, samples) of people drawn one by one."""
    return rng.standard_normal((PEOPLE, TOGETHER))


def clustered(rng: np.random.Generator) -> Float:
    """The same in 60 offices of 4 people, whose positions correlate by ICC."""
    office = rng.standard_normal((OFFICES, TOGETHER)).repeat(PEOPLE // OFFICES, axis=0)
    return np.sqrt(ICC) * office + np.sqrt(1 - ICC) * element(rng)


def stratified(rng: np.random.Generator) -> Float:
    """The same in 20 strata of 12 people, which differ."""
    stratum = STRATUM.repeat(PEOPLE // STRATA)[:, None]
    return np.sqrt(BETWEEN) * stratum + np.sqrt(1 - BETWEEN) * element(rng)


ONES = np.ones(PEOPLE)
DESIGNS: dict[str, tuple[Callable[[np.random.Generator], Float], Design]] = {
    "element": (element, Design(weights=ONES)),
    "clustered": (
        clustered,
        Design(weights=ONES, clusters=np.arange(OFFICES).repeat(PEOPLE // OFFICES)),
    ),
    "stratified": (
        stratified,
        Design(weights=ONES, strata=np.arange(STRATA).repeat(PEOPLE // STRATA)),
    ),
}


def below(cuts: Float, name: str) -> Float:
    """Share of the population below each cut: of a normal, or of the strata together."""
    from scipy.special import ndtr

    if name != "stratified":
        return np.asarray(ndtr(cuts))
    inside = (cuts[:, None] - np.sqrt(BETWEEN) * STRATUM) / np.sqrt(1 - BETWEEN)
    return np.asarray(ndtr(inside).mean(axis=1))


def estimates(
    name: str, size: int, *, share: bool, samples: int, df: str
) -> Iterator[tuple[Estimates, int, float]]:
    """Estimates by domain, the place of the small one in them, and its true value."""
    from scipy.special import ndtri

    rng = np.random.default_rng([SEED, list(DESIGNS).index(name), size, share])
    draw, design = DESIGNS[name]
    cuts = np.asarray(ndtri([SHARE]) if share else ndtri(np.cumsum(ANSWERS)[:-1]))
    p = below(cuts, name)
    truth = float(p[0]) if share else float(4 - p.sum())
    for _ in range(samples // TOGETHER):
        domain = np.zeros(PEOPLE, dtype=np.int64)
        domain[rng.permutation(PEOPLE)[:size]] = 1
        position = draw(rng)
        if share:
            found = proportion(position < cuts[0], design, by=domain, df=df)  # type: ignore[arg-type]
        else:
            answer = 1.0 + np.searchsorted(cuts, position)
            found = mean(answer, design, by=domain, df=df)  # type: ignore[arg-type]
        yield found, TOGETHER, truth


def cell(name: str, size: int, *, share: bool, samples: int, df: str) -> tuple[float, float]:
    """Coverage where there is an interval, and the share of samples without one."""
    covered = known = 0
    for found, start, truth in estimates(name, size, share=share, samples=samples, df=df):
        low, high = found.lower[start:], found.upper[start:]
        known += int((~np.isnan(low)).sum())
        covered += int(((low <= truth) & (truth <= high)).sum())
    return covered / known if known else float("nan"), 1 - known / samples


def table(*, share: bool, samples: int, df: str) -> Iterator[str]:
    """Rows of the table in Markdown, one for each size of the domain."""
    for size in SIZES:
        cells = [cell(name, size, share=share, samples=samples, df=df) for name in DESIGNS]
        shown = " | ".join(f"{c * 100:.1f} | {u * 100:.1f}" for c, u in cells)
        yield f"| {size} | {shown} |"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=SAMPLES)
    samples = parser.parse_args().samples // TOGETHER * TOGETHER
    for share, what in ((False, "means of answers 1 to 4"), (True, "shares of .3")):
        for df in ("domain", "design"):
            print(f"{what}, df={df!r}: size, then coverage and undetermined of {list(DESIGNS)}")  # noqa: T201 - it is the output
            for row in table(share=share, samples=samples, df=df):
                print(row, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
