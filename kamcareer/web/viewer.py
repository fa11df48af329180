"""Who asks: the account that is open in this browser."""

from flask import Response, after_this_request, g

from kamcareer.core.accounts import EVERYBODY, Account, Role
from kamcareer.core.sign_ins import LIFE
from kamcareer.services.sign_ins import Known, is_stale, known_by, renew_secret, see
from kamcareer.store.database import db, written_apart
from kamcareer.web.clock import now
from kamcareer.web.cookies import cookie, drop_cookie, keep_cookie

COOKIE = "account"


class SecondFactorMissingError(Exception):
    """The role that the page is for acts only in a browser where a second factor was shown."""


class NotSignedInError(Exception):
    """The page is for people with an account, and nobody is signed in here."""


def known() -> Known | None:
    """Return who is signed in in this browser; None for a visitor. Read once a request."""
    found = half_known()
    return found if found and found.complete else None


def half_known() -> Known | None:
    """Return who is signed in, also where the second factor is still to be shown: that opens nothing but its page."""
    if "known" not in g:
        secret = cookie(COOKIE)
        g.known = known_by(db.session(), secret, now()) if secret else None
    found: Known | None = g.known
    return found


def ask_no_more() -> None:
    """Let this page be drawn without asking the database who asks: where nobody is known by now, as for a visitor."""
    g.setdefault("known", None)


def viewer() -> Account | None:
    """Return the account of whoever asks; None for a visitor."""
    found = known()
    return found.account if found else None


def roles() -> frozenset[Role]:
    """Return the roles of whoever asks that act in this browser."""
    found = known()
    return found.roles if found else EVERYBODY


def current_known() -> Known:
    """Return who is signed in; NotSignedInError for a visitor."""
    found = known()
    if found is None:
        raise NotSignedInError
    return found


def note_visit() -> None:
    """Keep "last seen" of a signed-in browser, in a unit of work of its own: pages that only read stay so."""
    found = known()
    if found and is_stale(found, now()):
        with written_apart():
            see(db.session(), found, now())


def remember_sign_in(response: Response, secret: str) -> None:
    """Let this browser keep an account open."""
    g.sign_in_remembered = True
    keep_cookie(response, COOKIE, secret, int(LIFE.total_seconds()))


def renew_sign_in(found: Known) -> None:
    """Give the sign-in of this browser a new secret, unless what the request does next ends or replaces it."""
    secret = renew_secret(db.session(), found)

    @after_this_request
    def _remember(response: Response) -> Response:
        if "sign_in_remembered" not in g:
            remember_sign_in(response, secret)
        return response


def forget_sign_in(response: Response) -> None:
    """Let this browser forget the account, and drop answers that were waiting in it."""
    g.sign_in_remembered = True
    drop_cookie(response, COOKIE)
    response.headers["Clear-Site-Data"] = '"storage"'
