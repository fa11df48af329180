"""What the pages of HR's files share: the day of the scores, where one goes on."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.validators import InputRequired, ValidationError

from kamcareer.core.waiting_files import Holds
from kamcareer.services.imports import forget_import
from kamcareer.services.waiting_files import drop_file
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.file_form import FileForm
from kamcareer.web.viewer import current_known


class MatrixForm(FileForm):
    """A table of scores, and when they were given."""

    scored_on = DateField(validators=[InputRequired(_l("Say when the scores were given"))])

    def validate_scored_on(self, field: DateField) -> None:
        """Refuse a day that is still to come."""
        if field.data and field.data > today():
            raise ValidationError(_l("This day is still to come"))


def back_to(holds: Holds) -> ResponseReturnValue:
    """Lead back to the page of the file."""
    return redirect(url_for(f"hr.{holds}_import"), 303)


def drop_own_file(holds: Holds) -> ResponseReturnValue:
    """Delete what whoever asks has waiting."""
    account = current_known().account.id
    forget_import(db.session(), account, holds)
    drop_file(db.session(), account, holds)
    db.session.commit()
    return back_to(holds)
