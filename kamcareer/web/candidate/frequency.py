"""How often: the indicators of one competency on one page."""

import uuid
from typing import Annotated

from flask import abort, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from wtforms import HiddenField
from wtforms.validators import UUID, Regexp

from kamcareer.core.blocks import Kind
from kamcareer.core.framework.competency import Competency
from kamcareer.core.frequencies import MAX_FREQUENCY, FrequencyDraft
from kamcareer.services.frequencies import save_frequencies
from kamcareer.services.saving import Conflict
from kamcareer.services.self_assessment import Sitting
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.flow import Place, next_page, place_of
from kamcareer.web.sitting import NoSittingError, current_sitting

STEPS = {str(step) for step in range(MAX_FREQUENCY + 1)}


class FrequencyForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """The indicators of one competency; the radio groups are named after them, so they are read by hand."""

    revision = HiddenField(validators=[Regexp(r"^\d{1,9}$")])
    key = HiddenField(validators=[UUID()])


class Save(BaseModel):
    """What the page sends: one value for each indicator that was chosen."""

    model_config = ConfigDict(extra="allow")

    assessment: Annotated[str, Field(max_length=36)]
    revision: Annotated[int, Field(ge=0, lt=10**9)]
    key: uuid.UUID


def ask_frequency(competency: str) -> ResponseReturnValue:
    """Show the indicators of a competency; on POST save and go on."""
    sitting = current_sitting()
    found, place = _found(sitting, competency)
    stored = sitting.assessment.frequency(competency)
    if request.method != "POST":
        return _page(sitting, found, place, stored)
    form, said = FrequencyForm(), _said(found, request.form.to_dict())
    if not form.validate() or not said:
        # Nothing chosen is no mistake: the button then only goes on.
        goes_on = not said and not form.errors
        return redirect(next_page(sitting, Kind.FREQUENCIES, competency), 303) if goes_on else (
            _page(sitting, found, place, FrequencyDraft(said, stored.revision)), 422)  # fmt: skip
    offered = FrequencyDraft(said, int(form.revision.data or 0))
    outcome = save_frequencies(db.session(), sitting.assessment.id, competency, offered, str(form.key.data), now())
    if outcome is None:
        raise NoSittingError
    if isinstance(outcome, Conflict):
        again = FrequencyDraft(said, outcome.stored.revision)
        return _page(sitting, found, place, again, outcome.stored), 409
    db.session.commit()
    return redirect(next_page(sitting, Kind.FREQUENCIES, competency), 303)


def autosave_frequency(competency: str) -> ResponseReturnValue:
    """Store what is chosen so far: 200 with the new revision, 409 when another tab was faster."""
    sitting = current_sitting()
    found, _place = _found(sitting, competency)
    try:
        sent = Save.model_validate(request.get_json(silent=True))
        said = _said(found, sent.model_extra or {})
        if not said or set(sent.model_extra or {}) - {item.id for item in found.indicators}:
            return jsonify(error=_("The answer could not be read")), 422
    except ValidationError as error:
        parts = sorted({str(detail["loc"][0]) for detail in error.errors() if detail["loc"]})
        return jsonify(error=_("The answer could not be read"), fields=parts), 422
    if not sitting.assessment.id.startswith(sent.assessment):
        raise NoSittingError
    offered = FrequencyDraft(said, sent.revision)
    outcome = save_frequencies(db.session(), sitting.assessment.id, competency, offered, str(sent.key), now())
    if outcome is None:
        raise NoSittingError
    if isinstance(outcome, Conflict):
        kept = {id: str(step) for id, step in outcome.stored.frequencies.items()}
        return jsonify(stored={**kept, "revision": outcome.stored.revision}), 409
    db.session.commit()
    return jsonify(revision=outcome.draft.revision, next=next_page(sitting, Kind.FREQUENCIES, competency))


def _said(competency: Competency, sent: dict[str, str]) -> dict[str, int]:
    return {item.id: int(sent[item.id]) for item in competency.indicators if sent.get(item.id) in STEPS}


def _found(sitting: Sitting, competency: str) -> tuple[Competency, Place]:
    place = place_of(sitting, Kind.FREQUENCIES, competency)
    if place is None:
        abort(404)
    return sitting.framework.competencies[competency], place


def _page(
    sitting: Sitting, competency: Competency, place: Place, shown: FrequencyDraft, stored: FrequencyDraft | None = None
) -> str:
    form = FrequencyForm(formdata=None)
    form.revision.data, form.key.data = str(shown.revision), str(uuid.uuid4())
    return render_template(
        "candidate/frequency.html",
        framework=sitting.framework,
        assessment=sitting.assessment,
        competency=competency,
        form=form,
        shown=shown,
        stored=stored,
        draft=sitting.assessment.frequency(competency.id),
        place=place,
        next=next_page(sitting, Kind.FREQUENCIES, competency.id),
        returns=request.args.get("from") == "check",
    )
