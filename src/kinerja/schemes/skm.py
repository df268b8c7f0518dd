"""SKM: the community satisfaction survey of public service units, 2017 and 2004.

Items are named, never positional at the border, because published files swap items 8 and 9. An
agency's figure is the index of all its respondents together; pass a design to weight otherwise.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .._checks import (
    choice,
    confidence_level,
    is_table,
    joined,
    labels,
    number,
    read_matrix,
    refuse_cells,
    refuse_missing,
    whole_number,
)
from .._definitions import LANGUAGES, Language
from .._digits import half_up
from ..errors import InputError, KinerjaWarning
from ..indicators import Bands, Text, say
from ..results import FloatMatrix, FloatVector, IntVector, LabelVector, Provenance, Result
from ._scheme import scheme
from ._skm_errors import spread, weights_of

__all__ = [
    "GRADES",
    "ITEMS",
    "ITEM_WEIGHTS",
    "SCHEMES",
    "SKM",
    "TEXTS",
    "ReportForm",
    "Waves",
    "index",
    "report_form",
    "sample_size",
    "waves",
]

Float = NDArray[np.float64]
Version = Literal["2017", "2004"]

GRADES: Mapping[str, Bands] = {
    "2017": Bands.of({"D": 25, "C": 65, "B": 76.61, "A": 88.31}, upper=100, decimals=2),
    "2004": Bands.of({"D": 25, "C": 43.76, "B": 62.51, "A": 81.26}, upper=100, decimals=2),
}
"""Grades on the 25–100 scale, after rounding half up at two decimals."""

ITEMS: Mapping[str, Mapping[str, Text]] = {
    "2017": {
        "U1": Text(en="Requirements", id="Persyaratan"),
        "U2": Text(en="System, mechanism and procedure", id="Sistem, Mekanisme, dan Prosedur"),
        "U3": Text(en="Completion time", id="Waktu Penyelesaian"),
        "U4": Text(en="Fee or tariff", id="Biaya/Tarif"),
        "U5": Text(en="Product specification", id="Produk Spesifikasi Jenis Pelayanan"),
        "U6": Text(en="Staff competence", id="Kompetensi Pelaksana"),
        "U7": Text(en="Staff behaviour", id="Perilaku Pelaksana"),
        "U8": Text(
            en="Handling of complaints, suggestions and feedback",
            id="Penanganan Pengaduan, Saran dan Masukan",
        ),
        "U9": Text(en="Facilities and infrastructure", id="Sarana dan Prasarana"),
    },
    "2004": {
        "U1": Text(en="Service procedure", id="Prosedur Pelayanan"),
        "U2": Text(en="Service requirements", id="Persyaratan Pelayanan"),
        "U3": Text(en="Clarity of service staff", id="Kejelasan Petugas Pelayanan"),
        "U4": Text(en="Discipline of service staff", id="Kedisiplinan Petugas Pelayanan"),
        "U5": Text(en="Responsibility of service staff", id="Tanggung Jawab Petugas Pelayanan"),
        "U6": Text(en="Ability of service staff", id="Kemampuan Petugas Pelayanan"),
        "U7": Text(en="Speed of service", id="Kecepatan Pelayanan"),
        "U8": Text(en="Fairness of service", id="Keadilan Mendapatkan Pelayanan"),
        "U9": Text(en="Courtesy and friendliness", id="Kesopanan dan Keramahan Petugas"),
        "U10": Text(en="Fairness of the fee", id="Kewajaran Biaya Pelayanan"),
        "U11": Text(en="Certainty of the fee", id="Kepastian Biaya Pelayanan"),
        "U12": Text(en="Certainty of the schedule", id="Kepastian Jadwal Pelayanan"),
        "U13": Text(en="Comfort of the surroundings", id="Kenyamanan Lingkungan"),
        "U14": Text(en="Safety of the service", id="Keamanan Pelayanan"),
    },
}
"""Items by code, in the regulation's order."""

ITEM_WEIGHTS: Mapping[str, tuple[float, ...]] = {
    "2017": (1 / 9, 0.111, 0.11),
    "2004": (1 / 14, 0.071),
}
"""Weights of an item that occur in published reports; the first, exact one is the default."""

TEXTS: Mapping[str, Text] = {
    "A": Text(en="very good", id="Sangat Baik"),
    "B": Text(en="good", id="Baik"),
    "C": Text(en="less good", id="Kurang Baik"),
    "D": Text(en="not good", id="Tidak Baik"),
}

_SCALE = 25.0


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SKM(Result):
    """Satisfaction index, one row a domain; without `by` one row."""

    item_mean: FloatMatrix
    """(d, k) mean of each item, 1 to 4; NaN for an item that does not apply."""
    index: FloatVector
    """(d,) weighted sum of the item means, 1 to 4."""
    converted: FloatVector
    """(d,) index × 25, not rounded."""
    grade: LabelVector
    """(d,) A, B, C or D."""
    label: LabelVector
    """(d,) what the grade says, in words."""
    se: FloatVector
    """(d,) standard error of `converted`; NaN where there is one respondent in all."""
    lower: FloatVector
    """(d,) lower end of the interval of `converted`."""
    upper: FloatVector
    """(d,) upper end of the interval of `converted`."""
    n: IntVector
    """(d,) respondents whose answers were used."""
    domain: Mapping[str, LabelVector]
    """Label of each row by name; empty without `by`."""
    item: LabelVector
    """(k,) item codes."""
    item_weight: FloatVector
    """(k,) weight of each item; 0 for an item that does not apply."""
    version: str
    level: float
    """Probability of the interval."""
    provenance: Provenance = field(default_factory=Provenance)

    def _columns(self) -> dict[str, NDArray[Any]]:
        names = ("converted", "grade", "label", "se", "lower", "upper", "n", "index")
        return {**self.domain, **{name: getattr(self, name) for name in names}}

    def _frame(self) -> dict[str, NDArray[Any]]:
        items = {code: self.item_mean[:, j] for j, code in enumerate(self.item.tolist())}
        return {**self._columns(), **items}

    def _headline(self) -> str:
        return f"SKM {self.version}: {int(self.n.sum())} respondents, {self.index.size} row(s)"


def index(
    responses: Any,
    *,
    not_applicable: Sequence[str] = (),
    version: Version = "2017",
    design: Any = None,
    by: Any = None,
    item_weight: float | None = None,
    level: float = 0.95,
    missing: Literal["raise", "omit"] = "raise",
    language: Language = "en",
) -> SKM:
    """Satisfaction index of a unit, of several, or of an agency.

    Parameters
    ----------
    responses : array_like (n, k), mapping or dataframe
        Answers from 1 to 4; an array in the regulation's order, else by item code (U1 to U9;
        2004: U1 to U14).
    not_applicable : sequence of str
        Items that the service does not have, such as the fee of a free service. They leave, and the
        weights of the others are scaled up.
    version : {"2017", "2004"}
        Regulation.
    design : survey.Design, optional
        Survey design; without it a simple random sample.
    by : array_like (n,) or mapping of str to array_like, optional
        Units or other domains; one row for each combination that occurs, sorted.
    item_weight : float, optional
        Weight of an item as some reports round it (0.11, 0.111; 2004: 0.071); 1/k if not given.
    level : float
        Probability of the interval.
    missing : {"raise", "omit"}
        What to do where an answer is missing: refuse, or use complete rows only.
    language : {"en", "id"}
        Language of `label`.

    Returns
    -------
    SKM
        Item means, index, converted value, grade, and its standard error and interval.

    Raises
    ------
    InputError
        If an answer lies outside 1 to 4 or is missing, or an item is unknown.

    Warns
    -----
    KinerjaWarning
        If the item weights that are in use would give different grades.

    Notes
    -----
    NRR_j is the (weighted) mean of item j, the index Σ w·NRR_j with w = 1/k, converted × 25. The
    grade is given after rounding half up at two decimals, ties judged at twelve significant digits.
    Rounded item weights do not sum to 1 and can leave 25 to 100: the grade is then that of the end.

    References
    ----------
    PermenPANRB 14/2017, annex; KepMenPAN 25/2004, annex.

    Examples
    --------
    >>> answers = [[3, 3, 4, 4, 3, 3, 4, 3, 3], [4, 3, 3, 4, 3, 4, 4, 3, 3]]
    >>> result = index(answers)
    >>> result.index.round(4).tolist(), result.converted.round(2).tolist(), result.grade.tolist()
    ([3.3889], [84.72], ['B'])
    """
    choice(version, "version", tuple(ITEMS))
    choice(missing, "missing", ("raise", "omit"))
    choice(language, "language", LANGUAGES)
    confidence_level(level)
    codes = tuple(ITEMS[version])
    used = _applicable(not_applicable, codes)
    answers = _answers(responses, codes, used)
    complete = np.asarray(~np.isnan(answers).any(axis=1))
    if missing == "raise" and not complete.all():
        refuse_missing(answers, "responses", columns=[codes[j] for j in used])
    if not complete.any():
        raise InputError.about(
            "responses", code="empty", expected="at least one complete row", found="none"
        )
    weight = _item_weight(item_weight, version)
    k = len(codes)
    each = np.zeros(k)
    each[used] = weight * k / used.size

    domain, row, names = _domains(by, complete)
    d = domain.size
    used_rows = np.flatnonzero(row >= 0)
    share = weights_of(design, row.size)
    base = np.bincount(row[used_rows], weights=share[used_rows], minlength=d)
    item_mean = np.full((d, k), np.nan)
    for column, j in enumerate(used.tolist()):
        sums = np.bincount(
            row[used_rows],
            weights=share[used_rows] * answers[used_rows, column],
            minlength=d,
        )
        item_mean[:, j] = sums / base
    # Sums first, one division last: an index that is a whole figure comes out as one.
    value = np.zeros(d)
    person = np.zeros(row.size)
    for column, j in enumerate(used.tolist()):
        value = value + item_mean[:, j]
        person = person + answers[:, column]
    rounding = 1.0 if item_weight is None else weight * k
    value, person = rounding * value / used.size, rounding * person / used.size
    converted = _SCALE * value
    se, half = spread(_SCALE * person, converted, row, share, design, level)
    grade = _graded(converted, version)
    _warn_if_weights_matter(value, weight, version, names)
    return SKM(
        item_mean=item_mean,
        index=value,
        converted=converted,
        grade=grade,
        label=np.array([say(TEXTS[code], language) for code in grade.tolist()], dtype=object),
        se=se,
        lower=converted - half,
        upper=converted + half,
        n=np.bincount(row[used_rows], minlength=d).astype(np.int64),
        domain=names,
        item=np.array(codes, dtype=object),
        item_weight=each,
        version=version,
        level=level,
        provenance=Provenance(
            options={
                "item_weight": weight,
                "not_applicable": tuple(c for j, c in enumerate(codes) if j not in used),
                "design": "simple random sampling" if design is None else "given",
            },
            missing=missing,
            left_out=(f"{int((~complete).sum())} incomplete rows",) if not complete.all() else (),
        ),
    )


def _applicable(not_applicable: Sequence[str], codes: tuple[str, ...]) -> NDArray[np.int64]:
    given = (not_applicable,) if isinstance(not_applicable, str) else tuple(not_applicable)
    for code in given:
        choice(code, "not_applicable", codes)
    used = np.array([j for j, code in enumerate(codes) if code not in given], dtype=np.int64)
    if not used.size:
        raise InputError.about(
            "not_applicable", code="empty", expected="at least one item left", found="none"
        )
    return used


def _answers(responses: Any, codes: tuple[str, ...], used: NDArray[np.int64]) -> Float:
    """Answers to the items that apply, checked; NaN where missing."""
    wanted = [codes[j] for j in used]
    if is_table(responses):
        values, _ = read_matrix(responses, wanted, argument="responses")
    else:
        values, _ = read_matrix(responses, codes, argument="responses")
        values = values[:, used]
    outside = (values < 1) | (values > 4)
    if outside.any():
        refuse_cells(
            outside,
            values,
            "responses",
            code="out_of_range",
            expected="answers from 1 to 4",
            columns=wanted,
        )
    return values


def _item_weight(item_weight: float | None, version: str) -> float:
    exact = ITEM_WEIGHTS[version][0]
    if item_weight is None:
        return exact
    weight = number(item_weight, "item_weight")
    if not abs(weight / exact - 1) <= 0.02:
        raise InputError.about(
            "item_weight",
            code="out_of_range",
            expected=f"1/{round(1 / exact)} or a rounding of it, such as "
            + " or ".join(f"{w:g}" for w in ITEM_WEIGHTS[version][1:]),
            found=f"{weight:g}",
        )
    return weight


def _domains(
    by: Any, complete: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64], dict[str, NDArray[Any]]]:
    """Crossings that occur among complete rows, the row's place among them (−1: none), labels."""
    n = complete.size
    if by is None:
        return np.zeros(1, dtype=np.int64), np.where(complete, 0, -1), {}
    columns = by if isinstance(by, Mapping) else {"by": by}
    if not columns:
        raise InputError.about("by", code="empty", expected="at least one column", found="none")
    coded = {str(name): labels(x, "by", n=n) for name, x in columns.items()}
    key = np.zeros(n, dtype=np.int64)
    for item in coded.values():
        key = key * len(item.names) + item.codes
    crossings, first, place = np.unique(key[complete], return_index=True, return_inverse=True)
    row = np.full(n, -1, dtype=np.int64)
    row[complete] = place
    rows = np.flatnonzero(complete)[first]
    return crossings, row, {name: item.names[item.codes[rows]] for name, item in coded.items()}


def _graded(converted: Float, version: str) -> NDArray[Any]:
    out: NDArray[Any] = GRADES[version].label(np.clip(converted, 25.0, 100.0))
    return out


def _warn_if_weights_matter(
    value: Float, weight: float, version: str, names: Mapping[str, NDArray[Any]]
) -> None:
    weights = list(dict.fromkeys([weight, *ITEM_WEIGHTS[version]]))
    grades = np.array([_graded(_SCALE * value * (w / weight), version) for w in weights])
    rows = np.flatnonzero((grades != grades[0]).any(axis=0))
    if not rows.size:
        return
    said = []
    for i in rows[:5].tolist():
        where = ", ".join(str(x[i]) for x in names.values())
        given = ", ".join(
            f"{g} with {w:.4g}" for g, w in zip(grades[:, i].tolist(), weights, strict=True)
        )
        said.append(f"{where}: {given}" if where else given)
    more = f"; and {rows.size - 5} more" if rows.size > 5 else ""
    warnings.warn(
        f"The item weights in use give different grades: {'; '.join(said)}{more}. "
        "Name the weight next to the grade.",
        KinerjaWarning,
        stacklevel=3,
    )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReportForm(Result):
    """Table of the report form, one row an item."""

    item: LabelVector
    """(k,) codes of the items that apply."""
    name: LabelVector
    """(k,) their names."""
    mean: FloatVector
    """(k,) mean of the item (NRR), 1 to 4."""
    weighted: FloatVector
    """(k,) mean × weight; they add up to the index."""
    converted: FloatVector
    """(k,) mean × 25."""
    grade: LabelVector
    """(k,) grade of the item on the 25–100 scale."""
    index: float
    total: float
    """Index × 25."""
    total_grade: str
    n: int
    """Respondents."""


def report_form(result: SKM, *, row: int = 0, language: Language = "id") -> ReportForm:
    """Lay out one row of a result as the table of the report form.

    Parameters
    ----------
    result : SKM
        What `index` returned.
    row : int
        Which domain; 0 without `by`.
    language : {"id", "en"}
        Language of the names.

    Returns
    -------
    ReportForm
        Items with mean, weighted mean, converted value and grade; nothing is rounded.

    Raises
    ------
    InputError
        If there is no such row.

    References
    ----------
    PermenPANRB 14/2017, annex, processing of the survey.

    Examples
    --------
    >>> form = report_form(index([[3] * 9, [4] * 9]), language="en")
    >>> form.name[0], form.mean[0].tolist(), form.total, form.total_grade
    ('Requirements', 3.5, 87.5, 'B')
    """
    choice(language, "language", LANGUAGES)
    i = whole_number(row, "row", upper=result.index.size - 1)
    used = np.flatnonzero(result.item_weight > 0)
    mean = result.item_mean[i, used]
    codes = result.item[used]
    names = [say(ITEMS[result.version][code], language) for code in codes.tolist()]
    return ReportForm(
        item=codes,
        name=np.array(names, dtype=object),
        mean=mean,
        weighted=mean * result.item_weight[used],
        converted=_SCALE * mean,
        grade=_graded(_SCALE * mean, result.version),
        index=float(result.index[i]),
        total=float(result.converted[i]),
        total_grade=str(result.grade[i]),
        n=int(result.n[i]),
    )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Waves(Result):
    """Change between two independent surveys, one row a domain that both have."""

    domain: Mapping[str, LabelVector]
    """Label of each row by name; empty without `by`."""
    first: FloatVector
    """(d,) converted value of the first survey."""
    second: FloatVector
    """(d,) converted value of the second."""
    change: FloatVector
    """(d,) second less first."""
    se: FloatVector
    """(d,) standard error of the change."""
    lower: FloatVector
    """(d,) lower end of its interval."""
    upper: FloatVector
    """(d,) upper end of its interval."""
    first_grade: LabelVector
    second_grade: LabelVector
    level: float

    def _columns(self) -> dict[str, NDArray[Any]]:
        names = ("first", "second", "change", "se", "lower", "upper", "first_grade", "second_grade")
        return {**self.domain, **{name: getattr(self, name) for name in names}}


def waves(first: SKM, second: SKM, *, level: float = 0.95) -> Waves:
    """Compare two surveys of different respondents.

    Parameters
    ----------
    first, second : SKM
        Results of one version, with the same `by` names. Domains that only one of them has are
        left out.
    level : float
        Probability of the interval.

    Returns
    -------
    Waves

    Raises
    ------
    InputError
        If the versions, item weights or domain names differ, or no domain is common.

    Notes
    -----
    The surveys are independent: the variances add. The interval is normal.

    References
    ----------
    PermenPANRB 14/2017: at least one survey a year.

    Examples
    --------
    >>> before = index([[3] * 9, [3] * 8 + [4], [4] * 9])
    >>> after = index([[4] * 9, [4] * 8 + [3], [4] * 9])
    >>> waves(before, after).change.round(2).tolist()
    [14.81]
    """
    from scipy.special import ndtri

    confidence_level(level)
    for name in ("version", "item_weight"):
        a, b = getattr(first, name), getattr(second, name)
        if not np.array_equal(a, b):
            raise InputError.about(
                "second", code="different", expected=f"the `{name}` of `first`", found=str(b)
            )
    if list(first.domain) != list(second.domain):
        raise InputError.about(
            "second",
            code="different",
            expected=f"domains by {joined(list(first.domain)) or 'nothing'}",
            found=f"by {joined(list(second.domain)) or 'nothing'}",
        )
    rows = [
        {key: i for i, key in enumerate(zip(*(x.tolist() for x in s.domain.values()), strict=True))}
        if s.domain
        else {(): 0}
        for s in (first, second)
    ]
    common = [key for key in rows[0] if key in rows[1]]
    if not common:
        raise InputError.about(
            "second", code="no_common_domain", expected="a domain that `first` has", found="none"
        )
    a = np.array([rows[0][key] for key in common])
    b = np.array([rows[1][key] for key in common])
    change = second.converted[b] - first.converted[a]
    se = np.sqrt(first.se[a] ** 2 + second.se[b] ** 2)
    half = se * float(ndtri(0.5 + level / 2))
    return Waves(
        domain={name: x[a] for name, x in first.domain.items()},
        first=first.converted[a],
        second=second.converted[b],
        change=change,
        se=se,
        lower=change - half,
        upper=change + half,
        first_grade=first.grade[a],
        second_grade=second.grade[b],
        level=level,
    )


def sample_size(population: int, *, version: Version = "2017") -> int:
    """Respondents that the guide asks for.

    Parameters
    ----------
    population : int
        People served in the period, at least 1.
    version : {"2017", "2004"}
        2017: the table of Krejcie and Morgan. 2004: 150, that is (14 items + 1)·10; recalled,
        verify it; never more than the population.

    Returns
    -------
    int

    Raises
    ------
    InputError
        If the population is not a whole number of at least 1.

    Notes
    -----
    χ²NP(1 − P)/(d²(N − 1) + χ²P(1 − P)) with χ² = 3.841, P = .5 and d = .05, rounded half up as in
    the printed table.

    References
    ----------
    Krejcie, R. V. and Morgan, D. W. (1970). Determining sample size for research activities.
    Educational and Psychological Measurement 30, 607–610.

    Examples
    --------
    >>> sample_size(1000), sample_size(100), sample_size(1000, version="2004")
    (278, 80, 150)
    """
    choice(version, "version", tuple(ITEMS))
    people = whole_number(population, "population", lower=1)
    if version == "2004":
        return min(people, (len(ITEMS["2004"]) + 1) * 10)
    size = 3.841 * people * 0.25 / (0.0025 * (people - 1) + 3.841 * 0.25)
    return int(half_up(np.asarray(size), 0))


SCHEMES = tuple(
    scheme(
        {
            "id": "skm",
            "version": version,
            "regulation": regulation,
            "articles": "annex",
            "covers": ("units", "agencies"),
            "valid_from": version,
            "valid_until": until,
            "evidence": "regulation",
        },
        bands={"grade": GRADES[version]},
        tables={"item_weights": {f"{w:.6g}": w for w in ITEM_WEIGHTS[version]}},
        texts={**ITEMS[version], **TEXTS},
        disputed=(
            f"Weights in use: {', '.join(f'{w:.4g}' for w in ITEM_WEIGHTS[version])}.",
            "An item that does not apply leaves; it is not scored 4.",
        ),
    )
    for version, regulation, until in (
        ("2004", "KepMenPAN 25/2004", "2014"),
        ("2017", "PermenPANRB 14/2017", None),
    )
)
"""The versions of the scheme, with their tables."""
