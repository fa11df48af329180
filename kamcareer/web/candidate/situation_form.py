"""The form of one situation: the best and the worst of four ways to act."""

from uuid import uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import UUID, InputRequired, Regexp

from kamcareer.core.situation_answers import SituationDraft

OPTIONS = [SelectChoice(letter, letter) for letter in "ABCD"]


class SituationForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """One situation. `revision` is what the page showed when it was made; `key` marks this very save."""

    best = RadioField(choices=OPTIONS, validators=[InputRequired(_l("Choose what you would do first of all"))])
    worst = RadioField(choices=OPTIONS, validators=[InputRequired(_l("Choose what you would never do"))])
    revision = HiddenField(validators=[Regexp(r"^\d{1,9}$")])
    key = HiddenField(validators=[UUID()])

    def validate_worst(self, field: RadioField) -> None:
        """Refuse one way as both the best and the worst."""
        if field.data == self.best.data:
            raise ValidationError(_("The best and the worst cannot be the same"))

    @classmethod
    def of(cls, draft: SituationDraft) -> "SituationForm":
        """Return the form as it is shown first, filled with what was saved."""
        form = cls(formdata=None)
        form.best.data, form.worst.data = draft.best, draft.worst
        form.revision.data, form.key.data = str(draft.revision), str(uuid4())
        return form

    def draft(self) -> SituationDraft:
        """Return what the person says in this form."""
        return SituationDraft(self.best.data, self.worst.data, int(self.revision.data or 0))
