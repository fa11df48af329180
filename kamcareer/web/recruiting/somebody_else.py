"""What a writer says of words that may name another person of the vacancy."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField


class NamingForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Words to one person, in which no other one of the vacancy is named."""

    sure = SelectMultipleField(validate_choice=False)  # the words that name nobody else, as whoever wrote them says
    doubts: tuple[str, ...] = ()

    @property
    def doubted(self) -> dict[str, str]:
        """Return the words to tick, as they are called: those that were asked about, else those that are ticked."""
        return {word: word for word in self.doubts or self.sure.data or ()}

    def ask_about(self, doubts: Iterable[str]) -> None:
        """Ask whether these words name somebody; say in the form that it was asked."""
        self.doubts = tuple(dict.fromkeys(doubts))
        self.sure.errors = [
            _(
                "This may name another person of the vacancy: %(words)s. Take it out, or tick it below",
                words=", ".join(self.doubts),
            )
        ]
