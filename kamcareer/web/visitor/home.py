"""The start page."""

from flask import render_template

from kamcareer.core.assessment import first_open, minutes_left, questions
from kamcareer.web.frameworks import current_framework
from kamcareer.web.sitting import sitting_or_none


def show_home() -> str:
    """Say what this is, how long it takes, who sees the answers, what one gets."""
    sitting = sitting_or_none()
    resumed = None
    if sitting:
        asked = questions(sitting.framework, sitting.assessment.target)
        resumed = {
            "assessment": sitting.assessment,
            "role": sitting.framework.roles[sitting.assessment.target],
            "done": sum(sitting.assessment.draft(id).answered for id in asked),
            "total": len(asked),
            "next": first_open(sitting.assessment, asked),
            "minutes": minutes_left(sitting.assessment, asked),
        }
    return render_template("visitor/home.html", framework=current_framework(), resumed=resumed)
