"""What the pages of uploaded files share: the form that takes one, what its columns mean, the file that waits."""

from datetime import date

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3

from kamcareer.core.spreadsheets.refusal import RefusedFileError
from kamcareer.core.spreadsheets.sheet import Sheet
from kamcareer.core.waiting_files import Holds, WaitingFile
from kamcareer.services.imports import forget_import
from kamcareer.services.waiting_files import hold_file, waiting_file
from kamcareer.store.database import db
from kamcareer.web.clock import now
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


class DecisionForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """What columns and words mean; the fields are added for each file."""


def decision_form(fields: dict[str, SelectField]) -> DecisionForm:
    """Return a form with a choice for each column and word."""
    form: DecisionForm = type("ColumnsForm", (DecisionForm,), fields)()
    return form


def sheet_field(waiting: WaitingFile, read: Sheet) -> dict[str, SelectField]:
    """Return the choice of the sheet that is read; none where a file has one only."""
    if len(waiting.sheets) == 1:
        return {}
    names = [SelectChoice(sheet.name, sheet.name) for sheet in waiting.sheets]
    return {"sheet": SelectField(choices=names, default=read.name)}


def take_file(form: FileForm, holds: Holds, *, scored_on: date | None = None, vacancy_id: str | None = None) -> bool:
    """Keep the file of a form until somebody has looked at it; return False with the reason in the form."""
    data, name = form.table.data.read(), form.table.data.filename or ""
    account, secret = current_known().account.id, current_app.config["SECRET_KEY"]
    forget_import(db.session(), account, holds)
    try:
        hold_file(db.session(), secret, account, holds, data, name, now(), scored_on, vacancy_id)
    except RefusedFileError as error:
        form.table.errors = [refusal_words(error)]
        return False
    db.session.commit()
    return True


def own_file(holds: Holds) -> WaitingFile | None:
    """Return what whoever asks has waiting."""
    return waiting_file(db.session(), current_app.config["SECRET_KEY"], current_known().account.id, holds, now())
