"""The rules of a transfer plan as a definition, and the people it is about as typed data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, model_validator

from .. import _definitions
from .._definitions import Code, Definition, Flag, FrozenDict, NonNegative, Number, Whole
from .._official import MONTHS_BEFORE_TRANSFER
from .._types import ArrayLike

Objective = Literal["shortage", "deviation", "peak"]
OBJECTIVES: tuple[Objective, ...] = ("shortage", "deviation", "peak")

MILLIONTHS = 1_000_000
"""Need is compared at six decimals: in millionths of a person every shortage is a whole number."""

OPTIONS = (
    "min_months",
    "max_months",
    "within_unit",
    "max_moves",
    "chains",
    "objective",
    "price_per_move",
)
"""Rules that are single values."""

Caps = Whole | tuple[Whole, ...] | Annotated[dict[Code, Whole], AfterValidator(FrozenDict)]
"""One cap for every unit, one per unit in the order of `need`, or caps by the label of the unit."""


class Requirement(Definition):
    """What a job asks of a person, by one column of the table of people.

    Parameters
    ----------
    job : str or int
        Label of the job, or its code where jobs have none.
    column : str
        Column of the people's `attributes`.
    at_least : float, optional
        Least value, inclusive.
    one_of : tuple of text or whole numbers, optional
        Values that are enough; exactly one of the two tests is given.

    Raises
    ------
    ValidationError
        If there is not exactly one test.

    Examples
    --------
    >>> Requirement(job="nurse", column="licence", one_of=("STR",)).column
    'licence'
    """

    job: Code | Whole
    column: Code
    at_least: Number | None = None
    one_of: tuple[Code | Whole, ...] | None = None

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        if (self.at_least is None) == (self.one_of is None):
            raise ValueError(
                f"requirement of job {self.job!r} on {self.column!r}: exactly one of `at_least` "
                "and `one_of`"
            )
        return self


class TransferRules(Definition):
    """The rules by which people are moved: a definition that travels as JSON.

    Parameters
    ----------
    min_months : float
        Fewest months in post before a move; by default those of the national rules.
    max_months : float, optional
        More months than this are overdue.
    within_unit : bool
        Allow a change of job inside one's unit.
    max_moves : int, optional
        Most moves in all.
    max_out, max_in : int, tuple of int, or dict by unit label, optional
        Most departures from, and arrivals in, each unit; a unit that a dict leaves out has no cap.
    requirements : tuple of Requirement
        What jobs ask for. Whoever meets all that a job asks for is qualified for it; everybody is
        for their own job, and nobody else for a job that asks for nothing. With `qualified` beside
        them, both must hold.
    chains : bool
        Allow that a person who leaves is replaced by another.
    objective : {"shortage", "deviation", "peak"}
        What comes first.
    price_per_move : float
        Persons of shortage that a move must be worth; with "shortage" only.
    ties : tuple of {"months", "order"}
        Levels that settle ties: months in post, then the order of ids; or the order alone.

    Raises
    ------
    ValidationError
        If a value has the wrong type or range, or a price comes with another objective.

    Notes
    -----
    What each rule means is said in `plan_transfers`, whose keywords they are. Who stays, and which
    moves are required or forbidden, is said of single people, in `what_if`.

    References
    ----------
    Peraturan BKN 5/2019 on transfers (two years in the post).

    Examples
    --------
    >>> rules = TransferRules(max_moves=2, objective="deviation")
    >>> TransferRules.model_validate_json(rules.model_dump_json()) == rules
    True
    >>> rules.model_copy(update={"max_moves": 3}).max_moves, rules.min_months
    (3, 24.0)
    """

    min_months: NonNegative = float(MONTHS_BEFORE_TRANSFER)
    max_months: NonNegative | None = None
    within_unit: Flag = False
    max_moves: Whole | None = None
    max_out: Caps | None = None
    max_in: Caps | None = None
    requirements: tuple[Requirement, ...] = ()
    chains: Flag = False
    objective: Objective = "shortage"
    price_per_move: NonNegative = 0.0
    ties: tuple[Literal["months"], Literal["order"]] | tuple[Literal["order"]] = (
        "months",
        "order",
    )

    @model_validator(mode="after")
    def _price_of_shortage(self) -> Self:
        if self.price_per_move and self.objective != "shortage":
            raise ValueError(
                f'`price_per_move` is in persons, so it goes with the objective "shortage"; found '
                f"{self.price_per_move:g} with {self.objective!r}"
            )
        return self

    @property
    def fingerprint(self) -> str:
        """Sha256 of the canonical JSON: the same for rules that are equal."""
        return _definitions.fingerprint(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The people of a transfer problem, one row per person.

    What each field means is told by `plan_transfers`.

    Examples
    --------
    >>> staff = {"unit": ["A", "A"], "job": ["g", "g"], "id": ["x", "y"], "rank": [3, 4]}
    >>> people = People.of(staff)
    >>> people.ids, people.attributes["rank"]
    (['x', 'y'], [3, 4])
    """

    unit: ArrayLike
    """(n,) present unit."""
    job: ArrayLike
    """(n,) present job."""
    ids: ArrayLike | None = None
    """(n,) names of the people, each once."""
    qualified: ArrayLike | None = None
    """(n, jobs) jobs each person may hold."""
    movable: ArrayLike | None = None
    """(n,) who may be moved."""
    months_in_post: ArrayLike | None = None
    """(n,) months in the present post."""
    home: ArrayLike | None = None
    """(n,) unit nearest to each person's home."""
    distance: ArrayLike | None = None
    """(units, units) distance from a home unit to a unit."""
    preference: ArrayLike | None = None
    """(n, units) cost of each unit to each person."""
    fit: ArrayLike | None = None
    """(n, jobs) cost of each job to each person."""
    together: Iterable[tuple[Any, Any]] | None = None
    """Pairs of people who move to the same unit or not at all."""
    attributes: Mapping[str, ArrayLike] | None = None
    """(n,) columns that the requirements of the rules look at."""

    @classmethod
    def of(cls, table: Any) -> Self:
        """Read a table by the names of its columns; those it does not know are `attributes`.

        `id` or `ids`, `unit`, `job`, `movable`, `months_in_post` and `home` are known.
        """
        from .. import _checks

        names = _checks.column_names(table, "people", levels=True)
        for name in ("unit", "job"):
            if name not in names:
                raise _absent(name, names)
        columns = dict(zip(names, _checks.read_columns(table, names, "people"), strict=True))
        if "ids" not in columns and "id" in columns:
            columns["ids"] = columns.pop("id")
        known = ("unit", "job", "ids", "movable", "months_in_post", "home")
        index = _checks.row_labels(table)
        if "ids" not in columns and index is not None and index not in known:
            columns["ids"] = columns.pop(index)  # it names the people, whatever it is called
        given = {name: columns.pop(name) for name in known if name in columns}
        return cls(**given, attributes=columns)


def _absent(name: str, names: list[str]) -> Exception:
    from ..errors import InputError

    return InputError.about(
        "people",
        code="missing_argument",
        expected=f"a column {name!r}",
        found=f"columns {', '.join(map(repr, names))}",
        hint="Name the columns unit, job and id; months_in_post, movable and home as there are.",
    )
