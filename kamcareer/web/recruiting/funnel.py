"""The funnel of a vacancy: how far people came, how long it took, by which way they had come."""

from uuid import UUID

from flask import Response, abort, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from kamcareer.core.applications import CameBy
from kamcareer.core.funnel import LEAST_TIMES, Step
from kamcareer.exports.funnel_csv import funnel_csv
from kamcareer.exports.funnel_xlsx import funnel_table
from kamcareer.services.audit import Event
from kamcareer.services.funnel import funnel_of
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.attachments import XLSX, attached
from kamcareer.web.clock import now
from kamcareer.web.languages import language
from kamcareer.web.records import note
from kamcareer.web.recruiting.own import vacancy_or_404
from kamcareer.web.viewer import current_known

STYLES = {"xlsx": XLSX, "csv": "text/csv"}

STEPS = {
    Step.CAME: _l("invited, or came by the posting"),
    Step.BEGUN: _l("began"),
    Step.SENT: _l("sent the answers"),
    Step.READ: _l("were read"),
    Step.DECIDED: _l("somebody decided"),
    Step.TALK: _l("were invited to a talk"),
    Step.OFFER: _l("were offered the post"),
}
WAYS = {CameBy.INVITATION: _l("Invitation"), CameBy.POSTING: _l("By the posting"), CameBy.POOL: _l("From the pool")}
COLUMNS = {
    "vacancy": _l("Vacancy"),
    "step": _l("Step"),
    "people": _l("People"),
    "usual": _l("Days from the step before, half of them"),
    "most": _l("Days from the step before, nine of ten"),
}


def show_funnel(id: UUID) -> str:
    """Show the steps of a vacancy as a table."""
    found = vacancy_or_404(id)
    return render_template(
        "recruiting/funnel.html",
        vacancy=found.vacancy,
        lines=funnel_of(db.session(), found),
        steps=STEPS,
        ways=WAYS,
        least=LEAST_TIMES,
        form=FlaskForm(),
    )


def download_funnel(id: UUID, style: str) -> Response:
    """Answer a form with the same as a file; that somebody took it is noted."""
    found = vacancy_or_404(id)
    if style not in STYLES:
        abort(404)
    body = _file(found, style)
    note(Event.FUNNEL_EXPORTED, current_known().account.id, f"{found.vacancy.id} {style}")
    db.session.commit()
    name = _("How_far_people_came")
    return attached(body, STYLES[style], f"{name}_{now():%Y-%m-%d}.{style}")


def _file(found: OpenVacancy, style: str) -> bytes:
    lines, title = funnel_of(db.session(), found), found.vacancy.terms.title
    words = {str(name): str(label) for name, label in (COLUMNS | STEPS | WAYS).items()}
    if style == "csv":
        return funnel_csv(lines, title, language(), words)
    guide = _("Where people stop, and where they wait. Whoever withdrew their consent is not counted.")
    return funnel_table(lines, title, words | {"funnel": _("How far people came")}, guide)
