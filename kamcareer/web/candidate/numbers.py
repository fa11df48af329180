"""How every number of the report came about, down to the answers."""

from flask import render_template

from kamcareer.services.gap_report import report_of
from kamcareer.services.situations import explained_situations
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.report_context import report_context
from kamcareer.web.sitting import current_sitting


def show_numbers() -> str:
    """Show what was assumed, said, corrected, concluded: competency by competency."""
    sitting = current_sitting()
    stored = report_of(db.session(), sitting, today())
    profile = stored.report.profile
    sources = tuple(dict.fromkeys(rating.source for rating in profile.ratings))
    finished = explained_situations(sitting.framework, sitting.assessment.counted)
    return render_template(
        "candidate/numbers.html", sources=sources, profile=profile, finished=finished, **report_context(stored)
    )
