"""What the pages of uploaded files share: the form that takes one, and the file that waits."""

from flask import current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, SelectField
from wtforms.validators import InputRequired, ValidationError

from kamcareer.core.spreadsheets.refusal import RefusedFileError
from kamcareer.core.waiting_files import Holds, WaitingFile
from kamcareer.services.waiting_files import hold_file, waiting_file
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.retention import today
from kamcareer.web.sheet_words import refusal_words
from kamcareer.web.viewer import current_known

# As many problems as somebody reads at once; the table that comes back has all of them.
MOST_PROBLEMS = 50
EXAMPLES = 2


class FileForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """A table to look at."""

    table = FileField(
        validators=[FileRequired(_l("Choose a file"))], render_kw={"accept": ".xlsx,.csv,.txt", "class": "typed"}
    )


class MatrixForm(FileForm):
    """A table of scores, and when they were given."""

    scored_on = DateField(validators=[InputRequired(_l("Say when the scores were given"))])

    def validate_scored_on(self, field: DateField) -> None:
        """Refuse a day that is still to come."""
        if field.data and field.data > today():
            raise ValidationError(_l("This day is still to come"))


class DecisionForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """What columns and words mean; the fields are added for each file."""


def take_file(form: FileForm, holds: Holds) -> bool:
    """Keep the file of a form until somebody has looked at it; return False with the reason in the form."""
    scored_on = form.scored_on.data if isinstance(form, MatrixForm) else None
    data, name = form.table.data.read(), form.table.data.filename or ""
    account = current_known().account.id
    try:
        hold_file(db.session(), current_app.config["SECRET_KEY"], account, holds, data, name, now(), scored_on)
    except RefusedFileError as error:
        form.table.errors = [refusal_words(error)]
        return False
    db.session.commit()
    return True


def own_file(holds: Holds) -> WaitingFile | None:
    """Return what whoever asks has waiting."""
    return waiting_file(db.session(), current_app.config["SECRET_KEY"], current_known().account.id, holds, now())


def back_to(holds: Holds) -> ResponseReturnValue:
    """Lead back to the page of the file."""
    return redirect(url_for(f"hr.{holds}_import"), 303)


def decision_form(fields: dict[str, SelectField]) -> DecisionForm:
    """Return a form with a choice for each column and word."""
    form: DecisionForm = type("ColumnsForm", (DecisionForm,), fields)()
    return form
