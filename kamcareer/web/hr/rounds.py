"""Rounds as HR makes and follows them: who, beside which role, until when; who has finished, never a level."""

from datetime import timedelta
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, SelectMultipleField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import DataRequired, InputRequired, Length

from kamcareer.core.company_rounds import MAX_TITLE, Aim, CompanyRound
from kamcareer.core.framework.model import Framework
from kamcareer.core.notifications import Happening
from kamcareer.core.people import Person
from kamcareer.services.audit import Event
from kamcareer.services.calibration_sessions import sessions_of_round, sessions_seating
from kamcareer.services.company_rounds import (
    Chosen,
    NoRaterError,
    NotTheirsError,
    Planned,
    Progress,
    all_company_rounds,
    chosen_for,
    mailboxes_of,
    make_round,
    name_account,
    name_rater,
    progress_of,
    remove_person,
)
from kamcareer.services.people import everybody
from kamcareer.services.round_peers import proposed_in
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now, today
from kamcareer.web.frameworks import current_framework
from kamcareer.web.languages import words
from kamcareer.web.mailbox_field import email_field
from kamcareer.web.mailing import sends_mail, tell, wanting
from kamcareer.web.page_number import page_number
from kamcareer.web.records import note
from kamcareer.web.round_peers import agree_to_peers
from kamcareer.web.rounds import AIMS, OWN
from kamcareer.web.typed import one_line
from kamcareer.web.viewer import current_known

USUAL_WEEKS = 3
LONGEST = timedelta(days=365)
PAGE = 50
PEOPLE, MANAGERS = "people", "managers"
TICKED_ONE_BY_ONE = 500


class RoundForm(FlaskForm):  # type: ignore[misc]  # the library has no types
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
    units = SelectMultipleField()
    people = SelectMultipleField()

    def offer(self, framework: Framework, staff: list[Person]) -> None:
        """Offer the roles, the units, and people one by one where they are not too many."""
        roles = [SelectChoice(id, words(role.name)) for id, role in framework.roles.items()]
        self.role.choices = [SelectChoice("", _("Choose a role")), *roles]
        self.units.choices = [SelectChoice(unit, unit) for unit in sorted({one.unit for one in staff if one.unit})]
        self.people.choices = [SelectChoice(one.number, one.name) for one in staff]

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


class AccountForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Whose account is that of a mailbox: somebody's in the round, or a manager's."""

    whose = StringField(filters=[one_line])
    email = email_field("off")


def show_rounds() -> str:
    """Show every round, the newest first."""
    return render_template("hr/rounds.html", rounds=all_company_rounds(db.session()), today=today())


def make_here() -> ResponseReturnValue:
    """Ask who, beside which role and until when, and whether to write to so many; then make the round and write."""
    framework, staff, form = current_framework(), everybody(db.session()), RoundForm()
    form.offer(framework, staff)
    if request.method != "POST":
        form.aim.data, form.deadline.data = Aim.PRESENT, today() + timedelta(weeks=USUAL_WEEKS)
    elif form.validate() and "change" not in request.form:
        units, people = form.units.data or [], form.people.data or []
        if "sure" not in request.form and (chosen := chosen_for(db.session(), units, people)).people:
            return _before_writing(form, chosen), 200
        made = make_round(db.session(), framework, form.planned(), units, people, now())
        if made:
            note(Event.ROUND_MADE, current_known().account.id, made.id)
            _write_to_everybody(made)
            db.session.commit()
            return redirect(url_for("hr.round", id=made.id), 303)
        form.units.errors = [_("Choose a unit, or somebody")]
    page = render_template(
        "hr/new_round.html",
        form=form,
        staff=staff if len(staff) <= TICKED_ONE_BY_ONE else [],
        count=len(staff),
        framework=framework,
    )
    return page, 422 if form.errors else 200


def _before_writing(form: RoundForm, chosen: Chosen) -> str:
    """Say how many letters making the round would send to how many people, and ask."""
    asked = chosen.asked & wanting(Happening.ROUND_ASKED)
    raters = chosen.raters & wanting(Happening.ROUND_TO_RATE)
    return render_template(
        "hr/round_letters.html",
        form=form,
        planned=form.planned(),
        aims=AIMS,
        framework=current_framework(),
        people=chosen.people,
        asked=len(asked),
        raters=len(raters),
        readers=len(asked | raters),
        sends=sends_mail(),
    )


def show_round(id: UUID) -> ResponseReturnValue:
    """Show how far a round is, unit by unit and by name."""
    return _page(progress_or_404(id))


def name_rater_here(id: UUID) -> ResponseReturnValue:
    """Say which account is that of a manager; they are told, and rate in it from now on."""
    progress, form = progress_or_404(id), AccountForm(prefix=MANAGERS)
    if not form.validate_on_submit():
        return _page(progress, managers=form), 422
    try:
        name_rater(db.session(), progress, form.whose.data or "", form.email.data or "")
    except NoRaterError:
        said = _(
            "%(email)s is no line manager’s account here, or belongs to somebody who would be rated by it",
            email=form.email.data,
        )
        form.email.errors = [said]
        return _page(progress, managers=form), 422
    note(Event.ROUND_RATER_NAMED, current_known().account.id, progress.round.id)
    _write(Happening.ROUND_TO_RATE, form.email.data or "", progress.round, "team.round")
    db.session.commit()
    flash(_("%(name)s rates in their own account now.", name=progress.unknown[form.whose.data or ""]))
    return redirect(url_for("hr.round", id=id), 303)


def name_account_here(id: UUID) -> ResponseReturnValue:
    """Say which account is that of somebody in the round; they are told, and may take part from now on."""
    progress, form = progress_or_404(id), AccountForm(prefix=PEOPLE)
    if not form.validate_on_submit():
        return _page(progress, people=form), 422
    try:
        name_account(db.session(), progress, form.whose.data or "", form.email.data or "")
    except NotTheirsError:
        said = _("%(email)s has no account here, or is somebody else’s in this round", email=form.email.data)
        form.email.errors = [said]
        return _page(progress, people=form), 422
    note(Event.ROUND_ACCOUNT_NAMED, current_known().account.id, progress.round.id)
    _write(Happening.ROUND_ASKED, form.email.data or "", progress.round, "account.round")
    db.session.commit()
    flash(_("They can take part now."))
    return redirect(url_for("hr.round", id=id), 303)


def remove_here(id: UUID, person: UUID) -> ResponseReturnValue:
    """Take somebody out who does not take part yet."""
    progress = progress_or_404(id)
    if str(person) not in {one.record for one, _ in progress.people}:
        abort(404)
    if remove_person(db.session(), progress, str(person)):
        note(Event.ROUND_PERSON_REMOVED, current_known().account.id, progress.round.id)
        db.session.commit()
        flash(_("Taken out of the round."))
    else:
        flash(_("They take part already: only they can leave it."))
    return redirect(url_for("hr.round", id=id), 303)


def peers_here(id: UUID, person: UUID) -> ResponseReturnValue:
    """Agree to the colleagues whom somebody who takes part proposes."""
    progress = progress_or_404(id)
    found = next((one for one, _stand in progress.people if one.record == str(person) and one.assessment_id), None)
    back = url_for("hr.round", id=id)
    return agree_to_peers(progress.round, progress.framework, found or abort(404), back)


def progress_or_404(id: UUID) -> Progress:
    """Return a round with how far everybody is."""
    return progress_of(db.session(), str(id)) or abort(404)


def _page(progress: Progress, **sent: AccountForm) -> str:
    """Show a round, with what was sent of one of its forms."""
    forms = {name: AccountForm(formdata=None, prefix=name) for name in (PEOPLE, MANAGERS)} | sent
    number = page_number()
    first = (number - 1) * PAGE
    return render_template(
        "hr/round.html",
        progress=progress,
        people=progress.people[first : first + PAGE],
        number=number,
        first=first + 1,
        more=first + PAGE < len(progress.people),
        people_form=forms[PEOPLE],
        managers_form=forms[MANAGERS],
        form=next(iter(sent.values()), forms[PEOPLE]),
        proposed=proposed_in(db.session(), progress.round.id),
        aims=AIMS,
        own=OWN,
        over=progress.round.over(today()),
        sessions=sessions_of_round(db.session(), progress.round.id),
        seated={one.id for one in sessions_seating(db.session(), current_known().account.id)},
    )


def _write_to_everybody(made: CompanyRound) -> None:
    people = [person for person, _standing in progress_or_404(UUID(made.id)).people]
    for happening, page, ids in (
        (Happening.ROUND_ASKED, "account.round", {one.account_id for one in people if one.account_id}),
        (Happening.ROUND_TO_RATE, "team.round", {one.rater_id for one in people if one.rater_id}),
    ):
        for mailbox in mailboxes_of(db.session(), ids).values():
            _write(happening, mailbox, made, page)


def _write(happening: Happening, mailbox: str, made: CompanyRound, page: str) -> None:
    tell(happening, mailbox, url=full_address(page, id=made.id), day=made.deadline)
