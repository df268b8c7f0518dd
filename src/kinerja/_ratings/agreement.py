"""How far raters agree: one function for each kind of rating."""

from .correlation import ICC, KendallW, icc, kendall_w
from .fleiss import FleissKappa, fleiss_kappa
from .kappa import CohenKappa, cohen_kappa
from .krippendorff import KrippendorffAlpha, krippendorff_alpha

__all__ = [
    "ICC",
    "CohenKappa",
    "FleissKappa",
    "KendallW",
    "KrippendorffAlpha",
    "cohen_kappa",
    "fleiss_kappa",
    "icc",
    "kendall_w",
    "krippendorff_alpha",
]
