"""The same answers against other roles, as a chart to play with and as a table."""

from flask import render_template, request
from flask_babel import gettext as _

from kamcareer.charts.gap_chart import gap_chart
from kamcareer.services.gap_report import report_of
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.languages import language
from kamcareer.web.report_context import report_context
from kamcareer.web.sitting import current_sitting


def show_explore() -> str:
    """Show a chart and a table of the estimate against the chosen role."""
    sitting = current_sitting()
    wanted = request.args.get("role")
    stored = report_of(db.session(), sitting, today(), wanted if wanted in sitting.framework.roles else None)
    words = {
        "interval": _("most likely in here"),
        "estimate": _("best guess"),
        "required": _("the role needs"),
        "chosen": _("you chose"),
    }
    chart = gap_chart(stored.report, language(), words)
    return render_template("candidate/explore.html", chart=chart, **report_context(stored))
