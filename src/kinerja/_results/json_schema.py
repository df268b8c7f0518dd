"""JSON Schema of a result, and the result as a type of pydantic: a web answer declares it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, get_type_hints

from ..errors import named_class
from .axes import descriptions, layout
from .encoding import schema

if TYPE_CHECKING:
    from .base import Result


def object_schema(
    cls: type[Result], inner: Callable[[Any], dict[str, Any]] = schema
) -> dict[str, Any]:
    """Schema of the object of all fields, each with its description, axes and unit."""
    hints = get_type_hints(cls, include_extras=True)
    about = descriptions(cls)
    held = {item.name: item for item in (*layout(cls).fields, *layout(cls).singles)}
    properties: dict[str, Any] = {}
    for name in (item.name for item in cls._stored()):
        own = dict(inner(hints[name]))
        if about.get(name):
            own = {"allOf": [own]} if "$ref" in own else own
            own["description"] = about[name]
        if name in held and held[name].axes:
            own["x-axes"] = list(held[name].axes)
        if name in held and held[name].unit:
            own["x-unit"] = held[name].unit
        properties[name] = own
    required = [name for name in properties if name not in cls._optional]
    properties |= {name: inner(hint) for name, hint in cls._told.items()}
    return {
        "title": cls.__name__,
        "description": (cls.__doc__ or "").split("\n", 1)[0],
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def core_schema_of(cls: type[Result]) -> Any:
    """What pydantic validates and serializes a class of results by: its JSON, both ways."""
    from pydantic_core import PydanticCustomError, core_schema

    def read(value: Any) -> Result:
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping):
            raise PydanticCustomError("result", f"Input should be {named_class(cls)}")
        return cls.from_dict(value)

    return core_schema.no_info_plain_validator_function(
        read,
        serialization=core_schema.plain_serializer_function_ser_schema(
            lambda value: value.to_dict(), when_used="always"
        ),
        ref=f"{cls.__module__}.{cls.__qualname__}",
        metadata={"pydantic_js_functions": [cls._pydantic_json_schema]},
    )


def pydantic_schema(cls: type[Result], handler: Any) -> dict[str, Any]:
    """JSON Schema for pydantic: definitions inside keep their place among its components."""
    from pydantic import TypeAdapter

    def embed(kind: Any) -> dict[str, Any]:
        if hasattr(kind, "_pydantic_json_schema"):  # a result inside a result
            own: dict[str, Any] = kind._pydantic_json_schema(None, handler)
            return own
        found: dict[str, Any] = handler(TypeAdapter(kind).core_schema)
        return found

    def inner(hint: Any) -> dict[str, Any]:
        return schema(hint, embed)

    return object_schema(cls, inner)
