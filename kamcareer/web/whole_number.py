"""A whole number in a form."""

from typing import Any

from wtforms import IntegerField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput


class WholeNumber(IntegerField):
    """A whole number as people write it, with spaces between its thousands or without.

    It is typed as text: the number field of a browser lets no space in, and swallows what it does not understand.
    """

    widget = TextInput()

    def __init__(self, *arguments: Any, render_kw: dict[str, Any] | None = None, **more: Any) -> None:
        super().__init__(*arguments, render_kw={"inputmode": "numeric", **(render_kw or {})}, **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it; split() knows the narrow spaces too that spreadsheets and phones put there."""
        super().process_formdata(["".join(value.split()) for value in valuelist])

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - the library passes it
        """Say one thing of what is no number: how large it may be is no question then."""
        if self.process_errors and any(text.strip() for text in self.raw_data or ()):
            raise StopValidation
