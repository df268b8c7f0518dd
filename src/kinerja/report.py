"""Reports as pages of HTML: one file each that needs no network and can be printed on A4.

>>> from kinerja import report
>>> page = report.html([report.Section("Scores", text="39 people.")], title="Office", language="en")
>>> page.startswith("<!DOCTYPE html>")
True
"""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Literal

from ._checks import choice
from ._definitions import Language
from ._progress import Progress
from ._report.page.compose import Chapter, environment, page
from ._report.readings.compose import Reader, report_for
from ._report.readings.employee import people_of
from ._report.readings.folder import write_folder
from ._report.readings.head import units_of
from ._report.readings.material import material
from ._report.section import Column, Section, Table
from ._words import check_language
from .errors import InputError

__all__ = ["Column", "Section", "Table", "folder", "html", "of"]


def __dir__() -> list[str]:
    return sorted(__all__)


def html(
    sections: Sequence[Section],
    *,
    title: str,
    lead: str | Sequence[str] = "",
    language: Language = "en",
) -> str:
    """Write sections as one page of HTML that holds everything it needs.

    The page loads nothing from anywhere and its content security policy forbids it; its tables sort
    by a click and read well without a script; it fits a phone, a dark screen and paper (A4). How a
    figure was made stands below it, folded until asked for. The same input gives the same bytes.

    Parameters
    ----------
    sections : sequence of Section
        Subjects of the report, in order.
    title : str
        Title of the page.
    lead : str or sequence of str, default ""
        What it is about, in a sentence or a few.
    language : {"en", "id"}, default "en"
        Language of the words around the sections, and of how numbers are written.

    Returns
    -------
    str
        The page, from ``<!DOCTYPE html>`` to ``</html>``.

    Raises
    ------
    InputError
        If the title is empty, something is no section, a table is none, a figure is not one of
        matplotlib, the language is unknown, or jinja2 is not installed.

    Notes
    -----
    Every text is escaped, and each label stands in a ``<bdi>`` of its own: a label that runs from
    right to left does not turn what stands beside it.

    Examples
    --------
    >>> sections = [Section("Units", tables=[("Means", {"unit": ["A"], "mean": [1234.5]})])]
    >>> "1.234,5" in html(sections, title="Laporan", language="id")
    True
    """
    check_language(language)
    return page(
        [Chapter("", _checked(sections))],
        title=_title(title),
        lead=_sentences(lead),
        language=language,
    )


READERS: tuple[Reader, ...] = ("leader", "head", "employee", "analyst")


def of(
    data: Any,
    *,
    reader: Reader = "leader",
    person: Any = None,
    unit: Any = None,
    units: Any = None,
    title: str | None = None,
    lead: str | Sequence[str] = "",
    language: Language = "en",
) -> str:
    """Compose a whole report for one reader, as a page of HTML.

    A *leader* gets one page: five sentences and three pictures on the whole, nobody by name. A
    *head* of office gets their own unit, beside the whole; no other unit is named. An *employee*
    gets their own letter and picture, and nothing of anybody else. An *analyst* gets every result
    with its rows and how it was made, and alone reads the names of raters.

    Parameters
    ----------
    data : result, sequence of results, mapping of name to result, sample.Office or sample.City
        What the report is on, one result of a kind: scores, a satisfaction index of the whole
        and by unit, a balance sheet, a plan of transfers or courses, raters. Only the analyst reads
        results of other kinds.
    reader : {"leader", "head", "employee", "analyst"}, default "leader"
    person : label
        Whose page it is, for the employee; the position where the scores have no ids.
    unit : label
        Which unit it is on, for the head.
    units : array_like (n,), optional
        Unit of each person that was scored, in the order of the scores.
    title : str, optional
        Title of the page, where it is not the usual one.
    lead : str or sequence of str, default ""
        What the page is about.
    language : {"en", "id"}, default "en"

    Returns
    -------
    str
        The page.

    Raises
    ------
    InputError
        If there is nothing that the reader reads, the person or unit is unknown or not named, two
        results of a kind are given, or an option is unknown.

    Notes
    -----
    A leader's page names no unit of fewer than three people beside its mean.

    Examples
    --------
    >>> from kinerja import report, sample
    >>> page = report.of(sample.office(), reader="employee", person="P17", language="id")
    >>> "Nilai Saudara" in page, "P40" in page
    (True, False)
    """
    check_language(language)
    choice(reader, "reader", READERS)
    environment()
    made = report_for(reader, material(data, units, language), language, person=person, unit=unit)
    return page(
        [Chapter("", made.sections)],
        title=made.title if title is None else _title(title),
        lead=_sentences(lead),
        brief=reader == "leader",
        language=language,
    )


def folder(
    path: str | PathLike[str],
    data: Any,
    *,
    reader: Literal["employee", "head"] = "employee",
    only: Sequence[Any] | None = None,
    units: Any = None,
    language: Language = "en",
    progress: Progress = False,
) -> Path:
    """Write a folder with an index and one page a person, or one a unit.

    The folder appears whole or not at all. Pages are written one after the other: a thousand of
    them take no more memory than one.

    Parameters
    ----------
    path : path
        A folder that does not exist yet, or is empty.
    data : result, sequence of results, mapping of name to result, sample.Office or sample.City
        As `of` takes it.
    reader : {"employee", "head"}, default "employee"
        Whether there is a page a person, or a page a unit.
    only : sequence of labels, optional
        These people or units; everybody by default.
    units : array_like (n,), optional
        Unit of each person that was scored.
    language : {"en", "id"}, default "en"
    progress : bool or function of (done, total), default False
        True shows a bar.

    Returns
    -------
    Path
        The index.

    Raises
    ------
    InputError
        If the folder cannot be written or holds files, or as `of` does.

    Examples
    --------
    >>> import tempfile
    >>> from kinerja import report, sample
    >>> with tempfile.TemporaryDirectory() as place:
    ...     index = report.folder(f"{place}/pages", sample.office(), only=["P17", "P40"])
    ...     sorted(file.name for file in index.parent.iterdir())
    ['P17.html', 'P40.html', 'index.html']
    """
    check_language(language)
    choice(reader, "reader", ("employee", "head"))
    environment()
    found = material(data, units, language)
    known = people_of(found) if reader == "employee" else units_of(found)
    names = known if only is None else list(only)
    if not names:
        raise InputError.about(
            "data" if only is None else "only",
            code="too_few",
            expected="somebody to write a page for",
            found="nobody",
        )
    return write_folder(Path(path), found, names, reader, language, progress)


def _title(title: object) -> str:
    if not (isinstance(title, str) and title.strip()):
        raise InputError.about("title", code="wrong_type", expected="a title", found=repr(title))
    return title


def _checked(sections: Sequence[Section]) -> list[Section]:
    """Sections, each of which is one."""
    given: object = sections
    if isinstance(given, Section | str) or not isinstance(given, Sequence):
        raise InputError.about(
            "sections",
            code="wrong_type",
            expected="a list of sections",
            found=type(given).__name__,
        )
    for i, one in enumerate(given):
        if not isinstance(one, Section):
            raise InputError.about(
                "sections",
                code="wrong_type",
                expected="a list of sections",
                found=f"{type(one).__name__} in place {i}",
            )
    return list(sections)


def _sentences(lead: str | Sequence[str]) -> list[str]:
    parts = [lead] if isinstance(lead, str) else list(lead)
    for part in parts:
        if not isinstance(part, str):
            raise InputError.about(
                "lead", code="wrong_type", expected="sentences", found=type(part).__name__
            )
    return [part for part in parts if part.strip()]
