"""Several levels on one page, each with words beside it, in one form: any of its buttons keeps all that was typed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import request
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import Length, Optional

from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.web.typed import plain_text

LEVELS = tuple(str(level) for level in range(MAX_LEVEL + 1))


@dataclass(frozen=True)
class Typed:
    """What stands in one row of the form, and its fields, which take errors."""

    id: str
    level: RadioField
    words: TextAreaField
    seen: HiddenField

    @property
    def changed(self) -> bool:
        """Whether it is other than the page showed it: what another tab has kept since is left alone."""
        return f"{self.level.data or ''}:{self.words.data}".strip() != self.seen.data

    @property
    def wrong(self) -> bool:
        """Whether something is the matter with it."""
        return bool(self.level.errors or self.words.errors)

    def show(self, level: int | None, words: str) -> None:
        """Put into it what is kept."""
        self.level.data, self.words.data = "" if level is None else str(level), words
        self.seen.data = f"{self.level.data}:{words}".strip()


class AgreedLevelsForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """A level and words for each row of a page, by its id; a button beside a row names it as `row`."""

    row = HiddenField()

    @property
    def rows(self) -> dict[str, Typed]:
        """The rows, by id."""
        ids = (name.removeprefix("level-") for name in self._fields if name.startswith("level-"))
        return {id: Typed(id, self[f"level-{id}"], self[f"words-{id}"], self[f"seen-{id}"]) for id in ids}

    @property
    def sent(self) -> Iterator[Typed]:
        """The rows that were changed, and nothing is the matter with; the one whose button was pressed in any case."""
        pressed = self.row.data
        return (one for one in self.rows.values() if (one.changed or one.id == pressed) and not one.wrong)

    @property
    def targets(self) -> dict[str, str]:
        """Where the summary of errors leads."""
        return {
            name: target
            for one in self.rows.values()
            for name, target in ((one.level.name, f"{one.level.name}-0"), (one.words.name, one.words.name))
        }


def agreed_levels_form(ids: Iterable[str], longest: Length) -> AgreedLevelsForm:
    """Return a form with a row for each id, and nothing in it but what was sent."""

    class RowsForm(AgreedLevelsForm):
        """The rows of one page."""

    for id in ids:
        choices = [SelectChoice(level, level) for level in LEVELS]
        # A blank is no level, and not nothing either.
        level = RadioField(choices=choices, validators=[Optional(strip_whitespace=False)])
        setattr(RowsForm, f"level-{id}", level)
        setattr(RowsForm, f"words-{id}", TextAreaField(filters=[plain_text], validators=[longest]))
        setattr(RowsForm, f"seen-{id}", HiddenField(filters=[plain_text]))
    return RowsForm()


def was_sent(form: AgreedLevelsForm) -> bool:
    """Return whether the form was sent, and by whom it was given to; what is wrong in one row keeps no other back."""
    return request.method == "POST" and (form.validate() or "csrf_token" not in form.errors)
