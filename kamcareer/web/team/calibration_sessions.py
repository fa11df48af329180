"""A calibration session as those who sit in it see it: one topic, all people side by side; closed once, then read."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import Length

from kamcareer.core.accounts import Role
from kamcareer.core.calibration_sessions import MAX_REASON, ReasonMissingError
from kamcareer.services.audit import Event
from kamcareer.services.calibration_meetings import (
    Meeting,
    Said,
    SessionClosedError,
    close_session,
    open_meeting,
    settle,
)
from kamcareer.store.database import db
from kamcareer.web.agreed_levels import LEVELS, AgreedLevelsForm, agreed_levels_form, was_sent
from kamcareer.web.attachments import DOCX, attached
from kamcareer.web.calibration_minutes import minutes_values
from kamcareer.web.calibration_sessions import PARTS
from kamcareer.web.clock import now
from kamcareer.web.documents import MINUTES, document
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known, roles

AT_MOST = Length(max=MAX_REASON, message=_l("At most 600 characters; please shorten it"))
UNCHANGED = "unchanged"


def show_session(id: UUID) -> str:
    """Show who sits in a session, who agreed, the topics, and what was agreed on."""
    meeting = _meeting(id)
    return render_template(
        "team/calibration.html",
        meeting=meeting,
        framework=meeting.framework,
        parts=PARTS,
        form=FlaskForm(formdata=None),
        following=_first_open(meeting),
        manages=Role.MANAGER in roles(),
    )


def settle_here(id: UUID, competency: str) -> ResponseReturnValue:
    """Show one topic with everybody side by side; on POST write down what was agreed on of all who were changed."""
    meeting = _meeting(id)
    if competency not in meeting.topics:
        abort(404)
    if request.method == "POST" and not meeting.leads:
        abort(404)
    form = agreed_levels_form((line.person.id for line in meeting.to_settle(competency)), AT_MOST)
    if was_sent(form):
        _settle_all(meeting, competency, form)
        if not form.errors:
            anchor = f"p-{form.row.data}" if form.row.data in form.rows else None
            return redirect(url_for("team.calibrate", id=id, competency=competency, _anchor=anchor), 303)
        meeting = _meeting(id)
    for line in meeting.to_settle(competency):
        if not form.rows[line.person.id].wrong:
            form.rows[line.person.id].show(line.stands, "")
    place = meeting.topics.index(competency)
    page = render_template(
        "team/calibrate.html",
        meeting=meeting,
        framework=meeting.framework,
        competency=meeting.framework.competencies[competency],
        lines=meeting.lines(competency),
        form=form,
        number=place + 1,
        previous=meeting.topics[place - 1] if place else None,
        following=meeting.topics[place + 1] if place + 1 < len(meeting.topics) else None,
        levels=LEVELS,
        writes=meeting.leads and meeting.session.closed is None,
    )
    return page, 422 if form.errors else 200


def close_here(id: UUID) -> ResponseReturnValue:
    """Ask, then close a session for good; from then on the people in it read what was agreed on about them."""
    meeting = _meeting(id)
    if meeting.leads and not meeting.session.closed and "sure" not in request.form:
        return render_template("team/calibration_end.html", meeting=meeting, form=FlaskForm())
    try:
        close_session(db.session(), meeting, now())
    except LookupError:
        abort(404)
    except SessionClosedError:
        db.session.rollback()
        return redirect(url_for("team.calibration", id=id), 303)
    note(Event.CALIBRATION_CLOSED, current_known().account.id, meeting.session.id)
    db.session.commit()
    flash(_("Closed. Everybody reads what was agreed on about themselves."))
    return redirect(url_for("team.calibration", id=id), 303)


def download_minutes(id: UUID) -> ResponseReturnValue:
    """Answer a form with the minutes of a closed session as DOCX; that somebody took them is noted."""
    meeting = _meeting(id)
    if meeting.session.closed is None:
        abort(404)
    body = document(MINUTES, minutes_values(meeting))
    note(Event.CALIBRATION_MINUTES_TAKEN, current_known().account.id, meeting.session.id)
    db.session.commit()
    called = _("calibration-minutes")
    return attached(body, DOCX, f"{called}_{meeting.session.day:%Y-%m-%d}.docx")


def _meeting(id: UUID) -> Meeting:
    return open_meeting(db.session(), str(id), current_known().account.id) or abort(404)


def _settle_all(meeting: Meeting, competency: str, form: AgreedLevelsForm) -> None:
    """Write down what the form says; it says so itself where a reason is missing, or the session is closed."""
    unchanged = request.form.get(UNCHANGED)
    stands = {line.person.id: line.stands for line in meeting.to_settle(competency)}
    if unchanged in form.rows:
        form.rows[unchanged].show(stands[unchanged], "")
        form.row.data = unchanged
    for row in form.sent:
        try:
            _settle_one(meeting, Said(row.id, competency, int(row.level.data or stands[row.id]), row.words.data or ""))
        except ReasonMissingError:
            row.words.errors = [_("Write why it is another level; the person reads it")]
        except SessionClosedError:
            db.session.rollback()
            row.level.errors = [_("The session is closed: it stays as it is")]
            return
    db.session.commit()


def _settle_one(meeting: Meeting, said: Said) -> None:
    try:
        if settle(db.session(), meeting, said, now()):
            note(Event.CALIBRATION_LEVEL_AGREED, current_known().account.id, meeting.session.id)
    except LookupError:
        abort(404)


def _first_open(meeting: Meeting) -> str | None:
    unsaid = (id for id in meeting.topics if not all(line.settled for line in meeting.lines(id)))
    return next(unsaid, meeting.topics[0] if meeting.topics else None)
