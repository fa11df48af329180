"""How long things are kept, in the words and days of people."""

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from kamcareer.config import Settings
from kamcareer.core.accounts import Account
from kamcareer.core.legal_basis import Purpose
from kamcareer.core.retention import Kept, Outcome, Terms
from kamcareer.services.retention import kept_as_account, kept_sitting
from kamcareer.services.self_assessment import Sitting
from kamcareer.store.database import db

AS_LONG_AS_AGREED = {
    Purpose.FAIRNESS: _l(
        "until those who applied in your quarter are counted, six months at most, or until you withdraw"
    ),
    Purpose.PRESENTATION: _l(
        "until you withdraw or delete it, at most as long as your application; a link works for a month at most"
    ),
    Purpose.CONTEST: _l("until you withdraw or delete it, at most as long as your application"),
    Purpose.SUCCESSION: _l(
        "until the day that stands beside the role, or until you leave; a month later all of it is deleted"
    ),
}


def kept_until(sitting: Sitting) -> Kept:
    """Return how long the assessment of a sitting is kept if its person does nothing more."""
    return kept_sitting(db.session(), sitting, _terms())


def account_kept_until(account: Account) -> Kept:
    """Return how long an account is kept if nobody uses it any more."""
    return kept_as_account(db.session(), account, _terms())


def months_of(outcome: Outcome) -> str:
    """Return a term in words: 6 months."""
    return str(ngettext("%(num)d month", "%(num)d months", _terms().months[outcome]))


def keep_words(purpose: Purpose) -> str:
    """Return how long data is kept for a purpose, as the documents say it."""
    if purpose == Purpose.DEVELOPMENT:
        words = _(
            "until you delete it, but at most %(unfinished)s after the last change, %(finished)s with a report; in an "
            "account %(idle)s after your last visit; %(withdrawn)s after you withdraw",
            unfinished=months_of(Outcome.UNFINISHED),
            finished=months_of(Outcome.FINISHED),
            idle=months_of(Outcome.IDLE_ACCOUNT),
            withdrawn=months_of(Outcome.WITHDRAWN),
        )
        return str(words)
    if purpose == Purpose.DEMOGRAPHICS:
        return str(_("until you delete it, but at most %(term)s", term=months_of(Outcome.DEMOGRAPHICS)))
    if purpose in AS_LONG_AS_AGREED:
        return str(AS_LONG_AS_AGREED[purpose])
    if purpose == Purpose.SELECTION:
        words = _(
            "until you delete it, but at most %(unfinished)s after the last change, %(finished)s once it is sent; "
            "%(withdrawn)s after you withdraw",
            unfinished=months_of(Outcome.APPLYING),
            finished=months_of(Outcome.APPLIED),
            withdrawn=months_of(Outcome.NO_LONGER_APPLYING),
        )
        return str(words)
    return str(_("%(term)s from today, or until you withdraw or delete it", term=months_of(Outcome.KEPT_FOR_LATER)))


def _terms() -> Terms:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.terms
