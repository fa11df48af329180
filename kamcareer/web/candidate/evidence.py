"""The evidence log: what one has done, who confirms it, what of it is shown; and the list for a contest."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired, Length

from kamcareer.core.answers import LONG_AGO, MAX_EXAMPLE, Evidence
from kamcareer.core.contest_list import contest_list
from kamcareer.core.evidence_log import EvidenceEntry
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.model import Framework
from kamcareer.core.names import plain_name
from kamcareer.core.rating_requests import MAX_NAME
from kamcareer.services.evidence_log import (
    ConfirmedError,
    ask_to_confirm,
    drop,
    evidence_log,
    keep_evidence,
    own_entry,
    show_or_hide,
    stop_asking,
)
from kamcareer.services.gap_report import report_of
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.languages import words
from kamcareer.web.links import Purpose, private_url
from kamcareer.web.sitting import current_sitting
from kamcareer.web.typed import one_line, plain_text

TOO_LONG = _l("At most 80 characters; please shorten it")


class EvidenceForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """One thing done: what kind it is, when, what came of it, which description it shows."""

    kind = RadioField(validators=[InputRequired(_l("Choose what kind it is"))])
    day = DateField(validators=[InputRequired(_l("Write the day; about when is enough"))])
    note = TextAreaField(
        filters=[plain_text],
        validators=[
            InputRequired(_l("Write what you did and what came of it")),
            Length(max=MAX_EXAMPLE, message=_l("At most 600 characters; please shorten it")),
        ],
    )
    level = RadioField(
        choices=[SelectChoice(str(level), str(level)) for level in range(MAX_LEVEL + 1)],
        validators=[InputRequired(_l("Choose the description that it shows"))],
    )

    def offer(self, framework: Framework) -> None:
        """Offer the kinds that the measurement knows."""
        model = framework.measurement.evidence
        kinds = model.kinds if model else {}
        self.kind.choices = [SelectChoice(id, words(kind.name)) for id, kind in kinds.items()]

    def deed(self, competency: str) -> Evidence:
        """Return what the form says was done."""
        day = self.day.data or today()
        level, kind = int(self.level.data), self.kind.data
        return Evidence(competency=competency, level=level, kind=kind, date=day, note=self.note.data or "")

    def validate_day(self, field: DateField) -> None:
        """Refuse a day that has not come yet, and one that can only be a slip."""
        if field.data and field.data > today():
            raise ValidationError(_("Choose a day that is past"))
        if field.data and field.data < LONG_AGO:
            raise ValidationError(_("Look at the year: it is before %(year)s", year=str(LONG_AGO.year)))


class ConfirmerForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Who is asked to confirm, and how the person is named to them."""

    confirmer = StringField(
        filters=[one_line], validators=[InputRequired(_l("Write whom you ask")), Length(max=MAX_NAME, message=TOO_LONG)]
    )
    asker = StringField(
        filters=[one_line],
        validators=[InputRequired(_l("Write how they know you")), Length(max=MAX_NAME, message=TOO_LONG)],
    )

    def validate_confirmer(self, field: StringField) -> None:
        """Refuse the name of the one who asks."""
        if plain_name(field.data or "") == plain_name(self.asker.data or ""):
            raise ValidationError(_("This is your own name: write somebody else who saw it"))


def show_evidence() -> str:
    """Show the log, newest first."""
    return _log()


def add_evidence(competency: str) -> ResponseReturnValue:
    """Ask what was done in one competency; on POST keep it."""
    sitting, form = current_sitting(), EvidenceForm()
    framework = sitting.framework
    if competency not in framework.competencies:
        abort(404)
    form.offer(framework)
    if form.validate_on_submit():
        keep_evidence(db.session(), sitting.assessment.id, form.deed(competency), now())
        db.session.commit()
        flash(_("It is kept. A second person’s word makes it weigh fully."))
        return redirect(url_for("candidate.evidence"), 303)
    page = render_template(
        "candidate/add_evidence.html", framework=framework, competency=framework.competencies[competency], form=form
    )
    return page, 422 if form.errors else 200


def choose_topic() -> ResponseReturnValue:
    """Lead from the choice of a topic to its form."""
    chosen = request.args.get("competency", "")
    if chosen not in current_sitting().framework.competencies:
        return redirect(url_for("candidate.evidence"), 303)
    return redirect(url_for("candidate.add_evidence", competency=chosen), 303)


def show_or_hide_evidence(id: UUID) -> ResponseReturnValue:
    """Let an entry into shown reports, or keep it out."""
    show_or_hide(db.session(), _own(id))
    db.session.commit()
    return redirect(url_for("candidate.evidence", _anchor=f"e-{id}"), 303)


def drop_evidence(id: UUID) -> ResponseReturnValue:
    """Delete an entry."""
    drop(db.session(), _own(id))
    db.session.commit()
    flash(_("The entry is deleted."))
    return redirect(url_for("candidate.evidence"), 303)


def ask_confirmer(id: UUID) -> ResponseReturnValue:
    """Make a link by which a second person confirms an entry."""
    entry, form = _own(id), ConfirmerForm()
    if not form.validate_on_submit():
        return _log(asking=entry.id, form=form), 422
    try:
        ask_to_confirm(db.session(), entry, form.confirmer.data or "", form.asker.data or "", now())
    except ConfirmedError:
        abort(409)
    db.session.commit()
    flash(_("The link is ready. Send it to %(name)s yourself: nothing is sent for you.", name=form.confirmer.data))
    return redirect(url_for("candidate.evidence", _anchor=f"e-{id}"), 303)


def stop_asking_confirmer(id: UUID) -> ResponseReturnValue:
    """Let the link of an entry open nothing any more."""
    try:
        stop_asking(db.session(), _own(id))
    except ConfirmedError:
        abort(409)
    db.session.commit()
    flash(_("The request is withdrawn."))
    return redirect(url_for("candidate.evidence", _anchor=f"e-{id}"), 303)


def show_contest() -> str:
    """Show what a panel will ask about, and what of it is there."""
    sitting = current_sitting()
    stored = report_of(db.session(), sitting, today())
    return render_template(
        "candidate/contest.html",
        framework=sitting.framework,
        report=stored.report,
        lines=contest_list(stored.report, stored.said.requests, stored.said.log, today()),
        assessment=sitting.assessment,
    )


def _own(id: UUID) -> EvidenceEntry:
    entry = own_entry(db.session(), current_sitting().assessment, str(id))
    if entry is None:
        abort(404)
    return entry


def _log(asking: str | None = None, form: ConfirmerForm | None = None) -> str:
    sitting, moment = current_sitting(), now()
    log = evidence_log(db.session(), sitting.assessment)
    asked = next((entry.asker for entry in log if entry.asker), "")
    empty = ConfirmerForm(formdata=None, asker=asked)
    return render_template(
        "candidate/evidence.html",
        framework=sitting.framework,
        target=sitting.framework.roles[sitting.assessment.target],
        assessment=sitting.assessment,
        log=[(entry, entry.standing(moment), _link(entry)) for entry in log],
        kinds=sitting.framework.measurement.evidence.kinds if sitting.framework.measurement.evidence else {},
        asking=asking,
        form=form or empty,
        empty=empty,
    )


def _link(entry: EvidenceEntry) -> str | None:
    return private_url(Purpose.CONFIRM, entry.link_id) if entry.link_id else None
