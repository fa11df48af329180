"""The shipped template of the minutes of a calibration session; see docs/documents.md."""

from collections.abc import Mapping
from typing import Any

from kamcareer.exports.word_file import add_table, new_document, saved, set_heights, set_margins, set_widths

PLACEHOLDERS = {
    "company": (),
    "title": (),
    "round": (),
    "day": (),
    "closed": (),
    "seats": ("line", "name", "part"),
    "people": ("line", "name", "manager"),
    "changes": ("topic", "name", "manager", "before", "after", "reason", "by"),
    "unchanged": (),
    "log": ("at", "by", "topic", "name", "before", "after", "reason"),
    "today": (),
}
MARGIN_MM, SIGNED_MM = 18, 10


def calibration_minutes_template(said: Mapping[str, str], language: str) -> bytes:
    """Return the template: who sat, about whom, what was changed and why, what stayed. `said` holds its words."""
    document = new_document(said["title"], language)
    set_margins(document, MARGIN_MM)
    for text in ("{%p if logo %}", "{{ logo }}", "{%p endif %}"):
        document.paragraphs[-1].insert_paragraph_before(text)
    for text in (said["about"], said["closed"], said["counts"]):
        document.add_paragraph(text)
    document.add_heading(said["sat"], level=2)
    _seats(document, said)
    document.add_heading(said["changed"], level=2)
    for text in ("{%p if not changes %}", said["nothing"], "{%p endif %}"):
        document.add_paragraph(text)
    _changes(document, said)
    document.add_paragraph(said["unchanged"])
    for section in document.sections:
        section.footer.paragraphs[0].text = "{{ company }}   {{ today }}"
    return saved(document)


def _seats(document: Any, said: Mapping[str, str]) -> None:
    lines = [
        ("№", said["name"], said["part"], said["signature"]),
        ("{%tr for one in seats %}", "", "", ""),
        ("{{ one.line }}", "{{ one.name }}", "{{ one.part }}", ""),
        ("{%tr endfor %}", "", "", ""),
    ]
    table = add_table(document, lines)
    set_widths(table, (10, 74, 40, 50))
    set_heights(table, SIGNED_MM)


def _changes(document: Any, said: Mapping[str, str]) -> None:
    columns = ("topic", "name", "manager", "before", "after", "reason")
    empty = [""] * (len(columns) - 1)
    lines = [
        [said[column] for column in columns],
        ["{%tr for one in changes %}", *empty],
        [f"{{{{ one.{column} }}}}" for column in columns],
        ["{%tr endfor %}", *empty],
    ]
    set_widths(add_table(document, lines), (32, 30, 30, 22, 22, 38))
