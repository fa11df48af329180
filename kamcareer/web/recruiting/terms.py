"""What is set of a vacancy besides its profile: title, who may apply, until when, who sees it, what is verified."""

import re
from collections.abc import Sequence
from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from kamcareer.core.accounts import mailbox
from kamcareer.core.clients import Client
from kamcareer.core.education import LEAST_WHY, LONGEST_FIELD, LONGEST_WHY, Education, RequiredEducation
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Expectation
from kamcareer.core.posting import LONGEST
from kamcareer.core.vacancies import Breach, KnockOut, NoReasonError, Reach, Terms, Vacancy, term_changes
from kamcareer.services.audit import Event
from kamcareer.services.clients import all_clients
from kamcareer.services.postings import write_posting
from kamcareer.services.scorecards import joined, settle_all
from kamcareer.services.vacancies import (
    AnnouncedError,
    AppliedError,
    ClientSetError,
    OpenVacancy,
    change_terms,
    make_vacancy,
    opened,
    panel_of,
    who_began,
)
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.days_off import said_of_day_off, worked_in
from kamcareer.web.frameworks import current_framework
from kamcareer.web.languages import LANGUAGES, language, words
from kamcareer.web.postings import made_words
from kamcareer.web.records import note
from kamcareer.web.recruiting.own import vacancy_or_404
from kamcareer.web.recruiting.talk_news import tell_of_marks, tell_of_talks
from kamcareer.web.recruiting.why import ReasonForm
from kamcareer.web.typed import one_line, plain_text
from kamcareer.web.vacancy_words import EDUCATIONS_ASKED, EXPECTATIONS, REACHES, REASONS, TICKED_KNOCK_OUTS
from kamcareer.web.viewer import current_known

USUAL_WEEKS = 4
LONGEST_TITLE, LONGEST_PLACE, LONGEST_PANEL, LONGEST_FACTS = 120, 120, 2000, 4000

BREACHES = {
    Breach.NOT_INTERNAL: ("reach", _l("The contest is announced and stays internal")),
    Breach.DAY_PASSED: (
        "deadline",
        _l("The last day of the announced contest is over and stays: everybody was told that nobody sends later"),
    ),
    Breach.OTHER_DAY: (
        "deadline",
        _l(
            "The contest is announced: the last day to apply may only move to a later one before the day on which the "
            "finalists are named"
        ),
    ),
    Breach.NO_CHAIR: ("panel", _l("The contest is announced: its chair stays on the panel")),
    Breach.SMALL_PANEL: ("panel", _l("The contest is announced: at least two interviewers stay on its panel")),
}


class TermsForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """A vacancy but for its profile."""

    role = SelectField()
    title = StringField(
        filters=[one_line],
        validators=[
            DataRequired(_l("Write what the vacancy is called")),
            Length(max=LONGEST_TITLE, message=_l("At most 120 characters; please shorten it")),
        ],
        render_kw={"autocomplete": "off"},
    )
    place = StringField(
        filters=[one_line],
        validators=[Length(max=LONGEST_PLACE, message=_l("At most 120 characters; please shorten it"))],
        render_kw={"autocomplete": "off"},
    )
    reach = RadioField(
        choices=[SelectChoice(reach, label) for reach, label in REACHES.items()],
        validators=[InputRequired(_l("Choose who may apply"))],
    )
    deadline = DateField(validators=[InputRequired(_l("Choose the last day to apply"))])
    client = SelectField(validators=[Optional()], default="")
    blind = BooleanField()
    knock_outs = SelectMultipleField(choices=[SelectChoice(one, label) for one, label in TICKED_KNOCK_OUTS.items()])
    education = SelectField(
        choices=[
            SelectChoice("", _l("none in particular")),
            *[SelectChoice(one, label) for one, label in EDUCATIONS_ASKED.items()],
        ],
        default="",
    )
    education_field = StringField(
        filters=[one_line],
        validators=[Length(max=LONGEST_FIELD, message=_l("At most 200 characters; please shorten it"))],
        render_kw={"autocomplete": "off"},
    )
    education_why = TextAreaField(
        filters=[plain_text],
        validators=[Length(max=LONGEST_WHY, message=_l("At most 600 characters; please shorten it"))],
        render_kw={"rows": "2"},
    )
    expects = SelectMultipleField(choices=[SelectChoice(one, label) for one, label in EXPECTATIONS.items()])
    panel = TextAreaField(
        filters=[plain_text],
        validators=[Length(max=LONGEST_PANEL)],
        render_kw={"rows": "2", "spellcheck": "false", "autocomplete": "off"},
    )
    panel_ids: frozenset[str] = frozenset()

    def offer(self, framework: Framework) -> None:
        """Offer every role and variant of the framework."""
        roles = [SelectChoice(id, words(role.name)) for id, role in framework.roles.items()]
        self.role.choices = [SelectChoice("", _("Choose a role")), *roles]
        self.role.validators = [InputRequired(_("Choose the role the vacancy is nearest to"))]

    def offer_clients(self, clients: Sequence[Client]) -> None:
        """Offer the clients; where there is none nothing is asked."""
        if not clients:
            del self.client
            return
        named = [SelectChoice(one.id, one.name) for one in clients]
        self.client.choices = [SelectChoice("", _("No client: it is our own vacancy")), *named]

    def validate_deadline(self, field: DateField) -> None:
        """Refuse a day that is over, unless it was the deadline before."""
        if field.data and field.data < today() and field.data != field.default:
            raise ValidationError(_("This day is over"))

    def validate_panel(self, field: TextAreaField) -> None:
        """Find the accounts of the mailboxes."""
        typed = [part for part in re.split(r"[\s,;]+", field.data or "") if part]
        try:
            mailboxes = [mailbox(part) for part in typed]
        except ValueError:
            raise ValidationError(_("Write addresses such as name@example.ru, a line each")) from None
        self.panel_ids, unknown = panel_of(db.session(), mailboxes)
        if unknown:
            text = _("%(email)s has no account as recruiter, interviewer, manager or HR: an administrator invites them")
            raise ValidationError(text % {"email": unknown[0]})

    def validate_education(self, field: SelectField) -> None:
        """Refuse words about an education that is not chosen, unless they only stand there from before."""
        typed = [one for one in (self.education_field, self.education_why) if one.data]
        if not field.data and any(one.data != one.default for one in typed):
            raise ValidationError(_("Choose the education, or delete the words about it below"))

    def validate_education_why(self, field: TextAreaField) -> None:
        """Refuse an education that nobody can justify."""
        if self.education.data and len(field.data or "") < LEAST_WHY:
            raise ValidationError(
                _("Say in at least ten characters why the work cannot be done without this education, or ask for none")
            )

    def required_education(self) -> RequiredEducation | None:
        """Return the education that is asked for, with its reason; None where none is."""
        if not self.education.data:
            return None
        return RequiredEducation(
            Education(self.education.data), self.education_why.data or "", self.education_field.data or ""
        )

    def terms(self) -> Terms:
        """Return what was set."""
        return Terms(
            title=self.title.data or "",
            reach=Reach(self.reach.data),
            deadline=self.deadline.data or today(),
            blind=bool(self.blind.data),
            knock_outs=frozenset(map(KnockOut, self.knock_outs.data or [])),
            expects=frozenset(map(Expectation, self.expects.data or [])),
            panel=self.panel_ids,
            client=(self.client.data or None) if self.client else None,
            education=self.required_education(),
            place=self.place.data or "",
        )


class ChangedTermsForm(TermsForm, ReasonForm):
    """The terms of a vacancy that is there, with the reason where a change touches people who began."""


class StartForm(TermsForm):
    """A vacancy to be made; the hidden fields carry what a recruiter ticked of a posting, kept nowhere before."""

    words = HiddenField(filters=[plain_text], validators=[Length(max=LONGEST)])
    written_in = HiddenField()
    facts = HiddenField(filters=[plain_text], validators=[Length(max=LONGEST_FACTS)])
    topics = HiddenField(filters=[one_line])

    def named(self, framework: Framework) -> list[str]:
        """Return the competencies that the posting names."""
        return [id for id in (self.topics.data or "").split() if id in framework.competencies]


def make_here() -> ResponseReturnValue:
    """Make a draft, then ask what differs from the role."""
    framework, form = current_framework(), start_form()
    if form.validate_on_submit():
        maker = current_known().account
        vacancy = make_vacancy(db.session(), framework, form.role.data, form.terms(), maker, now())
        _begin_posting(vacancy, form)
        note(Event.VACANCY_MADE, maker.id, vacancy.id)
        db.session.commit()
        _tell_of_day_off(vacancy.terms)
        return redirect(url_for("recruiting.profile", id=vacancy.id, named=form.named(framework)), 303)
    if request.method != "POST":
        form.role.data = request.args.get("role", "")
        set_usual(form)
    return show_new(form)


def start_form(**options: None) -> StartForm:
    """Return the form of a new vacancy, with what there is to choose from."""
    form = StartForm(**options)
    form.offer(current_framework())
    form.offer_clients(all_clients(db.session()))
    return form


def set_usual(form: TermsForm) -> None:
    """Put into a form what most vacancies have."""
    form.deadline.data = worked_in(USUAL_WEEKS)
    form.reach.data, form.blind.data = Reach.INVITATION, True


def show_new(form: StartForm) -> ResponseReturnValue:
    """Show the form of a new vacancy."""
    return _page(form, current_framework(), None)


def _begin_posting(vacancy: Vacancy, form: StartForm) -> None:
    """Keep the text that was pasted as the posting, or the one made from the profile with what was ticked."""
    written_in = form.written_in.data if form.written_in.data in LANGUAGES else language()
    words, facts = form.words.data or "", form.facts.data or ""
    if not words and facts:
        made = made_words(opened(db.session(), vacancy), written_in)
        with force_locale(written_in):
            heading = _("Conditions")
        words = "\n".join([made, "", f"{heading}:", *(f"• {one}" for one in facts.splitlines() if one.strip())])
    if words:
        write_posting(db.session(), vacancy, written_in, words[:LONGEST], now())


def _tell_of_day_off(terms: Terms) -> None:
    said = said_of_day_off(terms.deadline)
    if said:
        flash(_("The last day to apply: %(said)s", said=said))


def change_here(id: UUID) -> ResponseReturnValue:
    """Set the terms anew."""
    found = vacancy_or_404(id, lock=request.method == "POST")
    form = ChangedTermsForm()
    del form.role
    form.offer_clients(all_clients(db.session()))
    form.deadline.default = found.vacancy.terms.deadline
    asked = found.vacancy.terms.education
    form.education_field.default, form.education_why.default = (asked.field, asked.why) if asked else ("", "")
    saved = _saved(found.vacancy.terms)
    if form.validate_on_submit() and form.still_seen(saved) and _set(found.vacancy, form):
        # Whoever began to mark is still waited for; whoever left the panel before that is not.
        changed = vacancy_or_404(id)
        for settled in settle_all(db.session(), current_app.config["SECRET_KEY"], changed, now()):
            tell_of_marks(changed, settled)
        tell_of_talks(joined(db.session(), changed, found.vacancy.terms.panel))
        note(Event.VACANCY_CHANGED, current_known().account.id, found.vacancy.id)
        db.session.commit()
        if changed.vacancy.terms.deadline != found.vacancy.terms.deadline:
            _tell_of_day_off(changed.vacancy.terms)
        return redirect(url_for("recruiting.vacancy", id=id), 303)
    if request.method != "POST":
        _fill(form, found.vacancy)
        form.began_with(saved)
    return _page(form, found.stored, found)


def _saved(terms: Terms) -> list[tuple[str, object]]:
    """Return terms as they read the same in every process: sets have no order of their own."""
    return [(name, sorted(one) if isinstance(one, frozenset) else one) for name, one in vars(terms).items()]


def _set(vacancy: Vacancy, form: ChangedTermsForm) -> bool:
    terms, by = form.terms(), current_known().account
    if term_changes(vacancy.terms, terms) and not form.is_confirmed(vacancy):
        return False
    try:
        zone = current_app.config["SETTINGS"].zone
        change_terms(db.session(), vacancy, terms, form.chips, form.words.data or "", by, now(), zone)
    except NoReasonError:
        form.ask_why()
        return False
    except ClientSetError:
        form.client.errors = [
            _("Somebody was asked about this client already. Make another vacancy for another client.")
        ]
        return False
    except AppliedError as error:
        text = _("%(email)s applied for this vacancy and cannot sit on its panel: nobody judges their own case")
        form.panel.errors = [text % {"email": error.args[0]}]
        return False
    except AnnouncedError as error:
        for one in error.breaches:
            name, text = BREACHES[one]
            form[name].errors = [*form[name].errors, text]
        return False
    return True


def _fill(form: TermsForm, vacancy: Vacancy) -> None:
    terms = vacancy.terms
    form.title.data, form.reach.data, form.deadline.data = terms.title, terms.reach, terms.deadline
    form.blind.data, form.place.data = terms.blind, terms.place
    if form.client:
        form.client.data = terms.client or ""
    form.knock_outs.data, form.expects.data = sorted(terms.knock_outs), sorted(terms.expects)
    if terms.education:
        asked = terms.education
        form.education.data, form.education_field.data, form.education_why.data = asked.least, asked.field, asked.why
    form.panel.data = "\n".join(one.sign_in_name for one in vacancy.members)


def _page(form: TermsForm, framework: Framework, found: OpenVacancy | None) -> ResponseReturnValue:
    page = render_template(
        "recruiting/terms.html",
        form=form,
        framework=framework,
        found=found,
        knock_outs=TICKED_KNOCK_OUTS,
        expects=EXPECTATIONS,
        reasons=REASONS,
        affected=who_began(db.session(), found.vacancy) if found else None,
    )
    return page, 422 if form.errors else 200
