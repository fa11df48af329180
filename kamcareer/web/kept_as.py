"""A field whose data is what is kept, not what was typed."""

from collections.abc import Callable

from flask_wtf import FlaskForm
from wtforms import Field, ValidationError


def kept_as(reader: Callable[[str], str], otherwise: str) -> Callable[[FlaskForm, Field], None]:
    """Return a validator that puts what a reader makes of the text into the field; its ValueError is said in words."""

    def read(_form: FlaskForm, field: Field) -> None:
        try:
            field.data = reader(field.data or "")
        except ValueError:
            raise ValidationError(otherwise) from None

    return read
