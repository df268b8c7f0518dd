"""Agreement of several raters about categories beyond chance: Fleiss' and Conger's kappa."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

import numpy as np

from .. import _checks
from .._results.prints import made_from
from .._steady import steady
from .._types import Float, Ints
from .._words import words
from ..errors import InputError
from ..results import Axis, FloatVector, LabelVector, Provenance, Result, Unit
from .marks import (
    Marks,
    Policy,
    complete_rows,
    propagated,
    read_labels,
    refuse_few,
    refuse_no_variance,
    two_sided,
)

Chance = Literal["fleiss", "conger"]
CHANCES: tuple[Chance, ...] = ("fleiss", "conger")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FleissKappa(Result):
    """Fleiss' kappa, over all categories and for each.

    Examples
    --------
    >>> from kinerja.ratings import fleiss_kappa
    >>> fleiss_kappa([["a", "a", "a"], ["b", "b", "b"]]).value
    1.0
    """

    _keys: ClassVar = {"category": "categories"}

    value: float
    """Kappa."""
    se: float
    """Standard error if agreement were chance; NaN for Conger's."""
    z: float
    """Kappa over `se`; NaN for Conger's."""
    p_value: Annotated[float, Unit("p")]
    """Test against 0, two-sided; NaN for Conger's."""
    observed: float
    """Share of pairs of raters who agree on a subject."""
    expected: float
    """The same share by chance."""
    categories: Annotated[LabelVector, Axis("category")]
    """(c,) the labels, sorted."""
    share: Annotated[FloatVector, Axis("category"), Unit("share")]
    """(c,) share of all ratings in the category."""
    category_kappa: Annotated[FloatVector, Axis("category")]
    """(c,) kappa of the category against all others."""
    category_z: Annotated[FloatVector, Axis("category")]
    """(c,) test statistic of `category_kappa` against 0."""
    category_p: Annotated[FloatVector, Axis("category"), Unit("p")]
    """(c,) its probability, two-sided."""
    n: int
    """Subjects."""
    raters: int
    """Raters."""
    provenance: Provenance

    def _facts(self, language: str = "en") -> dict[str, Any]:
        names = ("value", "se", "z", "p_value", "observed", "expected", "n", "raters")
        return {name: getattr(self, name) for name in names}


@steady
def fleiss_kappa(
    ratings: Any, *, chance: Chance = "fleiss", missing: Policy = "raise"
) -> FleissKappa:
    """Fleiss' kappa: agreement of several raters on categories, beyond chance.

    Parameters
    ----------
    ratings : array_like or table (subjects, raters)
        Labels, text or whole numbers, one column per rater.
    chance : {"fleiss", "conger"}
        Chance agreement from the shares of all raters together, or rater by rater (Conger, the
        mean of what Cohen's kappa takes for each pair).
    missing : {"raise", "omit", "propagate", "available"}
        Refuse missing labels; leave out subjects with one; return NaN; or keep for each subject
        the ratings it has.

    Returns
    -------
    FleissKappa

    Raises
    ------
    InputError
        If a label is missing and `missing` is ``"raise"``, for fewer than two subjects or raters,
        or if one category only was used.

    Notes
    -----
    With r raters, x the counts of a subject's labels and p the shares of the c categories:
    p_o = mean of Σ x(x − 1)/(r(r − 1)), p_e = Σ p², κ = (p_o − p_e)/(1 − p_e). Conger's p_e is
    Σ (p² − s²/r), s² the variance of a category's share between raters. The kappa of a category is
    1 − Σ x(r − x)/(n·r(r − 1)·p(1 − p)). Standard errors are those of no agreement. With
    ``"available"`` r is the subject's own: p_o is the mean over subjects with two ratings or more,
    p the mean over all subjects of x/r.

    References
    ----------
    Fleiss (1971), Psychological Bulletin 76, 378–382. Conger (1980), Psychological Bulletin 88,
    322–328. Fleiss, Nee & Landis (1979), Psychological Bulletin 86, 974–977. Gwet (2014), *Handbook
    of Inter-Rater Reliability*, 4th edition, section 2.4 (missing ratings).

    Examples
    --------
    >>> out = fleiss_kappa([["a", "a", "b"], ["b", "b", "b"], ["a", "a", "a"], ["a", "b", "b"]])
    >>> round(out.value, 4), out.category_kappa.round(4).tolist()
    (0.3333, [0.3333, 0.3333])
    """
    _checks.choice(chance, "chance", CHANCES)
    if chance == "conger" and missing == "available":
        raise InputError.about(
            "chance", code="contradiction", expected="'fleiss' with missing='available'",
            found="'conger'", hint="Conger's needs every rater on every subject: use 'omit'.",
        )  # fmt: skip
    marks = read_labels(ratings, "ratings", missing)
    codes, left_out = _rated(marks, missing)
    n, r = codes.shape
    used = np.unique(codes[codes >= 0])
    if used.size < 2:
        refuse_no_variance("ratings", "one label only")
    c = used.size
    place = np.searchsorted(used, codes)
    cells = (np.arange(n)[:, None] * c + place)[codes >= 0]
    counts = np.bincount(cells, minlength=n * c).reshape(n, c).astype(np.float64)
    said = counts.sum(axis=1)
    share = (counts / said[:, None]).mean(axis=0)
    pairs = said * (said - 1)
    several = pairs > 0
    alike = (counts * (counts - 1)).sum(axis=1)[several] / pairs[several]
    observed = float(alike.mean())
    expected = float((share**2).sum())
    if chance == "conger":
        offsets = np.arange(r)[None, :] * c + place
        each = np.bincount(offsets.ravel(), minlength=r * c).reshape(r, c) / n
        expected -= float(each.var(axis=0, ddof=1).sum()) / r
    value = (observed - expected) / (1 - expected)
    se = _null_error(share[None, :], said)[0] if chance == "fleiss" else float("nan")
    apart = share * (1 - share)
    unlike = counts[several] * (said[several, None] - counts[several])
    category_kappa = 1 - (unlike / pairs[several, None]).mean(axis=0) / apart
    category_z = category_kappa / _null_error(np.column_stack([share, 1 - share]), said)
    result = FleissKappa(
        value=value,
        se=float(se),
        z=float(value / se),
        p_value=float(two_sided(value / se)),
        observed=observed,
        expected=expected,
        categories=marks.names[used],
        share=share,
        category_kappa=category_kappa,
        category_z=category_z,
        category_p=two_sided(category_z),
        n=n,
        raters=r,
        provenance=Provenance(
            **made_from(ratings=ratings),
            options={"chance": chance},
            missing=missing,
            left_out=left_out,
        ),
    )
    return propagated(result, marks, missing)


def _rated(marks: Marks, missing: Policy) -> tuple[Ints, tuple[str, ...]]:
    """Ratings of the subjects used, −1 where none was given, and what is left out in words."""
    if missing != "available":
        return complete_rows(marks, "ratings")
    known = marks.known.sum(axis=1)
    refuse_few(int((known > 1).sum()), marks.values.shape[1], "ratings")
    empty = int((known == 0).sum())
    notes = (words().notes.subjects_without_rating.format(n=empty),) if empty else ()
    return marks.values[known > 0], notes


def _null_error(share: Float, said: Float) -> Float:
    """(g,) standard error of kappa if agreement were chance, for shares (g, c).

    A subject rated r times adds the variance of its pairs, 2·E k²/(r(r − 1)) with k the agreement
    of a pair less what its labels alone would tell; subjects rated once tell of the shares only.
    """
    expected = np.square(share).sum(axis=1)
    apart = 1 - expected
    kernel = np.maximum(0.0, apart**2 - (share * (1 - share) * (1 - 2 * share)).sum(axis=1))
    of_labels = np.maximum(0.0, (share**3).sum(axis=1) - expected**2)
    several = said > 1
    n, many = said.size, int(several.sum())
    of_pairs = (2 / (said * (said - 1))[several]).sum() * (n / many) ** 2
    rest = (n / many - 1) ** 2 * (4 / said[several]).sum() + 4 * (n - many)
    return np.asarray(np.sqrt(of_pairs * kernel + rest * of_labels) / (n * apart))
