"""Pairwise judgements of a group: its weights, and how far its members disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import ArrayLike

from .. import _checks
from .._digits import below
from .._steady import steady
from .._types import Float
from .._words import check_language, words
from ..errors import InputError
from ..results import Axis, FloatMatrix, FloatVector, LabelVector, Unit
from .pairwise import AHP, METHODS, Fill, Method, checked_fill, judgements, result_of, weights_of

Agreement = Literal["very_low", "low", "moderate", "high", "very_high"]

_LARGEST = 9.0
"""Largest judgement of the fundamental scale."""
_CUTS = (0.5, 0.625, 0.75, 0.875)
_NAMES: tuple[Agreement, ...] = ("very_low", "low", "moderate", "high", "very_high")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GroupAHP(AHP):
    """Weights of a group from pairwise judgements, and how far its members disagree.

    Examples
    --------
    >>> out = ahp_group([[[1, 9], [1 / 9, 1]], [[1, 1 / 9], [9, 1]]])
    >>> out.weights.tolist(), round(out.consensus, 9), out.agreement
    ([0.5, 0.5], 0.0, 'very_low')
    """

    _keys: ClassVar = {"stakeholder": ("ids",)}

    individual_weights: Annotated[FloatMatrix, Axis("stakeholder", "criterion")]
    """(m, k) weights of each stakeholder's own judgements, each row summing to 1."""
    individual_ratio: Annotated[FloatVector, Axis("stakeholder")]
    """(m,) consistency ratio of each stakeholder's own judgements."""
    distance: Annotated[FloatVector, Axis("stakeholder"), Unit("share")]
    """(m,) share of the weight that separates a stakeholder from the group: ½·Σ|own − group|."""
    dissent: Annotated[FloatVector, Axis("stakeholder"), Unit("share")]
    """(m,) part of the group's disagreement that a stakeholder brings; the parts sum to 1, and are
    0 where all agree. More than the stakeholder's own share is more than their part."""
    stakeholder_weights: Annotated[FloatVector, Axis("stakeholder"), Unit("share")]
    """(m,) how much each stakeholder counts; they sum to 1."""
    consensus: Annotated[float, Unit("share")]
    """Consensus indicator: 1 where all weights are the same, 0 where the scale leaves no more room
    to disagree; below 0 only where judgements go beyond 9."""
    agreement: Agreement
    """The indicator in words: very low below .5, low below .625, moderate below .75, high below
    .875, else very high."""
    ids: Annotated[LabelVector | None, Axis("stakeholder")]
    """(m,) who they are."""

    def text(self, *, language: str = "en") -> str:
        """Say how far the stakeholders agree, and who stands furthest from the group.

        Parameters
        ----------
        language : {"en", "id"}

        Raises
        ------
        InputError
            If the language is unknown.

        Examples
        --------
        >>> judged = ahp_group([[[1, 9], [1 / 9, 1]], [[1, 1 / 9], [9, 1]], [[1, 7], [1 / 7, 1]]])
        >>> print(judged.text().split(":")[0])
        The 3 stakeholders agree to 11% (very low). Furthest from the group stands stakeholder 2
        """
        check_language(language)
        said, grammar = words(language).letters.stakeholders, words(language).grammar
        if self.distance.size < 2:
            return said.alone
        i = int(np.argmax(self.distance))
        return " ".join(
            [
                said.consensus.format(
                    n=self.distance.size,
                    percent=grammar.percent(self.consensus),
                    word=said.agreements[self.agreement],
                ),
                said.furthest.format(
                    who=said.unnamed.format(number=i + 1) if self.ids is None else self.ids[i],
                    distance=grammar.percent(float(self.distance[i])),
                    dissent=grammar.percent(float(self.dissent[i])),
                ),
                said.verdicts[self.agreement],
            ]
        )


@steady
def ahp_group(
    matrices: ArrayLike | Sequence[ArrayLike],
    *,
    stakeholder_weights: ArrayLike | None = None,
    method: Method = "eigenvector",
    fill: Fill | None = "upper",
    ids: Any = None,
) -> GroupAHP:
    """Weights of a group by geometric mean of its judgements, and how far its members disagree.

    Parameters
    ----------
    matrices : array_like (m, k, k), or sequence of m (k, k)
        Pairwise judgements of each stakeholder, as in `ahp`.
    stakeholder_weights : array_like (m,), optional
        How much each stakeholder counts: 0 or more, not all 0. Equal without it.
    method : {"eigenvector", "geometric", "column_mean"}
        As in `ahp`.
    fill : {"upper"} or None
        As in `ahp`.
    ids : array_like (m,), optional
        Who the stakeholders are.

    Returns
    -------
    GroupAHP
        The judgements of the group, as `ahp` gives them (`rounded` and `filled` list places that
        were so in any matrix); the weights of each stakeholder, their distance from the group, the
        part of the disagreement that each brings, and the consensus.

    Raises
    ------
    InputError
        Where `ahp` does for any of the matrices, named by its position; or if there is none, their
        sizes differ, or a stakeholder's weight is missing or negative.

    Notes
    -----
    aᵢⱼ = Π aᵢⱼ(s)^wₛ with Σ wₛ = 1 (aggregation of individual judgements): the only rule that keeps
    judgements reciprocal.

    With p(s) the weights of stakeholder s and p̄ = Σ wₛ p(s): Hα = Σ wₛ H(p(s)), Hγ = H(p̄) and
    Hβ = Hγ − Hα are Shannon entropies, D = exp(H). The consensus is
    (1/Dβ − Dα,min/k)/(1 − Dα,min/k), where Dα,min is that of the most decided weights that the
    scale allows: one criterion 9 times as important as each other. Since Hβ = Σ wₛ KL(p(s) ‖ p̄),
    the Kullback–Leibler divergences from the mean, each term over the sum is the dissent of s.

    References
    ----------
    Aczél, J. & Saaty, T. L. (1983), "Procedures for synthesizing ratio judgements", Journal of
    Mathematical Psychology 27, 93–102. Forman, E. & Peniwati, K. (1998), European Journal of
    Operational Research 108, 165–169. Goepel, K. D. (2013), "Implementing the analytic hierarchy
    process as a standard method for multi-criteria decision making in corporate enterprises",
    Proceedings of the International Symposium on the AHP, Kuala Lumpur, with his later
    simplification Dγ,max = k and word scale (bpmsg.com, "AHP group consensus indicator"). Kullback,
    S. & Leibler, R. A. (1951), Annals of Mathematical Statistics 22, 79–86.

    Examples
    --------
    >>> out = ahp_group([[[1, 2], [1 / 2, 1]], [[1, 8], [1 / 8, 1]]], ids=["unit", "union"])
    >>> out.weights.round(9).tolist(), out.individual_weights.round(3).tolist()
    ([0.8, 0.2], [[0.667, 0.333], [0.889, 0.111]])
    >>> out.distance.round(3).tolist(), round(out.consensus, 3), out.agreement
    ([0.133, 0.089], 0.882, 'very_high')
    >>> print(out.text()[:46])
    The 2 stakeholders agree to 88% (very high). F
    """
    _checks.choice(method, "method", METHODS)
    cube = isinstance(matrices, list | tuple)
    given = list(matrices) if cube else list(_checks.cube(matrices, "matrices"))  # type: ignore[arg-type]
    if not given:
        raise InputError.about(
            "matrices", code="too_few", expected="at least one matrix", found="none"
        )
    fill = checked_fill(fill)
    checked = [judgements(item, f"matrices[{s}]", fill) for s, item in enumerate(given)]
    sizes = sorted({len(item.a) for item in checked})
    if len(sizes) > 1:
        raise InputError.about(
            "matrices",
            code="wrong_shape",
            expected="matrices of one size",
            found=f"sizes {_checks.joined(sizes)}",
        )
    names = _checks.identifiers(ids, len(checked))
    share = _checks.weights(stakeholder_weights, len(checked), "stakeholder_weights")
    share = share / share.max()
    share = share / share.sum()
    # Only one half is averaged, the other is its inverse: the group's judgements stay reciprocal.
    upper = np.triu(np.tensordot(share, np.log(np.array([item.a for item in checked])), axes=1), 1)
    options = {"method": method, "stakeholder_weights": tuple(share.tolist()), "fill": fill}
    rounded = sorted({pair for item in checked for pair in item.rounded})
    filled = sorted({pair for item in checked for pair in item.filled})
    group = result_of(np.exp(upper - upper.T), method, options, tuple(rounded), tuple(filled))
    own = [weights_of(item.a, method) for item in checked]
    weights = np.array([w for w, _ in own])
    beta = _divergence(weights, share)
    consensus = _consensus(float(beta.sum()), weights.shape[1])
    return GroupAHP(
        **{item.name: getattr(group, item.name) for item in fields(AHP)},
        individual_weights=weights,
        individual_ratio=np.array([ratio for _, ratio in own]),
        distance=0.5 * np.abs(weights - group.weights).sum(axis=1),
        dissent=beta / beta.sum() if beta.sum() > 0 else np.zeros(len(beta)),
        stakeholder_weights=share,
        consensus=consensus,
        agreement=_NAMES[int((~below(np.full(4, consensus), np.array(_CUTS))).sum())],
        ids=names,
    )


def _divergence(weights: Float, share: Float) -> Float:
    """(m,) each stakeholder's part of the beta entropy: wₛ·KL(p(s) ‖ p̄)."""
    mean = share @ weights
    terms = np.where(weights > 0, weights * np.log(weights / mean), 0.0)
    out = share * terms.sum(axis=1)
    # Stakeholders who agree to the last bits bring nothing.
    return np.where(np.abs(out) <= 1e-15, 0.0, np.maximum(out, 0.0))


def _consensus(beta: float, k: int) -> float:
    """Consensus indicator of a beta entropy on k criteria."""
    if k == 1:
        return 1.0
    first, other = _LARGEST / (k + _LARGEST - 1.0), 1.0 / (k + _LARGEST - 1.0)
    least = np.exp(-first * np.log(first) - (k - 1) * other * np.log(other)) / k
    return float((np.exp(-beta) - least) / (1.0 - least))
