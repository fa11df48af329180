"""One competency, one page."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kamcareer.core.assessment import first_open, minutes_left, questions
from kamcareer.services.self_assessment import Conflict, Sitting, save_answer
from kamcareer.store.database import db
from kamcareer.web.candidate.answer_form import CONFIDENCES, NO_CHANCE, AnswerForm
from kamcareer.web.clock import now
from kamcareer.web.sitting import NoSittingError, current_sitting


def ask(competency: str) -> ResponseReturnValue:
    """Show a question; on POST save the answer and go on."""
    sitting = current_sitting()
    asked = questions(sitting.framework, sitting.assessment.target)
    if competency not in asked:
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
    return redirect(next_page(sitting, competency), 303)


def next_page(sitting: Sitting, competency: str) -> str:
    """Return where a person goes after an answer: back to the check page, or to the next open question."""
    asked = questions(sitting.framework, sitting.assessment.target)
    if request.args.get("from") == "check":
        return url_for("candidate.check")
    following = asked.index(competency) + 1
    later = [id for id in asked[following:] if not sitting.assessment.draft(id).answered]
    earlier = [id for id in asked[:following] if id != competency and not sitting.assessment.draft(id).answered]
    if later:
        return url_for("candidate.question", competency=later[0])
    # Questions passed over on purpose are collected on the check page, not asked again in a circle.
    return url_for("candidate.check", _anchor="open" if earlier else None)


def _page(sitting: Sitting, competency: str, form: AnswerForm, conflict: Conflict | None = None) -> str:
    assessment, framework = sitting.assessment, sitting.framework
    asked = questions(framework, assessment.target)
    number = asked.index(competency)
    return render_template(
        "candidate/question.html",
        framework=framework,
        assessment=assessment,
        competency=framework.competencies[competency],
        form=form,
        conflict=conflict,
        confidences=CONFIDENCES,
        no_chance=NO_CHANCE,
        number=number + 1,
        total=len(asked),
        states=["now" if id == competency else "done" if assessment.draft(id).answered else "" for id in asked],
        previous=asked[number - 1] if number else None,
        following=asked[number + 1] if number + 1 < len(asked) else None,
        minutes=minutes_left(assessment, asked),
        next=next_page(sitting, competency),
        returns=request.args.get("from") == "check",
        open=first_open(assessment, asked),
    )
