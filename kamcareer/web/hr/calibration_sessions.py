"""A calibration session as HR makes it: when, about whom, who sits in it, who leads it."""

from datetime import timedelta
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, SelectMultipleField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import DataRequired, InputRequired, Length

from kamcareer.core.calibration_sessions import LEAST_MANAGERS, MAX_TITLE, CalibrationSession
from kamcareer.services.audit import Event
from kamcareer.services.calibration_sessions import (
    NoLeadError,
    TooFewError,
    Wanted,
    accounts_asked,
    mailboxes_of_seats,
    make_session,
    managers_in,
)
from kamcareer.services.company_rounds import Progress
from kamcareer.store.database import db
from kamcareer.web.calibration_sessions import write_to_person, write_to_seat
from kamcareer.web.clock import now, today
from kamcareer.web.hr.nominations import name_field
from kamcareer.web.hr.rounds import LONGEST, progress_or_404
from kamcareer.web.languages import words
from kamcareer.web.records import note
from kamcareer.web.typed import one_line
from kamcareer.web.viewer import current_known

USUAL = timedelta(weeks=1)


class SessionForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """What a session is, about whom, and who sits in it."""

    title = StringField(
        filters=[one_line],
        validators=[
            DataRequired(_l("Write what the session is called")),
            Length(max=MAX_TITLE, message=_l("At most 120 characters; please shorten it")),
        ],
        render_kw={"autocomplete": "off"},
    )
    day = DateField(validators=[InputRequired(_l("Choose the day"))])
    unit = SelectField()
    role = SelectField()
    managers = SelectMultipleField()
    lead = name_field(InputRequired(_l("Write who leads it")))

    def offer(self, progress: Progress) -> None:
        """Offer the units and posts of those who take part, and the managers who rate them."""
        people = [one for one, _stand in progress.people if one.assessment_id]
        roles = progress.framework.roles
        posts = [id for id in roles if id in {one.role for one in people}]
        units = sorted({one.unit for one in people if one.unit})
        self.unit.choices = [SelectChoice("", _("all units")), *(SelectChoice(unit, unit) for unit in units)]
        self.role.choices = [
            SelectChoice("", _("all posts")),
            *(SelectChoice(id, words(roles[id].name)) for id in posts),
        ]
        self.managers.choices = [SelectChoice(id, name) for id, name in managers_in(progress).items()]

    def validate_day(self, field: DateField) -> None:
        """Refuse a day that is over, or further away than a year."""
        if field.data and not today() <= field.data <= today() + LONGEST:
            raise ValidationError(_("Choose a day from today on, within a year"))

    def validate_managers(self, field: SelectMultipleField) -> None:
        """Ask for two managers: one alone has nothing to compare with."""
        if len(field.data or []) < LEAST_MANAGERS:
            raise ValidationError(_("Tick two managers or more"))

    def wanted(self) -> Wanted:
        """Return what was written."""
        day = self.day.data or today()
        said = (self.unit.data or "", self.role.data or "")
        return Wanted(self.title.data or "", day, *said, self.managers.data or [], self.lead.data or "")


def make_here(id: UUID) -> ResponseReturnValue:
    """Ask when, about whom and with whom; then make the session, and ask everybody whose levels it is about."""
    progress, form = progress_or_404(id), SessionForm()
    form.offer(progress)
    if request.method != "POST":
        form.day.data, form.lead.data = today() + USUAL, current_known().account.sign_in_name
    elif form.validate() and (made := _made(progress, form)):
        note(Event.CALIBRATION_MADE, current_known().account.id, made.id)
        for person, account in accounts_asked(db.session(), made):
            write_to_person(made, person, account)
        for mailbox in mailboxes_of_seats(db.session(), made):
            write_to_seat(made, mailbox)
        db.session.commit()
        flash(_("Made. Everybody whose levels it is about is asked first."))
        return redirect(url_for("team.calibration", id=made.id), 303)
    page = render_template("hr/new_calibration.html", form=form, progress=progress)
    return page, 422 if form.errors else 200


def _made(progress: Progress, form: SessionForm) -> CalibrationSession | None:
    """Return the new session; None where it cannot be, and the form says why."""
    try:
        return make_session(db.session(), progress, form.wanted(), current_known().account, now())
    except NoLeadError:
        said = _(
            "No account of HR or of a line manager signs in by this, or it rates one of these people or is one of them"
        )
        form.lead.errors = [said]
    except TooFewError:
        form.unit.errors = [
            _("Fewer than two people of these take part in the round, or fewer than two managers remain")
        ]
    return None
