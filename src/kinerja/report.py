"""Reports as pages of HTML: one file each that needs no network and can be printed on A4.

>>> from kinerja import report
>>> page = report.html([report.Section("Scores", text="39 people.")], title="Office", language="en")
>>> page.startswith("<!DOCTYPE html>")
True
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO, Literal

from ._checks import choice, listed
from ._definitions import Language
from ._letters import Reply
from ._paths import path_of
from ._progress import Progress
from ._report.page.compose import Chapter, environment, page
from ._report.readings.compose import Reader, report_for
from ._report.readings.employee import people_of
from ._report.readings.folder import write_folder
from ._report.readings.head import units_of
from ._report.readings.material import LEAST, material
from ._report.section import Column, Section, Table, paragraphs
from ._report.skm_report.chapters import SAID, chapters
from ._report.skm_report.inputs import inputs
from ._report.skm_report.word_file import word_file
from ._sheets.files import an_output, write_whole
from ._steady import steady
from ._words import check_language
from .errors import InputError, shown
from .schemes.skm import SKM

__all__ = ["Column", "Section", "Table", "folder", "html", "of", "skm"]


def __dir__() -> list[str]:
    return sorted(__all__)


@steady
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
        lead=paragraphs(lead, "lead"),
        language=language,
    )


READERS: tuple[Reader, ...] = ("leader", "head", "employee", "analyst")


@steady
def of(
    data: Any,
    *,
    reader: Reader = "leader",
    whose: Any = None,
    unit: Any = None,
    minimum: int | None = None,
    reply: Reply | None = None,
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
    whose : label
        The employee, or the unit of the head, that the page is for; of scores without ids the
        position.
    unit : array_like (n,), optional
        Unit of each person that was scored, in the order of the scores.
    minimum : int, optional
        Smallest unit whose figures are shown; 3 if not given, and 1 for the analyst. See
        `results.suppress`.
    reply : Reply, optional
        Whom an employee answers to, within how many days, on what ground, in every letter.
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
        If there is nothing that the reader reads, whose page it is is unknown or not said, two
        results of a kind are given, or an option is unknown.

    Notes
    -----
    Pages are in the form for the public: a unit of fewer than the minimum of people has no figure,
    and another one none where a total would give it away. The analyst's page is for inside.

    Examples
    --------
    >>> from kinerja import report, sample
    >>> page = report.of(sample.office(), reader="employee", whose="P17", language="id")
    >>> "Nilai Saudara" in page, "P40" in page
    (True, False)
    """
    check_language(language)
    choice(reader, "reader", READERS)
    environment()
    least = (1 if reader == "analyst" else LEAST) if minimum is None else minimum
    found = material(data, unit, language, least, reply)
    made = report_for(reader, found, language, whose)
    return page(
        [Chapter("", made.sections)],
        title=made.title if title is None else _title(title),
        lead=paragraphs(lead, "lead"),
        brief=reader == "leader",
        language=language,
    )


@steady
def folder(
    path: str | PathLike[str],
    data: Any,
    *,
    reader: Literal["employee", "head"] = "employee",
    only: Sequence[Any] | None = None,
    unit: Any = None,
    minimum: int = LEAST,
    reply: Reply | None = None,
    language: Language = "en",
    progress: Progress = False,
) -> Path:
    """Write a folder with an index and one page per person, or one per unit.

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
    unit : array_like (n,), optional
        Unit of each person that was scored.
    minimum : int, default 3
        Smallest unit whose figures are shown.
    reply : Reply, optional
        Whom employees answer to, within how many days, on what ground.
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
    found = material(data, unit, language, minimum, reply)
    known = people_of(found) if reader == "employee" else units_of(found)
    names = known if only is None else listed(only, "only", expected="a list of names")
    if not names:
        raise InputError.about(
            "data" if only is None else "only",
            code="too_few",
            expected="somebody to write a page for",
            found="nobody",
        )
    return write_folder(path_of(path), found, names, reader, language, progress)


@steady
def skm(
    result: SKM,
    *,
    units: SKM | None = None,
    respondents: Any = None,
    population: int | None = None,
    trend: Mapping[str, float | SKM] | None = None,
    actions: Any = None,
    name: str = "",
    period: str = "",
    minimum: int = LEAST,
    path: str | PathLike[str] | None = None,
) -> str:
    """Compose the report of a satisfaction survey in the outline of PermenPANRB 14/2017.

    The report is in Indonesian: introduction, method, profile of the respondents, index by item and
    unit, analysis, action plan, closing and annexes. What the data tell is filled in. What only the
    office can write stands as a marked place, ``[Diisi: …]``.

    Parameters
    ----------
    result : SKM
        The index of the whole: what `kinerja.schemes.skm.index` returned without `by`.
    units : SKM, optional
        The index by unit.
    respondents : mapping or dataframe, optional
        One row per respondent and one column per characteristic, such as sex or education.
    population : int, optional
        Users of the service in the period; the sample asked for follows from it.
    trend : mapping of period to float or SKM, optional
        Index (25 to 100) of earlier periods, the latest last.
    actions : ActionPlan, mapping or dataframe, optional
        What `kinerja.schemes.skm.action_plan` returned; or a table with the columns item (code),
        action, due (a date or text) and by. Without it the three lowest items with marked places.
    name : str, default ""
        Name of the unit or agency.
    period : str, default ""
        Period of the survey, as it is printed.
    minimum : int, default 3
        Smallest unit, by its respondents, whose figures are shown, and smallest number of people in
        the profile of the respondents.
    path : path, optional
        Also write the report here: a Word file where the name ends in ``.docx`` (extra ``docx``),
        a page where it ends in ``.html``. Written whole or not at all.

    Returns
    -------
    str
        The report as a page of HTML.

    Raises
    ------
    InputError
        If something is not of that form, or the file cannot be written.

    Notes
    -----
    What the annex asks of a report, its items, weights, grades and the sample's size, is filled in
    or marked. The order of the chapters is the one in use among offices; agencies differ in their
    headings, and their own template, where there is one, goes first.

    References
    ----------
    PermenPANRB 14/2017, articles 1 to 3 and annex.

    Examples
    --------
    >>> from kinerja import report
    >>> from kinerja.schemes.skm import index
    >>> page = report.skm(index([[3] * 9, [4] * 9, [3] * 9]), name="Kantor Contoh", period="2025")
    >>> "Bab VI. Rencana tindak lanjut" in page, "[Diisi: kegiatan]" in page
    (True, True)
    """
    given = inputs(
        result,
        units=units,
        respondents=respondents,
        population=population,
        trend=trend,
        actions=actions,
        name=name,
        period=period,
        minimum=minimum,
    )
    place = None if path is None else _place(path)
    heading = SAID.title_of.format(name=given.name) if given.name else SAID.title
    lead = [SAID.period.format(period=given.period) if given.period else SAID.no_period]
    lead += [] if given.name else [SAID.no_name]
    parts = chapters(given)
    text = page(parts, title=heading, lead=[*lead, SAID.made], outline=True, language="id")
    if place is not None:
        content = text.encode("utf-8")
        if place.suffix.lower() == ".docx":
            content = word_file(parts, title=heading, lead=[*lead, SAID.made], language="id")
        write_whole(place, lambda file: _put(file, content))
    return text


def _put(file: BinaryIO, content: bytes) -> None:
    file.write(content)


def _place(path: str | PathLike[str]) -> Path:
    """A place for a report, looked at before anything is computed."""
    place = path_of(path)
    if place.suffix.lower() not in {".docx", ".html", ".htm"}:
        raise InputError.about(
            "path",
            code="unknown_option",
            expected="a name that ends in .docx or .html",
            found=shown(place.name),
        )
    an_output(place)
    return place


def _title(title: object) -> str:
    if not (isinstance(title, str) and title.strip()):
        raise InputError.about("title", code="wrong_type", expected="a title", found=shown(title))
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
