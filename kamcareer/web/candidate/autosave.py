"""Saving an answer while the person is still on the page."""

from typing import Annotated, Literal

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from pydantic import Field

from kamcareer.core.answers import MAX_EXAMPLE
from kamcareer.core.assessment import Draft, questions
from kamcareer.core.blocks import Kind
from kamcareer.services.saving import Conflict
from kamcareer.services.self_assessment import save_answer
from kamcareer.store.database import db
from kamcareer.web.candidate.answer_form import NO_CHANCE, draft_from
from kamcareer.web.candidate.sent_save import SentSave, sent_save
from kamcareer.web.clock import now
from kamcareer.web.flow import next_page
from kamcareer.web.sitting import NoSittingError, current_sitting


class Save(SentSave):
    """The parts of an answer that are there so far."""

    level: Literal["0", "1", "2", "3", "4", "no_chance"] | None
    confidence: Literal["sure", "fairly", "guess"] | None
    example: Annotated[str, Field(max_length=100 * MAX_EXAMPLE)]


def save(competency: str) -> ResponseReturnValue:
    """Store one answer: 200 with the new revision, 409 with both versions when another tab was faster."""
    sitting = current_sitting()
    if competency not in questions(sitting.framework, sitting.assessment.target):
        return jsonify(error="unknown question"), 404
    sent = sent_save(Save, sitting)
    offered = draft_from(sent.level, sent.confidence, sent.example, sent.revision)
    if len(offered.example) > MAX_EXAMPLE:
        return jsonify(error=_("At most 600 characters; please shorten it")), 422
    outcome = save_answer(db.session(), sitting.assessment.id, competency, offered, str(sent.key), now())
    if outcome is None:
        raise NoSittingError
    if isinstance(outcome, Conflict):
        return jsonify(stored=_as_json(outcome.stored)), 409
    db.session.commit()
    return jsonify(revision=outcome.draft.revision, next=next_page(sitting, Kind.TOPICS, competency))


def _as_json(draft: Draft) -> dict[str, object]:
    level = NO_CHANCE if draft.no_chance else None if draft.level is None else str(draft.level)
    return {"level": level, "confidence": draft.confidence, "example": draft.example, "revision": draft.revision}
