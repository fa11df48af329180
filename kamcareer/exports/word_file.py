"""A Word file on A4, before anything is written into it."""

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


def saved(document: Any) -> bytes:
    """Return a document as DOCX."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def readable(text: str) -> str:
    """Return a text without the characters that XML has no place for."""
    return "".join(letter for letter in text if letter == "\t" or category(letter) not in {"Cc", "Cs", "Cn"})
