"""The ambition statement as a Word file, to be written on."""

from collections.abc import Iterable
from io import BytesIO
from unicodedata import category

Part = tuple[str, str]
LOCALES = {"ru": "ru-RU", "en": "en-GB"}


def ambition_docx(title: str, parts: Iterable[Part], language: str) -> bytes:
    """Return a DOCX file on A4: a title, and a heading with paragraphs for each part; empty parts are left out."""
    # Who writes no Word file should not wait for it.
    from docx import Document  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
    for words in document.styles.element.iter(qn("w:lang")):
        words.set(qn("w:val"), LOCALES[language])
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
