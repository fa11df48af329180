"""A new round: what it is called, beside which role, until when, and who is in it."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import DataRequired, InputRequired, Length

from kamcareer.core.company_rounds import MAX_TITLE, Aim, CompanyRound
from kamcareer.core.framework.model import Framework
from kamcareer.core.notifications import Happening
from kamcareer.services.audit import Event
from kamcareer.services.company_rounds import Planned, chosen_for, make_round
from kamcareer.services.people import everybody
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.days_off import said_of_day_off, worked_in
from kamcareer.web.frameworks import current_framework
from kamcareer.web.hr.round_letters import before_writing, write
from kamcareer.web.hr.round_people import PeopleForm, ticked_one_by_one
from kamcareer.web.hr.rounds import LONGEST, progress_or_404
from kamcareer.web.languages import day, words
from kamcareer.web.mailing import sends_mail
from kamcareer.web.records import note
from kamcareer.web.rounds import AIMS
from kamcareer.web.typed import one_line
from kamcareer.web.viewer import current_known

USUAL_WEEKS = 3


class RoundForm(PeopleForm):
    """What a round is, and who is in it."""

    title = StringField(
        filters=[one_line],
        validators=[
            DataRequired(_l("Write what the round is called")),
            Length(max=MAX_TITLE, message=_l("At most 120 characters; please shorten it")),
        ],
        render_kw={"autocomplete": "off"},
    )
    aim = RadioField(
        choices=[SelectChoice(aim, label) for aim, label in AIMS.items()],
        validators=[InputRequired(_l("Choose beside which role people are looked at"))],
    )
    role = SelectField()
    deadline = DateField(validators=[InputRequired(_l("Choose the last day"))])

    def offer_roles(self, framework: Framework) -> None:
        """Offer the roles."""
        roles = [SelectChoice(id, words(role.name)) for id, role in framework.roles.items()]
        self.role.choices = [SelectChoice("", _("Choose a role")), *roles]

    def validate_role(self, field: SelectField) -> None:
        """Ask for the role where everybody is looked at beside the same."""
        if self.aim.data == Aim.ROLE and not field.data:
            raise ValidationError(_("Choose the role"))

    def validate_deadline(self, field: DateField) -> None:
        """Refuse a day that is over, or further away than a year."""
        if field.data and not today() <= field.data <= today() + LONGEST:
            raise ValidationError(_("Choose a day from today on, within a year"))

    def planned(self) -> Planned:
        """Return what was written."""
        aim = Aim(self.aim.data)
        role = self.role.data if aim is Aim.ROLE else None
        return Planned(self.title.data or "", aim, role, self.deadline.data or today())


def make_here() -> ResponseReturnValue:
    """Ask who, beside which role and until when, and whether to write to so many; then make the round and write."""
    framework, staff, form = current_framework(), everybody(db.session()), RoundForm()
    form.offer_roles(framework)
    form.offer_people(staff)
    if request.method != "POST":
        form.aim.data, form.deadline.data = Aim.PRESENT, worked_in(USUAL_WEEKS)
    elif form.validate() and "change" not in request.form:
        if "sure" not in request.form and (chosen := chosen_for(db.session(), *form.chosen)).people:
            planned = form.planned()
            said = said_of_day_off(planned.deadline)
            return before_writing(form, chosen, planned.title, _about(planned, framework), said=said)
        made = make_round(db.session(), framework, form.planned(), *form.chosen, now())
        if made:
            note(Event.ROUND_MADE, current_known().account.id, made.id)
            _write_to_everybody(made)
            db.session.commit()
            return redirect(url_for("hr.round", id=made.id), 303)
        form.ask_whom()
    page = render_template(
        "hr/new_round.html",
        form=form,
        staff=ticked_one_by_one(staff),
        count=len(staff),
        framework=framework,
        sends=sends_mail(),
    )
    return page, 422 if form.errors else 200


def _about(planned: Planned, framework: Framework) -> str:
    role = f": {words(framework.roles[planned.role].name)}" if planned.role else ""
    return f"{AIMS[planned.aim]}{role} · {_('until %(day)s', day=day(planned.deadline))}"


def _write_to_everybody(made: CompanyRound) -> None:
    people = [person for person, _standing in progress_or_404(made.id).people]
    write(Happening.ROUND_ASKED, {one.account_id for one in people if one.account_id}, made)
    write(Happening.ROUND_TO_RATE, {one.rater_id for one in people if one.rater_id}, made)
