"""The ambition statement as a Word file, to be written on."""

from collections.abc import Iterable

from kamcareer.exports.word_file import new_document, readable, saved

Part = tuple[str, str]


def ambition_docx(title: str, parts: Iterable[Part], language: str) -> bytes:
    """Return a DOCX file on A4: a title, and a heading with paragraphs for each part; empty parts are left out."""
    document = new_document(title, language)
    for heading, text in parts:
        if not text:
            continue
        document.add_heading(readable(heading), level=2)
        for line in text.splitlines():
            document.add_paragraph(readable(line))
    return saved(document)
