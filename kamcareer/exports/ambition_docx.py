"""The ambition statement as a Word file, to be written on."""

from collections.abc import Iterable
from io import BytesIO
from unicodedata import category

Part = tuple[str, str]


def ambition_docx(title: str, parts: Iterable[Part]) -> bytes:
    """Return a DOCX file: a title, and a heading with paragraphs for each part; empty parts are left out."""
    from docx import Document  # noqa: PLC0415 - who writes no Word file should not wait for it

    document = Document()
    document.core_properties.title, document.core_properties.author = _readable(title), ""
    document.add_heading(_readable(title), level=1)
    for heading, text in parts:
        if not text:
            continue
        document.add_heading(_readable(heading), level=2)
        for line in text.splitlines():
            document.add_paragraph(_readable(line))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _readable(text: str) -> str:
    """Return a text without the characters that XML has no place for."""
    return "".join(letter for letter in text if letter == "\t" or category(letter) not in {"Cc", "Cs", "Cn"})
