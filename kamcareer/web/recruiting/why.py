"""Why a vacancy is changed, and the word of whoever changes it that they have read whom it affects."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import Length

from kamcareer.core.vacancies import Reason, Vacancy
from kamcareer.services.vacancies import anybody_began
from kamcareer.store.database import db
from kamcareer.web.seen_form import SeenForm
from kamcareer.web.typed import plain_text
from kamcareer.web.vacancy_words import REASONS

LONGEST_REASON = 600


class ReasonForm(SeenForm):
    """Why a vacancy is changed, in chips, in words or both."""

    reasons = SelectMultipleField(choices=[SelectChoice(one, label) for one, label in REASONS.items()])
    words = TextAreaField(
        filters=[plain_text],
        validators=[Length(max=LONGEST_REASON, message=_l("At most 600 characters; please shorten it"))],
        render_kw={"rows": "3"},
    )
    confirmed = BooleanField()
    meanwhile = _l("Somebody changed this vacancy meanwhile. What you chose stands below. Save again if it is to stay.")

    @property
    def chips(self) -> frozenset[Reason]:
        """Return the reasons that were ticked."""
        return frozenset(map(Reason, self.reasons.data or []))

    def ask_why(self) -> None:
        """Say that a reason is missing."""
        self.words.errors = [_("Say why: choose a reason or write it in your own words")]

    def is_confirmed(self, vacancy: Vacancy) -> bool:
        """Return whether whom it affects was read, where there is anybody; say in the form that it was not."""
        if self.confirmed.data or not anybody_began(db.session(), vacancy):
            return True
        self.confirmed.errors = [_("People have begun already: read whom it affects, and confirm")]
        return False
