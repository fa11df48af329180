"""Check your answers: everything at a glance before the report."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from kamcareer.core.assessment import answered_alike, answered_hastily, questions
from kamcareer.core.blocks import Kind
from kamcareer.services.self_assessment import finish
from kamcareer.services.situations import close_situations
from kamcareer.store.database import db
from kamcareer.web.candidate.answer_form import CONFIDENCES
from kamcareer.web.clock import now
from kamcareer.web.flow import address_of, blocks_of
from kamcareer.web.sitting import current_sitting


def check() -> ResponseReturnValue:
    """Show the answers with ways to change them; on POST go to the report."""
    sitting = current_sitting()
    assessment, form = sitting.assessment, FlaskForm()
    if form.validate_on_submit() and assessment.anything:
        again = assessment.again
        finish(db.session(), assessment.id, now())
        close_situations(db.session(), assessment.id, now())
        db.session.commit()
        return redirect(url_for("candidate.history" if again else "candidate.report"), 303)
    found = blocks_of(sitting)
    listed = {item.id for item in found[Kind.TOPICS].items}
    every = questions(sitting.framework, assessment.target)
    asked = [id for id in every if id in listed or assessment.draft(id).answered]
    open_topics = [id for id in asked if not assessment.draft(id).answered]
    further = [block for kind, block in found.items() if kind is not Kind.TOPICS]
    return render_template(
        "candidate/check.html",
        framework=sitting.framework,
        assessment=assessment,
        form=form,
        asked=asked,
        open=open_topics,
        open_pages=len(open_topics) + sum(len(block.open) for block in further),
        situations=found.get(Kind.SITUATIONS),
        often=found.get(Kind.FREQUENCIES),
        address_of=address_of,
        confidences=CONFIDENCES,
        alike=answered_alike(assessment),
        hasty=answered_hastily(assessment),
    )
