"""Which assessment this browser has open."""

from base64 import b64encode

from flask import current_app, g, session

from kamcareer.core.assessment import Assessment
from kamcareer.services.secret import key_about
from kamcareer.services.self_assessment import Sitting, own_sitting
from kamcareer.store.database import db
from kamcareer.web.viewer import viewer

KEY = "assessment"
SHORT = 8


class NoSittingError(Exception):
    """No assessment is open in this browser, or it was deleted."""


def sitting_or_none() -> Sitting | None:
    """Return the open assessment with its framework, read once a request."""
    if "sitting" not in g:
        id = session.get(KEY)
        asks = viewer()
        g.sitting = own_sitting(db.session(), id, asks.id if asks else None) if id else None
    sitting: Sitting | None = g.sitting
    return sitting


def any_sitting() -> Sitting:
    """Return the open assessment, whatever was withdrawn; NoSittingError when there is none."""
    sitting = sitting_or_none()
    if sitting is None:
        raise NoSittingError
    return sitting


def current_sitting() -> Sitting:
    """Return the open assessment; NoSittingError when there is none, NoBasisError when nothing allows using it."""
    sitting = any_sitting()
    sitting.must_be_allowed()
    return sitting


def is_own(assessment: Assessment) -> bool:
    """Return whether this browser holds an assessment, or the account that owns it is open in it."""
    asks = viewer()
    return session.get(KEY) == assessment.id or (asks is not None and asks.id == assessment.owner)


def forget_sitting_of_request() -> None:
    """Read the open assessment anew when it is asked for next: this request has changed it."""
    g.pop("sitting", None)


def invented_person() -> str | None:
    """Return the name of the invented person whose assessment is open on this page; None for everybody real."""
    sitting: Sitting | None = g.get("sitting")
    return sitting.assessment.demo_name if sitting else None


def open_assessment() -> str | None:
    """Return the beginning of the id of the assessment that this page has opened: enough to tell two apart."""
    sitting: Sitting | None = g.get("sitting")
    return sitting.assessment.id[:SHORT] if sitting else None


def waiting_key() -> str:
    """Return the key under which unsent answers to the open assessment wait in the browser; it is kept nowhere."""
    key = key_about(current_app.config["SECRET_KEY"], "waiting answers", any_sitting().assessment.id)
    return b64encode(key).decode()


def remember_sitting(id: str) -> None:
    """Let this browser continue an assessment. The cookie is signed and holds its id, nothing of its content."""
    forget_sitting()
    session[KEY] = id
    session.permanent = True


def forget_sitting() -> None:
    """Let this browser forget the assessment; the assessment itself stays."""
    session.clear()
