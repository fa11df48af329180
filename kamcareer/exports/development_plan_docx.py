"""The shipped template of a development plan as a Word file; an installation may put its own in its place."""

from collections.abc import Mapping
from typing import Any

from kamcareer.exports.word_file import add_table, new_document, saved, set_heights, set_margins, set_widths

PLACEHOLDERS = {
    "company": (),
    "role": (),
    "begin": (),
    "end": (),
    "effort": (),
    "caution": (),
    "standing": (),
    "monday": (),
    "first_step": (),
    "steps": ("weeks", "name", "kind", "hours", "effort", "cost", "task", "first_step", "result", "whom", "why"),
    "expected": (),
    "evidence": (),
    "missing": (),
    "notes": (),
    "today": (),
}
MARGIN_MM, SIGNED_MM = 20, 11
SIGNATURES = ("employee", "manager", "hr")


def development_plan_template(said: Mapping[str, str], language: str) -> bytes:
    """Return the template: one page to sign, then what to do in its weeks. `said` holds the words that stand in it.

    It is read by whoever signs it, so it says what will be done and not how far its owner is.
    """
    document = new_document(said["title"], language)
    set_margins(document, MARGIN_MM)
    _head(document, said)
    _overview(document, said)
    _signatures(document, said)
    document.add_page_break()
    _activities(document, said)
    _lines(document, said["evidence"], "evidence")
    _paragraphs(document, "{{ notes }}")
    for section in document.sections:
        section.footer.paragraphs[0].text = "{{ company }}   {{ today }}"
    return saved(document)


def _head(document: Any, said: Mapping[str, str]) -> None:
    for text in ("{%p if logo %}", "{{ logo }}", "{%p endif %}"):
        document.paragraphs[-1].insert_paragraph_before(text)
    terms = [(said["employee"], ""), (said["period"], "{{ begin }} – {{ end }}"), (said["effort"], "{{ effort }}")]
    set_widths(add_table(document, terms, head=False), (45, 125))
    _paragraphs(document, "", "{{ standing }}", "{%p if caution %}", "{{ caution }}", "{%p endif %}")
    _paragraphs(document, "{%p if first_step %}", f"{said['monday']}: {{{{ first_step }}}}", "{%p endif %}")


def _overview(document: Any, said: Mapping[str, str]) -> None:
    lines = [
        (said["weeks"], said["what"], said["hours"]),
        ("{%tr for step in steps %}", "", ""),
        ("{{ step.weeks }}", "{{ step.name }}", "{{ step.hours }}"),
        ("{%tr endfor %}", "", ""),
    ]
    set_widths(add_table(document, lines), (55, 95, 20))


def _signatures(document: Any, said: Mapping[str, str]) -> None:
    document.add_heading(said["signatures"], level=2)
    lines = [(said[one], "", "", "") for one in SIGNATURES]
    table = add_table(document, [("", said["name"], said["signature"], said["date"]), *lines])
    set_widths(table, (40, 62, 40, 28))
    set_heights(table, SIGNED_MM)


def _activities(document: Any, said: Mapping[str, str]) -> None:
    document.add_heading(said["activities"], level=2)
    _paragraphs(document, "{%p for step in steps %}")
    document.add_heading("{{ step.name }}", level=3)
    _paragraphs(
        document,
        "{{ step.weeks }} · {{ step.kind }} · {{ step.effort }} · {{ step.cost }}",
        "{{ step.task }}",
        f"{said['first_step']}: {{{{ step.first_step }}}}",
        f"☐ {said['result']}: {{{{ step.result }}}}",
        f"{said['whom']}: {{{{ step.whom }}}}",
        "{{ step.why }}",
        "{%p endfor %}",
    )


def _lines(document: Any, heading: str, name: str) -> None:
    _paragraphs(document, f"{{%p if {name} %}}")
    document.add_heading(heading, level=2)
    _paragraphs(document, f"{{%p for line in {name} %}}")
    document.add_paragraph("{{ line }}", style="List Bullet")
    _paragraphs(document, "{%p endfor %}", "{%p endif %}")


def _paragraphs(document: Any, *texts: str) -> None:
    for text in texts:
        document.add_paragraph(text)
