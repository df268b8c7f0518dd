"""Peraturan BKN 5/2019: when a civil servant may be transferred."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np

from ..._checks import flags, floats, identifiers, nonnegative, vector
from ..._official import MONTHS_BEFORE_TRANSFER, MONTHS_OVERDUE
from ..._results.prints import made_from
from ..._steady import steady
from ..._types import ArrayLike
from ..._words import words
from ...errors import InputError
from ...indicators import Text
from ...results import Axis, BoolMatrix, BoolVector, LabelVector, Provenance, Result
from .._scheme import numbers

TRANSFER_OPTIONS: Mapping[str, int] = {
    "min_months": MONTHS_BEFORE_TRANSFER,
    "max_months": MONTHS_OVERDUE,
}
"""Months in the post: at least two years before a move, overdue past five. They are options of
`kinerja.balancing.plan_transfers`: ``plan_transfers(…, **TRANSFER_OPTIONS)``."""

TRANSFER_OPTIONS_STATED: Mapping[str, int] = {
    **TRANSFER_OPTIONS,
    **{name: int(x) for name, x in numbers("transfer", "2019", "tenure_stated").items()},
}
"""The same with six months, as BKN's head said before parliament on 1 July 2025. The written rule
was not found and PP 11/2017 art. 190 (3) stands, so that 24 months stay the default: whoever uses
these says on which ground."""

TRANSFER_RULES: Mapping[str, Text] = {
    "civil_servant": Text(en="is a civil servant (PNS)", id="berstatus PNS"),
    "tenure": Text(
        en="has been in the post for at least 2 years",
        id="telah menduduki jabatan paling singkat 2 tahun",
    ),
    "competence": Text(
        en="has the competence that the post asks for", id="kompetensi sesuai persyaratan jabatan"
    ),
    "career_pattern": Text(en="follows the career pattern", id="sesuai pola karier"),
    "no_conflict": Text(en="no conflict of interest", id="tidak ada konflik kepentingan"),
    "no_case": Text(
        en="no discipline or court case pending",
        id="tidak sedang dalam proses hukuman disiplin atau proses peradilan",
    ),
}
"""What a transfer asks for, in the order in which it is reported; that the receiving post is
needed by workload analysis is a matter of the plan, not of the person."""

TRANSFER_KINDS: Mapping[str, Text] = {
    "within_agency": Text(en="within one agency", id="dalam satu instansi"),
    "within_province": Text(
        en="between districts or cities of one province", id="antar kabupaten/kota dalam provinsi"
    ),
    "between_provinces": Text(en="between provinces", id="antarprovinsi"),
    "with_centre": Text(
        en="between a province, district or city and a central agency",
        id="antara instansi daerah dan instansi pusat",
    ),
    "between_central": Text(en="between central agencies", id="antar-instansi pusat"),
    "abroad": Text(en="to a mission abroad", id="ke perwakilan RI di luar negeri"),
}
"""Kinds of transfer that the regulation covers. Within one agency its head decides; the others
need the consent of both agencies and the technical opinion of BKN. Every appointment and move goes
through BKN's system I-Mut (SE Kepala BKN 7/2024, on Perpres 116/2022): without its recommendation
nobody is sworn in."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Transferable(Result):
    """Who may be transferred, and which rule stands against it."""

    _keys: ClassVar = {"person": "ids"}

    allowed: Annotated[BoolVector, Axis("person")]
    """(n,) no rule stands against a transfer; `movable` of `plan_transfers`."""
    overdue: Annotated[BoolVector, Axis("person")]
    """(n,) longer in the post than the rule provides for."""
    kept: Annotated[BoolMatrix, Axis("person", "rule")]
    """(n, r) whether each rule is kept; a rule that was not checked counts as kept."""
    rule: Annotated[LabelVector, Axis("rule")]
    """(r,) codes of the rules."""
    not_checked: tuple[str, ...]
    """Rules for which nothing was given: check them before a decision."""
    ids: Annotated[LabelVector | None, Axis("person")] = None
    """(n,) names of the people."""
    provenance: Provenance = field(default_factory=Provenance)

    @property
    def failed(self) -> Annotated[tuple[tuple[str, ...], ...], Axis("person")]:
        """(n,) codes of the rules that each person fails."""
        codes = self.rule.tolist()
        patterns, place = np.unique(~self.kept @ (1 << np.arange(len(codes))), return_inverse=True)
        # People are many, patterns few: at most two to the power of the rules.
        said = [
            tuple(code for j, code in enumerate(codes) if pattern >> j & 1)
            for pattern in patterns.tolist()
        ]
        return tuple(said[k] for k in place.tolist())

    def _headline(self, language: str = "en") -> str:
        said = words(language).results
        names = ", ".join(self.not_checked)
        title = said.titles["Transferable"].format(
            allowed=int(self.allowed.sum()), n=self.allowed.size
        )
        return title + (said.not_checked.format(names=names) if names else "")


@steady
def transferable(
    months_in_post: ArrayLike,
    *,
    civil_servant: Any = None,
    competence: Any = None,
    career_pattern: Any = None,
    conflict: Any = None,
    case: Any = None,
    ids: ArrayLike | None = None,
) -> Transferable:
    """Check who may be transferred, rule by rule.

    Parameters
    ----------
    months_in_post : array_like, shape (n,)
        Months in the present post, 0 or more, none missing.
    civil_servant, competence, career_pattern : array_like of bool, shape (n,), optional
        True where the person is a PNS, fits the post, follows the career pattern.
    conflict, case : array_like of bool, shape (n,), optional
        True where a conflict of interest stands against it, or a discipline or court case is
        pending.
    ids : array_like, shape (n,), optional
        Names of the people, each once.

    Returns
    -------
    Transferable
        Who is allowed, who is overdue, the rules failed, and those that were not checked.

    Raises
    ------
    InputError
        If months are negative or missing, a flag is not True or False, or the lengths differ.

    Notes
    -----
    At least 24 months in the post; more than 60 is overdue. Covers PNS, not PPPK. A move between
    the offices of one city is a transfer within one agency, which its head decides; the other kinds
    are in `TRANSFER_KINDS`. What the rule provides for, not a decision: a person decides.

    References
    ----------
    Peraturan BKN 5/2019 on transfers, art. 2; PP 11/2017 art. 190.

    Examples
    --------
    >>> out = transferable([23, 24, 61], case=[False, True, False])
    >>> out.allowed.tolist(), out.overdue.tolist(), out.failed
    ([False, False, True], [False, False, True], (('tenure',), ('no_case',), ()))
    """
    raw = floats(months_in_post, "months_in_post")
    n = raw.size
    names = identifiers(ids, n) if raw.ndim == 1 else None
    months = vector(raw, "months_in_post", rows=names)
    nonnegative(months, "months_in_post", rows=names)
    given = {
        "civil_servant": ("civil_servant", civil_servant, True),
        "competence": ("competence", competence, True),
        "career_pattern": ("career_pattern", career_pattern, True),
        "no_conflict": ("conflict", conflict, False),
        "no_case": ("case", case, False),
    }
    kept = np.ones((n, len(TRANSFER_RULES)), dtype=np.bool_)
    not_checked = []
    for j, code in enumerate(TRANSFER_RULES):
        if code == "tenure":
            kept[:, j] = months >= TRANSFER_OPTIONS["min_months"]
            continue
        argument, flag, wanted = given[code]
        if flag is None:
            not_checked.append(code)
            continue
        read = flags(flag, argument)
        if read.shape != (n,):
            raise InputError.about(
                argument,
                code="wrong_shape",
                expected=f"{n} values",
                found=f"shape {read.shape}",
                hint="Pass one value for each person, in the same order.",
            )
        kept[:, j] = read == wanted
    return Transferable(
        allowed=np.asarray(kept.all(axis=1)),
        overdue=months > TRANSFER_OPTIONS["max_months"],
        kept=kept,
        rule=np.array(list(TRANSFER_RULES), dtype=object),
        not_checked=tuple(not_checked),
        ids=names,
        provenance=Provenance(
            **made_from(
                months_in_post=months_in_post,
                civil_servant=civil_servant,
                competence=competence,
                career_pattern=career_pattern,
                conflict=conflict,
                case=case,
            ),
            options=dict(TRANSFER_OPTIONS),
            missing="raise",
        ),
    )
