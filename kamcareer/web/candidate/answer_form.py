"""The form of one question, and the draft it stands for."""

from uuid import uuid4

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import UUID, InputRequired, Length, Optional, Regexp

from kamcareer.core.answers import MAX_EXAMPLE
from kamcareer.core.assessment import Draft
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.web.typed import plain_text

NO_CHANCE = "no_chance"
CONFIDENCES = {"sure": _l("certain"), "fairly": _l("fairly sure"), "guess": _l("a guess")}


class AnswerForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """One answer. `revision` is what the page showed when it was made; `key` marks this very save."""

    level = RadioField(
        choices=[SelectChoice(str(level), str(level)) for level in range(MAX_LEVEL + 1)]
        + [SelectChoice(NO_CHANCE, NO_CHANCE)],
        validators=[InputRequired(_l("Choose the description that fits you, or “no chance to show this”"))],
    )
    confidence = RadioField(
        choices=[SelectChoice(value, label) for value, label in CONFIDENCES.items()],
        validators=[Optional()],
    )
    example = TextAreaField(
        filters=[plain_text],
        validators=[Optional(), Length(max=MAX_EXAMPLE, message=_l("At most 600 characters; please shorten it"))],
    )
    revision = HiddenField(validators=[Regexp(r"^\d{1,9}$")])
    key = HiddenField(validators=[UUID()])

    @classmethod
    def of(cls, draft: Draft) -> "AnswerForm":
        """Return the form as it is shown first, filled with what was saved."""
        form = cls(formdata=None)
        form.level.data = NO_CHANCE if draft.no_chance else str(draft.level) if draft.level is not None else None
        form.confidence.data = draft.confidence
        form.example.data = draft.example
        form.revision.data = str(draft.revision)
        form.key.data = str(uuid4())
        return form

    def draft(self) -> Draft:
        """Return what the person says in this form."""
        return draft_from(self.level.data, self.confidence.data, self.example.data, int(self.revision.data or 0))


def draft_from(level: str | None, confidence: str | None, example: str | None, revision: int) -> Draft:
    """Return the draft of form values."""
    return Draft(
        level=int(level) if level and level != NO_CHANCE else None,
        no_chance=level == NO_CHANCE,
        confidence=confidence or None,  # type: ignore[arg-type]  # the form knows only these words
        example=plain_text(example),
        revision=revision,
    )
