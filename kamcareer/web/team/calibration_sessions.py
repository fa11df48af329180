"""A calibration session as those who sit in it see it: one topic, all people side by side; closed once, then read."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired, Length

from kamcareer.core.accounts import Role
from kamcareer.core.calibration_sessions import MAX_REASON, Line, ReasonMissingError
from kamcareer.core.framework.entries import MAX_LEVEL
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
from kamcareer.web.attachments import DOCX, attached
from kamcareer.web.calibration_minutes import minutes_values
from kamcareer.web.calibration_sessions import PARTS
from kamcareer.web.clock import now
from kamcareer.web.documents import MINUTES, document
from kamcareer.web.records import note
from kamcareer.web.typed import plain_text
from kamcareer.web.viewer import current_known, roles

LEVELS = tuple(str(level) for level in range(MAX_LEVEL + 1))
UNCHANGED = "unchanged"


class AgreedLevelForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """The level that the meeting agreed on for one person, and why it is another one."""

    person = RadioField(choices=[])
    level = RadioField(
        choices=[SelectChoice(level, level) for level in LEVELS],
        validators=[InputRequired(_l("Choose the level you agreed on, or press “Unchanged”"))],
    )
    reason = TextAreaField(
        filters=[plain_text],
        validators=[Length(max=MAX_REASON, message=_l("At most 600 characters; please shorten it"))],
        render_kw={"rows": "2"},
    )

    def about(self, lines: tuple[Line, ...]) -> "AgreedLevelForm":
        """Accept the people who stand on the page; “unchanged” is the level that stands."""
        self.person.choices = [SelectChoice(line.person.id, line.person.name) for line in lines]
        stands = {line.person.id: str(line.stands) for line in lines}
        if UNCHANGED in request.form and self.person.data in stands:
            self.level.data, self.level.raw_data, self.reason.data = stands[self.person.data], [UNCHANGED], ""
        return self


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
    """Show one topic with everybody side by side; on POST write down what was agreed on of one of them."""
    meeting = _meeting(id)
    if competency not in meeting.topics:
        abort(404)
    lines, form = meeting.lines(competency), AgreedLevelForm()
    form.about(lines)
    if request.method == "POST" and not meeting.leads:
        abort(404)
    if form.validate_on_submit() and _settled(meeting, competency, form):
        anchor = f"p-{form.person.data}"
        return redirect(url_for("team.calibrate", id=id, competency=competency, _anchor=anchor), 303)
    place = meeting.topics.index(competency)
    page = render_template(
        "team/calibrate.html",
        meeting=meeting,
        framework=meeting.framework,
        competency=meeting.framework.competencies[competency],
        lines=lines,
        form=form,
        number=place + 1,
        previous=meeting.topics[place - 1] if place else None,
        following=meeting.topics[place + 1] if place + 1 < len(meeting.topics) else None,
        levels=LEVELS,
        writes=meeting.leads and meeting.session.closed is None,
    )
    return page, 422 if form.errors else 200


def close_here(id: UUID) -> ResponseReturnValue:
    """Close a session for good; from then on the people in it read what was agreed on about them."""
    meeting = _meeting(id)
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


def _settled(meeting: Meeting, competency: str, form: AgreedLevelForm) -> bool:
    """Write down what the form says; False where it lacks a reason, or the session is closed, and the form says so."""
    said = Said(form.person.data, competency, int(form.level.data), form.reason.data or "")
    try:
        if settle(db.session(), meeting, said, now()):
            note(Event.CALIBRATION_LEVEL_AGREED, current_known().account.id, meeting.session.id)
        db.session.commit()
    except LookupError:
        abort(404)
    except ReasonMissingError:
        form.reason.errors = [_("Write why it is another level; the person reads it")]
    except SessionClosedError:
        form.level.errors = [_("The session is closed: it stays as it is")]
    else:
        return True
    db.session.rollback()
    return False


def _first_open(meeting: Meeting) -> str | None:
    unsaid = (id for id in meeting.topics if not all(line.settled for line in meeting.lines(id)))
    return next(unsaid, meeting.topics[0] if meeting.topics else None)
