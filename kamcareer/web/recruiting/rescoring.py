"""How far the people of a vacancy are measured by its changed profile, where they are too many to wait for."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from kamcareer.services.rescoring import measured_of, rescore_or_ask, rescoring_of
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.recruiting.own import vacancy_or_404


def show_rescoring(id: UUID) -> ResponseReturnValue:
    """Show how far it is; on POST measure once more whoever was left."""
    found, form = vacancy_or_404(id, lock=request.method == "POST"), FlaskForm()
    if form.validate_on_submit():
        rescore_or_ask(db.session(), found, now())
        db.session.commit()
        return redirect(url_for("recruiting.rescoring", id=id), 303)
    job = rescoring_of(db.session(), found)
    total, done = measured_of(db.session(), found.vacancy)
    return render_template(
        "recruiting/rescoring.html",
        vacancy=found.vacancy,
        job=job,
        running=job is not None and not job.over,
        left=total - done,
        share=done / total if total else 1,
        late=job is not None and job.is_late(now()),
        form=form,
    )
