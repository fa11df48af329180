"""Language and theme: kept in the browser, not personal data."""

from flask import Response, abort, make_response, redirect, request

from kamcareer.web.addresses import own_path
from kamcareer.web.languages import COOKIE, LANGUAGES, THEME_COOKIE, THEMES

YEAR = 31_536_000


def choose_language(code: str) -> Response:
    """Keep the language and go back to the same place."""
    if code not in LANGUAGES:
        abort(404)
    response = make_response(redirect(own_path(request.args.get("next"))))
    response.set_cookie(COOKIE, code, max_age=YEAR, samesite="Lax", secure=request.is_secure)
    return response


def choose_theme() -> Response:
    """Keep light or dark; anything else follows the system again."""
    theme = request.form.get("theme", "")
    response = make_response("", 204)
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="Lax", secure=request.is_secure)
    else:
        response.delete_cookie(THEME_COOKIE)
    return response
