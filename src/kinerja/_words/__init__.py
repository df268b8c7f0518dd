"""Every sentence that people read, one file a language, and how each language writes its figures.

A language is one module of this package, named by its code (``en``, ``id``), with one object
``WORDS`` of a subclass of `en.English`. English says which sentences there are; what another
language has not translated yet is said in English. A file more is a language more: nothing else has
to be told of it.

>>> words("id").grammar.listed(["guru", "bidan", "perawat"])
'guru, bidan, dan perawat'
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..errors import InputError, shown
from .grammar import Grammar, Plural

if TYPE_CHECKING:
    from .en import English

__all__ = [
    "EveryLanguage",
    "Grammar",
    "Plural",
    "available",
    "check_language",
    "figure",
    "rules_in_words",
    "words",
]

_LONGEST_CODE = 3
"""Languages have two letters or three; the other modules of this package have longer names."""


@cache
def _found(places: tuple[str, ...]) -> tuple[str, ...]:
    names = {module.name for module in pkgutil.iter_modules(places)}
    return tuple(sorted(name for name in names if len(name) <= _LONGEST_CODE))


def available() -> tuple[str, ...]:
    """Codes of the languages that there are sentences in.

    >>> available()
    ('en', 'id')
    """
    return _found(tuple(__path__))


def check_language(language: Any, *, also: tuple[str, ...] = ()) -> None:
    """Refuse a language that there are no sentences in, and name those that there are.

    Parameters
    ----------
    language : str
        Code given by the caller.
    also : tuple of str
        Languages that the labels at hand are written in besides.
    """
    allowed = tuple(dict.fromkeys((*available(), *also)))
    if not (isinstance(language, str) and language in allowed):
        raise InputError.about(
            "language",
            code="unknown_option",
            expected="one of " + ", ".join(repr(code) for code in allowed),
            found=shown(language),
        )


def words(language: str = "en") -> English:
    """Return the sentences of one language.

    Raises
    ------
    InputError
        If there are none in that language.
    """
    check_language(language)
    return _read(language, tuple(__path__))


@cache
def _read(language: str, places: tuple[str, ...]) -> English:
    found: English = import_module(f"{__name__}.{language}").WORDS
    return found


def figure(x: float, language: str = "en", *, decimals: int | None = 1, sign: bool = False) -> str:
    """Write a number as readers of the language know it; see `Grammar.figure`."""
    return words(language).grammar.figure(x, decimals=decimals, sign=sign)


def rules_in_words(
    codes: str, language: str = "en", *, own: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Rules that hold a post of transfers, joined by ``+`` where only together, in words.

    Parameters
    ----------
    own : mapping
        Other words for some of the codes: those that are said to a person of their own post.

    Examples
    --------
    >>> rules_in_words("max_out + max_in").split(" and ")[1]
    'the receiving unit has reached its cap on arrivals'
    """
    said = words(language)
    told = {**said.transfers.rules, **own}
    return said.grammar.listed([told[code.strip()] for code in codes.split("+")])


class EveryLanguage(Mapping[str, str]):
    """One sentence in every language there is, read when it is asked for.

    >>> EveryLanguage(lambda words: words.grammar.no)["id"]
    'tidak'
    """

    __slots__ = ("_pick",)

    def __init__(self, pick: Callable[[English], str]) -> None:
        self._pick = pick

    def __getitem__(self, language: str) -> str:
        if language not in available():
            raise KeyError(language)
        return self._pick(words(language))

    def __iter__(self) -> Iterator[str]:
        return iter(available())

    def __len__(self) -> int:
        return len(available())

    def __repr__(self) -> str:
        return repr(dict(self))
