"""Browsers that somebody has signed in with before: others who guess a passphrase lock nobody out of those.

After OWASP's device cookies. The cookie opens nothing; it only says whose counter a wrong try goes to.
"""

from hashlib import sha256
from secrets import token_hex

from flask import Response, current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from kamcareer.core.accounts import Account
from kamcareer.web.cookies import YEAR, cookie, keep_cookie

COOKIE = "browser"


def remember_browser(response: Response, account: Account) -> None:
    """Let this browser count for itself when its person signs in again."""
    if known_browser(account.sign_in_name):
        return
    value = _signer().dumps([_hash(account.sign_in_name), token_hex(8)])
    keep_cookie(response, COOKIE, value)


def known_browser(name: str) -> str | None:
    """Return what tells this browser apart where the person of that mailbox or number has signed in with it before."""
    try:
        whose, own = _signer().loads(cookie(COOKIE) or "", max_age=YEAR)
    except (BadSignature, ValueError):
        return None
    return str(own) if whose == _hash(name) else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="known browser")


def _hash(name: str) -> str:
    return sha256("".join(name.split()).lower().encode()).hexdigest()
