"""The shipped template of an order to hold a contest, a draft for the company's lawyer; see docs/documents.md."""

from collections.abc import Mapping
from typing import Any

from kamcareer.exports.word_file import add_table, new_document, saved, set_heights, set_margins, set_widths

PLACEHOLDERS = {
    "company": (),
    "title": (),
    "role": (),
    "deadline": (),
    "first_stage": (),
    "final": (),
    "result": (),
    "chair": (),
    "panel": ("line", "name", "part"),
    "asked": ("topic", "level", "must"),
    "today": (),
}
MARGIN_MM, SIGNED_MM = 20, 11


def contest_order_template(said: Mapping[str, str], language: str) -> bytes:
    """Return the template: post, days, panel, how it is decided, what is asked. `said` holds its words."""
    document = new_document(said["title"], language)
    set_margins(document, MARGIN_MM)
    for text in ("{%p if logo %}", "{{ logo }}", "{%p endif %}", said["draft"]):
        document.paragraphs[-1].insert_paragraph_before(text)
    for text in (said["number"], said["aim"], said["hold"]):
        document.add_paragraph(text)
    _days(document, said)
    document.add_paragraph(said["seat"])
    _panel(document, said)
    for name in ("first", "decides", "told", "asks"):
        document.add_paragraph(said[name])
    _asked(document, said)
    document.add_paragraph(said["control"])
    signed = add_table(document, [(said["head"], "", ""), (said["read"], "", "")], head=False)
    set_widths(signed, (60, 70, 40))
    set_heights(signed, SIGNED_MM)
    for section in document.sections:
        section.footer.paragraphs[0].text = "{{ company }}   {{ today }}"
    return saved(document)


def _days(document: Any, said: Mapping[str, str]) -> None:
    days = ("deadline", "first_stage", "final", "result")
    set_widths(add_table(document, [(said[day], f"{{{{ {day} }}}}") for day in days], head=False), (110, 60))


def _panel(document: Any, said: Mapping[str, str]) -> None:
    lines = [
        ("№", said["name"], said["part"]),
        ("{%tr for one in panel %}", "", ""),
        ("{{ one.line }}", "{{ one.name }}", "{{ one.part }}"),
        ("{%tr endfor %}", "", ""),
    ]
    set_widths(add_table(document, lines), (12, 98, 60))


def _asked(document: Any, said: Mapping[str, str]) -> None:
    lines = [
        (said["topic"], said["level"], said["must"]),
        ("{%tr for one in asked %}", "", ""),
        ("{{ one.topic }}", "{{ one.level }}", "{{ one.must }}"),
        ("{%tr endfor %}", "", ""),
    ]
    set_widths(add_table(document, lines), (90, 45, 35))
