"""What every result has in common.

A result is a frozen, slotted dataclass that owns its arrays: they are read-only, share no memory
with the caller's input, and stay read-only after copy and pickle. Results compare by value, print
in a terminal and a notebook, and travel as strict JSON (``to_dict``, ``from_dict``,
``json_schema``) or as a table (``to_frame``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self, get_type_hints

import numpy as np
from numpy.typing import NDArray

from . import _version
from ._checks import choice
from ._results.display import page, short, text_table, wrapped, writeable
from ._results.encoding import decoded, encoded, schema
from ._results.values import equal, frozen, thawed
from .errors import InputError

__all__ = ["Provenance", "Result"]


class Axes(NamedTuple):
    """What an array field holds, for its JSON and JSON Schema."""

    ndim: int
    kind: Literal["f", "i", "b", "O"]
    """Letter of the dtype; O for labels, which are text or whole numbers."""


FloatVector = Annotated[NDArray[np.float64], Axes(1, "f")]
FloatMatrix = Annotated[NDArray[np.float64], Axes(2, "f")]
FloatCube = Annotated[NDArray[np.float64], Axes(3, "f")]
IntVector = Annotated[NDArray[np.int64], Axes(1, "i")]
IntMatrix = Annotated[NDArray[np.int64], Axes(2, "i")]
BoolVector = Annotated[NDArray[np.bool_], Axes(1, "b")]
BoolMatrix = Annotated[NDArray[np.bool_], Axes(2, "b")]
LabelVector = Annotated[NDArray[Any], Axes(1, "O")]
LabelMatrix = Annotated[NDArray[Any], Axes(2, "O")]


Backend = Literal["pandas", "polars", "pyarrow"]
BACKENDS: tuple[Backend, ...] = ("pandas", "polars", "pyarrow")


def _rebuild(cls: type[Result], values: dict[str, Any]) -> Result:
    return cls(**values)


class Result:
    """Base of every result: a frozen dataclass of read-only arrays, labels and numbers.

    Two results are equal when they are of one class and every field is equal; NaN equals NaN.

    Examples
    --------
    >>> from kinerja.scoring import weighted_mean
    >>> weighted_mean([[80, 90]], [3, 1])
    array([82.5])
    """

    __slots__ = ("_memo",)
    __dataclass_fields__: ClassVar[dict[str, Any]]
    __hash__ = None  # type: ignore[assignment]
    _memo: dict[str, Any]

    def __post_init__(self) -> None:
        object.__setattr__(self, "_memo", {})
        for item in fields(self):
            value = getattr(self, item.name)
            kept = frozen(value)
            if kept is not value:
                object.__setattr__(self, item.name, kept)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(
            equal(getattr(self, item.name), getattr(other, item.name))
            for item in fields(self)
            if item.compare
        )

    def __reduce__(self) -> tuple[Any, ...]:
        # The default of a slotted dataclass restores fields without __post_init__, which would
        # leave copied and unpickled arrays writeable.
        values = {item.name: thawed(getattr(self, item.name)) for item in fields(self)}
        return _rebuild, (type(self), values)

    def _remember(self, name: str, value: Any) -> Any:
        """Keep what is computed on access; arrays are frozen like the fields."""
        return self._memo.setdefault(name, frozen(value))

    def to_dict(self) -> dict[str, Any]:
        """Return the fields in plain JSON types; NaN and missing become None.

        ``json.dumps(result.to_dict(), allow_nan=False)`` always works, and ``from_dict`` restores
        an equal result. An infinite value is written as ``"Infinity"`` or ``"-Infinity"``.
        """
        return {item.name: encoded(getattr(self, item.name)) for item in self._stored()}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Restore a result from what ``to_dict`` returned.

        Parameters
        ----------
        data : mapping
            Field name to plain JSON value.

        Raises
        ------
        InputError
            If a field is missing or unknown.
        """
        names = {item.name for item in cls._stored()}
        if set(data) != names:
            odd = sorted(set(data) ^ names)
            raise InputError.about(
                "data",
                code="wrong_shape",
                expected=f"the fields of {cls.__name__}",
                found=f"{', '.join(map(repr, odd))} missing or unknown",
                hint="Pass what to_dict() of the same class returned.",
            )
        hints = get_type_hints(cls, include_extras=True)
        return cls(**{name: decoded(value, hints[name]) for name, value in data.items()})

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema (draft 2020-12) of ``to_dict()``."""
        hints = get_type_hints(cls, include_extras=True)
        names = [item.name for item in cls._stored()]
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": cls.__name__,
            "type": "object",
            "properties": {name: schema(hints[name]) for name in names},
            "required": names,
            "additionalProperties": False,
        }

    def to_frame(self, backend: Backend | None = None) -> Any:
        """Return the rows of the result as a dataframe; single values as one row.

        Parameters
        ----------
        backend : {"pandas", "polars", "pyarrow"}, optional
            Library of the table; without it the first of these three that is installed.

        Raises
        ------
        InputError
            If the library is unknown or not installed.
        """
        import importlib.util

        if backend is None:
            installed = [name for name in BACKENDS if importlib.util.find_spec(name)]
            backend = installed[0] if installed else "pandas"
        choice(backend, "backend", BACKENDS)
        if importlib.util.find_spec(backend) is None:
            raise InputError.about(
                "backend",
                code="not_installed",
                expected="an installed dataframe library",
                found=repr(backend),
                hint=f"Install it with: pip install {backend}",
            )
        import narwhals as nw

        columns = {name: writeable(column) for name, column in self._frame().items()}
        return nw.from_dict(columns, backend=backend).to_native()

    @classmethod
    def _stored(cls) -> list[Any]:
        """Fields that make up the value of the result."""
        return list(fields(cls))

    def _columns(self) -> dict[str, NDArray[Any]]:
        """Rows of the result by column: by default every 1-D field of the commonest length."""
        vectors = {
            item.name: value
            for item in fields(self)
            if isinstance(value := getattr(self, item.name), np.ndarray) and value.ndim == 1
        }
        if not vectors:
            return {}
        sizes = [value.size for value in vectors.values()]
        size = max(set(sizes), key=sizes.count)
        return {name: value for name, value in vectors.items() if value.size == size}

    def _beside(
        self, domain: Mapping[str, NDArray[Any]], names: Sequence[str]
    ) -> dict[str, NDArray[Any]]:
        """Columns of a result by domain: its labels, then the fields `names`.

        A grouping that is called like a field, ``n`` say, becomes ``by_n``: neither is lost.
        """
        taken = {*names, *domain}
        out: dict[str, NDArray[Any]] = {}
        for name, labels in domain.items():
            shown = name
            while shown in names or (shown != name and shown in taken):
                shown = f"by_{shown}"
            out[shown] = labels
        return {**out, **{name: getattr(self, name) for name in names}}

    def _frame(self) -> dict[str, NDArray[Any]]:
        """Columns of ``to_frame``; more than a terminal shows where there is more."""
        return self._columns() or {name: np.array([value]) for name, value in self._facts().items()}

    def _facts(self) -> dict[str, bool | int | float | str]:
        """Fields that are one plain value."""
        return {
            item.name: value
            for item in fields(self)
            if isinstance(value := getattr(self, item.name), bool | int | float | str)
        }

    def _headline(self) -> str:
        """One line that says what the result is."""
        facts = [f"{name}={short(value)}" for name, value in self._facts().items()]
        return f"{type(self).__name__}({', '.join(facts)})"

    def __repr__(self) -> str:
        lines = wrapped(self._headline())
        columns = self._columns()
        size = len(next(iter(columns.values()))) if columns else 0
        if size:
            lines += text_table(columns, size)
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        columns = self._columns()
        size = len(next(iter(columns.values()))) if columns else 0
        return page(self._headline(), columns, size)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Provenance(Result):
    """How a result was made, so that it can be audited and made again."""

    definition: str | None = None
    """Fingerprint of the definition that was used."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Options in force, by name."""
    missing: str | float | None = None
    """Missing-value policy."""
    left_out: tuple[str, ...] = ()
    """What was not used, in words: rows, columns, whatever a reader must know of."""
    library: str = _version.VERSION
    """Version of kinerja that made the result."""
