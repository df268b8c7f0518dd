"""Estimates with their errors, and how they are put together from influence values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from .._checks import plain
from .._results.prints import made_from, prints_of
from .._results.small_cells import suppress
from .._types import Flags, Float
from .._words import words
from ..errors import InputError
from ..results import (
    Axis,
    BoolVector,
    FloatMatrix,
    FloatVector,
    IntVector,
    LabelVector,
    Provenance,
    Result,
)
from .answers import Answers, Field
from .freedom import Held
from .limits import Basis, Limits, is_small
from .linear import Linear

_SAID = 5
"""Domains that a sentence names."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Estimates(Result):
    """Estimates and their errors, one row for each domain × variable, domains first."""

    _keys: ClassVar = {"domain": ("domain", "variable", "q")}

    value: Annotated[FloatVector, Axis("domain")]
    """(r,) the estimates; NaN where nobody answered."""
    se: Annotated[FloatVector, Axis("domain")]
    """(r,) design-based standard errors; NaN where no degree of freedom is left."""
    lower: Annotated[FloatVector, Axis("domain")]
    """(r,) lower bounds of the intervals; NaN where they are undetermined."""
    upper: Annotated[FloatVector, Axis("domain")]
    """(r,) upper bounds of the intervals."""
    deff: Annotated[FloatVector, Axis("domain")]
    """(r,) variance over that of simple random sampling with replacement; NaN where there is no
    such figure (quantiles, constant answers)."""
    df: Annotated[IntVector, Axis("domain")]
    """(r,) degrees of freedom; 0 where the error is undetermined, or there is none because the
    domain lies wholly in units taken with certainty."""
    n: Annotated[IntVector, Axis("domain")]
    """(r,) rows with a weight above 0 that took part."""
    small: Annotated[BoolVector, Axis("domain")]
    """(r,) whether few people or few degrees of freedom stand behind the row."""
    variable: Annotated[LabelVector, Axis("domain")]
    """(r,) label of the variable: a column's name, or its position."""
    domain: Annotated[Mapping[str, LabelVector], Axis("domain")]
    """Labels (r,) of the domain by the name of the grouping; empty without `by`."""
    q: Annotated[FloatVector | None, Axis("domain")]
    """(r,) share of the population below each quantile; None for other estimates."""
    covariance: Annotated[FloatMatrix | None, Axis("domain", "domain")]
    """(r, r) covariance of the estimates where it was asked for."""
    held: Held | None
    """Sampled units behind each row, for the degrees of freedom of differences; with
    `covariance`."""
    provenance: Provenance
    """Kind of estimate, options, missing policy and what was left out."""
    suppressed: tuple[Any, ...] = ()
    """Domains that are not shown: of fewer people than the minimum, or so that totals do not give
    these away."""

    @property
    def labels(self) -> tuple[Any, ...]:
        """Label of each row: the domain, the variable, or a tuple where it takes several."""
        parts = [column.tolist() for column in self.domain.values()]
        several_q = self.q is not None and len(set(self.q.tolist())) > 1
        if not (parts or several_q) or len(set(self.variable.tolist())) > 1:
            parts.append(self.variable.tolist())
        if self.q is not None and several_q:
            parts.append(self.q.tolist())
        return tuple(parts[0]) if len(parts) == 1 else tuple(zip(*parts, strict=True))

    @property
    def left_out(self) -> tuple[Any, ...]:
        """Labels of what nobody answered: domains, or rows where it is so for some variables."""
        empty = self.n == 0
        v = len(self.labels) // max(1, self._domains())
        whole = np.repeat(empty.reshape(-1, v).all(axis=1), v)
        columns = [column.tolist() for column in self.domain.values()]
        domains = list(columns[0]) if len(columns) == 1 else list(zip(*columns, strict=True))
        named = [
            domains[i] if whole[i] and domains else label
            for i, label in enumerate(self.labels)
            if empty[i]
        ]
        return tuple(dict.fromkeys(named))

    def _domains(self) -> int:
        """How many domains there are."""
        if not self.domain:
            return 1
        return len(set(zip(*(column.tolist() for column in self.domain.values()), strict=True)))

    def _seen(self, name: str) -> Any:
        if name == "small":
            # A sign beside the row, and no column where there is nothing to mark.
            return np.where(self.small, "*", " ").astype(object) if self.small.any() else None
        return self._value(name)

    def _headline(self, language: str = "en") -> str:
        kind = str(self.provenance.options["estimate"])
        names = ["domain"] if list(self.domain) == ["by"] else list(self.domain)
        said = words(language).headlines
        title = said.estimates[kind]
        if names:
            title = said.estimates_by.format(title=title, names=", ".join(map(str, names)))
        return title

    def _facts(self, language: str = "en") -> dict[str, Any]:
        options, said = self.provenance.options, words(language).headlines
        out: dict[str, Any] = {
            "interval": f"{100 * options['level']:g}%, {said.freedom[options['df']]}"
        }
        if self.small.any():
            n, df = options["small"]
            out["*"] = f"n < {n} or df < {df}"
        if self.provenance.left_out:
            out["note"] = "; ".join(self.provenance.left_out)
        return out


def provenance_of(
    estimate: str,
    field: Field,
    missing: str,
    answers: Answers | None = None,
    given: Mapping[str, Any] | None = None,
    **options: Any,
) -> Provenance:
    """Say how estimates were made, and from which answers, or from data as they were `given`."""
    read = {} if answers is None else dict(zip(answers.names, answers.columns, strict=True))
    return Provenance(
        options={"estimate": estimate, "df": field.kind, **options},
        missing=missing,
        left_out=field.left_out + field.design.notes,
        rows=field.design.n,
        data=prints_of(read) if given is None else made_from(**given)["data"],
    )


def assemble(
    field: Field,
    variable: NDArray[Any],
    done: Linear,
    basis: Basis,
    limits: Limits,
    *,
    made: Provenance,
    small: tuple[int, int],
    minimum: int,
    which: Sequence[int],
    alike: Flags | None = None,
    q: Float | None = None,
) -> Estimates:
    """Estimates from (D, v) arrays, flat and domain-major.

    `which` is the variable that each column of the arrays is about. An error that no degree of
    freedom is left for becomes NaN, and the provenance says where; also where limits are
    undetermined because all answers are `alike`.
    """
    v = variable.size
    _refuse_overflow(field, done.value, done.se)
    empty, unknown = basis.n == 0, basis.undetermined
    no_error = empty | unknown
    se = done.se if limits.se is None else limits.se
    covariance = held = None
    if done.covariance is not None:
        covariance = done.covariance
        covariance[no_error.ravel(), :] = covariance[:, no_error.ravel()] = np.nan
        held = held_by(field, which)
    found = Estimates(
        value=np.where(empty, np.nan, done.value).ravel(),
        se=np.where(no_error, np.nan, se).ravel(),
        lower=np.where(no_error, np.nan, limits.lower).ravel(),
        upper=np.where(no_error, np.nan, limits.upper).ravel(),
        deff=np.where(no_error, np.nan, done.deff).ravel(),
        df=np.where(empty, 0, basis.df).ravel(),
        n=basis.n.ravel(),
        small=is_small(basis, small).ravel(),
        variable=np.tile(variable, field.domains.size),
        domain={name: np.repeat(labels, v) for name, labels in field.domains.names.items()},
        q=None if q is None else np.tile(q, field.domains.size),
        covariance=covariance,
        held=held,
        provenance=replace(
            made,
            options={**made.options, "small": list(small)},
            left_out=made.left_out + _said(field, variable, empty, unknown, alike),
        ),
    )
    return suppress(found, minimum=minimum)


def _said(
    field: Field, variable: NDArray[Any], empty: Flags, unknown: Flags, alike: Flags | None
) -> tuple[str, ...]:
    """Sentences on rows that nobody answered, and on errors and limits that are undetermined."""
    out = []
    silent = np.zeros_like(empty) if alike is None else alike & ~empty & ~unknown
    for flags, say in ((empty, _unanswered), (unknown, undetermined), (silent, all_alike)):
        everywhere = np.asarray(flags.all(axis=1))
        places = [field.domains.label(d) for d in np.flatnonzero(everywhere).tolist()]
        for d, j in np.argwhere(flags & ~everywhere[:, None]).tolist():
            places.append(f"{plain(variable[j])!r} of {field.domains.label(d)}")
        if places:
            out.append(say(places))
    return tuple(out)


def _unanswered(places: Sequence[str]) -> str:
    return words().notes.nobody_answered.format(places=_first_of(places))


def all_alike(places: Sequence[str]) -> str:
    """Say where limits are undetermined because nobody answered differently."""
    return words().notes.all_alike.format(places=_first_of(places))


def undetermined(places: Sequence[str]) -> str:
    """Say where an error is undetermined."""
    return words().notes.undetermined.format(places=_first_of(places))


def _first_of(places: Sequence[str]) -> str:
    more, said = len(places) - _SAID, "; ".join(places[:_SAID])
    return words().notes.more.format(places=said, n=more) if more > 0 else said


def held_by(field: Field, which: Sequence[int]) -> Held:
    """Units that hold the respondents behind each estimate."""
    size, v = field.domains.size, len(which)
    fields = field.columns or (field,)
    parts = []
    for at, each in enumerate(fields):
        domain, unit, stratum = each.holding.pairs()
        parts.append((domain * len(fields) + at, unit, stratum))
    sets, unit, stratum = (np.concatenate(column) for column in zip(*parts, strict=True))
    of_variable = np.asarray(which) if field.columns else np.zeros(v, dtype=np.int64)
    row = np.repeat(np.arange(size), v) * len(fields) + np.tile(of_variable, size)
    return Held(row, sets, unit, stratum, field.holding.reach().sampled)


def _refuse_overflow(field: Field, value: Float, se: Float) -> None:
    """Refuse what left the range of numbers: its NaN would look like a missing answer."""
    lost = np.argwhere(np.isinf(value) | (np.isfinite(value) & ~np.isfinite(se)))
    if lost.size:
        raise InputError.about(
            "y",
            code="out_of_range",
            expected="answers and weights whose squares stay within the range of numbers",
            found=f"an estimate beyond it in {field.domains.label(int(lost[0, 0]))}",
            hint="Divide the answers, or the weights, by a constant.",
        )
