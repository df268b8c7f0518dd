"""Words in as many languages as there are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Self,
)

from pydantic import (
    ConfigDict,
    Field,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from .._checks import instance, mapped, text
from .._definitions import Definition, Language, String
from .._steady import steady
from .._words import figure
from ..errors import InputError, shown

__all__ = ["Text", "Words", "figure", "languages_of", "say", "with_unit"]

_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language tag as BCP 47 writes it: en, jv, zh-Hant."""


class Text(Definition):
    """The same words in English and in further languages.

    Wherever a definition has a name, a label or a meaning, a plain string does as well and is then
    shown in every language.

    Parameters
    ----------
    en : str
        The words in English: shown wherever a language is not there.
    id, … : str, optional
        The words in Indonesian, and in any other language, by its code.

    Raises
    ------
    ValidationError
        If there is no English, or a name is not the code of a language.

    Examples
    --------
    >>> attendance = Text(en="Attendance", id="Kehadiran", jv="Rawuh")
    >>> say(attendance, "id"), say(attendance, "jv"), say(attendance, "fr")
    ('Kehadiran', 'Rawuh', 'Attendance')
    >>> attendance.model_dump_json()
    '{"en":"Attendance","id":"Kehadiran","jv":"Rawuh"}'
    """

    model_config = ConfigDict(
        extra="allow", json_schema_extra={"propertyNames": {"pattern": f"^{_CODE.pattern}$"}}
    )
    __pydantic_extra__: dict[str, String] = Field(init=False)

    en: String
    id: String | None = None

    if TYPE_CHECKING:  # any code is a field; a type checker has to be told

        def __init__(self, *, en: str, **others: str) -> None: ...

    @model_validator(mode="after")
    def _named_by_codes(self) -> Self:
        wrong = [code for code in self.__pydantic_extra__ if not _CODE.fullmatch(code)]
        if wrong:
            raise ValueError(f"{wrong[0]!r} is not the code of a language, such as 'en' or 'jv'")
        return self

    @model_serializer(mode="wrap")
    def _with_tag(self, handler: SerializerFunctionWrapHandler, info: SerializationInfo):  # type: ignore[no-untyped-def]
        return {code: words for code, words in handler(self).items() if words is not None}

    @property
    def by_language(self) -> dict[str, str]:
        """The words by the code of their language, English first."""
        indonesian = {} if self.id is None else {"id": self.id}
        return {"en": self.en, **indonesian, **self.__pydantic_extra__}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.by_language == other.by_language

    def __hash__(self) -> int:
        return hash(frozenset(self.by_language.items()))


Words = Text | String


@steady
def say(words: Text | str, language: Language = "en") -> str:
    """Return the words in the language asked for, or in English where they are not there in it.

    >>> say("SKM", "id"), say(Text(en="teacher", id="guru"), "id")
    ('SKM', 'guru')
    """
    instance(language, "language", str)
    if isinstance(words, str):
        return words
    instance(words, "words", Text)
    return words.by_language.get(language, words.en)


def wording(given: Any, argument: str, language: Language) -> str:
    """What people read, handed over as a text or a Text, in the language asked for."""
    if isinstance(given, Text):
        return say(given, language)
    return text(given, argument, expected="a text or a Text")


def read_names(names: Any) -> Mapping[str, Text | str]:
    """What people read in place of codes: a mapping from code to text; None is an empty one."""
    out = mapped(
        names, "names", expected="a mapping from code to what people read, a text or a Text"
    )
    for code, name in out.items():
        if not isinstance(name, Text | str):
            raise InputError.about(
                "names",
                code="wrong_type",
                expected="a text or a Text for each code",
                found=f"{shown(name)} for {shown(code)}",
            )
    return out


def languages_of(*labels: Text | str) -> tuple[str, ...]:
    """Codes of the languages that any of the labels is written in, English first."""
    codes = (code for label in labels if isinstance(label, Text) for code in label.by_language)
    return tuple(dict.fromkeys(("en", *codes)))


def with_unit(text: str, unit: Text | str, language: Language = "en") -> str:
    """Put a unit behind a figure: a percent sign closes up, a word stands apart.

    >>> with_unit("90.7", "%"), with_unit("15", Text(en="min", id="menit"), "id")
    ('90.7%', '15 menit')
    """
    word = say(unit, language)
    return f"{text}{'' if word == '%' else ' '}{word}".rstrip()
