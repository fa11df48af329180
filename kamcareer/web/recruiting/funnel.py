"""The funnel of a vacancy: how far people came, how long it took, by which way they had come."""

from uuid import UUID

from flask import Response, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kamcareer.core.applications import CameBy
from kamcareer.core.funnel import LEAST_TIMES, Step
from kamcareer.exports.funnel_csv import funnel_csv
from kamcareer.services.funnel import funnel_of
from kamcareer.store.database import db
from kamcareer.web.attachments import attached
from kamcareer.web.clock import now
from kamcareer.web.languages import language
from kamcareer.web.recruiting.own import vacancy_or_404

STEPS = {
    Step.CAME: _l("invited, or came by the posting"),
    Step.BEGUN: _l("began"),
    Step.SENT: _l("sent the answers"),
    Step.READ: _l("were read"),
    Step.DECIDED: _l("somebody decided"),
    Step.TALK: _l("were invited to a talk"),
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
    )


def download_funnel(id: UUID) -> Response:
    """Return the same as a file."""
    found = vacancy_or_404(id)
    words = {str(name): str(label) for name, label in (COLUMNS | STEPS | WAYS).items()}
    body = funnel_csv(funnel_of(db.session(), found), found.vacancy.terms.title, language(), words)
    name = _("How_far_people_came")
    return attached(body, "text/csv", f"{name}_{now():%Y-%m-%d}.csv")
