"""Official rules of Indonesian public service, as data that anyone can check against the article.

Each submodule is one scheme: thin functions over public tables, versioned by the regulation that
issued them. `available` lists where every rule comes from and how sure that is; `get` returns its
tables as a definition that travels as JSON. The tables are files of this package, one a version,
and each row says where it stands. No version is ever chosen by today's date, and none that is
superseded is a default.

Labels in and out are codes; each module's ``TEXTS`` has their words in English and Indonesian. A
decision about a person is taken by a person: a grade is where that decision starts.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .._definitions import Language
from .._indicators.text import figure
from .._steady import steady
from .._words import check_language
from ..errors import InputError, shown
from ._scheme import Scheme, SchemeInfo

if TYPE_CHECKING:
    import datetime

    from . import allowance, discipline, ip_asn, organisation, skm, skp, staffing, talent

_SUBMODULES = (
    "allowance",
    "discipline",
    "ip_asn",
    "organisation",
    "skm",
    "skp",
    "staffing",
    "talent",
)

__all__ = [
    "Scheme",
    "SchemeInfo",
    "allowance",
    "available",
    "discipline",
    "format_number",
    "get",
    "ip_asn",
    "organisation",
    "skm",
    "skp",
    "staffing",
    "talent",
]


def _schemes() -> tuple[Scheme, ...]:
    modules = [import_module(f".{name}", __name__) for name in _SUBMODULES]
    return tuple(scheme for module in modules for scheme in module.SCHEMES)


@steady
def available(*, on: datetime.date | str | None = None) -> tuple[SchemeInfo, ...]:
    """List every scheme and version, or those in force on a day, with regulation and evidence.

    Parameters
    ----------
    on : datetime.date or str, optional
        A day, or its text as YYYY-MM-DD: only what is in force on it is listed. Every version if
        not given.

    Returns
    -------
    tuple of SchemeInfo
        Sorted by id and version.

    Raises
    ------
    InputError
        If `on` is not a day.

    Notes
    -----
    Where only the year of a change is known, the whole year counts for the old and the new rule. A
    version that is in force but whose figures were not found in a public text (the Ombudsman's
    opinions since 2025, IP ASN since 2023) is listed too; it has no tables, and ``disputed`` says
    so. Rules of practice without a date are always listed.

    Examples
    --------
    >>> [info.version for info in available() if info.id == "skp"]
    ['2011', '2019', '2021', '2022']
    >>> [info.version for info in available(on="2023-06-30") if info.id == "ombudsman"]
    ['2022']
    """
    infos = [scheme.info for scheme in _schemes()]
    if on is not None:
        from .._checks import one_day

        day = one_day(on, "on")
        infos = [info for info in infos if info.in_force(day)]
    return tuple(sorted(infos, key=lambda info: (info.id, info.version)))


_FORMER = {("public_service_index", "practice"): "2022"}
"""Versions by their former names."""


@steady
def get(id: str, version: str) -> Scheme:
    """Return the tables of one version of a scheme.

    Parameters
    ----------
    id, version : str
        As `available` lists them; no version is chosen by today's date.

    Returns
    -------
    Scheme
        A frozen definition; ``model_dump_json`` and ``Scheme.model_validate_json`` are inverse.

    Raises
    ------
    InputError
        If there is no such scheme or version; the known ones are named.

    Examples
    --------
    >>> get("skp", "2022").table("matrix")["above", "below"]
    'poor'
    """
    schemes = _schemes()
    ids = sorted({scheme.id for scheme in schemes})
    if type(id) is not str or id not in ids:
        raise InputError.about(
            "id", code="unknown_option", expected=f"one of {', '.join(ids)}", found=shown(id)
        )
    versions = {scheme.version: scheme for scheme in schemes if scheme.id == id}
    version = _FORMER.get((id, version), version) if type(version) is str else version
    if type(version) is not str or version not in versions:
        raise InputError.about(
            "version",
            code="unknown_option",
            expected=f"one of {', '.join(sorted(versions))} (scheme {id})",
            found=shown(version),
        )
    return versions[version]


@steady
def format_number(x: float, language: Language, *, decimals: int | None = 2) -> str:
    """Write a number as a report prints it: two decimals, decimal comma in Indonesian.

    The value is rounded half up, with ties judged at twelve significant digits, as the published
    reports do. Calculations never round; this is for the surface only.

    Parameters
    ----------
    x : float
        The number; NaN is shown as a dash.
    language : {"id", "en"}
        Decimal comma, or decimal point.
    decimals : int or None
        Digits after the comma; None for as many as the number has, six at most.

    Returns
    -------
    str

    Raises
    ------
    InputError
        If the language is unknown, or `x` is not one finite number or NaN.

    Examples
    --------
    >>> format_number(76.475, "id"), format_number(1234.5, "en"), format_number(64.995, "id")
    ('76,48', '1,234.50', '65,00')
    """
    import numpy as np

    from .._checks import floats, whole_number
    from .._digits import half_up

    check_language(language)
    given = floats(x, "x")
    if given.ndim or np.isinf(given):
        raise InputError.about(
            "x",
            code="wrong_shape" if given.ndim else "infinite_value",
            expected="one finite number, or NaN",
            found=f"shape {given.shape}" if given.ndim else f"{float(given)}",
            hint="Write one figure at a time.",
        )
    value = float(given)
    if decimals is not None:
        places = whole_number(decimals, "decimals", upper=9)
        value = float(half_up(np.asarray(value), places))
    return figure(value, language, decimals=decimals)


def __getattr__(name: str) -> Any:
    if name not in _SUBMODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = import_module(f".{name}", __name__)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*__all__, *_SUBMODULES})
