"""The base of every definition: a frozen pydantic model that travels as JSON.

Unknown fields and infinities are refused, text and booleans are refused where numbers belong, and
lists are accepted for tuples, so that a definition read from JSON equals the one that was written.
"""

from __future__ import annotations

import difflib
import hashlib
import inspect
import json
import re
from collections.abc import Mapping
from functools import cached_property
from os import PathLike
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    StringConstraints,
    ValidationError,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema

from ._paths import path_of
from .errors import InputError, named_class


def _real(value: Any) -> Any:
    """A value for a number, unless it only turns into one: a flag, a masked cell, an array."""
    kind = getattr(getattr(value, "dtype", None), "kind", "f")
    if kind not in "fiu" or type(value).__name__ == "MaskedConstant":
        raise ValueError(f"a number is expected, not {named_class(type(value))}")
    return single(value)


def single(value: Any) -> Any:
    """A value, unless it is an array: an older numpy takes one of a single cell for a number."""
    if getattr(value, "ndim", 0):
        raise ValueError(f"one value is expected, not {named_class(type(value))}")
    return value


Real = Annotated[float, BeforeValidator(_real)]
Number = Annotated[Real, Field(strict=True, allow_inf_nan=False)]
Positive = Annotated[Real, Field(strict=True, allow_inf_nan=False, gt=0)]
NonNegative = Annotated[Real, Field(strict=True, allow_inf_nan=False, ge=0)]
Whole = Annotated[int, Field(strict=True, ge=0)]
Flag = Annotated[bool, Field(strict=True)]
String = Annotated[str, Field(strict=True)]
Code = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)]


def _has_masked(value: Any) -> bool:
    """Tell whether a value is a masked cell, or a list, a tuple, an array or a mapping with one."""
    if type(value).__name__ == "MaskedConstant":
        return True
    if type(value).__name__ == "MaskedArray":
        return bool(value.mask.any())
    if isinstance(value, Mapping):
        return any(map(_has_masked, value.values()))
    return isinstance(value, list | tuple) and any(map(_has_masked, value))


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

    @model_validator(mode="before")
    @classmethod
    def _nothing_masked(cls, data: Any) -> Any:
        """A masked cell is no value; numpy would turn it into NaN, with a warning of its own."""
        if isinstance(data, dict):
            for name, value in data.items():
                if _has_masked(value):
                    raise ValueError(f"a value is expected for {name!r}, not a masked cell")
        return data

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

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, with other fields where asked; they are not checked again.

        What follows from the fields is worked out anew: a copy with other parts does not keep the
        indicators of the former ones.

        Examples
        --------
        >>> from kinerja.indicators import Bands
        >>> grades = Bands.of({"fair": 0, "good": 60})
        >>> grades.model_copy(update={"upper": 100.0}).upper
        100.0
        """
        out = super().model_copy(update=update, deep=deep)
        if update:
            for name in out.__dict__.keys() - type(out).model_fields.keys():
                del out.__dict__[name]
        return out

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
        InputError
            With all faults of the definition at once, each by its place.
        """
        try:
            return cls.model_validate_json(path_of(path).read_text("utf-8"))
        except ValidationError as error:
            faults = faults_of(error, "path")
        except UnicodeDecodeError:
            faults = [
                InputError.about(
                    "path", code="invalid_input", expected="JSON in UTF-8", found=str(path)
                )
            ]
        if len(faults) == 1:
            raise faults[0]
        said = [str(fault).removeprefix("`path`").lstrip(": ") for fault in faults]
        raise InputError(
            f"`path`: {len(faults)} faults. {' '.join(said)}", code="invalid_input", argument="path"
        )

    def save(self, path: str | PathLike[str]) -> None:
        """Write the definition to a JSON file, whole or not at all."""
        target = path_of(path)
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


_EXPECTED = {
    "string_type": "a text",
    "float_type": "a number",
    "float_parsing": "a number",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "finite_number": "a finite number",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "an object of fields by name",
    "model_type": "an object of fields by name",
    "model_attributes_type": "an object of fields by name",
}


def faults_of(error: ValidationError, argument: str) -> list[InputError]:
    """Say each fault that pydantic found: its place, what stands there, what was meant."""
    found = [(tuple(map(str, x["loc"])), x) for x in error.errors(include_url=False)]
    placed = _of_one_form(found)
    places = [place for place, _ in placed]
    known = sorted(_field_names(Definition))
    out = []
    for place, fault in placed:
        # A list none of whose parts could be read counts as empty: the parts say why.
        if fault["type"] == "too_short" and any(
            other[: len(place)] == place and other != place for other in places
        ):
            continue
        steps = [step for step in place if step not in {"indicator", "group"}]
        out.append(_fault(fault, steps, known, argument))
    return out


_Placed = tuple[tuple[str, ...], Any]
"""A fault of pydantic by the steps that lead to it."""
_FORM = re.compile(r"[a-z][a-z-]*\[.*\]", re.DOTALL)
_PLAIN_FORMS = {"str", "int", "float", "bool"}


def _is_plain(form: str) -> bool:
    return form in _PLAIN_FORMS or form.startswith("literal[")


def _of_one_form(faults: list[_Placed], at: int = 0) -> list[_Placed]:
    """Faults of the form that was meant, where a field has several, and no form in their places.

    All share their first `at` steps. pydantic tries every form of such a field, a text or an
    object, and names it in the place: ``aggregation.literal['arithmetic', …]`` beside
    ``aggregation.tagged-union[…].power.p``.
    """
    below: dict[str, list[_Placed]] = {}
    for place, fault in faults:
        if len(place) > at:
            below.setdefault(place[at], []).append((place, fault))
    here = [placed for placed in faults if len(placed[0]) == at]
    if len(below) < 2 or not any(_FORM.fullmatch(x) or x in _PLAIN_FORMS for x in below):
        return here + [x for part in below.values() for x in _of_one_form(part, at + 1)]
    every = [placed for form in below.values() for placed in form]
    given = next((fault["input"] for place, fault in every if len(place) == at + 1), None)
    plain = not isinstance(given, dict | list | tuple)
    meant = [placed for placed in every if _is_plain(placed[0][at]) == plain] or every
    cut = [((*place[:at], *place[at + 1 :]), fault) for place, fault in meant]
    return here + _of_one_form(cut, at)


def _fault(fault: Any, steps: list[str], known: list[str], argument: str) -> InputError:
    kind, given = fault["type"], fault.get("input")
    expected, found, choices = "", repr(given)[:100], []
    if kind == "extra_forbidden":
        # A field of another definition may bear the very name: that is no advice.
        choices = [name for name in known if name != steps[-1]]
        expected, found = "a field of the definition", repr(steps[-1])
    elif kind == "missing":
        expected, found = f"a field {steps[-1]!r}", "none"
    elif kind == "literal_error":
        expected = f"one of {fault['ctx']['expected']}"
        choices, found = re.findall(r"'([^']*)'", fault["ctx"]["expected"]), repr(given)[:100]
    elif kind == "union_tag_invalid":
        expected, found = f"one of {fault['ctx']['expected_tags']}", repr(fault["ctx"]["tag"])
        choices = re.findall(r"'([^']*)'", fault["ctx"]["expected_tags"])
    elif kind not in _EXPECTED:
        said = str(fault["msg"]).removeprefix("Value error, ")
        expected, found = "what the definition allows", said[:1].lower() + said[1:]
    near = difflib.get_close_matches(found.strip("'").casefold(), choices, n=1, cutoff=0.6)
    return InputError.about(
        argument,
        code="unknown_option" if choices else "invalid_input",
        expected=_EXPECTED.get(kind, expected),
        found=found,
        where=f"at {'.'.join(steps)}" if steps else "",
        hint=f"Did you mean {near[0]!r}?" if near else "",
    )


def _field_names(kind: type[BaseModel]) -> set[str]:
    """Names of the fields of all definitions there are."""
    return set(kind.model_fields).union(*map(_field_names, kind.__subclasses__()))


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
