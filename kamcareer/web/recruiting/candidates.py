"""People who sent their answers: the list, up to five side by side, and one of them with the decision."""

from collections.abc import Iterable
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired, Length

from kamcareer.core.decisions import LONGEST_WORDS, Because, DecisionProblem, Outcome
from kamcareer.core.inquiries import Inquiry
from kamcareer.core.readings import Capacity
from kamcareer.services import comparisons
from kamcareer.services.audit import Event
from kamcareer.services.clients import client_of
from kamcareer.services.decisions import (
    DecisionError,
    WrongStageError,
    decide,
    perhaps_the_same,
    possible,
    told_to,
    waits_for_marks,
)
from kamcareer.services.feedback import feedback_on
from kamcareer.services.inquiries import asked_about
from kamcareer.services.own_cases import own_cases
from kamcareer.services.presentations import answers_by, presentations_of, question_about
from kamcareer.services.scorecards import talks_begin
from kamcareer.services.screenings import (
    SIDE_BY_SIDE,
    Row,
    answers_of,
    list_page,
    side_by_side_of,
)
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db, written_apart
from kamcareer.web.clock import now, today
from kamcareer.web.page_number import page_number
from kamcareer.web.presented_words import REPLIES
from kamcareer.web.records import note_reading
from kamcareer.web.recruiting.candidates_filter import FilterForm
from kamcareer.web.recruiting.own import somebody_or_404, vacancy_or_404
from kamcareer.web.recruiting.talk_news import tell_of_talks
from kamcareer.web.seen_form import SeenForm
from kamcareer.web.typed import plain_text
from kamcareer.web.vacancy_words import (
    ACTS,
    DECISION_PROBLEMS,
    EDUCATIONS,
    GROUNDS,
    INQUIRIES,
    KNOCK_OUTS,
    OUTCOMES,
    TOOLS,
    TRAVELS,
    asked_education,
)
from kamcareer.web.viewer import current_known


class DecisionForm(SeenForm):
    """What is decided about one person, and why."""

    outcome = RadioField(
        validators=[InputRequired(_l("Choose what you decide"))],
    )
    because = SelectMultipleField(validate_choice=False)
    words = TextAreaField(
        filters=[plain_text],
        validators=[Length(max=LONGEST_WORDS, message=_l("At most 1,200 characters; please shorten it"))],
        render_kw={"rows": "3"},
    )
    told = BooleanField()
    otherwise = BooleanField()
    meanwhile = _l("Somebody decided about this person meanwhile: it stands above. Decide again if need be.")

    def offer(self, outcomes: Iterable[Outcome]) -> None:
        """Offer what may be decided now."""
        self.outcome.choices = [SelectChoice(one, OUTCOMES[one]) for one in outcomes]


def list_candidates(id: UUID) -> str:
    """Show the people of a vacancy in the order in which they sent their answers, or by one topic; never by a total."""
    found = vacancy_or_404(id)
    form, number = FilterForm(request.args), page_number()
    form.offer(found)
    form.validate()
    wanted = form.wanted()
    return render_template(
        "recruiting/candidates.html",
        found=found,
        vacancy=found.vacancy,
        page=list_page(db.session(), found, wanted, number),
        own=own_cases(db.session(), found.vacancy.id, current_known().account),
        wanted=wanted,
        form=form,
        asked_for={name: request.args.getlist(name) for name in form.data if name in request.args},
        page_number=number,
        acts=ACTS,
        outcomes=OUTCOMES,
        knock_outs=KNOCK_OUTS,
        name_of=lambda row: shown_name(found, row),
        most=SIDE_BY_SIDE,
    )


ALIKE = "alike"  # what the address says where all topics weigh the same


def compare(id: UUID) -> str:
    """Show up to five people side by side, one row for each topic with what it rests on, and what would change it."""
    found = vacancy_or_404(id)
    own = own_cases(db.session(), found.vacancy.id, current_known().account)
    rows = side_by_side_of(db.session(), found, [one for one in request.args.getlist("who") if one not in own])
    compared = comparisons.compare(db.session(), found, rows, now(), today())
    if rows:
        read = [row.application.assessment_id for row in rows]
        note_reading(Event.ANSWERS_READ, read, found.vacancy.id, Capacity.RECRUITER)
        db.session.commit()
    weighing, alike = compared.weighing, request.args.get("weights") == ALIKE
    return render_template(
        "recruiting/compare.html",
        found=found,
        vacancy=found.vacancy,
        rows=rows,
        compared=compared,
        weighing=weighing,
        alike=alike,
        ready=(weighing.alike if alike else weighing.by_profile).readiness,
        known=[row.application.id for row in rows if row.screening.coverage],
        heard={topic.competency for row in rows for topic in row.screening.topics if topic.sources},
        who=[row.application.id for row in rows],
        acts=ACTS,
        knock_outs=KNOCK_OUTS,
        name_of=lambda row: shown_name(found, row),
        names={row.application.id: shown_name(found, row) for row in rows},
        most=SIDE_BY_SIDE,
    )


def show_candidate(id: UUID, application: UUID) -> ResponseReturnValue:
    """Show one person topic by topic; on POST keep a decision about them."""
    found = vacancy_or_404(id)
    row = somebody_or_404(found, application, lock=request.method == "POST")
    form = DecisionForm()
    asked = asked_about(db.session(), row.decisions)
    form.offer(possible(found, row, asked, today()))
    if request.method != "POST":
        form.began_with(newest_of(row))
    if form.validate_on_submit() and form.still_seen(newest_of(row)) and keep_decision(found, row, form):
        flash(_("The decision is kept with its reasons."))
        return redirect(url_for("recruiting.candidate", id=id, application=application), 303)
    # Whatever was sent and not taken, the page that answers shows everything.
    with written_apart():
        assessment = answers_of(db.session(), row.application, now())
        note_reading(Event.ANSWERS_READ, [assessment.id], found.vacancy.id, Capacity.RECRUITER)
    page = render_template(
        "recruiting/candidate.html",
        form=form,
        found=found,
        vacancy=found.vacancy,
        row=row,
        name=shown_name(found, row),
        named=found.vacancy.shows_names(decided=bool(row.decisions)),
        examples={one: draft.example for one, draft in assessment.drafts.items() if draft.example},
        rests=comparisons.grounds_about(db.session(), found, row, assessment),
        acts=ACTS,
        knock_outs=KNOCK_OUTS,
        tools=TOOLS,
        travels=TRAVELS,
        educations=EDUCATIONS,
        asked_education=asked_education,
        **_decided(found, row, asked),
        **_with_client(found, row),
        **_perhaps_the_same(found, row),
    )
    return page, 422 if form.errors else 200


def _decided(found: OpenVacancy, row: Row, asked: list[Inquiry]) -> dict[str, object]:
    """Return what was decided, what the person was told of it, and what they asked back."""
    return {
        "letter": feedback_on(db.session(), row.decisions[0]) if row.decisions else None,
        "told": bool(row.decisions) and row.decisions[0] in told_to(found, row.decisions),
        "stage": found.vacancy.contest_stage(today()) if found.vacancy.announced else None,
        "waits": waits_for_marks(found, row, today()),
        "asked": asked,
        "inquiries": INQUIRIES,
        "outcomes": OUTCOMES,
        "grounds": GROUNDS,
        "today": today(),
    }


def _with_client(found: OpenVacancy, row: Row) -> dict[str, object]:
    """Return how far it is with the client of the vacancy, where it has one."""
    asked = question_about(db.session(), row.application)
    return {
        "client": asked.client if asked else client_of(db.session(), found.vacancy),
        "presenting": asked,
        "client_answers": answers_by(db.session(), presentations_of(db.session(), asked) if asked else []),
        "replies": REPLIES,
    }


def _perhaps_the_same(found: OpenVacancy, row: Row) -> dict[str, object]:
    alike, not_told = perhaps_the_same(db.session(), found, row.application)
    return {"alike": alike, "not_told": not_told}


def newest_of(row: Row) -> str:
    """Return the id of the newest decision about somebody; empty before the first."""
    return row.decisions[0].id if row.decisions else ""


def shown_name(found: OpenVacancy, row: Row) -> str:
    """Return what a person is called here."""
    named = found.vacancy.shows_names(decided=bool(row.decisions))
    return row.application.name if named else _("Candidate %(code)s", code=row.application.code)


def keep_decision(found: OpenVacancy, row: Row, form: DecisionForm) -> bool:
    """Keep a decision that was sent; return False with the reason in the form where it cannot be taken."""
    secret, by = current_app.config["SECRET_KEY"], current_known().account
    outcome, words = Outcome(form.outcome.data), form.words.data or ""
    try:
        because = tuple(map(Because.read, form.because.data or []))
        heard = {"told": form.told.data, "otherwise": form.otherwise.data}
        decide(db.session(), secret, found, row, outcome, because, words, by, now(), today=today(), **heard)
    except WrongStageError:
        abort(409)
    except ValueError:
        form.because.errors = [str(DECISION_PROBLEMS[DecisionProblem.UNKNOWN_REASON])]
        return False
    except DecisionError as error:
        where = {
            DecisionProblem.NO_WORDS: form.words,
            DecisionProblem.NOT_SAID: form.told,
            DecisionProblem.SAID_OTHERWISE: form.otherwise,
        }.get(error.problem, form.because)
        where.errors = [str(DECISION_PROBLEMS[error.problem])]
        return False
    again = row.decisions and row.decisions[0].outcome is Outcome.TALK
    if outcome is Outcome.TALK and not again and talks_begin(found.vacancy):
        tell_of_talks(found.vacancy.interviewers)
    db.session.commit()
    return True
