"""Who is in a round that runs: more people, whose account is whose, and whoever is taken out again."""

from collections.abc import Collection, Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3

from kamcareer.core.company_rounds import Participant
from kamcareer.core.notifications import Happening
from kamcareer.core.people import Person
from kamcareer.services.audit import Event
from kamcareer.services.company_rounds import (
    NotTheirsError,
    Progress,
    SaidAccounts,
    chosen_for,
    name_accounts,
    put_into,
    remove_person,
    said_accounts,
)
from kamcareer.services.listed_addresses import ListedAddresses, listed_addresses, proposed_first
from kamcareer.services.people import everybody
from kamcareer.services.round_peers import naming
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.hr.round_letters import before_writing, write, write_anew
from kamcareer.web.hr.rounds import PAGE, progress_or_404
from kamcareer.web.languages import day
from kamcareer.web.mailbox_field import optional_email_field
from kamcareer.web.mailing import sends_mail
from kamcareer.web.page_number import page_number
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known

TICKED_ONE_BY_ONE = 500
FILLED, PASSED_OVER = "proposed", "passed"


class PeopleForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Whole units, and single people besides."""

    units = SelectMultipleField()
    people = SelectMultipleField()

    def offer_people(self, staff: Sequence[Person]) -> None:
        """Offer the units, and people one by one."""
        self.units.choices = [SelectChoice(unit, unit) for unit in sorted({one.unit for one in staff if one.unit})]
        self.people.choices = [SelectChoice(one.number, one.name) for one in staff]

    @property
    def chosen(self) -> tuple[list[str], list[str]]:
        """The units and the people that were ticked."""
        return self.units.data or [], self.people.data or []

    def ask_whom(self) -> None:
        """Say that nobody was chosen."""
        self.units.errors = [_("Choose a unit, or somebody")]


def ticked_one_by_one(staff: Sequence[Person]) -> Sequence[Person]:
    """Return the people whom a page offers one by one: all of them, or nobody where they are too many."""
    return staff if len(staff) <= TICKED_ONE_BY_ONE else []


def put_into_here(id: UUID) -> ResponseReturnValue:
    """Ask who else, and whether to write to so many; then put them into the round and write."""
    progress, form = running_or_404(id), PeopleForm()
    there = {one.number for one, _standing in progress.people}
    staff = [one for one in everybody(db.session()) if one.number not in there]
    form.offer_people(staff)
    if request.method == "POST" and form.validate() and "change" not in request.form:
        chosen = chosen_for(db.session(), *form.chosen, progress)
        if chosen.people and "sure" not in request.form:
            about = _("until %(day)s", day=day(progress.round.deadline))
            return before_writing(form, chosen, progress.round.title, about, into=id)
        if chosen.people:
            _put_into(progress, form)
            return redirect(url_for("hr.round", id=id), 303)
        form.ask_whom()
    offered = ticked_one_by_one(staff)
    page = render_template("hr/round_more.html", form=form, one=progress.round, staff=offered, count=len(staff))
    return page, 422 if form.errors else 200


def _put_into(progress: Progress, form: PeopleForm) -> None:
    came, raters = put_into(db.session(), progress, *form.chosen, now())
    note(Event.ROUND_PEOPLE_ADDED, current_known().account.id, progress.round.id)
    write(Happening.ROUND_ASKED, {one.account_id for one in came if one.account_id}, progress.round)
    write(Happening.ROUND_TO_RATE, raters, progress.round)
    db.session.commit()
    flash(ngettext("%(num)d person came to the round.", "%(num)d people came to the round.", len(came)))


def name_accounts_here(id: UUID) -> ResponseReturnValue:
    """Ask whose accounts are whose, of many at once; whoever gets one is told, and may take part from now on."""
    progress = running_or_404(id)
    number, said = page_number(), said_accounts(db.session(), progress)
    listed = listed_addresses(db.session(), progress, said, now())
    passed = {one.record for one in progress.nameable} & set(request.args.getlist(PASSED_OVER))
    first = (number - 1) * PAGE
    filled = _filled(said, listed, passed)
    free = _shown(proposed_first(progress, {*listed.proposed, *said.before} - passed), first)
    form = _accounts_form(free)
    if form.validate_on_submit() and _named(progress, form, free, said):
        passed |= {one.record for one in free if one.record in filled and not form[one.record].data}
        left = filled.keys() - {one.record for one in free}
        again = url_for("hr.name_accounts", id=id, passed=sorted(passed))
        return redirect(again if left else url_for("hr.round", id=id), 303)
    if request.method != "POST":
        for one in free:
            form[one.record].data = said.here.get(one.record) or filled.get(one.record, "")
    page = render_template(
        "hr/round_accounts.html",
        form=form,
        one=progress.round,
        people=free,
        targets={one.record: one.record for one in free},
        hints=_hints(said, listed),
        listed=listed,
        asked={"id": id, PASSED_OVER: sorted(passed)},
        fillable=any(one.record in listed.proposed.keys() - filled.keys() - passed for one in free),
        names={one.record: one.name for one, _stand in progress.people},
        sends=sends_mail(),
        number=number,
        more=first + PAGE < len(progress.nameable),
    )
    return page, 422 if form.errors else 200


def _filled(said: SaidAccounts, listed: ListedAddresses, passed: Collection[str]) -> dict[str, str]:
    """Return the proposals that stand in their fields, by record: those of the staff list only once HR asked for them.

    A field that is sent says whose account it is: nothing stands in one of whom HR has cleared it on a page before.
    """
    filled = {**(listed.proposed if FILLED in request.args else {}), **said.before}
    return {record: email for record, email in filled.items() if record not in passed}


def _shown(people: list[Participant], first: int) -> list[Participant]:
    """Return the people of a page; of a form that is sent those that were in it, whoever has come or gone since."""
    if request.method == "POST":
        return [one for one in people if one.record in request.form][:PAGE]
    return people[first : first + PAGE]


def _hints(said: SaidAccounts, listed: ListedAddresses) -> dict[str, str]:
    """Return what is to be told of people beside their field, by record."""
    before = _("As you said for an earlier round; look whether it still holds.")
    return {
        **dict.fromkeys(said.before, before),
        **{
            one: _("By the staff list: %(email)s. Look whether this account is theirs.", email=email)
            for one, email in listed.proposed.items()
        },
        **{
            one: _("%(email)s in the staff list: nobody has signed in with it yet.", email=email)
            for one, email in listed.unknown.items()
        },
        **{one: _("Invited; the link works until %(day)s.", day=day(until)) for one, until in listed.invited.items()},
    }


def _accounts_form(people: Sequence[Participant]) -> FlaskForm:
    """Return a form with a mailbox for each person, called by their record."""

    class AccountsForm(FlaskForm):  # type: ignore[misc]  # the library has no types
        """Whose account is whose."""

    for one in people:
        setattr(AccountsForm, one.record, optional_email_field())
    return AccountsForm()


def _named(progress: Progress, form: FlaskForm, people: Sequence[Participant], said: SaidAccounts) -> bool:
    typed = {one.record: form[one.record].data or "" for one in people}
    changed = {record: mailbox for record, mailbox in typed.items() if mailbox != said.here.get(record, "")}
    try:
        named = name_accounts(db.session(), progress, changed, now())
    except NotTheirsError as error:
        for record in error.records & typed.keys():
            form[record].errors = [
                _("%(email)s has no account here, or is somebody else’s in this round", email=typed[record])
            ]
        return False
    if changed:
        note(Event.ROUND_ACCOUNT_NAMED, current_known().account.id, progress.round.id)
        _tell_of(named)
        write_anew(progress)
        db.session.commit()
    return True


def _tell_of(named: Sequence[Participant]) -> None:
    if named:
        flash(ngettext("%(num)d person can take part now.", "%(num)d people can take part now.", len(named)))
    else:
        flash(_("Saved"))


def remove_here(id: UUID, person: UUID) -> ResponseReturnValue:
    """Take somebody out who does not take part yet; ask first where colleagues named them to speak of their work."""
    progress = progress_or_404(id)
    found = next((one for one, _ in progress.people if one.record == str(person)), None) or abort(404)
    named = naming(db.session(), progress.round.id, found.number)
    if named and "sure" not in request.form:
        return render_template("hr/round_removal.html", one=progress.round, person=found, named=named, form=FlaskForm())
    if remove_person(db.session(), progress, str(person)):
        note(Event.ROUND_PERSON_REMOVED, current_known().account.id, progress.round.id)
        flash(_("Taken out of the round."))
        write_anew(progress)
        db.session.commit()
    else:
        flash(_("They take part already: only they can leave it."))
    return redirect(url_for("hr.round", id=id), 303)


def running_or_404(id: UUID) -> Progress:
    """Return a round that is not over with how far everybody is."""
    progress = progress_or_404(id)
    return abort(404) if progress.round.over(today()) else progress
