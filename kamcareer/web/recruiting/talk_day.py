"""The day and the place of a talk: set by the recruiter, read by interviewers and by the person."""

from datetime import date, time
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField, TimeField
from wtforms.validators import Length, Optional

from kamcareer.core.applications import Application
from kamcareer.services.audit import Event
from kamcareer.services.scorecards import somebody_to_talk_with
from kamcareer.services.talk_days import set_talk_day
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.records import note_about
from kamcareer.web.recruiting.candidates import shown_name
from kamcareer.web.recruiting.own import somebody_or_404, vacancy_or_404
from kamcareer.web.recruiting.talk_news import tell_of_day
from kamcareer.web.seen_form import SeenForm
from kamcareer.web.typed import plain_text

LONGEST_PLACE = 300


class TalkDayForm(SeenForm):
    """When and where somebody is talked with; each may stay empty."""

    talk_on = DateField(validators=[Optional()])
    talk_at = TimeField(validators=[Optional()])
    talk_place = StringField(
        filters=[plain_text],
        validators=[Length(max=LONGEST_PLACE, message=_l("At most 300 characters; please shorten it"))],
        render_kw={"maxlength": LONGEST_PLACE},
    )
    meanwhile = _l("Somebody saved another day or place meanwhile: it stands above. Save again if yours is to count.")

    def validate(self, *arguments: Any, **more: Any) -> bool:
        """Refuse a time or a place without a day: an empty field has no check of its own."""
        fine = bool(super().validate(*arguments, **more))
        if fine and (self.talk_at.data is not None or self.talk_place.data) and self.talk_on.data is None:
            self.talk_on.errors = [_("Choose the day too, or leave the rest empty")]
            return False
        return fine

    def in_time(self, before: date | None) -> bool:
        """Return whether the day is not over, or stood there before; say in the form that it is."""
        day = self.talk_on.data
        if day is None or day == before or day >= today():
            return True
        self.talk_on.errors = [_("This day is over; choose another one")]
        return False


def set_day(id: UUID, application: UUID) -> ResponseReturnValue:
    """Show the day of a talk, and take another one."""
    found, form = vacancy_or_404(id), TalkDayForm()
    somebody_or_404(found, application)
    row = somebody_to_talk_with(db.session(), found, str(application), lock=request.method == "POST") or abort(404)
    kept = set_before(row.application)
    if form.validate_on_submit() and form.still_seen(kept) and form.in_time(row.application.talk_on):
        day, at, place = form.talk_on.data, form.talk_at.data, form.talk_place.data or ""
        set_talk_day(db.session(), row.application, day, at, place)
        if (day, at, place) != kept:
            note_about(Event.TALK_DAY_SET, row.application.assessment_id or "", found.vacancy.id)
            tell_of_day(row.application, day, at)
        db.session.commit()
        flash(_("The day of the talk is kept.") if form.talk_on.data else _("No day of a talk is kept."))
        return redirect(url_for("recruiting.candidate", id=id, application=application), 303)
    if request.method != "POST":
        form.talk_on.data, form.talk_at.data, form.talk_place.data = kept
        form.began_with(kept)
    page = render_template(
        "recruiting/talk_day.html", form=form, vacancy=found.vacancy, row=row, name=shown_name(found, row)
    )
    return page, 422 if form.errors else 200


def set_before(application: Application) -> tuple[date | None, time | None, str]:
    """Return the day, the time and the place that are kept."""
    return application.talk_on, application.talk_at, application.talk_place
