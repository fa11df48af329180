"""A calibration session as somebody reads it whose levels it is about: who sees what, and what came of it."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired

from kamcareer.core.calibration_sessions import Word
from kamcareer.core.legal_basis import NoBasisError
from kamcareer.services.audit import Event
from kamcareer.services.calibration_meetings import SessionClosedError
from kamcareer.services.calibration_sessions import answer, own_comparison
from kamcareer.store.database import db
from kamcareer.web.calibration_sessions import PARTS, WORDS
from kamcareer.web.clock import now
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known


class WordForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Whether one's levels may be compared."""

    word = RadioField(
        choices=[SelectChoice(word, word) for word in (Word.AGREED, Word.DECLINED)],
        validators=[InputRequired(_l("Say yes or no"))],
    )


def answer_here(id: UUID) -> ResponseReturnValue:
    """Say who sees what in a session; on POST agree to be compared, or not, or no more."""
    own = own_comparison(db.session(), str(id), current_known().account.id) or abort(404)
    form = WordForm()
    if form.validate_on_submit():
        word = Word(form.word.data)
        try:
            answer(db.session(), own, word, now())
        except (SessionClosedError, NoBasisError):
            db.session.rollback()
            return redirect(url_for("account.calibration", id=id), 303)
        yes = word is Word.AGREED
        event = Event.CALIBRATION_AGREED if yes else Event.CALIBRATION_DECLINED
        note(event, current_known().account.id, own.session.id)
        db.session.commit()
        thanks = _("Thank you. You can take it back until the session is closed.")
        flash(thanks if yes else _("Nothing of you is in it."))
        return redirect(url_for("account.calibration", id=id), 303)
    page = render_template(
        "account/calibration.html", own=own, framework=own.framework, form=form, parts=PARTS, said=WORDS
    )
    return page, 422 if form.errors else 200
