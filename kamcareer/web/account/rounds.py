"""A round as somebody in it reads it: by whom, for what, until when, who will see what; they take part, or leave."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.legal_texts import paragraphs
from kamcareer.core.round_peers import LEAST
from kamcareer.services.audit import Event
from kamcareer.services.calibration_sessions import own_comparisons
from kamcareer.services.round_peers import chosen_by
from kamcareer.services.taking_part import OwnPart, own_part, stop_taking_part, take_part
from kamcareer.store.database import db
from kamcareer.web.agreements import AgreeForm, document_for, note_agreed
from kamcareer.web.calibration_sessions import WORDS
from kamcareer.web.clock import now, today
from kamcareer.web.records import note
from kamcareer.web.rounds import OWN, ends_of
from kamcareer.web.sitting import remember_sitting
from kamcareer.web.viewer import current_known


def take_part_here(id: UUID) -> ResponseReturnValue:
    """Say what the round is and who will see what; on POST take part and go to the first page of the assessment."""
    account, part = current_known().account, _part(id)
    agreed = document_for(Purpose.DEVELOPMENT)
    form = AgreeForm().for_words(agreed)
    if part.may_join(today()) and form.validate_on_submit():
        begun = take_part(db.session(), part, account, agreed, ends_of(part.round), now())
        note_agreed(Holder(account_id=account.id), agreed)
        note(Event.ROUND_JOINED, account.id, part.round.id)
        db.session.commit()
        remember_sitting(begun)
        return redirect(url_for("candidate.role"), 303)
    page = render_template(
        "account/round.html",
        part=part,
        framework=part.framework,
        form=form,
        agreed=agreed,
        paragraphs=paragraphs(agreed.text.body),
        may_join=part.may_join(today()),
        over=part.round.over(today()),
        own=OWN,
        chosen=chosen_by(db.session(), part.person) if part.person.assessment_id else None,
        least=LEAST,
        compared=own_comparisons(db.session(), account.id, part.round.id),
        said=WORDS,
    )
    return page, 422 if form.errors else 200


def leave_here(id: UUID) -> ResponseReturnValue:
    """Take part no more."""
    part = _part(id)
    if part.person.assessment_id is None:
        abort(409)
    stop_taking_part(db.session(), part, now())
    note(Event.ROUND_LEFT, current_known().account.id, part.round.id)
    db.session.commit()
    flash(_("You take part no more. Your assessment stays yours."))
    return redirect(url_for("account.round", id=id), 303)


def _part(id: UUID) -> OwnPart:
    return own_part(db.session(), str(id), current_known().account.id) or abort(404)
