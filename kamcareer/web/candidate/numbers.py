"""How every number of the report came about, down to the answers."""

from flask import render_template

from kamcareer.services.gap_report import report_of
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.report_context import report_context
from kamcareer.web.sitting import current_sitting


def show_numbers() -> str:
    """Show what was assumed, said, corrected, concluded: competency by competency."""
    stored = report_of(db.session(), current_sitting(), now().date())
    profile = stored.report.profile
    sources = tuple(dict.fromkeys(rating.source for rating in profile.ratings))
    return render_template("candidate/numbers.html", sources=sources, profile=profile, **report_context(stored))
