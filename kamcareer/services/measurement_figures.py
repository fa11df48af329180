"""The figures that the bench wrote into docs/measurement.md."""

from pathlib import Path

BEGIN, END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"


def measured_figures(document: Path) -> str:
    """Return the tables between the marks of the document; "" where there are none."""
    text = document.read_text("utf-8") if document.is_file() else ""
    _, begin, rest = text.partition(BEGIN)
    return rest.partition(END)[0].strip() if begin else ""
