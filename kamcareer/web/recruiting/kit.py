"""The interview kit of a vacancy and the personal sheet of a candidate, to read and to print."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField

from kamcareer.core.interviews.kit import MINUTES, USUAL_MINUTES, Kit, divided
from kamcareer.core.readings import Capacity
from kamcareer.services.audit import Event
from kamcareer.services.interview_kits import (
    MustsLeftOutError,
    choose_kit,
    chosen_kit,
    kit_for,
    proposed_kit,
    read_kit,
    shares_of,
    sheet_for,
)
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.attachments import attached
from kamcareer.web.clock import now
from kamcareer.web.limits import limited_pdfs
from kamcareer.web.printed import printed
from kamcareer.web.records import note, note_reading
from kamcareer.web.recruiting.own import somebody_or_404, vacancy_or_404
from kamcareer.web.recruiting.talks import plan_read
from kamcareer.web.viewer import current_known

PEOPLE = (1, 2)


class ChooseForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """The questions that were read, to be asked of everybody."""

    minutes = HiddenField()
    questions = HiddenField()
    sure = BooleanField()


def show_kit(id: UUID) -> ResponseReturnValue:
    """Show what everybody is asked, or what may be proposed for other minutes; on POST choose what was read."""
    found, form = vacancy_or_404(id, lock=request.method == "POST"), ChooseForm()
    if form.validate_on_submit():
        return _chosen(found, form)
    return _page(found, form, *_asked_for(found))


def _chosen(found: OpenVacancy, form: ChooseForm) -> ResponseReturnValue:
    minutes = form.minutes.data or ""
    if minutes not in map(str, MINUTES):
        abort(400)
    kit = read_kit(found, int(minutes), (form.questions.data or "").split())
    try:
        choose_kit(db.session(), found, kit, now(), sure=form.sure.data)
    except ValueError:
        abort(400)
    except MustsLeftOutError:
        form.sure.errors = [_("Take more minutes, or say here that these musts are heard of elsewhere")]
        return _page(found, form, kit, chosen_kit(db.session(), found)), 422
    note(Event.VACANCY_CHANGED, current_known().account.id, found.vacancy.id)
    db.session.commit()
    flash(_("Everybody is asked these questions from now on."))
    return redirect(url_for("recruiting.kit", id=found.vacancy.id), 303)


def _page(found: OpenVacancy, form: ChooseForm, kit: Kit, chosen: Kit | None) -> str:
    context = _kit_context(found, kit, chosen)
    return render_template("recruiting/kit.html", minutes=MINUTES, several=PEOPLE, form=form, **context)


@limited_pdfs
def download_kit(id: UUID, style: str) -> ResponseReturnValue:
    """Return the kit on paper, with places to write in."""
    found = vacancy_or_404(id)
    return as_pdf(style, "print/kit.html", _("Interview"), **_kit_context(found, *_asked_for(found)))


def show_sheet(id: UUID, application: UUID) -> str:
    """Show what to ask one person besides."""
    return render_template("recruiting/sheet.html", in_the_room=False, **_sheet_context(id, application))


@limited_pdfs
def download_sheet(id: UUID, application: UUID, style: str) -> ResponseReturnValue:
    """Return the personal sheet on paper."""
    return as_pdf(style, "print/sheet.html", _("Personal_sheet"), **_sheet_context(id, application))


def as_pdf(style: str, template: str, title: str, **context: object) -> ResponseReturnValue:
    """Return a print template as a file, named by its title and day; 404 for any other style."""
    if style != "pdf":
        abort(404)
    body = printed(template, today=now(), **context)
    return attached(body, "application/pdf", f"{title}_{now():%Y-%m-%d}.pdf")


def who_asks(found: OpenVacancy, kit: Kit, people: int) -> dict[str, str]:
    """Return who of two interviewers asks about which competency: by name where the vacancy has just two."""
    parts = enumerate(divided(kit, people), start=1)
    shares = shares_of(db.session(), found, kit) or {
        _("interviewer %(number)s", number=number): part for number, part in parts
    }
    return {one.competency: whom for whom, share in shares.items() for one in share}


def _asked_for(found: OpenVacancy) -> tuple[Kit, Kit | None]:
    """Return the proposal for the minutes of the address, without them what everybody is asked; and what was chosen."""
    minutes, chosen = request.args.get("minutes", type=int), chosen_kit(db.session(), found)
    if chosen and minutes not in MINUTES:
        return chosen, chosen
    return proposed_kit(db.session(), found, minutes if minutes in MINUTES else USUAL_MINUTES), chosen


def _kit_context(found: OpenVacancy, kit: Kit, chosen: Kit | None) -> dict[str, object]:
    people = request.args.get("people", type=int)
    usual = min(PEOPLE[-1], max(PEOPLE[0], len(found.vacancy.interviewers)))
    several = people if people in PEOPLE else usual
    return {
        "found": found,
        "vacancy": found.vacancy,
        "kit": kit,
        "chosen": chosen and chosen.chosen,
        "people": several,
        "asks": who_asks(found, kit, several) if several > 1 else {},
    }


def _sheet_context(id: UUID, application: UUID) -> dict[str, object]:
    found = vacancy_or_404(id)
    about = somebody_or_404(found, application)
    sheet = sheet_for(db.session(), found, kit_for(db.session(), found), about, now())
    note_reading(Event.ANSWERS_READ, [about.application.assessment_id], found.vacancy.id, Capacity.RECRUITER)
    plan = plan_read(found, about, Capacity.RECRUITER)
    db.session.commit()
    return {"found": found, "vacancy": found.vacancy, "row": about, "sheet": sheet, "plan": plan}
