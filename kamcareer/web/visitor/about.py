"""How the numbers come about, and who sees what."""

from flask import render_template

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.contradictions import STRONG
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.gap import SOMETHING_KNOWN
from kamcareer.core.verdict import POSSIBLE_FROM, READY_FROM
from kamcareer.services.measurement_figures import measured_figures, table_under
from kamcareer.web.frameworks import current_framework
from kamcareer.web.privacy import privacy_words

GOALS, BY_SOURCES = "Goals", "Each set of sources"  # headings that the bench writes


def show_method() -> str:
    """Show the method in plain words, with every parameter and what it rests on."""
    return render_template("visitor/method.html", framework=current_framework())


def show_measurement() -> str:
    """Show the card of the measurement: purpose, assumptions, every parameter with its ground, limits."""
    framework = current_framework()
    figures = measured_figures(PROJECT_ROOT / "docs" / "measurement.md")
    return render_template(
        "visitor/measurement.html",
        framework=framework,
        sha256=sha256_of(framework),
        ready_from=READY_FROM,
        possible_from=POSSIBLE_FROM,
        known_from=SOMETHING_KNOWN,
        apart_from=STRONG,
        goals=[(row[0], _figure(row[1]), row[-1] == "yes") for row in table_under(figures, GOALS)],
        reached=_reached(table_under(figures, BY_SOURCES)),
    )


def _reached(rows: list[list[str]]) -> dict[str, tuple[float, float, float, float]]:
    """Return by what is known: error of the raw self-rating and of the estimate, coverage of topic and composite."""
    raw = {row[0]: _figure(row[2]) for row in rows if row[1] == "raw self"}
    return {
        row[0]: (raw[row[0]], _figure(row[2]), _figure(row[4]), _figure(row[6]))
        for row in rows
        if row[1] == "kamcareer"
    }


def _figure(cell: str) -> float:
    return float(cell.split(maxsplit=1)[0])


def show_privacy() -> str:
    """Say what is stored, who can see it, how to delete it."""
    return render_template("visitor/privacy.html", **privacy_words())
