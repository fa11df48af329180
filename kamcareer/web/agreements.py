"""What a person is asked to agree to: the document of a purpose with everything filled in, and the form below it."""

from collections.abc import Mapping

from flask import current_app, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, ValidationError

from kamcareer.config import Settings
from kamcareer.core.demographics import purpose_of
from kamcareer.core.erasures import Erased
from kamcareer.core.legal_basis import RESTING, Basis, Holder, Purpose
from kamcareer.core.legal_texts import Agreement
from kamcareer.services.audit import Event
from kamcareer.services.legal_bases import agree, withdraw
from kamcareer.services.legal_texts import offered
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.erasures import forget_demographics, list_erased
from kamcareer.web.languages import language
from kamcareer.web.records import note
from kamcareer.web.retention import keep_words

PURPOSES = {
    Purpose.DEVELOPMENT: _l("self-assessment for your own development"),
    Purpose.SELECTION: _l("selection for a vacancy"),
    Purpose.STORAGE: _l("keeping your data for later vacancies"),
    Purpose.DEMOGRAPHICS: _l("sex and age, for checking fairness"),
    Purpose.PRESENTATION: _l("showing you to a client company"),
    Purpose.CONTEST: _l("showing how far your plan is to the panel of a contest"),
    Purpose.SUCCESSION: _l("a place in the talent pool"),
    Purpose.FAIRNESS: _l("sex and age, to check whether vacancies treat people alike"),
}
BASES = {
    Basis.CONSENT: _l("your consent"),
    Basis.CONTRACT: _l("a contract with you, or your wish to make one"),
    Basis.LABOUR_LAW: _l("labour law"),
}


class AgreeForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """One button; the hash says which words were above it when it was pressed."""

    text_sha256 = HiddenField()

    def for_words(self, shown: Agreement) -> "AgreeForm":
        """Accept the button only below exactly these words."""
        self.shown = shown
        if request.method != "POST":
            self.text_sha256.data = shown.text.sha256
        return self

    def validate_text_sha256(self, field: HiddenField) -> None:
        """Refuse a button that stood below other words: a setting or the language changed meanwhile."""
        if field.data != self.shown.text.sha256:
            field.data = self.shown.text.sha256
            raise ValidationError(_("The text has changed. Please read it again."))


def document_for(purpose: Purpose, more: Mapping[str, str] | None = None) -> Agreement:
    """Return what a person is asked to agree to today, in the reader's language; `more` fills what is no setting."""
    settings: Settings = current_app.config["SETTINGS"]
    words = {
        "keep": keep_words(purpose),
        "purpose": str(PURPOSES[purpose]),
        "basis": str(BASES[settings.operator.basis(purpose)]),
        **(more or {}),
    }
    return offered(settings.legal, settings.operator, purpose, language(), words)


def take(holder: Holder, agreed: Agreement) -> None:
    """Note an agreement, here and in the audit trail."""
    agree(db.session(), holder, agreed, now())
    note_agreed(holder, agreed)


def note_agreed(holder: Holder, agreed: Agreement) -> None:
    """Note in the audit trail that somebody agreed; another basis is no act of the person."""
    if agreed.basis is Basis.CONSENT:
        note(Event.CONSENT_GIVEN, _who(holder), agreed.purpose)


def take_back(holder: Holder, purpose: Purpose) -> bool:
    """Withdraw every consent of a holder for a purpose; return whether there was one."""
    if purpose_of(holder) in (purpose, *RESTING[purpose]):
        forget_demographics(holder)
    ended = withdraw(db.session(), holder, purpose, now())
    if ended:
        list_erased(*((Erased.CONSENT, id) for id in ended))
        note(Event.CONSENT_WITHDRAWN, _who(holder), purpose)
    return bool(ended)


def _who(holder: Holder) -> str:
    return holder.account_id or holder.assessment_id or ""
