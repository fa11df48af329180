"""The words of the table of newest scores, for the page and the command."""

from flask_babel import gettext as _


def latest_scores_words() -> dict[str, str]:
    """Return the names of the sheet and its columns, who gave a score, and what it is."""
    return {
        "scores": _("Newest scores"),
        "number": _("Personnel number"),
        "name": _("Full name"),
        "unit": _("Unit"),
        "post": _("Present post"),
        "code": _("Code of the topic"),
        "topic": _("Topic"),
        "level": _("Level"),
        "day": _("Day of the score"),
        "source": _("Who scored"),
        "company": _("the company"),
        "themselves": _("the person"),
        "guide": _("Levels 0 to 4, as the company gave them. For talks about development; no decision about anybody."),
    }
