"""Index of a unit, of several, or of an agency."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..._checks import (
    Domains,
    choice,
    confidence_level,
    is_table,
    joined,
    read_columns,
    read_domains,
    refuse_missing,
    whole_number,
)
from ..._definitions import Language
from ..._results.prints import prints_of
from ..._steady import steady
from ..._types import ArrayLike, Float
from ..._words import check_language, words
from ...errors import InputError, KinerjaWarning, outside
from ...results import (
    Axis,
    FloatMatrix,
    FloatVector,
    IntMatrix,
    IntVector,
    LabelVector,
    Provenance,
    Result,
    Unit,
    suppress,
)
from .items import (
    Weighting,
    applicable,
    codes_of,
    named_items,
    read_answers,
    refuse_outside,
    weighting,
)
from .respondents import knows_population, table_size
from .standard_errors import DEGREES, DegreesOfFreedom, spread, weights_of
from .tables import ITEM_WEIGHTS, ITEMS, SCALE, Version, graded, said


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SKM(Result):
    """Satisfaction index, one row per domain; without `by` one row."""

    _keys: ClassVar = {"domain": ("domain",), "item": "item"}
    _first: ClassVar = (
        "converted", "grade", "label", "se", "lower", "upper", "n", "required", "index",
    )  # fmt: skip
    _aside: ClassVar = ("version", "level", "df_all")

    item_mean: Annotated[FloatMatrix, Axis("domain", "item")]
    """(d, k) mean of each item, 1 to 4; NaN for an item that does not apply."""
    index: Annotated[FloatVector, Axis("domain")]
    """(d,) weighted sum of the item means, 1 to 4."""
    converted: Annotated[FloatVector, Axis("domain")]
    """(d,) index × 25, not rounded."""
    grade: Annotated[LabelVector, Axis("domain")]
    """(d,) A, B, C or D."""
    label: Annotated[LabelVector, Axis("domain")]
    """(d,) what the grade says, in words."""
    se: Annotated[FloatVector, Axis("domain")]
    """(d,) standard error of `converted`; NaN where no degree of freedom is left, as for one
    respondent."""
    lower: Annotated[FloatVector, Axis("domain")]
    """(d,) lower end of the interval of `converted`; NaN where it is undetermined."""
    upper: Annotated[FloatVector, Axis("domain")]
    """(d,) upper end of the interval of `converted`."""
    n: Annotated[IntVector, Axis("domain")]
    """(d,) respondents whose answers were used."""
    item_n: Annotated[IntMatrix, Axis("domain", "item")]
    """(d, k) respondents behind each item; 0 for an item that does not apply."""
    domain: Annotated[Mapping[str, LabelVector], Axis("domain")]
    """Label of each row by name; empty without `by`."""
    item: Annotated[LabelVector, Axis("item")]
    """(k,) item codes."""
    item_weight: Annotated[FloatMatrix, Axis("domain", "item")]
    """(d, k) weight of each item; 0 for an item that does not apply."""
    version: str
    level: float
    """Probability of the interval."""
    df: Annotated[IntVector, Axis("domain")]
    """(d,) degrees of freedom of the errors."""
    df_all: int
    """Degrees of freedom of all domains together."""
    required: Annotated[FloatVector, Axis("domain")]
    """(d,) respondents that the guide's table asks for; NaN where the people served are unknown."""
    text: Annotated[str, Unit("text")]
    """Whether there are as many respondents as the table asks for, in words."""
    provenance: Provenance = field(default_factory=Provenance)
    suppressed: tuple[Any, ...] = ()
    """Domains that are not shown: of fewer people than the minimum, or so that totals do not give
    these away."""

    def _headline(self, language: str = "en") -> str:
        said = words(language).results
        where = said.domains.format(n=self.index.size) if self.domain else ""
        return said.titles["SKM"].format(version=self.version, n=int(self.n.sum())) + where


@steady
def index(
    responses: Any,
    *,
    not_applicable: str | Sequence[str] | Mapping[Any, str | Sequence[str]] = (),
    version: Version = "2017",
    design: Any = None,
    by: Any = None,
    item_weight: float | ArrayLike | Mapping[str, float] | None = None,
    population: int | Mapping[Any, int] | None = None,
    level: float = 0.95,
    missing: Literal["raise", "omit", "available"] = "raise",
    language: Language = "en",
    df: DegreesOfFreedom = "domain",
    minimum: int = 1,
) -> SKM:
    """Satisfaction index of a unit, of several, or of an agency.

    Parameters
    ----------
    responses : array_like (n, k), mapping or dataframe
        Answers from 1 to 4; an array in the regulation's order, else by item code (U1 to U9;
        2004: U1 to U14). Further items of the agency, the columns U10, U11 … of a table or those
        of an array beyond the regulation's, count as the others do.
    not_applicable : sequence of str, or mapping of label to sequence of str
        Items that the service does not have, such as the fee of a free service. They leave, and the
        weights of the others are scaled up. A mapping names them for each label of `by`; `agency`
        then puts the units together.
    version : {"2017", "2004"}
        Regulation.
    design : survey.Design, optional
        Survey design; without it a simple random sample.
    by : array_like (n,), mapping of str to array_like, or dataframe, optional
        Units or other domains; one row for each combination that occurs, sorted. Where `responses`
        are a table, a column's name works too.
    item_weight : float, array_like (k,) or mapping of item to float, optional
        Weight of an item as some reports round it (0.11, 0.111; 2004: 0.071), or one weight for
        each item, which sum to 1; 1/k each if not given.
    population : int, or mapping of label to int, optional
        People served in the period, by label of `by` where there is one: what the guide's table
        asks respondents of. If not given, that of a design with its populations.
    level : float
        Probability of the interval.
    missing : {"raise", "omit", "available"}
        What to do where an answer is missing: refuse; use complete rows only; or take the mean of
        each item over those who answered it. With "omit" and "available" a respondent without a
        label in `by` belongs to no unit.
    language : {"en", "id"}
        Language of `label` and `text`.
    df : {"domain", "nchs", "design"}
        Degrees of freedom of the interval, as for `survey.mean`.
    minimum : int
        Domains of fewer respondents are left empty, and others where totals would give them away:
        see `results.suppress`. 1 shows all.

    Returns
    -------
    SKM
        Item means, index, converted value, grade, and its standard error and interval.

    Raises
    ------
    InputError
        If an answer lies outside 1 to 4 or is missing, an item is unknown, or weights do not fit.

    Warns
    -----
    KinerjaWarning
        If the item weights that are in use would give different grades, or answers to the items of
        2004 are read as further items of 2017.

    Notes
    -----
    NRR_j is the (weighted) mean of item j, the index Σ w_j·NRR_j with w_j = 1/k, converted × 25;
    where items do not apply, the weights of the others are divided by their sum. Its error is that
    of the mean, over respondents, of Σ_j w_j·N/N_j·(y_j − NRR_j) over the items j that each one
    answered, N and N_j being the (weighted) numbers of respondents and of those who answered item
    j: without missing answers, the error of the mean of each respondent's own index.
    The grade is given after rounding half up at two decimals, ties judged at twelve significant
    digits. Rounded item weights do not sum to 1 and can leave 25 to 100: the grade is then that of
    the end.

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
    choice(missing, "missing", ("raise", "omit", "available"))
    check_language(language)
    choice(df, "df", DEGREES)
    whole_number(minimum, "minimum", lower=1)
    level = confidence_level(level)
    codes = codes_of(responses, version)
    named = named_items(not_applicable, codes)
    weigh = weighting(item_weight, codes, version, named.get(None, ()))
    _warn_of_2004(codes, version, language)
    answers = read_answers(responses, codes, named)
    if isinstance(by, str) and is_table(responses):
        by = {by: read_columns(responses, [by], "by")[0]}
    used = _used(answers, by, codes, named, missing)
    share = weights_of(design, used.row.size)
    d = used.applies.shape[0]
    base = _weight_of_domains(used, share)
    sums = _item_sums(used, share, codes, weigh)
    # Sums first, one division last: an index that is a whole figure comes out as one.
    counted = (used.applies * weigh.relative).sum(axis=1)
    value = weigh.sum * sums.total / counted
    converted = SCALE * value
    y = value[np.maximum(used.row, 0)] + weigh.sum * _deviations(used, sums, base, weigh)
    found = spread(SCALE * y, used.row, share, design, level, names=used.names, df=df)
    grade = graded(converted, version)
    if weigh.single is not None and codes == tuple(ITEMS[version]):
        _warn_if_weights_matter(value, weigh.single, version, used.names, language)
    n = np.bincount(used.row[used.kept], minlength=d).astype(np.int64)
    served = base if knows_population(design) else None
    asked = table_size(population, served, n, labels_of(used.names), version, language)
    result = SKM(
        item_mean=sums.mean,
        index=value,
        converted=converted,
        grade=grade,
        label=said(grade, language),
        se=found.se,
        lower=converted - found.half,
        upper=converted + found.half,
        n=n,
        item_n=sums.n,
        domain=used.names,
        item=np.array(codes, dtype=object),
        item_weight=np.where(used.applies, weigh.relative * weigh.sum / counted[:, None], 0.0),
        version=version,
        level=level,
        df=found.df,
        df_all=found.df_all,
        required=asked.required.astype(np.float64),
        text=asked.text,
        provenance=Provenance(
            data=prints_of(dict(zip(codes, answers.T, strict=True))),
            options={
                **_options(codes, weigh, named, version),
                "design": "simple random sampling" if design is None else "given",
                "df": df,
            },
            missing=missing,
            left_out=(*used.left_out, *sums.said, *found.said),
            rows=used.row.size,
        ),
    )
    return suppress(result, minimum=minimum)


class _Used(NamedTuple):
    """The respondents that take part, and their answers."""

    answers: Float
    """(n, k)"""
    given: NDArray[np.bool_]
    """(n, k) answers that count: to an item that applies, and there."""
    row: NDArray[np.int64]
    """(n,) place of each respondent's domain, −1 for one that takes no part."""
    kept: NDArray[np.int64] | slice
    """Respondents that take part."""
    names: dict[str, NDArray[Any]]
    applies: NDArray[np.bool_]
    """(d, k) items that apply to each domain."""
    left_out: tuple[str, ...]


def _options(
    codes: tuple[str, ...], weigh: Weighting, named: Mapping[Any, Any], version: str
) -> dict[str, Any]:
    """Items and weights as the provenance tells them."""
    return {
        "item_weight": weigh.single
        if weigh.single is not None
        else dict(zip(codes, weigh.relative.tolist(), strict=True)),
        "further_items": list(codes[len(ITEMS[version]) :]),
        "not_applicable": named.get(None) or {str(x): i for x, i in named.items() if i},
    }


def _used(
    answers: Float,
    by: Any,
    codes: tuple[str, ...],
    named: Mapping[Any, tuple[str, ...]],
    missing: str,
) -> _Used:
    """Settle who takes part, by the policy for missing answers."""
    every = read_domains(by, answers.shape[0], missing="refuse" if missing == "raise" else "allow")
    nowhere = every.codes < 0
    applies = applicable(named, codes, every)
    # Most surveys ask everybody the same: one row of flags then stands for all respondents.
    asked = applies[:1] if (applies == applies[:1]).all() else applies[np.maximum(every.codes, 0)]
    refuse_outside(answers, asked, codes)
    holes = np.isnan(answers) & asked
    full = np.asarray(~holes.any(axis=1))
    if missing == "raise" and not full.all():
        refuse_missing(np.where(asked, answers, 0.0), "responses", columns=codes)
    given = ~np.isnan(answers) & asked
    complete = full if missing != "available" else np.asarray(given.any(axis=1))
    left_out = [f"{int((~complete).sum())} incomplete rows"] if not complete.all() else []
    if missing == "available":
        left_out = [f"{int((~complete).sum())} rows without an answer"] if left_out else []
        if holes[complete].any():
            absent = int(holes[complete].sum())
            left_out.append(f"{absent} missing answers, each left out of its own item")
    if nowhere.any():
        left_out.append(f"{int(nowhere.sum())} rows without a label in `by`")
    complete &= ~nowhere
    if not complete.any():
        raise InputError.about(
            "responses", code="too_few", expected="at least one complete row", found="none"
        )
    if complete.all():
        row, names = every.codes, dict(every.names)
        empty: tuple[str, ...] = ()
    else:
        row, names, applies, empty = _domains(every, applies, complete)
        given &= complete[:, None]
    kept = slice(None) if complete.all() else np.flatnonzero(complete)
    return _Used(answers, given, row, kept, names, applies, (*left_out, *empty))


def _weight_of_domains(used: _Used, share: Float) -> Float:
    """Weight (d,) of the respondents of each domain; a domain without any is refused."""
    d = used.applies.shape[0]
    base = np.bincount(used.row[used.kept], weights=share[used.kept], minlength=d)
    if not (base > 0).all():
        raise InputError.about(
            "design",
            code="invalid_input",
            expected="a weight above 0 in every domain",
            found=f"only zeros in {_place(used.names, int(np.argmin(base)))}",
            hint="Leave the domain out, or give its respondents their weights.",
        )
    return np.asarray(base, dtype=np.float64)


def _place(names: Mapping[str, NDArray[Any]], i: int) -> str:
    return ", ".join(f"{name}={joined([x[i]])}" for name, x in names.items()) or "the whole sample"


class _Sums(NamedTuple):
    mean: Float
    """(d, k) mean of each item; NaN where it does not apply or nobody answered it."""
    base: Float
    """(d, k) weight of those who answered it."""
    n: NDArray[np.int64]
    """(d, k) how many they are."""
    total: Float
    """(d,) sum of the item means, each times its relative weight."""
    said: tuple[str, ...]
    """Items without an answer, in words."""


def _item_sums(used: _Used, share: Float, codes: tuple[str, ...], weigh: Weighting) -> _Sums:
    """Means of the items by domain, and their sum."""
    d, k = used.applies.shape
    mean, base = np.full((d, k), np.nan), np.zeros((d, k))
    n = np.zeros((d, k), dtype=np.int64)
    index = np.zeros(d)
    said = []
    for j in np.flatnonzero(used.applies.any(axis=0)).tolist():
        here = slice(None) if used.given[:, j].all() else np.flatnonzero(used.given[:, j])
        place, weighed = used.row[here], share[here]
        base[:, j] = np.bincount(place, weights=weighed, minlength=d)
        n[:, j] = np.bincount(place, minlength=d)
        sums = np.bincount(place, weights=weighed * used.answers[here, j], minlength=d)
        applies = used.applies[:, j]
        silent = applies & (base[:, j] == 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            mean[:, j] = np.where(applies & ~silent, sums / base[:, j], np.nan)
        index = index + np.where(applies, weigh.relative[j] * mean[:, j], 0.0)
        if silent.any():
            places = [_place(used.names, i) for i in np.flatnonzero(silent).tolist()]
            said.append(f"nobody answered {codes[j]} in {joined(places)}: no index there")
    return _Sums(mean, base, n, index, tuple(said))


def _deviations(used: _Used, sums: _Sums, base: Float, weigh: Weighting) -> Float:
    """Σ_j w_j·N/N_j·(y_j − NRR_j) (n,) of each respondent, over the items that he answered."""
    out = np.zeros(used.row.size)
    home = np.maximum(used.row, 0)
    counted = (used.applies * weigh.relative).sum(axis=1)
    for j in np.flatnonzero(used.applies.any(axis=0)).tolist():
        with np.errstate(divide="ignore", invalid="ignore"):
            factor = weigh.relative[j] * base / (sums.base[:, j] * counted)
        away = factor[home] * (used.answers[:, j] - sums.mean[home, j])
        out += np.where(used.given[:, j], away, 0.0)
    return out


def _domains(
    every: Domains, applies: NDArray[np.bool_], complete: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], dict[str, NDArray[Any]], NDArray[np.bool_], tuple[str, ...]]:
    """Place of each row's domain (−1: takes no part), labels, items, and what has no row."""
    present = np.bincount(every.codes[complete], minlength=every.size) > 0
    row = np.where(complete, (np.cumsum(present) - 1)[every.codes], -1)
    empty = [every.label(i) for i in np.flatnonzero(~present).tolist()]
    left_out = (f"domains without a complete row: {joined(empty)}",) if empty else ()
    names = {name: x[present] for name, x in every.names.items()}
    return row, names, applies[present], left_out


def labels_of(names: Mapping[str, NDArray[Any]]) -> list[Any]:
    """One label per domain, a tuple where several groupings make it; ``[()]`` for the whole."""
    columns = [x.tolist() for x in names.values()]
    if len(columns) == 1:
        return list(columns[0])
    return list(zip(*columns, strict=True)) if columns else [()]


def _warn_of_2004(codes: tuple[str, ...], version: str, language: Language) -> None:
    """Fourteen items read by the regulation of nine may be those of 2004."""
    if version == "2017" and codes == tuple(ITEMS["2004"]):
        warnings.warn(words(language).schemes.fourteen, KinerjaWarning, stacklevel=outside())


def _warn_if_weights_matter(
    value: Float,
    weight: float,
    version: str,
    names: Mapping[str, NDArray[Any]],
    language: Language,
) -> None:
    weights = list(dict.fromkeys([weight, *ITEM_WEIGHTS[version]]))
    grades = np.array([graded(SCALE * value * (w / weight), version) for w in weights])
    rows = np.flatnonzero((grades != grades[0]).any(axis=0))
    if not rows.size:
        return
    grammar, said = words(language).grammar, words(language).schemes
    cases = []
    for i in rows[:5].tolist():
        where = ", ".join(str(x[i]) for x in names.values())
        given = ", ".join(
            said.with_weight.format(grade=g, weight=grammar.figure(w, decimals=None, most=4))
            for g, w in zip(grades[:, i].tolist(), weights, strict=True)
        )
        cases.append(f"{where}: {given}" if where else given)
    if rows.size > 5:
        cases.append(said.more.format(n=rows.size - 5))
    message = said.item_weights.format(cases="; ".join(cases))
    warnings.warn(message, KinerjaWarning, stacklevel=outside())
