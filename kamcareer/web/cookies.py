"""Cookies: all alike out of reach of scripts and other sites; over https bound to this very host."""

from hashlib import sha256

from flask import Response, current_app, request
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import Signer

YEAR = 31_536_000
# What everything is signed with, the tokens of forms by Flask-WTF too, which offers no other way to choose.
Signer.default_digest_method = staticmethod(sha256)


class SignedCookie(SecureCookieSessionInterface):
    """Flask's signed cookie, sealed by HMAC-SHA-256."""

    digest_method = staticmethod(sha256)


def cookie(name: str) -> str | None:
    """Return the value of a cookie of this browser; None where it has none."""
    return request.cookies.get(_own(name))


def keep_cookie(response: Response, name: str, value: str, seconds: int = YEAR) -> None:
    """Let the browser keep a value."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(_own(name), value, seconds, path="/", secure=secure, httponly=True, samesite="Lax")


def drop_cookie(response: Response, name: str) -> None:
    """Let the browser forget a value."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.delete_cookie(_own(name), path="/", secure=secure, httponly=True, samesite="Lax")


def _own(name: str) -> str:
    # Browsers take a __Host- cookie only over https and only from this very host.
    return f"__Host-{name}" if current_app.config["SESSION_COOKIE_SECURE"] else name
