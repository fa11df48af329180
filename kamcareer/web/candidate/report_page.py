"""The gap report."""

from flask import render_template

from kamcareer.services.gap_report import report_of
from kamcareer.web.report_context import report_context
from kamcareer.web.sitting import current_sitting


def show_report() -> str:
    """Show what the person said against what the role asks, and what can be concluded from it."""
    return render_template("candidate/report.html", **report_context(report_of(current_sitting())))
