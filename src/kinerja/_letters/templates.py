"""Sentences of an agency over those of the library, checked before they are used."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from .. import _checks
from .._words import Plural
from ..errors import InputError

Templates = Mapping[str, str | Mapping[str, str]]
"""Name of a sentence to the sentence that takes its place; by plural form where it has several."""

Room = TypeVar("Room")


def sentences_of(room: object) -> dict[str, str | dict[str, str]]:
    """Return the sentences of a room by name; one of a table is called ``table.key``."""
    return dict(_sentences(room))


def _sentences(room: object) -> Iterator[tuple[str, str | dict[str, str]]]:
    for name in dir(room):
        value = getattr(room, name)
        if name.startswith("_"):
            continue
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, Plural):
            yield name, dict(value)
        elif isinstance(value, Mapping):
            for key, sentence in value.items():
                yield f"{name}.{key}", sentence


def layered(room: Room, templates: Templates | None) -> Room:
    """Return a room whose sentences are those of the templates, and its own elsewhere.

    A sentence that is empty is left out of the text. Any other has to name all the placeholders of
    the one that it takes the place of, and no others: what a letter states is never lost unseen.

    Raises
    ------
    InputError
        If there is no sentence of that name, or its placeholders are not those it has to have.
    """
    if templates is None:
        return room
    if not isinstance(templates, Mapping):
        raise InputError.about(
            "templates",
            code="wrong_type",
            expected="a mapping from the name of a sentence to the sentence",
            found=type(templates).__name__,
        )
    known = sentences_of(room)
    unknown = [name for name in templates if name not in known]
    if unknown:
        raise InputError.about(
            "templates",
            code="unknown_label",
            expected=f"names among {', '.join(sorted(known))}",
            found=_checks.joined(unknown),
            positions=tuple(unknown[:5]),
        )
    own: dict[str, Any] = {}
    for name, given in templates.items():
        sentence = _checked(name, given, known[name])
        table, _, key = name.partition(".")
        if key:
            own[table] = {**own.get(table, getattr(room, table)), key: sentence}
        else:
            own[name] = sentence
    made: Room = type(type(room).__name__, (type(room),), own)()
    return made


def _checked(name: str, given: Any, there: str | dict[str, str]) -> str | Plural:
    """One sentence, or its plural forms."""
    if isinstance(there, str):
        _refuse_other_fields(name, given, fields_of(there), whole=True)
        return str(given)
    wanted = fields_of(there["other"])
    if isinstance(given, Mapping):
        forms = dict(given)
        if "other" not in forms:
            raise _wrong(name, "the form 'other'", f"forms {_checks.joined(list(forms))}")
    else:
        forms = {"other": given}
    for form, sentence in forms.items():  # a form for one may say the number in words
        _refuse_other_fields(name, sentence, wanted, whole=form == "other")
    return Plural(**forms)


def fields_of(sentence: str) -> set[str]:
    """Names of the placeholders of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def _refuse_other_fields(name: str, sentence: Any, wanted: set[str], *, whole: bool) -> None:
    if not isinstance(sentence, str):
        raise _wrong(name, "a sentence", type(sentence).__name__)
    if not sentence:
        return
    shown = _braced(wanted)
    try:
        found = fields_of(sentence)
    except ValueError as error:
        raise _wrong(name, f"placeholders {shown}", str(error)) from None
    if found - wanted:
        raise _wrong(name, f"placeholders among {shown}", _braced(found - wanted))
    if whole and wanted - found:
        raise _wrong(name, f"placeholders {shown}", f"a sentence without {_braced(wanted - found)}")


def _braced(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"


def _wrong(name: str, expected: str, found: str) -> InputError:
    return InputError.about(
        "templates",
        code="invalid_input",
        expected=f"{expected} in {name!r}",
        found=found,
        hint='An empty sentence, "", is left out.',
        positions=(name,),
    )
