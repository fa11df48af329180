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
        "sources": _("Where it comes from"),
        "trust": _("How far to trust it"),
        "example": _("Example from work"),
        "low_evidence": _("Low evidence: for development, not for selection."),
        "self": _("your own answer"),
        "indicators": _("how often you do it"),
        "situations": _("situations"),
        "manager": _("your manager"),
        "peer": _("colleagues"),
        "interview": _("interview"),
        "evidence": _("evidence"),
        "earlier": _("earlier scores of the company"),
        "yes": _("yes"),
        "no": _("no"),
        "sure": _("certain"),
        "fairly": _("fairly sure"),
        "guess": _("a guess"),
    }
