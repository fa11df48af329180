"""A nomination as its person reads it: for which role, why, who sees it; they agree, say no, or leave."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import Length

from kamcareer.core.erasures import Erased
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.legal_texts import Agreement, paragraphs
from kamcareer.core.nominations import LIVE, MAX_WORDS, Nomination, Standing
from kamcareer.core.notifications import Happening
from kamcareer.services.audit import Event
from kamcareer.services.nominations import NotNowError, accept, account_by_id, leave, own_log, own_nomination
from kamcareer.store.database import db
from kamcareer.web.agreements import AgreeForm, document_for, note_agreed
from kamcareer.web.clock import now, today
from kamcareer.web.erasures import list_erased
from kamcareer.web.frameworks import current_framework
from kamcareer.web.languages import words
from kamcareer.web.nominations import STANDINGS, WHO, write_to_curator
from kamcareer.web.records import note
from kamcareer.web.typed import plain_text
from kamcareer.web.viewer import current_known


class LeaveForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """A word for HR, which nobody has to give."""

    words = TextAreaField(
        filters=[plain_text],
        validators=[Length(max=MAX_WORDS, message=_l("At most 1,000 characters; please shorten it"))],
        render_kw={"rows": 3},
    )


def answer_here(id: UUID) -> ResponseReturnValue:
    """Say what is proposed and who sees it; on POST agree to it."""
    one = _own(id)
    agreed = _document(one)
    form = AgreeForm().for_words(agreed)
    if one.standing(today()) is Standing.PROPOSED and form.validate_on_submit():
        try:
            accept(db.session(), one, agreed, now(), today())
        except NotNowError:
            db.session.rollback()
            return redirect(url_for("account.nomination", id=id), 303)
        note_agreed(Holder(account_id=current_known().account.id), agreed)
        note(Event.NOMINATION_AGREED, current_known().account.id, one.id)
        write_to_curator(Happening.NOMINATION_ANSWERED, account_by_id(db.session(), one.curator_id), one)
        db.session.commit()
        flash(_("You are in the talent pool. You can leave it at any time, on this page."))
        return redirect(url_for("account.nomination", id=id), 303)
    return _page(one, agreed, form, LeaveForm(formdata=None)), 422 if form.errors else 200


def leave_here(id: UUID) -> ResponseReturnValue:
    """Say no, or leave."""
    one, form = _own(id), LeaveForm()
    if not form.validate_on_submit():
        agreed = _document(one)
        return _page(one, agreed, AgreeForm(formdata=None).for_words(agreed), form), 422
    try:
        ended = leave(db.session(), one, form.words.data or "", now(), today())
    except NotNowError:
        db.session.rollback()
        return redirect(url_for("account.nomination", id=id), 303)
    account = current_known().account.id
    if ended:
        list_erased((Erased.CONSENT, ended))
        note(Event.CONSENT_WITHDRAWN, account, Purpose.SUCCESSION)
    note(Event.NOMINATION_LEFT, account, one.id)
    write_to_curator(Happening.NOMINATION_ANSWERED, account_by_id(db.session(), one.curator_id), one)
    db.session.commit()
    flash(_("You are not in the talent pool for this role. In a month everything about it is deleted."))
    return redirect(url_for("account.nomination", id=id), 303)


def _page(one: Nomination, agreed: Agreement, form: AgreeForm, leaving: LeaveForm) -> str:
    return render_template(
        "account/nomination.html",
        one=one,
        framework=current_framework(),
        standing=one.standing(today()),
        proposed=one.standing(today()) is Standing.PROPOSED,
        live=one.standing(today()) in LIVE,
        log=own_log(db.session(), one),
        agreed=agreed,
        paragraphs=paragraphs(agreed.text.body),
        form=form,
        leaving=leaving,
        wrong=leaving if leaving.errors else form,
        standings=STANDINGS,
        who=WHO,
    )


def _document(one: Nomination) -> Agreement:
    role = current_framework().roles.get(one.role)
    return document_for(Purpose.SUCCESSION, {"role": words(role.name) if role else one.role})


def _own(id: UUID) -> Nomination:
    return own_nomination(db.session(), str(id), current_known().account.id) or abort(404)
