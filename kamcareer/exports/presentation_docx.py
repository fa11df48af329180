"""What a client reads of one candidate as a Word file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kamcareer.exports.word_file import add_table, new_document, readable, saved

Row = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The words of one page: whom it is about, the table of topics below heading and labels, parts, cautions."""

    title: str
    about: str
    by: str
    heading: str
    labels: Row
    topics: Sequence[Row]
    parts: Sequence[tuple[str, str]]
    cautions: Sequence[str]


def presentation_docx(sheet: Sheet, language: str, logo: Path | None = None) -> bytes:
    """Return a DOCX file on A4, below a logo where there is one; parts without words are left out."""
    document = new_document(sheet.title, language, logo)
    for line in (sheet.about, sheet.by):
        document.add_paragraph(readable(line))
    document.add_heading(readable(sheet.heading), level=2)
    if sheet.topics:
        add_table(document, (sheet.labels, *sheet.topics))
    for heading, text in sheet.parts:
        if not text:
            continue
        document.add_heading(readable(heading), level=2)
        for line in text.splitlines():
            document.add_paragraph(readable(line))
    for caution in sheet.cautions:
        document.add_paragraph(readable(caution))
    return saved(document)
