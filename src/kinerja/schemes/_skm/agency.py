"""An agency's figure from those of its units."""

from __future__ import annotations

import numpy as np

from ..._checks import weights
from ..._definitions import Language
from ..._quantiles import t_quantile
from ..._steady import steady
from ..._types import ArrayLike, Float
from ..._words import check_language
from ...errors import InputError
from ...results import Provenance
from .index import SKM
from .respondents import table_size
from .tables import SCALE, Version, graded, said


@steady
def agency(
    result: SKM,
    *,
    unit_weights: ArrayLike | None = None,
    population: int | None = None,
    language: Language = "en",
) -> SKM:
    """Index of an agency from those of its units, weighted by their respondents.

    Parameters
    ----------
    result : SKM
        What `index` returned with `by`, one row per unit.
    unit_weights : array_like (d,), optional
        Weight of each unit, such as the people it serves; its respondents if not given.
    population : int, optional
        People that the agency serves in the period: what the guide's table asks respondents of.
    language : {"en", "id"}
        Language of `label` and `text`.

    Returns
    -------
    SKM
        One row without domains.

    Raises
    ------
    InputError
        If `result` is no SKM, or the weights do not fit, are negative or all 0.

    Notes
    -----
    With s_d the share of unit d: index Σ s_d·index_d, weight of item j Σ s_d·w_dj, and its mean
    Σ s_d·w_dj·NRR_dj over that weight, so that the weighted item means add up to the index although
    an item may not apply in every unit. The units are strata: their variances add with s_d², and
    the interval has the degrees of freedom of all units together. Where clusters reach over units,
    take `index` without `by` instead.

    References
    ----------
    PermenPANRB 14/2017, annex: the index is published by unit and by agency.

    Examples
    --------
    >>> from kinerja.schemes.skm import index
    >>> answers = [[3, 3, 3, 4, 3, 3, 3, 3, 3]] * 3 + [[4] * 9, [3] * 9]
    >>> unit = ["free"] * 3 + ["paid"] * 2
    >>> units = index(answers, by=unit, not_applicable={"free": ["U4"]})
    >>> units.index.tolist(), agency(units).index.tolist()
    ([3.0, 3.5], [3.2])
    """
    check_language(language)
    if not isinstance(result, SKM):
        raise InputError.about(
            "result",
            code="wrong_type",
            expected="what `skm.index` returned",
            found=type(result).__name__,
        )
    d = result.index.size
    size: Float = result.n.astype(np.float64)
    if unit_weights is not None:
        size = weights(unit_weights, d, "unit_weights")
    total = size.sum()
    by_item = (size[:, None] * result.item_weight).sum(axis=0)
    means = np.where(result.item_weight > 0, result.item_mean, 0.0)
    sums = (size[:, None] * result.item_weight * means).sum(axis=0)
    with np.errstate(invalid="ignore"):
        item_mean = np.where(by_item > 0, sums / by_item, np.nan)
    value = np.array([(size * result.index).sum() / total])
    converted = SCALE * value
    used = size > 0
    se = np.array([np.sqrt(((size[used] * result.se[used]) ** 2).sum()) / total])
    # Units of the sample in all domains together, less 1, as for a difference of domains.
    df = np.array([min(result.df_all, int((result.df[used] + 1).sum()) - 1)])
    # Limits that are undetermined in one unit are undetermined for all.
    known = not np.isnan(result.lower[used]).any() and df[0] > 0
    half = se * t_quantile(df, result.level) if known else np.full(1, np.nan)
    grade = graded(converted, result.version)
    n = np.array([result.n.sum()], dtype=np.int64)
    version: Version = "2004" if result.version == "2004" else "2017"
    asked = table_size(population, None, n, [()], version, language)
    return SKM(
        item_mean=item_mean[None, :],
        index=value,
        converted=converted,
        grade=grade,
        label=said(grade, language),
        se=se,
        lower=converted - half,
        upper=converted + half,
        n=n,
        item_n=result.item_n.sum(axis=0, keepdims=True),
        domain={},
        item=result.item.copy(),
        item_weight=(by_item / total)[None, :],
        version=result.version,
        level=result.level,
        df=df,
        df_all=int(df[0]),
        required=asked.required,
        text=asked.text,
        provenance=Provenance(
            options={
                **result.provenance.options,
                "unit_weights": "respondents" if unit_weights is None else size.tolist(),
            },
            missing=result.provenance.missing,
            left_out=result.provenance.left_out,
        ),
    )
