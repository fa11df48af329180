"""The column names of a table file in the reader's language."""

from flask_babel import gettext as _


def csv_words() -> dict[str, str]:
    """Return the words that the CSV export asks for."""
    return {
        "competency": _("Topic"),
        "cluster": _("Group"),
        "must_have": _("Must-have"),
        "weight": _("Weight"),
        "required": _("The role needs"),
        "answer": _("You chose"),
        "confidence": _("How sure"),
        "estimate": _("Estimate, 0 to 4"),
        "low": _("Probably from"),
        "high": _("Probably to"),
        "probability_met": _("Probability that the level is held"),
        "example": _("Example from work"),
        "yes": _("yes"),
        "no": _("no"),
        "sure": _("certain"),
        "fairly": _("fairly sure"),
        "guess": _("a guess"),
    }
