"""The interview kit of a vacancy and the personal sheet of a candidate, to read and to print."""

from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kamcareer.core.interviews.kit import MINUTES, USUAL_MINUTES, Kit, divided
from kamcareer.exports.pdf import PRINT_FONTS, pdf_from_html
from kamcareer.services.audit import Event
from kamcareer.services.interview_kits import kit_for, sheet_for
from kamcareer.services.screenings import Row, one_of
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.attachments import attached
from kamcareer.web.clock import now
from kamcareer.web.limits import limited_pdfs
from kamcareer.web.records import note_about
from kamcareer.web.recruiting.own import vacancy_or_404

PEOPLE = (1, 2)


def show_kit(id: UUID) -> str:
    """Show what everybody is asked, for as many minutes as there are, by one interviewer or two."""
    found = vacancy_or_404(id)
    return render_template("recruiting/kit.html", minutes=MINUTES, **_kit_context(found))


@limited_pdfs
def download_kit(id: UUID, style: str) -> ResponseReturnValue:
    """Return the kit on paper, with places to write in."""
    found = vacancy_or_404(id)
    return as_pdf(style, "print/kit.html", _("Interview"), **_kit_context(found))


def show_sheet(id: UUID, application: UUID) -> str:
    """Show what to ask one person besides."""
    return render_template("recruiting/sheet.html", **_sheet_context(id, application))


@limited_pdfs
def download_sheet(id: UUID, application: UUID, style: str) -> ResponseReturnValue:
    """Return the personal sheet on paper."""
    return as_pdf(style, "print/sheet.html", _("Personal_sheet"), **_sheet_context(id, application))


def as_pdf(style: str, template: str, title: str, **context: object) -> ResponseReturnValue:
    """Return a print template as a file, named by its title and day; 404 for any other style."""
    if style != "pdf":
        abort(404)
    body = pdf_from_html(render_template(template, today=now(), **context), PRINT_FONTS)
    return attached(body, "application/pdf", f"{title}_{now():%Y-%m-%d}.pdf")


def who_asks(kit: Kit, people: int) -> dict[str, int]:
    """Return who asks about which competency: 1 for the first interviewer, 2 for the second."""
    shares = enumerate(divided(kit, people), start=1)
    return {one.competency: number for number, share in shares for one in share}


def _kit_context(found: OpenVacancy) -> dict[str, object]:
    minutes, people = request.args.get("minutes", type=int), request.args.get("people", type=int)
    kit = kit_for(db.session(), found, minutes if minutes in MINUTES else USUAL_MINUTES)
    several = people if people in PEOPLE else PEOPLE[0]
    return {
        "found": found,
        "vacancy": found.vacancy,
        "kit": kit,
        "people": several,
        "asks": who_asks(kit, several) if several > 1 else {},
    }


def _sheet_context(id: UUID, application: UUID) -> dict[str, object]:
    found = vacancy_or_404(id)
    about: Row = one_of(db.session(), found, str(application)) or abort(404)
    sheet = sheet_for(db.session(), found, kit_for(db.session(), found, USUAL_MINUTES), about, now())
    note_about(Event.ANSWERS_READ, about.application.assessment_id or "", found.vacancy.id)
    db.session.commit()
    return {"found": found, "vacancy": found.vacancy, "row": about, "sheet": sheet}
