"""Chapters as a Word file: headings, tables whose heads repeat, and marked places in yellow."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from ..._definitions import Language
from ...errors import InputError
from ..page.compose import MARK, Chapter, clean
from ..pictures import described, split
from ..section import Section
from ..tables import as_table
from ..written import written


def word_file(
    chapters: Sequence[Chapter], *, title: str, lead: Sequence[str], language: Language
) -> bytes:
    """The bytes of a .docx on A4."""
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
            _paragraph(document.add_paragraph(), line)
    for figure in section.figures:
        drawn, caption = split(figure)
        picture = io.BytesIO()
        drawn.savefig(picture, format="png", dpi=150, metadata={"Software": None})
        picture.seek(0)
        shape = document.add_picture(picture, width=Mm(155))
        shape._inline.docPr.set("descr", _text(described(drawn, caption, language)))
        if caption:
            _paragraph(document.add_paragraph(style="Caption"), caption)
    for caption, data in section.tables:
        if caption:
            _paragraph(document.add_paragraph(style="Caption"), caption)
        _table(document, as_table(data, language), language)


def _table(document: Any, data: Any, language: Language) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement

    heads = list(data)
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(_text(head)).bold = True
    columns = [data.column(head) for head in heads]
    texts = [written(column, language) for column in columns]
    for row in zip(*texts, strict=True):
        cells = table.add_row().cells
        for cell, column, text in zip(cells, columns, row, strict=True):
            _paragraph(cell.paragraphs[0], text)
            if column.kind != "text":
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


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
