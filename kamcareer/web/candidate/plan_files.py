"""The development plan to take away: PDF, Word, calendar, table, JSON."""

import json

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kamcareer.core.planning.evidence import reassessment_week
from kamcareer.exports.plan_ics import plan_ics
from kamcareer.exports.plan_json import plan_json
from kamcareer.exports.plan_xlsx import plan_xlsx
from kamcareer.services.development_plan import OwnPlan
from kamcareer.services.gap_report import report_of
from kamcareer.store.database import db
from kamcareer.web.attachments import DOCX, XLSX, attached
from kamcareer.web.candidate.plan_page import page_context
from kamcareer.web.clock import now, today
from kamcareer.web.documents import PLAN, document
from kamcareer.web.languages import words
from kamcareer.web.limits import limited_pdfs
from kamcareer.web.own_plan import current_plan
from kamcareer.web.plan_calendar import calendar_uid, calendar_words
from kamcareer.web.plan_document import plan_values
from kamcareer.web.plan_table import table_words
from kamcareer.web.printed import printed
from kamcareer.web.sitting import current_sitting

TYPES = {
    "pdf": "application/pdf",
    "ics": "text/calendar",
    "xlsx": XLSX,
    "docx": DOCX,
    "json": "application/json",
}


@limited_pdfs
def download_plan(style: str) -> ResponseReturnValue:
    """Return the plan as a file, named so that it is found again; before any answer the page says what comes first."""
    if style not in TYPES:
        abort(404)
    sitting = current_sitting()
    stored = report_of(db.session(), sitting, today())
    if not stored.report.answered:
        return redirect(url_for("candidate.plan"), 303)
    own = current_plan(sitting, stored, priced=style == "json", reasons=style == "json")
    role = words(own.plan.role.short).replace(" ", "_").replace(":", "")
    name = f"{_('Plan')}_{role}_{now():%Y-%m-%d}.{style}"
    return attached(_body(own, style, sitting.assessment.id), TYPES[style], name)


def _body(own: OwnPlan, style: str, whose: str) -> bytes:
    made, monday = own.explained, own.kept.monday
    if style == "pdf":
        return printed("print/plan.html", today=now(), **page_context(own, today()))
    if style == "docx":
        return document(PLAN, plan_values(page_context(own, today()), today()))
    if style == "ics":
        again = reassessment_week(made.evidence)
        return plan_ics(made.plan, monday, again, calendar_uid(made.plan, whose), calendar_words(made.plan))
    if style == "xlsx":
        return plan_xlsx(made.plan, monday, table_words(made.plan))
    data = plan_json(made.plan, made.losses, made.prices, made.left, made.helps, made.evidence)
    return json.dumps(data, ensure_ascii=False, indent=2).encode()
