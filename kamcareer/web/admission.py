"""Every request is admitted or refused by the table in access.py before any page sees it."""

from flask import Flask, abort, request
from flask_wtf import CSRFProtect

from kamcareer.web.access import NO_TOKEN, POLICY
from kamcareer.web.headers import SAFE_METHODS
from kamcareer.web.viewer import NotSignedInError, SecondFactorMissingError, known, note_visit, roles

# Typed in or from a bookmark, or from this very site.
OWN_SITE = {"none", "same-origin"}
TAKES_JSON = {
    "candidate.autosave",
    "candidate.autosave_situation",
    "candidate.autosave_frequency",
    "visitor.policy_reports",
}


def _refuse_foreign_forms() -> None:
    if request.headers.get("Sec-Fetch-Site", "none") not in OWN_SITE:
        abort(403)  # the browser itself says that another site sends this form
    if request.is_json and request.endpoint not in TAKES_JSON:
        abort(415)  # Flask-WTF would read JSON as a form, and break on anything but an object


def excuse_from_token(app: Flask, guard: CSRFProtect) -> None:
    """Let those addresses in without the token of a form that the table excuses."""
    for endpoint in NO_TOKEN:
        guard.exempt(app.view_functions[endpoint])


def guard_pages(app: Flask) -> None:
    """Let the table decide before any page does."""

    @app.before_request
    def _admit() -> None:
        if request.method not in SAFE_METHODS:
            _refuse_foreign_forms()
        if request.endpoint not in NO_TOKEN:
            note_visit()
        if request.endpoint is None:
            return  # no such address: the answer is the same for everybody
        rule, asks = POLICY.get(request.endpoint), known()
        if rule and asks and not rule.roles & asks.roles and rule.roles & asks.account.granted:
            raise SecondFactorMissingError
        if rule is None or (asks and not rule.roles & roles()):
            abort(404)
        if not rule.roles & roles():
            raise NotSignedInError
