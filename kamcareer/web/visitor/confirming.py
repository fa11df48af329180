"""Confirming what somebody has done: by a private link, without an account, yes or no; never by the one who asks."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from kamcareer.core.evidence_log import Standing
from kamcareer.services.evidence_log import Confirmation, answer_confirmation, opened_confirmation
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now
from kamcareer.web.links import Purpose, private_id
from kamcareer.web.sitting import is_own
from kamcareer.web.visitor.own_link import own_link


def confirm(token: str) -> ResponseReturnValue:
    """Show what is to be confirmed and who will see it; on POST note the answer."""
    found, form = _found(token), FlaskForm()
    if found is None:
        return render_template("visitor/shared_closed.html"), 404
    if is_own(found.sitting.assessment):
        return own_link(found.entry.confirmer, full_address("visitor.confirm", token=token), "candidate.evidence")
    if form.validate_on_submit():
        answer = request.form.get("answer")
        if answer in {"yes", "no"}:
            answer_confirmation(db.session(), found.entry.id, now(), yes=answer == "yes")
            db.session.commit()
        return redirect(url_for("visitor.confirm", token=token), 303)
    entry = found.entry
    return render_template(
        "visitor/confirm.html",
        token=token,
        form=form,
        entry=entry,
        framework=found.sitting.framework,
        standing=entry.standing(now()),
    )


def _found(token: str) -> Confirmation | None:
    id = private_id(token, Purpose.CONFIRM)
    found = opened_confirmation(db.session(), id) if id else None
    return None if found is None or found.entry.standing(now()) is Standing.EXPIRED else found
