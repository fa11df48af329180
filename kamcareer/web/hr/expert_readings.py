"""Experts read the model: HR chooses what they read, gives each a link, and sees what they say together."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import DataRequired, InputRequired, Length

from kamcareer.core.erasures import Erased
from kamcareer.core.expert_readings import LONGEST_NAME, Expert, ExpertReading, situations_read, topics_of
from kamcareer.core.expert_review import anchors_in_disorder, options_in_disorder
from kamcareer.core.framework.competency import Situation
from kamcareer.core.framework.entries import Text
from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.model import Framework
from kamcareer.services.audit import Event
from kamcareer.services.expert_readings import (
    Findings,
    NoGroundError,
    TooManyExpertsError,
    all_readings,
    begin_reading,
    drop_reading,
    experts_of,
    find_reading,
    findings,
    framework_read,
    invite_expert,
    raise_to_reviewed,
    read_by_experts,
    revoke_expert,
)
from kamcareer.services.framework_drafts import all_drafts, find_draft, framework_in_draft
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now
from kamcareer.web.erasures import list_erased
from kamcareer.web.frameworks import current_framework, framework_place
from kamcareer.web.languages import moment, words
from kamcareer.web.problem_words import problem_lines
from kamcareer.web.records import note
from kamcareer.web.typed import one_line
from kamcareer.web.viewer import current_known

IN_USE = "in_use"
LONGEST_WHO = 200


def name_of_experts(missing: Any) -> StringField:
    """Return a field for who the experts are, in one language."""
    too_long = _l("At most 200 characters; please shorten it")
    return StringField(
        filters=[one_line],
        validators=[DataRequired(missing), Length(max=LONGEST_WHO, message=too_long)],
        render_kw={"autocomplete": "off"},
    )


class BeginForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """What experts are to read."""

    source = SelectField(default=IN_USE, validators=[InputRequired(_l("Choose what is read"))])
    topics = SelectMultipleField(validators=[InputRequired(_l("Choose at least one topic"))])

    def offer(self, framework: Framework) -> None:
        """Offer the model in use and its drafts, and the topics of the model."""
        in_use = _("the model in use, %(version)s", version=framework.version)
        drafts = [
            SelectChoice(one.id, _("the draft begun on %(moment)s", moment=moment(one.made)))
            for one in all_drafts(db.session())
        ]
        self.source.choices = [SelectChoice(IN_USE, in_use), *drafts]
        self.topics.choices = [SelectChoice(id, words(one.name)) for id, one in framework.competencies.items()]


class InviteForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Who is invited."""

    name = StringField(
        filters=[one_line],
        validators=[
            DataRequired(_l("Write how you call this expert")),
            Length(max=LONGEST_NAME, message=_l("At most 80 characters; please shorten it")),
        ],
        render_kw={"autocomplete": "off"},
    )


class RaiseForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Which topics and situations are reviewed, in which draft, and who the experts are."""

    draft = SelectField(validators=[InputRequired(_l("Choose the draft"))])
    elements = SelectMultipleField(validators=[InputRequired(_l("Choose at least one topic or situation"))])
    ru = name_of_experts(_l("Write in Russian who the experts are"))
    en = name_of_experts(_l("Write in English who the experts are"))

    def offer(self, reading: ExpertReading, holding: dict[str, Text]) -> None:
        """Offer the drafts there are, first the one that was read, and all of which what experts said holds."""
        drafts = sorted(all_drafts(db.session()), key=lambda one: one.id != reading.draft_id)
        self.draft.choices = [
            SelectChoice(one.id, _("the draft begun on %(moment)s", moment=moment(one.made))) for one in drafts
        ]
        self.draft.data = self.draft.data or next((one.id for one in drafts), None)
        self.elements.choices = [SelectChoice(id, words(name)) for id, name in holding.items()]


def show_readings() -> str:
    """Show every reading there was, and how many of its experts have sent."""
    return render_template("hr/expert_readings.html", readings=all_readings(db.session()))


def begin_here() -> ResponseReturnValue:
    """Choose what experts are to read."""
    framework, form = current_framework(), BeginForm()
    form.offer(framework)
    if form.validate_on_submit() and (reading := _begun(framework, form)):
        note(Event.EXPERTS_ASKED, current_known().account.id, reading.id)
        db.session.commit()
        return redirect(url_for("hr.expert_reading", id=reading.id), 303)
    page = render_template("hr/new_expert_reading.html", form=form, framework=framework)
    return page, 422 if form.errors else 200


def show_reading(id: UUID) -> ResponseReturnValue:
    """Show who was invited and how far each is, and what they say together."""
    return _page(_reading_or_404(id))


def invite_here(id: UUID) -> ResponseReturnValue:
    """Invite an expert and show their link, once."""
    reading, form = _reading_or_404(id), InviteForm()
    if not form.validate_on_submit():
        return _page(reading, invite=form), 422
    try:
        expert, secret = invite_expert(db.session(), reading, form.name.data or "", now())
    except TooManyExpertsError:
        form.name.errors = [_("Thirty experts are invited already; begin another reading for more")]
        return _page(reading, invite=form), 422
    note(Event.EXPERT_INVITED, current_known().account.id, expert.id)
    db.session.commit()
    url = full_address("visitor.expert", token=secret)
    return _page(reading, url=url, invited=expert)


def revoke_here(id: UUID, expert: UUID) -> ResponseReturnValue:
    """Let the link of an expert open nothing any more."""
    reading = _reading_or_404(id)
    if not revoke_expert(db.session(), reading, str(expert), now()):
        abort(404)
    list_erased((Erased.LINK, str(expert)))
    note(Event.EXPERT_REVOKED, current_known().account.id, str(expert))
    db.session.commit()
    flash(_("The link opens nothing any more."))
    return redirect(url_for("hr.expert_reading", id=reading.id), 303)


def raise_here(id: UUID) -> ResponseReturnValue:
    """Set topics that passed to reviewed, in a draft that somebody else looks at before it is used."""
    reading, form = _reading_or_404(id), RaiseForm(prefix="raise")
    form.offer(reading, _holding(reading, _found(reading)))
    if not form.validate_on_submit():
        return _page(reading, raising=form), 422
    draft = find_draft(db.session(), form.draft.data) or abort(404)
    by, who, elements = current_known().account.id, (form.ru.data or "", form.en.data or ""), form.elements.data or ()
    try:
        saved = raise_to_reviewed(db.session(), reading, draft, elements, who, framework_place(), by, now())
    except NoGroundError as error:
        names = _holding(reading, _found(reading))
        said = ", ".join(words(names[id]) for id in error.elements)
        form.elements.errors = [_("In this draft other texts stand than experts read: %(topics)s", topics=said)]
        return _page(reading, raising=form), 422
    except FileError as error:
        return _page(reading, raising=form, problems=problem_lines(error.problems)), 422
    if not saved:
        form.draft.errors = [_("Somebody saved this draft meanwhile. Look at it, then press again.")]
        return _page(reading, raising=form), 409
    note(Event.MODEL_REVIEWED, by, f"{draft.head.id} {draft.head.revision + 1} {reading.id}")
    db.session.commit()
    flash(_("Set to reviewed in the draft. It counts once somebody else has looked at the draft and published it."))
    return redirect(url_for("hr.model_review", id=draft.head.id), 303)


def drop_here(id: UUID) -> ResponseReturnValue:
    """Delete a reading with its links and all that was said."""
    reading = _reading_or_404(id)
    list_erased(*((Erased.EXPERT, one.id) for one in experts_of(db.session(), reading.id)))
    drop_reading(db.session(), reading)
    note(Event.EXPERT_READING_DROPPED, current_known().account.id, reading.id)
    db.session.commit()
    flash(_("Deleted, with every link and all that was said."))
    return redirect(url_for("hr.expert_readings"), 303)


def _page(
    reading: ExpertReading,
    invite: InviteForm | None = None,
    raising: RaiseForm | None = None,
    url: str = "",
    invited: Expert | None = None,
    problems: list[str] | None = None,
) -> str:
    experts = experts_of(db.session(), reading.id)
    found, framework = findings(db.session(), reading, experts), framework_read(db.session(), reading)
    if raising is None:
        raising = RaiseForm(formdata=None, prefix="raise")
        raising.offer(reading, _holding(reading, found))
    topics, situations = topics_of(framework, reading), situations_read(framework, reading)
    return render_template(
        "hr/expert_reading.html",
        reading=reading,
        framework=framework,
        topics=topics,
        situations=situations,
        whole=sum(len(one.anchors) for one in topics.values())
        + sum(len(one.options) + 1 for one in situations.values()),
        experts=experts,
        found=found,
        anchors={id: anchors_in_disorder(one) for id, one in topics.items()},
        options={id: options_in_disorder(one) for id, one in situations.items()},
        invite=invite or InviteForm(formdata=None),
        raising=raising,
        bare=FlaskForm(formdata=None),
        form=raising if raising.errors else invite or FlaskForm(formdata=None),
        problems=problems or [],
        url=url,
        invited=invited,
        now=now(),
    )


def _begun(framework: Framework, form: BeginForm) -> ExpertReading | None:
    """Return the reading that was asked for; None where the draft cannot be read, which the form then says."""
    by, draft_id = current_known().account.id, None
    if form.source.data != IN_USE:
        draft = find_draft(db.session(), form.source.data) or abort(404)
        draft_id = draft.head.id
        try:
            framework = framework_in_draft(draft, framework_place())
        except FileError as error:
            form.source.errors = problem_lines(error.problems)
            return None
    try:
        return begin_reading(db.session(), framework, form.topics.data or (), draft_id, by, now())
    except ValueError:
        form.topics.errors = [_("The draft has none of these topics")]
        return None


def _found(reading: ExpertReading) -> Findings:
    return findings(db.session(), reading, experts_of(db.session(), reading.id))


def _holding(reading: ExpertReading, found: Findings) -> dict[str, Text]:
    """Return the names of the topics, and the stories of the situations, of which what experts said is a ground."""
    read = read_by_experts(framework_read(db.session(), reading), reading)
    return {id: one.stem if isinstance(one, Situation) else one.name for id, one in read.items() if id in found.holding}


def _reading_or_404(id: UUID) -> ExpertReading:
    return find_reading(db.session(), str(id)) or abort(404)
