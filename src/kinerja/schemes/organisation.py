"""Grades of organisations: accountability (SAKIP), the public-service index, the Ombudsman."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .._checks import axes_of, choice, floats, is_table, nonnegative, read_matrix, refuse_missing
from .._steady import steady
from .._types import ArrayLike
from ..errors import InputError
from ..indicators import Bands, Text
from ._codes import graded, nonnegative_floats
from ._scheme import labelled, numbers, official

__all__ = [
    "OMBUDSMAN",
    "OMBUDSMAN_TEXTS",
    "PUBLIC_SERVICE_GRADES",
    "PUBLIC_SERVICE_TEXTS",
    "PUBLIC_SERVICE_WEIGHTS",
    "SAKIP",
    "SAKIP_TEXTS",
    "SCHEMES",
    "TEXTS",
    "ombudsman",
    "public_service_grade",
    "public_service_index",
    "sakip",
]


def __dir__() -> list[str]:
    return sorted(__all__)


TEXTS: Mapping[str, Text] = {
    "human_resources": Text(en="human resources", id="Profesionalisme SDM"),
    "policy": Text(en="service policy", id="Kebijakan Pelayanan"),
    "facilities": Text(en="facilities", id="Sarana Prasarana"),
    "innovation": Text(en="innovation", id="Inovasi"),
    "information": Text(en="information system", id="Sistem Informasi Pelayanan Publik"),
    "consultation": Text(en="consultation and complaints", id="Konsultasi dan Pengaduan"),
    "green": Text(en="green: high compliance", id="Hijau: kepatuhan tinggi"),
    "yellow": Text(en="yellow: medium compliance", id="Kuning: kepatuhan sedang"),
    "red": Text(en="red: low compliance", id="Merah: kepatuhan rendah"),
}
"""Words of the aspects and of the zones; the letters have their own."""

SAKIP_TEXTS: Mapping[str, Text] = {
    "AA": Text(en="very satisfactory", id="Sangat Memuaskan"),
    "A": Text(en="satisfactory", id="Memuaskan"),
    "BB": Text(en="very good", id="Sangat Baik"),
    "B": Text(en="good", id="Baik"),
    "CC": Text(en="sufficient", id="Cukup"),
    "C": Text(en="poor", id="Kurang"),
    "D": Text(en="very poor", id="Sangat Kurang"),
}
"""Words of the grades of accountability."""

OMBUDSMAN_TEXTS: Mapping[str, Mapping[str, Text]] = {
    "2021": {code: TEXTS[code] for code in ("green", "yellow", "red")},
    "2022": {
        "A": Text(en="highest quality (green)", id="Kualitas Tertinggi (zona hijau)"),
        "B": Text(en="high quality (green)", id="Kualitas Tinggi (zona hijau)"),
        "C": Text(en="medium quality (yellow)", id="Kualitas Sedang (zona kuning)"),
        "D": Text(en="low quality (red)", id="Kualitas Rendah (zona merah)"),
        "E": Text(en="lowest quality (red)", id="Kualitas Terendah (zona merah)"),
    },
    "2025": {
        "highest": Text(
            en="highest quality without maladministration",
            id="Kualitas Tertinggi Tanpa Maladministrasi",
        ),
        "high": Text(
            en="high quality without maladministration",
            id="Kualitas Tinggi Tanpa Maladministrasi",
        ),
    },
}
"""Words of the zones, of the letters, and of the opinions that were seen published, by version."""

PUBLIC_SERVICE_TEXTS: Mapping[str, Text] = {
    "A": Text(en="excellent service", id="Pelayanan Prima"),
    "A-": Text(en="very good", id="Sangat Baik"),
    "B": Text(en="good", id="Baik"),
    "B-": Text(en="good, with remarks", id="Baik (Dengan Catatan)"),
    "C": Text(en="sufficient", id="Cukup"),
    "C-": Text(en="sufficient, with remarks", id="Cukup (Dengan Catatan)"),
    "D": Text(en="poor", id="Buruk"),
    "E": Text(en="very poor", id="Sangat Buruk"),
    "F": Text(en="failed", id="Gagal"),
}
"""Words of the letters of the public-service index; all but those of A and A− are recalled."""

SAKIP: Bands = official("sakip", "2021").bands("grade")
"""Strictly greater: above 90 AA, 80 A, 70 BB, 60 B, 50 CC, 30 C, else D."""

PUBLIC_SERVICE_WEIGHTS: Mapping[str, float] = numbers("public_service_index", "2022", "weights")
"""Weights of the aspects of the public-service index (IPP), in this order; as published."""

PUBLIC_SERVICE_GRADES: Bands = official("public_service_index", "2022").bands("grade")
"""Letters of the index, strictly greater: above 4.5 A, 4 A−, 3.5 B, 3 B−, 2.5 C, 2 C−, 1.5 D, 1 E,
else F. A and A− are confirmed by published values, the others recalled."""

OMBUDSMAN: Mapping[str, Bands] = {
    version: official("ombudsman", version).bands("grade") for version in ("2021", "2022")
}
"""Compliance with service standards: zones up to 2021, letters from 2022 to 2024 (26 published
values agree with A, B and C; D and E are recalled)."""


@steady
def sakip(value: ArrayLike) -> Any:
    """Grade of an agency's performance accountability.

    Parameters
    ----------
    value : array_like
        Evaluation value, 0 to 100; rounded half up at two decimals first.

    Returns
    -------
    str or ndarray of str
        AA, A, BB, B, CC, C or D; empty where the value is missing.

    Raises
    ------
    InputError
        If a value lies outside 0 to 100.

    Notes
    -----
    The bounds are strict: exactly 90 is A, not AA.

    References
    ----------
    PermenPANRB 88/2021, on the evaluation of performance accountability.

    Examples
    --------
    >>> sakip([90.01, 90, 30]).tolist()
    ['AA', 'A', 'D']
    """
    return graded(SAKIP, nonnegative_floats(value, "value"), "value")


@steady
def public_service_index(aspects: Any) -> NDArray[np.float64]:
    """Public-service index (IPP): the weighted mean of six aspects.

    Parameters
    ----------
    aspects : array_like (n, 6) or (6,), mapping or dataframe
        Values of human_resources, policy, facilities, innovation, information and consultation, in
        this order or by these names; one scale for all, 0 or more, none missing. Six numbers are
        one unit.

    Returns
    -------
    ndarray of float64, (n,)
        On the scale of the aspects.

    Raises
    ------
    InputError
        If an aspect is missing or negative.

    References
    ----------
    PermenPANRB 29/2022, amended by PermenPANRB 4/2023; Pedoman MenPANRB 1/2022 (as published).

    Examples
    --------
    >>> public_service_index([[4, 4, 4, 4, 4, 4], [5, 4, 3, 2, 1, 0]]).round(2).tolist()
    [4.0, 3.1]
    """
    codes = tuple(PUBLIC_SERVICE_WEIGHTS)
    values, _ = read_matrix(_rows(aspects), codes, argument="aspects")
    if np.isnan(values).any():
        refuse_missing(values, "aspects", columns=codes)
    nonnegative(values, "aspects", columns=codes)
    total = np.zeros(values.shape[0])
    # Whole per cents first, one division last: equal aspects come out as they went in.
    for j, weight in enumerate(PUBLIC_SERVICE_WEIGHTS.values()):
        total = total + round(100 * weight) * values[:, j]
    return total / 100.0


def _rows(aspects: Any) -> Any:
    """One unit as a table of one row: six numbers, or a mapping to single numbers."""
    if isinstance(aspects, Mapping):
        return {code: [x] if axes_of(x) == 0 else x for code, x in aspects.items()}
    return aspects if is_table(aspects) else np.atleast_2d(floats(aspects, "aspects"))


@steady
def public_service_grade(value: ArrayLike) -> Any:
    """Letter of a public-service index.

    Parameters
    ----------
    value : array_like
        Index on the scale from 0 to 5; rounded half up at two decimals first.

    Returns
    -------
    str or ndarray of str
        A, A-, B, B-, C, C-, D, E or F; empty where the value is missing.

    Raises
    ------
    InputError
        If a value lies outside 0 to 5.

    Notes
    -----
    The bounds are strict: exactly 4.5 is A−. Published values confirm A (4.61, 4.69) and A− (4.33);
    the other bounds are recalled: verify them against the guideline of your year.

    References
    ----------
    PermenPANRB 29/2022, amended by PermenPANRB 4/2023.

    Examples
    --------
    >>> public_service_grade([4.61, 4.33, 4.5]).tolist()
    ['A', 'A-', 'A-']
    """
    return graded(PUBLIC_SERVICE_GRADES, nonnegative_floats(value, "value"), "value")


@steady
def ombudsman(value: ArrayLike, *, version: Literal["2021", "2022"]) -> Any:
    """Compliance with service standards, as the Ombudsman graded it until 2024.

    Parameters
    ----------
    value : array_like
        Compliance value, 0 to 100; rounded half up at two decimals first.
    version : {"2021", "2022"}
        Three zones up to 2021; letters from 2022 to 2024, whose bounds of D and E are recalled.
        None is the default: both are superseded by the opinions of Regulation 61/2025, whose
        cut-offs were not found in a public text.

    Returns
    -------
    str or ndarray of str
        green, yellow or red; A to E from 2022. Empty where the value is missing.

    Raises
    ------
    InputError
        If a value lies outside 0 to 100, or the version is unknown or not given.

    References
    ----------
    Ombudsman of the Republic of Indonesia, yearly assessment of service standards; Ombudsman
    Regulation 61/2025.

    Examples
    --------
    >>> ombudsman([81, 80.99, 50], version="2021").tolist(), ombudsman(88, version="2022")
    (['green', 'yellow', 'red'], 'A')
    """
    unread: Any = version
    if isinstance(unread, str) and unread == "2025":
        raise InputError.about(
            "version",
            code="unknown_option",
            expected="2021 or 2022",
            found="2025: the cut-offs of Ombudsman Regulation 61/2025 are not known here",
            hint="Report the opinion as the Ombudsman published it.",
        )
    choice(version, "version", tuple(OMBUDSMAN))
    return graded(OMBUDSMAN[version], nonnegative_floats(value, "value"), "value")


SCHEMES = (
    labelled("sakip", "2021", SAKIP_TEXTS),
    labelled(
        "public_service_index",
        "2022",
        {**{code: TEXTS[code] for code in PUBLIC_SERVICE_WEIGHTS}, **PUBLIC_SERVICE_TEXTS},
    ),
    *(labelled("ombudsman", version, texts) for version, texts in OMBUDSMAN_TEXTS.items()),
)
"""The schemes of this module, with their tables."""
