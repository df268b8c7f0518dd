"""Chapters as a Word file: headings, tables whose heads repeat, and marked places in yellow."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from ..._definitions import Language
from ...errors import InputError
from ..page.compose import MARK, Chapter, clean
from ..pictures import described
from ..section import Section
from ..tables import as_table
from ..written import written

_SHEET = 160.0
"""Millimetres between the margins."""
_TOGETHER = 16
"""Rows of a table that is not parted between two sheets."""
_LETTER = 2.4
"""Millimetres that a letter of a table takes at most, as a rule."""


def word_file(
    chapters: Sequence[Chapter], *, title: str, lead: Sequence[str], language: Language
) -> bytes:
    """The bytes of a .docx on A4; tables and pictures go by the title of their section."""
    try:
        import docx
        from docx.shared import Mm, Pt
    except ImportError:
        raise InputError.about(
            "path",
            code="not_installed",
            expected="the package python-docx for a Word file",
            found="none",
            hint="Install it with: pip install 'kinerja[docx]'",
        ) from None
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.top_margin = page.bottom_margin = Mm(25)
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    document.core_properties.title = _text(title)[:255]
    document.core_properties.author = ""
    document.core_properties.language = language
    _paragraph(document.add_heading(level=0), title)
    for text in lead:
        _paragraph(document.add_paragraph(), text)
    for i, chapter in enumerate(chapters, 1):
        _paragraph(document.add_heading(level=1), chapter.question)
        for j, section in enumerate(chapter.sections, 1):
            _section(document, section, f"{i}.{j}", language)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _section(document: Any, section: Section, number: str, language: Language) -> None:
    from docx.shared import Mm

    _paragraph(document.add_heading(level=2), f"{number} {section.title}")
    for text in [*section.text, *section.method]:
        for line in text.strip("\n").split("\n"):
            said = document.add_paragraph()
            _paragraph(said, line)
    if section.text and section.tables:
        said.paragraph_format.keep_with_next = True
    for figure in section.figures:
        picture = io.BytesIO()
        figure.savefig(picture, format="png", dpi=150, metadata={"Software": None})
        picture.seek(0)
        shape = document.add_picture(picture, width=Mm(155))
        shape._inline.docPr.set("descr", _text(described(figure, "", language)))
    for _, data in section.tables:
        _table(document, as_table(data, language), language)


def _table(document: Any, data: Any, language: Language) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    heads = list(data)
    columns = [data.column(head) for head in heads]
    texts = [[_text(text) for text in written(column, language)] for column in columns]
    names = [_text(head[:1].upper() + head[1:]) for head in heads]
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    rows, widths = [names, *map(list, zip(*texts, strict=True))], _widths(names, texts)
    for own_column, wide in zip(table.columns, widths, strict=True):
        own_column.width = Mm(wide)
    for at, row in enumerate(rows):
        own = table.rows[0] if at == 0 else table.add_row()
        own._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, column, text, wide in zip(own.cells, columns, row, widths, strict=True):
            cell.width = Mm(wide)
            said = cell.paragraphs[0]
            look = said.paragraph_format
            look.space_before = look.space_after = Pt(2)
            look.line_spacing = 1.0
            look.keep_with_next = len(rows) <= _TOGETHER and at < len(rows) - 1
            _paragraph(said, text)
            if column.kind != "text":
                said.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for run in said.runs:
                run.font.size = Pt(10)
                run.bold = at == 0 or at >= len(rows) - data.foot or None
    document.add_paragraph()


def _widths(names: Sequence[str], texts: Sequence[Sequence[str]]) -> list[float]:
    """Millimetres of each column: room for its longest word, the rest by what it has to say."""
    cells = [[name, *column] for name, column in zip(names, texts, strict=True)]
    words = [
        min(24, max(len(word) for cell in own for word in [*cell.split(), ""])) for own in cells
    ]
    least = [4 + _LETTER * letters for letters in words]
    more = [
        min(48, max(map(len, own))) - letters for own, letters in zip(cells, words, strict=True)
    ]
    spare = _SHEET - sum(least)
    if spare < 0:
        return [wide * _SHEET / sum(least) for wide in least]
    share = min(1.0, spare / (_LETTER * sum(more) or 1.0))
    return [wide + _LETTER * x * share for wide, x in zip(least, more, strict=True)]


def _text(text: str) -> str:
    """Text without characters that XML has no place for."""
    return clean(text).replace("\ufffe", "\ufffd")


def _paragraph(paragraph: Any, text: str) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    for part in MARK.split(_text(text)):
        if part:
            run = paragraph.add_run(part)
            if MARK.fullmatch(part):
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
