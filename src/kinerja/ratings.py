"""People as instruments: how far their ratings agree, and what that says of them."""

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
