"""One competency, one page."""

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from kamcareer.core.assessment import questions
from kamcareer.core.blocks import Kind
from kamcareer.services.saving import Conflict
from kamcareer.services.self_assessment import Sitting, save_answer
from kamcareer.store.database import db
from kamcareer.web.candidate.answer_form import CONFIDENCES, NO_CHANCE, AnswerForm
from kamcareer.web.clock import now
from kamcareer.web.flow import next_page, place_of
from kamcareer.web.sitting import NoSittingError, current_sitting


def ask(competency: str) -> ResponseReturnValue:
    """Show a question; on POST save the answer and go on."""
    sitting = current_sitting()
    if competency not in questions(sitting.framework, sitting.assessment.target):
        abort(404)
    if request.method != "POST":
        return _page(sitting, competency, AnswerForm.of(sitting.assessment.draft(competency)))
    form = AnswerForm()
    if not form.validate():
        return _page(sitting, competency, form), 422
    outcome = save_answer(db.session(), sitting.assessment.id, competency, form.draft(), str(form.key.data), now())
    if outcome is None:
        raise NoSittingError
    if isinstance(outcome, Conflict):
        again = AnswerForm.of(outcome.offered)
        again.revision.data = str(outcome.stored.revision)
        return _page(sitting, competency, again, conflict=outcome), 409
    db.session.commit()
    return redirect(next_page(sitting, Kind.TOPICS, competency), 303)


def _page(sitting: Sitting, competency: str, form: AnswerForm, conflict: object = None) -> str:
    return render_template(
        "candidate/question.html",
        framework=sitting.framework,
        assessment=sitting.assessment,
        competency=sitting.framework.competencies[competency],
        form=form,
        conflict=conflict,
        confidences=CONFIDENCES,
        no_chance=NO_CHANCE,
        place=place_of(sitting, Kind.TOPICS, competency),
        next=next_page(sitting, Kind.TOPICS, competency),
        returns=request.args.get("from") == "check",
    )
