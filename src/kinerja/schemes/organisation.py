"""Grades of organisations: accountability (SAKIP), the public-service index, the Ombudsman."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .._checks import choice, floats, is_table, nonnegative, read_matrix, refuse_missing
from ..indicators import Bands, Text
from ._codes import graded, nonnegative_floats
from ._scheme import scheme

__all__ = [
    "OMBUDSMAN",
    "OMBUDSMAN_TEXTS",
    "PUBLIC_SERVICE_WEIGHTS",
    "SAKIP",
    "SAKIP_TEXTS",
    "SCHEMES",
    "TEXTS",
    "ombudsman",
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
}
"""Words of the zones and of the letters, by version."""

SAKIP = Bands.of(
    {"D": None, "C": 30, "CC": 50, "B": 60, "BB": 70, "A": 80, "AA": 90},
    upper=100,
    closed="right",
    decimals=2,
)
"""Strictly greater: above 90 AA, 80 A, 70 BB, 60 B, 50 CC, 30 C, else D."""

PUBLIC_SERVICE_WEIGHTS: Mapping[str, float] = {
    "human_resources": 0.25,
    "policy": 0.24,
    "facilities": 0.18,
    "innovation": 0.12,
    "information": 0.11,
    "consultation": 0.10,
}
"""Weights of the aspects of the public-service index (IPP), in this order; as published."""

OMBUDSMAN: Mapping[str, Bands] = {
    "2021": Bands.of({"red": None, "yellow": 51, "green": 81}, upper=100, decimals=2),
    "2022": Bands.of({"E": None, "D": 32, "C": 54, "B": 78, "A": 88}, upper=100, decimals=2),
}
"""Compliance with service standards; the letters of 2022 are recalled."""


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
    Weights as published with the national evaluation of service units; verify them for your year.

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
        return {code: [x] if np.ndim(x) == 0 else x for code, x in aspects.items()}
    return aspects if is_table(aspects) else np.atleast_2d(floats(aspects, "aspects"))


def ombudsman(value: ArrayLike, *, version: Literal["2021", "2022"] = "2021") -> Any:
    """Compliance with service standards, as the Ombudsman grades it.

    Parameters
    ----------
    value : array_like
        Compliance value, 0 to 100; rounded half up at two decimals first.
    version : {"2021", "2022"}
        Three zones up to 2021; letters from 2022 on. The letters' bounds are recalled: verify
        against your agency's regulation.

    Returns
    -------
    str or ndarray of str
        green, yellow or red; A to E from 2022. Empty where the value is missing.

    Raises
    ------
    InputError
        If a value lies outside 0 to 100, or the version is unknown.

    References
    ----------
    Ombudsman of the Republic of Indonesia, yearly assessment of service standards.

    Examples
    --------
    >>> ombudsman([81, 80.99, 50]).tolist(), ombudsman(88, version="2022")
    (['green', 'yellow', 'red'], 'A')
    """
    choice(version, "version", tuple(OMBUDSMAN))
    return graded(OMBUDSMAN[version], nonnegative_floats(value, "value"), "value")


_OMBUDSMAN_DISPUTED = {
    "2021": ("The zones were published with one decimal; two are this library's reading.",),
    "2022": ("The bounds of the letters are recalled.",),
}

SCHEMES = (
    scheme(
        {
            "id": "sakip",
            "version": "2021",
            "regulation": "PermenPANRB 88/2021",
            "articles": "annex",
            "covers": ("agencies", "units"),
            "valid_from": "2021",
            "evidence": "regulation",
        },
        bands={"grade": SAKIP},
        texts=SAKIP_TEXTS,
        disputed=("The bounds are strict: exactly 90 is A.",),
    ),
    scheme(
        {
            "id": "public_service_index",
            "version": "practice",
            "regulation": "National evaluation of service units",
            "covers": ("units",),
            "evidence": "practice",
        },
        tables={"weights": PUBLIC_SERVICE_WEIGHTS},
        texts={code: TEXTS[code] for code in PUBLIC_SERVICE_WEIGHTS},
    ),
    *(
        scheme(
            {
                "id": "ombudsman",
                "version": version,
                "regulation": "Ombudsman, assessment of service standards",
                "covers": ("agencies", "units"),
                "valid_from": version if version == "2022" else None,
                "valid_until": None if version == "2022" else "2021",
                "evidence": "recalled" if version == "2022" else "practice",
            },
            bands={"grade": bands},
            texts=OMBUDSMAN_TEXTS[version],
            disputed=_OMBUDSMAN_DISPUTED[version],
        )
        for version, bands in OMBUDSMAN.items()
    ),
)
"""The schemes of this module, with their tables."""
