"""Words in two languages."""

from __future__ import annotations

from .._checks import choice
from .._definitions import LANGUAGES, Definition, Language, String
from .._words import figure

__all__ = ["Text", "Words", "figure", "say", "with_unit"]


class Text(Definition):
    """The same words in English and Indonesian.

    Wherever a definition has a name, a label or a meaning, a plain string does as well and is then
    shown in both languages.

    Parameters
    ----------
    en, id : str
        The words in English and in Indonesian.

    Examples
    --------
    >>> say(Text(en="Attendance", id="Kehadiran"), "id")
    'Kehadiran'
    """

    en: String
    id: String


Words = Text | String


def say(words: Text | str, language: Language = "en") -> str:
    """Return the words in the language asked for.

    >>> say("SKM", "id")
    'SKM'
    """
    choice(language, "language", LANGUAGES)
    return words if isinstance(words, str) else str(getattr(words, language))


def with_unit(text: str, unit: Text | str, language: Language = "en") -> str:
    """Put a unit behind a figure: a percent sign closes up, a word stands apart.

    >>> with_unit("90.7", "%"), with_unit("15", Text(en="min", id="menit"), "id")
    ('90.7%', '15 menit')
    """
    word = say(unit, language)
    return f"{text}{'' if word == '%' else ' '}{word}".rstrip()
