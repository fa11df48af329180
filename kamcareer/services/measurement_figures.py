"""The figures that the bench wrote into docs/measurement.md."""

from pathlib import Path

BEGIN, END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"


def measured_figures(document: Path) -> str:
    """Return the tables between the marks of the document; "" where there are none."""
    text = document.read_text("utf-8") if document.is_file() else ""
    _, begin, rest = text.partition(BEGIN)
    return rest.partition(END)[0].strip() if begin else ""


def table_under(figures: str, heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading, row by row without its head; [] where there is none."""
    part = figures.partition(f"### {heading}\n")[2].partition("###")[0]
    rows = [line.strip().strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]
