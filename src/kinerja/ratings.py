"""People as instruments: how far their ratings agree, and what that says of them."""

from ._ratings.adverse_impact import AdverseImpact, adverse_impact
from ._ratings.agreement import (
    ICC,
    CohenKappa,
    FleissKappa,
    KendallW,
    KrippendorffAlpha,
    cohen_kappa,
    fleiss_kappa,
    icc,
    kendall_w,
    krippendorff_alpha,
)
from ._ratings.combine import Combined, combine
from ._ratings.differences import ScoreDifferences, score_differences
from ._ratings.distribution import Distribution, check_distribution
from ._ratings.effects import RaterEffects, rater_effects
from ._ratings.style import RaterStyle, rater_style

__all__ = [
    "ICC",
    "AdverseImpact",
    "CohenKappa",
    "Combined",
    "Distribution",
    "FleissKappa",
    "KendallW",
    "KrippendorffAlpha",
    "RaterEffects",
    "RaterStyle",
    "ScoreDifferences",
    "adverse_impact",
    "check_distribution",
    "cohen_kappa",
    "combine",
    "fleiss_kappa",
    "icc",
    "kendall_w",
    "krippendorff_alpha",
    "rater_effects",
    "rater_style",
    "score_differences",
]


def __dir__() -> list[str]:
    return sorted(__all__)
