"""The board as employees read it: what serves them first, one offer, asking for a place and taking it back."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from kamcareer.core.offers import MAX_REASON, WAITING_OR_IN, Kind, Offer, Status, may_ask
from kamcareer.services.board import board_for, put_into_plan
from kamcareer.services.offers import (
    NotNowError,
    ask_for_place,
    find_offer,
    offers_asked_by,
    request_of,
    take_back,
)
from kamcareer.store.database import db
from kamcareer.web.access import POLICY
from kamcareer.web.clock import now, today
from kamcareer.web.frameworks import current_framework
from kamcareer.web.kind_form import KindForm
from kamcareer.web.languages import words
from kamcareer.web.mailing import sends_mail
from kamcareer.web.offers import KINDS, STANDINGS, STATUSES, write_to_owner
from kamcareer.web.page_number import page_number
from kamcareer.web.typed import plain_text
from kamcareer.web.viewer import current_known, roles

PAGE = 20


class AskForm(KindForm):
    """A few words for whoever offers it."""

    words = TextAreaField(
        filters=[plain_text],
        validators=[
            DataRequired(_l("Write a few words: why this, and what you can give")),
            Length(max=MAX_REASON, message=_l("At most 1,000 characters; please shorten it")),
        ],
        render_kw={"rows": 4},
    )


def list_offers() -> str:
    """Show what is offered, first what serves a gap of the reader’s own report; nobody else learns of that order."""
    account = current_known().account
    board = board_for(db.session(), account.id, today())
    kind = request.args.get("kind", "")
    found = [pair for pair in board.offers if kind not in set(Kind) or pair[0].kind == kind]
    number = page_number()
    first = (number - 1) * PAGE
    return render_template(
        "board/offers.html",
        board=board,
        found=found[first : first + PAGE],
        count=len(found),
        page=number,
        more=first + PAGE < len(found),
        asked=offers_asked_by(db.session(), account.id),
        chosen=kind,
        may_post=bool(POLICY["board.post_project"].roles & roles()),
        **_words(),
    )


def show_offer(id: UUID) -> ResponseReturnValue:
    """Show one offer; on POST ask for a place in it."""
    account, one, form = current_known().account, _offer(id), AskForm()
    if not form.validate_on_submit():
        return _page(one, form), 422 if form.errors else 200
    try:
        ask_for_place(db.session(), one, account, form.words.data or "", now(), today())
    except NotNowError:
        return _stands_otherwise(one)
    write_to_owner(one)
    db.session.commit()
    if sends_mail():
        flash(_("Asked. You are written to when there is an answer, and it will stand here."))
    else:
        flash(_("Asked. The answer will stand here; no letter leaves."))
    return redirect(url_for("board.offer", id=one.id), 303)


def take_back_here(id: UUID) -> ResponseReturnValue:
    """Take a request back, or give back the place."""
    one = _offer(id)
    asked = request_of(db.session(), one.id, current_known().account.id) or abort(404)
    try:
        take_back(db.session(), asked, now())
    except NotNowError:
        return _stands_otherwise(one)
    write_to_owner(one)
    db.session.commit()
    flash(_("Taken back. That is fine, and costs nothing."))
    return redirect(url_for("board.offer", id=one.id), 303)


def put_into_plan_here(id: UUID) -> ResponseReturnValue:
    """Pin the activity that an offer is, in the plan of whoever has a place in it."""
    one, account = _offer(id), current_known().account
    asked = request_of(db.session(), one.id, account.id)
    if asked is None or asked.status is not Status.ACCEPTED or one.activity is None:
        abort(404)
    role = put_into_plan(db.session(), account.id, one.activity, now())
    db.session.commit()
    if role:
        flash(_("It is pinned in your plan for the role “%(role)s”.", role=words(role.name)))
    else:
        flash(_("There is no plan of yours yet that it could stand in. Assess yourself first."))
    return redirect(url_for("board.offer", id=one.id), 303)


def _offer(id: UUID) -> Offer:
    return find_offer(db.session(), str(id)) or abort(404)


def _page(one: Offer, form: AskForm) -> str:
    account = current_known().account
    asked = request_of(db.session(), one.id, account.id)
    return render_template(
        "board/offer.html",
        one=one,
        standing=one.standing(today()),
        asked=asked,
        own=one.owner_id == account.id,
        may_ask=may_ask(one, account.id, asked, today()),
        may_take_back=asked is not None and asked.status in WAITING_OR_IN,
        form=form,
        **_words(),
    )


def _stands_otherwise(one: Offer) -> ResponseReturnValue:
    db.session.rollback()
    flash(_("It stands otherwise by now; nothing was changed. Here is how it stands."))
    return redirect(url_for("board.offer", id=one.id), 303)


def _words() -> dict[str, object]:
    return {
        "framework": current_framework(),
        "kinds": KINDS,
        "standings": STANDINGS,
        "statuses": STATUSES,
        "today": today(),
    }
