"""The pages of somebody who applies: where they stand, what they say of themselves, sending the answers."""

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from kamcareer.core.applications import (
    LONGEST_REGIONS,
    MOST_NOTICE_WEEKS,
    MOST_SALARY,
    CameBy,
    Facts,
    Invitee,
    Tool,
    Travel,
)
from kamcareer.core.blocks import total_minutes
from kamcareer.core.education import LONGEST_FIELD, Education
from kamcareer.core.legal_basis import Purpose, live
from kamcareer.core.vacancies import Terms
from kamcareer.services.applications import OpenApplication, own_application, say_about
from kamcareer.services.decisions import decisions_on, told_to
from kamcareer.services.pool import earlier_answers
from kamcareer.services.presentations import question_about
from kamcareer.services.readings import readings_of_application
from kamcareer.services.screenings import send_screening
from kamcareer.services.self_assessment import Sitting
from kamcareer.services.shown_plans import shown_plan_of
from kamcareer.store.database import db
from kamcareer.web.candidate.fairness import too_late
from kamcareer.web.clock import local_day, now, today
from kamcareer.web.closed_vacancy import closed_page
from kamcareer.web.flow import blocks_of, first_open_address
from kamcareer.web.headers import SAFE_METHODS
from kamcareer.web.jobs_field import jobs_field
from kamcareer.web.kind_form import KindForm
from kamcareer.web.mailbox_field import optional_email_field
from kamcareer.web.operators import operator_contact
from kamcareer.web.own_cases import (
    is_open_here,
    judges,
    made_it,
    refused,
    refused_twice,
    remember_applicant,
    sent_earlier,
)
from kamcareer.web.phone_field import optional_phone_field
from kamcareer.web.reading_words import READING_WORDS
from kamcareer.web.retention import kept_until
from kamcareer.web.sitting import current_sitting, sitting_or_none
from kamcareer.web.typed import one_line
from kamcareer.web.vacancy_words import EDUCATIONS, KNOCK_OUTS, TOLD, TOOLS, TRAVELS, YES_NO, asked_education
from kamcareer.web.whole_number import WholeNumber

ALWAYS = {"application", "agreement", "withdraw_agreement", "erase", "leave", "links", "renew"}
ANSWERING = ALWAYS | {
    "about_me",
    "read_resume",
    "take_resume",
    "take_earlier",
    "send_answers",
    "question",
    "autosave",
    "situation",
    "autosave_situation",
}
ASKING = {"question", "situation"}
SENT = ALWAYS | {
    "later",
    "withdraw_later",
    "presenting",
    "decline_presenting",
    "withdraw_presenting",
    "shown_plan",
    "withdraw_shown_plan",
    "fairness",
    "give_fairness",
    "withdraw_fairness",
    "outcome",
    "ask_reason",
    "contest_decision",
    "talk_calendar",
    "report",
    "numbers",
    "explore",
    "download",
    "plan",
    "download_plan",
    "share",
    "revoke",
}


class AboutForm(KindForm):
    """What is asked once and never scored; all but the name may stay open."""

    name = StringField(
        filters=[one_line],
        validators=[
            DataRequired(_l("Write how you are called")),
            Length(max=80, message=_l("At most 80 characters; please shorten it")),
        ],
        render_kw={"autocomplete": "name"},
    )
    email = optional_email_field()
    phone = optional_phone_field()
    salary = WholeNumber(
        validators=[Optional(), NumberRange(0, MOST_SALARY, _l("Give the money in whole units, at most 100 million"))],
    )
    notice_weeks = WholeNumber(
        validators=[Optional(), NumberRange(0, MOST_NOTICE_WEEKS, message=_l("Write weeks from 0 to 52"))],
    )
    regions = StringField(filters=[one_line], validators=[Length(max=LONGEST_REGIONS)])
    licence = RadioField(choices=[SelectChoice(one, label) for one, label in YES_NO.items()], validators=[Optional()])
    car = RadioField(choices=[SelectChoice(one, label) for one, label in YES_NO.items()], validators=[Optional()])
    right_to_work = RadioField(
        choices=[SelectChoice(one, label) for one, label in YES_NO.items()], validators=[Optional()]
    )
    travel = RadioField(choices=[SelectChoice(one, label) for one, label in TRAVELS.items()], validators=[Optional()])
    education = RadioField(
        choices=[SelectChoice(one, label) for one, label in EDUCATIONS.items()], validators=[Optional()]
    )
    education_field = StringField(filters=[one_line], validators=[Length(max=LONGEST_FIELD)])
    clients = StringField(filters=[one_line], validators=[Length(max=300)])
    jobs = jobs_field()
    tools = SelectMultipleField(choices=[SelectChoice(one, label) for one, label in TOOLS.items()])

    def ask_only_what(self, terms: Terms) -> None:
        """Ask for no education where the vacancy needs none: what nobody needs is not collected."""
        if terms.education is None:
            del self.education
            del self.education_field

    def reached(self) -> Invitee:
        """Return who it is and how they can be reached."""
        return Invitee(self.name.data or "", self.email.data or None, self.phone.data or None)

    def facts(self) -> Facts:
        """Return what was said."""
        return Facts(
            salary=self.salary.data,
            notice_weeks=self.notice_weeks.data,
            regions=self.regions.data or "",
            licence=_truth(self.licence.data),
            car=_truth(self.car.data),
            right_to_work=_truth(self.right_to_work.data),
            travel=Travel(self.travel.data) if self.travel.data else None,
            clients=self.clients.data or "",
            tools=frozenset(map(Tool, self.tools.data or [])),
            jobs=self.jobs.data or "",
            education=Education(self.education.data) if self.education and self.education.data else None,
            education_field=(self.education_field.data or "") if self.education_field else "",
        )

    def fill(self, opened: OpenApplication) -> None:
        """Show what was said before."""
        said, facts = opened.application, opened.application.facts
        self.name.data, self.email.data, self.phone.data = said.name, said.email, said.phone
        self.salary.data, self.notice_weeks.data, self.regions.data = facts.salary, facts.notice_weeks, facts.regions
        for field, value in ((self.licence, facts.licence), (self.car, facts.car)):
            field.data = _word(value)
        self.right_to_work.data, self.travel.data = _word(facts.right_to_work), facts.travel
        self.clients.data, self.tools.data, self.jobs.data = facts.clients, sorted(facts.tools), facts.jobs
        if self.education:
            self.education.data, self.education_field.data = facts.education, facts.education_field


def add_applying(pages: Blueprint) -> None:
    """Add the addresses of somebody who applies, and keep them to these.

    Until they send they answer, afterwards they read; nothing else of the self-assessment is theirs here. Once nobody
    takes answers no question is asked; what a page that is still open holds is kept all the same.
    """
    pages.add_url_rule("/application", "application", show_application)
    pages.add_url_rule("/application/about", "about_me", say_about_me, methods=["GET", "POST"])
    pages.add_url_rule("/application/send", "send_answers", send_answers, methods=["POST"])

    @pages.before_request
    def _turn_back() -> ResponseReturnValue | None:
        sitting, page = sitting_or_none(), (request.endpoint or "").rpartition(".")[2]
        if sitting is None or not sitting.assessment.applies:
            return None
        if page in (SENT if sitting.assessment.sealed else ANSWERING):
            return _closed_to(sitting) if page in ASKING and request.method in SAFE_METHODS else None
        # A second press on "Send" asks for what is done already.
        harmless = request.method in SAFE_METHODS or page == "send_answers"
        return redirect(url_for("candidate.application"), 303) if harmless else abort(409)


def show_application() -> ResponseReturnValue:
    """Say in plain words where somebody stands, and what comes next."""
    opened, sitting = opened_application(), current_sitting()
    if opened is None:
        return redirect(url_for("candidate.tasks"), 303)
    found, vacancy = blocks_of(sitting), opened.found.vacancy
    before = None if opened.application.finished else sent_earlier(opened)
    return render_template(
        "candidate/application.html",
        application=opened.application,
        vacancy=vacancy,
        contest=vacancy.announced,
        shown_plan=shown_plan_of(db.session(), opened.application) if vacancy.announced else None,
        assessment=sitting.assessment,
        framework=sitting.framework,
        answered={id: draft for id, draft in sitting.assessment.drafts.items() if draft.answered},
        form=FlaskForm(formdata=None),
        next=first_open_address(sitting) if any(block.open for block in found.values()) else None,
        done=sum(block.done for block in found.values()),
        total=sum(len(block.items) for block in found.values()),
        minutes=total_minutes(sitting.assessment, found),
        lacking=[KNOCK_OUTS[one] for one in opened.application.facts.lacks(vacancy.terms)],
        decided=told_to(opened.found, decisions_on(db.session(), opened.application.id)),
        outcomes=TOLD,
        takes_people=vacancy.takes_people(today()),
        takes_answers=vacancy.takes_answers(today()),
        kept=kept_until(sitting),
        later=live(Purpose.STORAGE, sitting.bases),
        fairness=live(Purpose.FAIRNESS, sitting.bases),
        counted=too_late(opened.application),
        earlier=earlier_answers(db.session(), opened),
        readings=readings_of_application(db.session(), current_app.config["SECRET_KEY"], opened.application, local_day),
        **READING_WORDS,
        presenting=question_about(db.session(), opened.application),
        contact=operator_contact(),
        judges=judges(vacancy),
        made=made_it(vacancy),
        sent_before=before,
        sent_here=before is not None and is_open_here(vacancy, before),
    )


def say_about_me() -> ResponseReturnValue:
    """Ask once what is never scored, then go on with the questions while they may be sent."""
    opened, form = opened_application(), AboutForm()
    if opened is None:
        return redirect(url_for("candidate.tasks"), 303)
    form.ask_only_what(opened.found.vacancy.terms)
    if form.validate_on_submit():
        say_about(db.session(), opened.application, form.reached(), form.facts())
        db.session.commit()
        return redirect(_further(opened), 303)
    if request.method != "POST":
        form.fill(opened)
    return show_about(form, opened), 422 if form.errors else 200


def show_about(form: AboutForm, opened: OpenApplication) -> str:
    """Show the form about oneself."""
    said = opened.application
    invited = said.came_by is CameBy.INVITATION and bool(said.phone or said.facts.regions or said.facts.jobs)
    return render_template(
        "candidate/about_me.html",
        form=form,
        vacancy=opened.found.vacancy,
        tools=TOOLS,
        yes_no=YES_NO,
        asked_education=asked_education,
        invited=invited,
    )


def send_answers() -> ResponseReturnValue:
    """Send the answers to whoever reads them for the vacancy; of two at once the second waits, and may be refused."""
    opened, sitting = opened_application(lock=True), current_sitting()
    if opened is None:
        return redirect(url_for("candidate.tasks"), 303)
    if not opened.application.name:
        return redirect(url_for("candidate.about_me"), 303)
    if not sitting.assessment.anything:
        abort(409)
    if not opened.found.vacancy.takes_answers(today()):
        return redirect(url_for("candidate.application"), 303)  # the page says why
    page = refused(opened.found.vacancy) or refused_twice(opened)
    if page:
        return page
    remember_applicant(sitting.assessment.id)
    send_screening(db.session(), opened, now())
    db.session.commit()
    flash(_("Your answers are sent. Your report is ready."))
    return redirect(url_for("candidate.application"), 303)


def opened_application(*, lock: bool = False) -> OpenApplication | None:
    """Return the application that the open assessment belongs to; None where it is for no vacancy.

    `lock` keeps other writers of the vacancy out until the commit.
    """
    return own_application(db.session(), current_sitting().assessment.id, lock=lock)


def _closed_to(sitting: Sitting) -> Response | None:
    """Return the page that nobody takes these answers any more; None while somebody does."""
    opened = own_application(db.session(), sitting.assessment.id)
    takes = opened is None or opened.found.vacancy.takes_answers(today())
    return None if opened is None or takes else closed_page(opened.found.vacancy, opened.application)


def _further(opened: OpenApplication) -> str:
    sitting = current_sitting()
    asks = opened.found.vacancy.takes_answers(today()) and any(block.open for block in blocks_of(sitting).values())
    return first_open_address(sitting) if asks else url_for("candidate.application")


def _truth(word: str | None) -> bool | None:
    return {"yes": True, "no": False}.get(word or "")


def _word(truth: bool | None) -> str | None:  # noqa: FBT001 - it is the value itself
    return None if truth is None else "yes" if truth else "no"
