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
    own: dict[str, float] = {}
    for number, rating in enumerate(profile.ratings):
        push = float(profile.pushes[profile.index[rating.competency], number])
        own[rating.competency] = own.get(rating.competency, 0.0) + push
    total = {id: float(profile.mean[row] - profile.prior_mean[row]) for id, row in profile.index.items()}
    return render_template("candidate/numbers.html", own=own, total=total, profile=profile, **report_context(stored))
