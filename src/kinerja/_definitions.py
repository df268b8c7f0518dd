"""The base of every definition: a frozen pydantic model that travels as JSON.

Unknown fields and infinities are refused, text and booleans are refused where numbers belong, and
lists are accepted for tuples, so that a definition read from JSON equals the one that was written.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import re
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
)
from pydantic_core import CoreSchema

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Positive = Annotated[float, Field(strict=True, allow_inf_nan=False, gt=0)]
NonNegative = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0)]
Whole = Annotated[int, Field(strict=True, ge=0)]
Flag = Annotated[bool, Field(strict=True)]
String = Annotated[str, Field(strict=True)]
Code = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)]


class FrozenDict(dict[str, float]):
    """A mapping from code to number inside a definition: read-only and hashable."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("a definition is read-only; make a new one")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)


Numbers = Annotated[dict[Code, Number], AfterValidator(FrozenDict)]
"""Numbers by code."""

Language = Literal["en", "id"] | str
"""Code of a language: one that there are sentences in, or that a label is written in."""


if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass
else:
    ModelMetaclass = type(BaseModel)


class _BuiltWhenUsed(ModelMetaclass):
    """Defers the building of a definition's schema to its first use, without saying so.

    Building all of them would cost a tenth of a second at import. A class whose configuration says
    ``defer_build`` makes web frameworks build their own fields late too, with warnings, so it says
    so only while it is made.
    """

    def __new__(mcs, *args: Any, **options: Any) -> Any:
        made: Any = super().__new__(mcs, *args, defer_build=True, **options)
        made.model_config = {**made.model_config, "defer_build": False}
        return made


class Definition(BaseModel, metaclass=_BuiltWhenUsed):
    """Base of every definition: immutable, strict, JSON both ways."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        ignored_types=(cached_property,),
    )

    # A tag left out as a default could not be read back: nothing would say which kind it was.
    # A return type here would take the place of the fields in the JSON Schema.
    @model_serializer(mode="wrap")
    def _with_tag(self, handler: SerializerFunctionWrapHandler, info: SerializationInfo):  # type: ignore[no-untyped-def]
        fields = handler(self)
        if info.exclude_defaults or info.exclude_unset:
            kind = getattr(self, "kind", None)
            if kind is not None:
                fields = {"kind": kind, **fields}
        return fields

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe the definition and its fields in the words of the docstring."""
        schema = handler(core)
        own = handler.resolve_ref_schema(schema)
        lead, fields = described(inspect.cleandoc(cls.__doc__ or ""))
        if lead:
            own["description"] = lead
        for name, words in fields.items():
            if name in own.get("properties", {}):
                own["properties"][name]["description"] = words
        return schema

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Self:
        """Read a definition from a JSON file.

        Raises
        ------
        OSError
            If the file cannot be read.
        ValidationError
            With all faults of the definition at once, each by its place.
        """
        return cls.model_validate_json(Path(path).read_text("utf-8"))

    def save(self, path: str | PathLike[str]) -> None:
        """Write the definition to a JSON file, whole or not at all."""
        target = Path(path)
        beside = target.with_name(f"{target.name}.new")
        try:
            beside.write_text(f"{self.model_dump_json(indent=2)}\n", "utf-8")
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)

    # Equality and hash look at the fields alone: what a definition has cached is no part of it.
    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and all(
            getattr(self, name) == getattr(other, name) for name in type(self).model_fields
        )

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in type(self).model_fields)))


_HEADING = re.compile(r"^([A-Z][A-Za-z ]+)\n-{3,}\n", re.MULTILINE)
_PARAMETER = re.compile(r"^(\w[\w, ]*) : .*\n((?:[ ]{4}.*\n?|\n)*)", re.MULTILINE)


def described(docstring: str) -> tuple[str, dict[str, str]]:
    """What stands before the first section of a numpydoc text, and its parameters by name."""
    lead, *sections = _HEADING.split(f"{docstring}\n")
    text = dict(zip(sections[::2], sections[1::2], strict=True)).get("Parameters", "")
    fields = {
        name.strip(): " ".join(words.split())
        for names, words in _PARAMETER.findall(text)
        for name in names.split(",")
    }
    return lead.strip(), fields


def canonical(value: Any) -> Any:
    """Reduce a definition to what tells it from another: defaults left out, floats as floats."""
    if isinstance(value, BaseModel):
        fields = {
            name: canonical(getattr(value, name))
            for name, info in type(value).model_fields.items()
            if name == "kind" or info.is_required() or getattr(value, name) != info.get_default()
        }
        return fields | canonical(value.__pydantic_extra__ or {})
    if isinstance(value, tuple):
        return [canonical(item) for item in value]
    if isinstance(value, dict):
        return {str(key): canonical(item) for key, item in value.items()}
    if isinstance(value, float):
        return value + 0.0  # −0 and 0 are one number
    return value


def fingerprint(value: Any) -> str:
    """Sha256 of the canonical JSON: independent of key order and of how a number was written."""
    text = json.dumps(canonical(value), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
