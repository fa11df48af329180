"""Browsers that somebody has signed in with before: others who guess a passphrase lock nobody out of those.

After OWASP's device cookies. The cookie opens nothing; it only says whose counter a wrong try goes to.
"""

from hashlib import sha256
from secrets import token_hex

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from kamcareer.core.accounts import Account

YEAR = 365 * 24 * 3600


def remember_browser(response: Response, account: Account) -> None:
    """Let this browser count for itself when its person signs in again."""
    if known_browser(account.sign_in_name):
        return
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    value = _signer().dumps([_hash(account.sign_in_name), token_hex(8)])
    response.set_cookie(_cookie(), value, max_age=YEAR, httponly=True, samesite="Lax", secure=secure, path="/")


def known_browser(name: str) -> str | None:
    """Return what tells this browser apart where the person of that mailbox or number has signed in with it before."""
    try:
        whose, own = _signer().loads(request.cookies.get(_cookie(), ""), max_age=YEAR)
    except (BadSignature, ValueError):
        return None
    return str(own) if whose == _hash(name) else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="known browser")


def _hash(name: str) -> str:
    return sha256("".join(name.split()).lower().encode()).hexdigest()


def _cookie() -> str:
    return "__Host-browser" if current_app.config["SESSION_COOKIE_SECURE"] else "browser"
