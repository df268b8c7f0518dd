"""Words in two languages."""

from __future__ import annotations

from .._checks import choice
from .._definitions import LANGUAGES, Definition, Language, String


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


def figure(
    x: float, language: Language = "en", *, decimals: int | None = 1, sign: bool = False
) -> str:
    """Write a number as people read it: decimal comma in Indonesian, a true minus sign.

    Without `decimals` as many digits as the number has, six at most.

    >>> figure(-1234.5, "id"), figure(2.25, decimals=None), figure(3, sign=True)
    ('−1.234,5', '2.25', '+3.0')
    """
    if x != x:
        return "–"
    plus = "+" if sign else ""
    if decimals is None:
        text = f"{x:{plus},.6f}".rstrip("0").rstrip(".") if abs(x) < 1e15 else f"{x:{plus}g}"
    else:
        text = f"{x:{plus},.{decimals}f}"
    if not text.strip("+-0.,"):
        text = text.lstrip("+-")  # nothing is not a loss
    if language == "id":
        text = text.translate({ord(","): ".", ord("."): ","})
    return text.replace("-", "−")


def with_unit(text: str, unit: Text | str, language: Language = "en") -> str:
    """Put a unit behind a figure: a percent sign closes up, a word stands apart.

    >>> with_unit("90.7", "%"), with_unit("15", Text(en="min", id="menit"), "id")
    ('90.7%', '15 menit')
    """
    word = say(unit, language)
    return f"{text}{'' if word == '%' else ' '}{word}".rstrip()
