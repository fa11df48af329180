"""The page on which a manager or HR agrees to the colleagues whom somebody in a round proposes."""

from flask import current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.core.audit import Event
from kamcareer.core.company_rounds import CompanyRound, Participant
from kamcareer.core.framework.model import Framework
from kamcareer.core.notifications import Happening
from kamcareer.core.round_peers import LEAST
from kamcareer.services.company_rounds import mailboxes_of
from kamcareer.services.round_peers import agree_to, chosen_by
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import today
from kamcareer.web.mailing import tell
from kamcareer.web.records import note
from kamcareer.web.rounds import promised
from kamcareer.web.viewer import current_known


def agree_to_peers(one: CompanyRound, framework: Framework, person: Participant, back: str) -> ResponseReturnValue:
    """Show whom somebody proposes; on POST ask those who are ticked, and write to them."""
    chosen, form, wrong = chosen_by(db.session(), person), FlaskForm(), False
    if form.validate_on_submit() and not one.over(today()):
        ids, secret = frozenset(request.form.getlist("peers")), current_app.config["SECRET_KEY"]
        if agree_to(db.session(), secret, chosen, framework, ids):
            asked = [peer for peer in chosen.peers if peer.id in ids and not peer.asked]
            note(Event.ROUND_PEERS_AGREED, current_known().account.id, one.id)
            for mailbox in mailboxes_of(db.session(), {peer.account_id for peer in asked if peer.account_id}).values():
                page, reminder = full_address("account.overview"), promised(Happening.PEER_ASKED, one)
                tell(Happening.PEER_ASKED, mailbox, url=page, day=one.deadline, reminder=reminder)
            db.session.commit()
            flash(_("Agreed: they are asked now."))
            return redirect(request.path, 303)
        wrong = not chosen.agreed
    page = render_template(
        "team/peers.html",
        chosen=chosen,
        person=person,
        round=one,
        form=form,
        wrong=wrong,
        ticked=request.form.getlist("peers") if wrong else [peer.id for peer in chosen.peers],
        least=LEAST,
        back=back,
        over=one.over(today()),
    )
    return page, 422 if wrong else 200
