"""One's own offers: who asked for a place, in their words; yes, no, and the end. Nothing of anybody’s assessment."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired, Length

from kamcareer.core.offers import MAX_REASON, Offer, Standing, Status
from kamcareer.services.audit import Event
from kamcareer.services.offers import (
    FullError,
    NotNowError,
    answer,
    end,
    offers_of,
    own_offer,
    requests_for,
    requests_for_all,
)
from kamcareer.store.database import db
from kamcareer.web.access import POLICY
from kamcareer.web.clock import now, today
from kamcareer.web.frameworks import current_framework
from kamcareer.web.kind_form import KindForm
from kamcareer.web.mailing import sends_mail
from kamcareer.web.offers import KINDS, STANDINGS, write_to_asker
from kamcareer.web.records import note, note_about
from kamcareer.web.typed import plain_text
from kamcareer.web.viewer import current_known, roles

YES, NO = "yes", "no"
ASKERS = {
    Status.ASKED: _l("waits for your answer"),
    Status.ACCEPTED: _l("has a place"),
    Status.DECLINED: _l("you said no"),
    Status.TAKEN_BACK: _l("took it back"),
}


class AnswerForm(KindForm):
    """Yes or no, and why; a no without a word is none."""

    said = RadioField(
        choices=[SelectChoice(YES, _l("Yes, there is a place")), SelectChoice(NO, _l("Not this time"))],
        validators=[InputRequired(_l("Choose yes or no"))],
    )
    reason = TextAreaField(
        filters=[plain_text],
        validators=[Length(max=MAX_REASON, message=_l("At most 1,000 characters; please shorten it"))],
        render_kw={"rows": 3},
    )

    def validate_reason(self, field: TextAreaField) -> None:
        """Refuse a no without a reason: the person reads it."""
        if self.said.data == NO and not field.data:
            raise ValidationError(_("Say why, kindly and in a sentence; the person reads it"))


def list_own() -> str:
    """Show what somebody offers and has offered, with who waits for an answer."""
    found = offers_of(db.session(), current_known().account.id)
    places = requests_for_all(db.session(), [one.id for one in found])
    waiting = {one.id: sum(asked.status is Status.ASKED for asked in places.get(one.id, ())) for one in found}
    return render_template(
        "board/own_offers.html",
        found=found,
        waiting=waiting,
        kinds=KINDS,
        standings=STANDINGS,
        today=today(),
        may_post=bool(POLICY["board.post_project"].roles & roles()),
    )


def show_own(id: UUID) -> ResponseReturnValue:
    """Show one offer with everybody who asked for a place."""
    return _page(_own(id))


def answer_here(id: UUID, place: UUID) -> ResponseReturnValue:
    """Say yes or no to somebody; they are told."""
    one, form = _own(id), AnswerForm(prefix=_prefix(str(place)))
    if all(asked.id != str(place) for asked in requests_for(db.session(), one.id)):
        abort(404)
    if not form.validate_on_submit():
        return _page(one, str(place), form), 422
    yes, reason = form.said.data == YES, form.reason.data or ""
    try:
        asked = answer(db.session(), one, str(place), reason, now(), today(), accepted=yes)
    except FullError:
        db.session.rollback()
        flash(_("Every place is given. To take somebody else, somebody has to give theirs back first."))
        return redirect(url_for("board.own_offer", id=one.id), 303)
    except NotNowError:
        return _stands_otherwise(one)
    note_about(Event.PLACE_ANSWERED, asked.account_id, f"{form.said.data} {one.id}")
    write_to_asker(one, asked.account_id)
    db.session.commit()
    flash(_("Answered. The person is told, with your words."))
    return redirect(url_for("board.own_offer", id=one.id), 303)


def end_here(id: UUID) -> ResponseReturnValue:
    """End an offer before its last day; whoever asked or has a place is told."""
    one = _own(id)
    try:
        told = end(db.session(), one, now())
    except NotNowError:
        return _stands_otherwise(one)
    note(Event.OFFER_ENDED, current_known().account.id, one.id)
    for asked in told:
        write_to_asker(one, asked.account_id)
    db.session.commit()
    flash(_("Ended. Whoever asked or had a place is told."))
    return redirect(url_for("board.own_offer", id=one.id), 303)


def _own(id: UUID) -> Offer:
    return own_offer(db.session(), str(id), current_known().account.id) or abort(404)


def _prefix(place: str) -> str:
    return f"place-{place[:8]}"


def _page(one: Offer, wrong: str = "", sent: AnswerForm | None = None) -> str:
    """Show an offer, with what was sent of one of its forms."""
    requests = requests_for(db.session(), one.id)
    forms = {
        asked.id: sent if sent and asked.id == wrong else AnswerForm(formdata=None, prefix=_prefix(asked.id))
        for asked in requests
        if asked.status is Status.ASKED
    }
    return render_template(
        "board/own_offer.html",
        one=one,
        standing=one.standing(today()),
        ended=one.standing(today()) is Standing.ENDED,
        requests=requests,
        forms=forms,
        form=sent or FlaskForm(),
        framework=current_framework(),
        kinds=KINDS,
        standings=STANDINGS,
        askers=ASKERS,
        sends=sends_mail(),
        today=today(),
    )


def _stands_otherwise(one: Offer) -> ResponseReturnValue:
    db.session.rollback()
    flash(_("It stands otherwise by now; nothing was changed. Here is how it stands."))
    return redirect(url_for("board.own_offer", id=one.id), 303)
