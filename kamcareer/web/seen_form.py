"""A form that knows what was saved when it was opened, so that nothing of somebody else is written over unseen."""

from hashlib import sha256
from typing import ClassVar

from flask_babel import LazyString
from flask_wtf import FlaskForm
from wtforms import HiddenField


class SeenForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """A form about something that several people may change."""

    seen = HiddenField()  # what was saved when the form was opened
    meanwhile: ClassVar[LazyString]  # what is said where somebody was quicker

    def began_with(self, saved: object) -> None:
        """Carry what is saved now: anything that reads the same as long as it is the same."""
        self.seen.data = self.sign_of(saved)

    @staticmethod
    def sign_of(saved: object) -> str:
        """Return a short sign of what is saved, for a page that shows one form several times."""
        return sha256(repr(saved).encode()).hexdigest()

    def still_seen(self, saved: object) -> bool:
        """Return whether nobody saved anything else since the form was opened; say in the form that somebody did."""
        before = self.seen.data
        self.began_with(saved)
        if before == self.seen.data:
            return True
        self.seen.errors = [str(self.meanwhile)]
        return False
