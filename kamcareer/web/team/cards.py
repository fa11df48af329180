"""New codes for people of one's own who have lost theirs or forgot the passphrase."""

from flask import abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from kamcareer.services.audit import Event
from kamcareer.services.cards import Printed, cards_of_manager, renew_card
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.drawing import picture_code
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.limits import CARDS, limited
from kamcareer.web.printed_cards import card_url
from kamcareer.web.records import note_about
from kamcareer.web.viewer import current_known


def list_cards() -> str:
    """Show the people whose cards this line manager may renew."""
    return _page(None)


@limited(CARDS, by_account=CARDS)
@needs_fresh_proof
def renew_here() -> ResponseReturnValue:
    """Make a new code for one of them, and show it once."""
    manager, secret = current_known().account, current_app.config["SECRET_KEY"]
    number = request.form.get("number") or abort(400)
    printed = renew_card(db.session(), secret, manager, number, now())
    if printed is None:
        abort(404)
    note_about(Event.CARD_RENEWED, printed.card.account_id or "")
    db.session.commit()
    return _page(printed)


def _page(printed: Printed | None) -> str:
    return render_template(
        "team/cards.html",
        form=FlaskForm(formdata=None),
        cards=cards_of_manager(db.session(), current_known().account.id),
        printed=printed,
        picture=picture_code(card_url(printed)) if printed else None,
        now=now(),
    )
