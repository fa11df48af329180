"""The shipped template of a sheet on which people sign that they have read something; see docs/documents.md."""

from collections.abc import Mapping

from kamcareer.exports.word_file import add_table, new_document, saved, set_heights, set_margins, set_widths

PLACEHOLDERS = {
    "company": (),
    "subject": (),
    "unit": (),
    "people": ("line", "name", "number", "post"),
    "today": (),
}
MARGIN_MM, SIGNED_MM = 15, 9
WIDTHS = (10, 55, 25, 40, 22, 28)


def sign_off_template(said: Mapping[str, str], language: str) -> bytes:
    """Return the template: what was read, and a line for each person. `said` holds the words that stand in it."""
    document = new_document(said["title"], language)
    set_margins(document, MARGIN_MM)
    for text in ("{%p if logo %}", "{{ logo }}", "{%p endif %}"):
        document.paragraphs[-1].insert_paragraph_before(text)
    for text in (said["subject"], "{%p if unit %}", said["unit"], "{%p endif %}"):
        document.add_paragraph(text)
    lines = [
        ("№", said["name"], said["number"], said["post"], said["date"], said["signature"]),
        ("{%tr for one in people %}", "", "", "", "", ""),
        ("{{ one.line }}", "{{ one.name }}", "{{ one.number }}", "{{ one.post }}", "", ""),
        ("{%tr endfor %}", "", "", "", "", ""),
    ]
    table = add_table(document, lines)
    set_widths(table, WIDTHS)
    set_heights(table, SIGNED_MM)
    for section in document.sections:
        section.footer.paragraphs[0].text = "{{ company }}   {{ today }}"
    return saved(document)
