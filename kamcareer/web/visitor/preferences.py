"""Language and theme: kept in the browser, not personal data."""

from flask import Response, abort, make_response, redirect, request

from kamcareer.web.addresses import own_path
from kamcareer.web.cookies import drop_cookie, keep_cookie
from kamcareer.web.languages import COOKIE, LANGUAGES, THEME_COOKIE, THEMES


def choose_language(code: str) -> Response:
    """Keep the language and go back to the same place."""
    if code not in LANGUAGES:
        abort(404)
    response = make_response(redirect(own_path(request.args.get("next"))))
    keep_cookie(response, COOKIE, code)
    return response


def choose_theme() -> Response:
    """Keep light or dark; anything else follows the system again."""
    theme = request.form.get("theme", "")
    response = make_response("", 204)
    if theme in THEMES:
        keep_cookie(response, THEME_COOKIE, theme)
    else:
        drop_cookie(response, THEME_COOKIE)
    return response
