"""A Word file on A4, before anything is written into it."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import category

PICTURE_MM = 12
LOCALES = {"ru": "ru-RU", "en": "en-GB"}


def new_document(title: str, language: str, picture: Path | None = None) -> Any:
    """Return an empty document with its title as the first heading, in a language; a picture stands above it."""
    # Who writes no Word file should not wait for it.
    from docx import Document  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
    for words in document.styles.element.iter(qn("w:lang")):
        words.set(qn("w:val"), LOCALES[language])
    document.core_properties.title, document.core_properties.author = readable(title), ""
    if picture:
        document.add_picture(str(picture), height=Mm(PICTURE_MM))
    document.add_heading(readable(title), level=1)
    return document


def add_table(document: Any, lines: Sequence[Sequence[str]], *, head: bool = True) -> Any:
    """Write lines of cells as a table and return it; the first line is its head, said again on every page."""
    from docx.oxml import OxmlElement  # noqa: PLC0415

    table = document.add_table(rows=0, cols=len(lines[0]), style="Table Grid")
    for line in lines:
        for cell, words in zip(table.add_row().cells, line, strict=True):
            cell.text = readable(words)
    if head:
        # The library has no word for it.
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
        for run in (run for cell in table.rows[0].cells for run in cell.paragraphs[0].runs):
            run.bold = True
    return table


def set_widths(table: Any, widths: Sequence[int]) -> None:
    """Give the columns of a table their widths in millimetres."""
    from docx.shared import Mm  # noqa: PLC0415

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def set_heights(table: Any, height: int) -> None:
    """Give all lines of a table but its head a least height in millimetres: room to write by hand."""
    from docx.shared import Mm  # noqa: PLC0415

    for row in list(table.rows)[1:]:
        row.height = Mm(height)


def set_margins(document: Any, margin: int) -> None:
    """Leave so many millimetres free on every side."""
    from docx.shared import Mm  # noqa: PLC0415

    for section in document.sections:
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(margin)


def saved(document: Any) -> bytes:
    """Return a document as DOCX."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def readable(text: str) -> str:
    """Return a text without the characters that XML has no place for."""
    return "".join(letter for letter in text if letter == "\t" or category(letter) not in {"Cc", "Cs", "Cn"})
