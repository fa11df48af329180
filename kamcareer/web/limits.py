"""How often something may be tried: per address and, where somebody is named, per mailbox or number."""

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from typing import Any, TypeVar, cast

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from kamcareer.core.accounts import mailbox, sign_in_name
from kamcareer.web.known_browser import known_browser
from kamcareer.web.viewer import half_known

TRIES = "10 per 5 minutes;40 per hour"
LINKS = "3 per 15 minutes;10 per day"
CARDS = "60 per hour"
INVITATIONS = "60 per hour"
UPLOADS = "60 per hour"
EFFECTS = "20 per hour"
LETTERS = "30 per hour"
LETTERS_TO_ONE = "5 per day"
STARTS = "120 per hour"
PDFS, EVERYBODYS_PDFS = "60 per 5 minutes", "300 per 5 minutes"
POLICY_REPORTS = "30 per 5 minutes"
APPLICATIONS = "30 per hour"
EVERYBODYS = "1000 per 5 minutes"

View = TypeVar("View", bound=Callable[..., Any])

# While Redis is away each worker counts for itself: twice as wide, never open and never shut.
limiter = Limiter(get_remote_address, headers_enabled=True, strategy="moving-window", in_memory_fallback_enabled=True)


def register_limits(app: Flask) -> None:
    """Count in memory, or in Redis where several workers must agree."""
    app.after_request(_come_back_soon)  # before the library's own, and so after it
    app.config["RATELIMIT_STORAGE_URI"] = app.config["SETTINGS"].limits_url
    limiter.init_app(app)


def _come_back_soon(response: Response) -> Response:
    """Let whoever met a busy server try again in a moment: the library would name the end of the limit's window."""
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "3"
    return response


def limited(
    often: str, by_name: str | None = None, by_account: str | None = None, *, field: str = "email"
) -> Callable[[View], View]:
    """Limit forms sent to a page: by where they come from, for everybody together, by whom its field names, or account.

    A browser that the person named has signed in with before counts for itself alone.
    """
    post: dict[str, Any] = {"methods": ["POST"]}

    def named() -> str:
        return _as_kept(request.form.get(field, ""), sign_in_name)

    def name_key() -> str:
        # A hash: the counter needs to know it again, not to hold it.
        return sha256(f"{named()} {known_browser(named()) or ''}".encode()).hexdigest()

    def wrap(view: View) -> View:
        guarded: Any = limiter.limit(often, exempt_when=_is_known, **post)(view)
        everybody = limiter.limit(EVERYBODYS, key_func=lambda: "everybody", exempt_when=_is_known, **post)
        guarded = everybody(guarded)
        for limit, key in ((by_name, name_key), (by_account, this_account)):
            guarded = limiter.limit(limit, key_func=key, **post)(guarded) if limit else guarded
        return cast("View", guarded)

    # Only where somebody is named is there a counter of the browser's own.
    def _is_known() -> bool:
        # Asked of a page that is only opened too, where nobody is named yet.
        return bool(by_name) and request.method == "POST" and known_browser(named()) is not None

    return wrap


def limited_letters(view: View) -> View:
    """Limit forms that may send a letter to somebody else: by where they come from, and by whom the letter goes to."""
    post: dict[str, Any] = {"methods": ["POST"], "exempt_when": lambda: not _recipient()}
    guarded: Any = limiter.limit(LETTERS, **post)(view)
    return cast("View", limiter.limit(LETTERS_TO_ONE, key_func=_recipient_key, **post)(guarded))


def limited_pdfs(view: View) -> View:
    """Limit the PDF files made on all pages together: each costs about a second. Other styles are free."""
    other: dict[str, Any] = {"exempt_when": lambda: (request.view_args or {}).get("style") != "pdf"}
    guarded: Any = limiter.shared_limit(PDFS, "pdfs", **other)(view)
    everybody = limiter.shared_limit(EVERYBODYS_PDFS, "all pdfs", key_func=lambda: "everybody", **other)
    return cast("View", everybody(guarded))


def _recipient() -> str:
    return _as_kept(request.form.get("mailbox", ""), mailbox)


def _recipient_key() -> str:
    return sha256(_recipient().encode()).hexdigest()


def this_account() -> str:
    """Return what tells apart the account that is open, or half open, in this browser."""
    found = half_known()
    return found.account.id if found else "nobody"


def _as_kept(text: str, kept: Callable[[str], str]) -> str:
    """Return a name in the spelling of accounts: many spellings of one mailbox must not be many counters."""
    try:
        return kept(text)
    except ValueError:
        return "".join(text.split()).lower()
