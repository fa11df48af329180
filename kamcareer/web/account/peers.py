"""Colleagues in a round: whom one proposes to be asked, and what one says oneself when one is asked."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.round_peers import LEAST
from kamcareer.services.round_peers import Ask, Chosen, ask_of, chosen_by, hand_in, propose, propose_no_more
from kamcareer.services.taking_part import own_part
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.viewer import current_known

NOT_SEEN = "not_seen"
LEVELS = tuple(str(level) for level in range(MAX_LEVEL + 1))


def propose_here(id: UUID) -> ResponseReturnValue:
    """Propose a colleague."""
    chosen = _chosen(id)
    if propose(db.session(), chosen, request.form.get("who", "")):
        db.session.commit()
    else:
        flash(_("Nobody was added: choose somebody of the list, at most twelve."))
    return redirect(url_for("account.round", id=id, _anchor="colleagues"), 303)


def propose_no_more_here(id: UUID, peer: UUID) -> ResponseReturnValue:
    """Take back a proposal."""
    chosen = _chosen(id)
    if str(peer) not in {one.id for one in chosen.peers}:
        abort(404)
    if propose_no_more(db.session(), chosen, str(peer)):
        db.session.commit()
    else:
        flash(_("They are asked already: the list stays as it is."))
    return redirect(url_for("account.round", id=id, _anchor="colleagues"), 303)


def say_here(id: UUID) -> ResponseReturnValue:
    """Ask a colleague everything on one page, as nothing may be kept half done; on POST hand it in, once."""
    ask = ask_of(db.session(), str(id), current_known().account.id, today()) or abort(404)
    form, said = FlaskForm(), _said(ask)
    if form.validate_on_submit():
        levels = {topic: int(level) for topic, level in said.items() if level != NOT_SEEN}
        if hand_in(db.session(), current_app.config["SECRET_KEY"], ask, levels):
            db.session.commit()
            flash(_("Handed in. Thank you: nobody can see any more which answers are yours, you neither."))
            return redirect(url_for("account.overview"), 303)
    wrong = request.method == "POST"
    page = render_template(
        "account/peer.html",
        ask=ask,
        framework=ask.framework,
        form=form,
        said=said,
        wrong=wrong,
        levels=LEVELS,
        not_seen=NOT_SEEN,
        least=LEAST,
    )
    return page, 422 if wrong else 200


def _said(ask: Ask) -> dict[str, str]:
    chosen = {topic: request.form.get(f"level-{topic}", "") for topic in ask.asked}
    return {topic: level for topic, level in chosen.items() if level in {*LEVELS, NOT_SEEN}}


def _chosen(id: UUID) -> Chosen:
    """Return whom one has chosen in a round that goes on and in which one takes part."""
    part = own_part(db.session(), str(id), current_known().account.id)
    if part is None or part.person.assessment_id is None or part.round.over(today()):
        abort(404)
    form = FlaskForm()
    if not form.validate_on_submit():
        abort(400)
    return chosen_by(db.session(), part.person)
