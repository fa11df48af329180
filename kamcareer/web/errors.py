"""What a person sees when something cannot be done."""

from http import HTTPStatus

from flask import (
    Flask,
    Response,
    current_app,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from kamcareer.core.legal_basis import NoBasisError
from kamcareer.exports.pdf import PdfUnavailableError
from kamcareer.services.saving import SealedError
from kamcareer.store.database import AWAY, disk_is_full
from kamcareer.web.log_lines import request_number
from kamcareer.web.metrics import count_database_error
from kamcareer.web.sitting import NoSittingError, sitting_or_none
from kamcareer.web.viewer import NotSignedInError, SecondFactorMissingError, ask_no_more, half_known


def register_errors(app: Flask) -> None:
    """Answer every error with a page that says what happened and what to do next."""
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(NoSittingError, _no_sitting)
    app.register_error_handler(NoBasisError, _no_basis)
    app.register_error_handler(SealedError, _sealed)
    app.register_error_handler(PdfUnavailableError, _no_pdf)
    app.register_error_handler(NotSignedInError, _not_signed_in)
    app.register_error_handler(SecondFactorMissingError, _second_factor_missing)
    for away in AWAY:
        app.register_error_handler(away, _database_busy)
    app.register_error_handler(Exception, _broken)


def _page(status: int, title: str, text: str) -> Response:
    if request.accept_mimetypes.best == "application/json":
        response = jsonify(error=title, message=text)
    else:
        response = make_response(render_template("error.html", status=status, title=title, text=text))
    response.status_code = status
    return response


def _refused(error: HTTPException) -> ResponseReturnValue:
    code = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if isinstance(error, SecurityError):
        # Asked under a name that is not ours: no page can be drawn, since no address can be built.
        return Response(_("There is no such page"), HTTPStatus.BAD_REQUEST, mimetype="text/plain")
    if code == HTTPStatus.NOT_FOUND:
        return _page(code, _("There is no such page"), _("The address may be mistyped, or the page was removed."))
    if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return _page(code, _("That is too much at once"), _("Please shorten the text and try again."))
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        return _page(code, _("Too many attempts"), _("Please wait a few minutes and try again. Nothing is locked."))
    if code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    return _page(code, _("This cannot be done"), _("Please go back and try again."))


def _stale_form(_error: CSRFError) -> ResponseReturnValue:
    text = _("The page was open too long or cookies are switched off. Go back, reload the page and try again.")
    return _page(HTTPStatus.BAD_REQUEST, _("The page is out of date"), text)


def _no_sitting(_error: NoSittingError) -> ResponseReturnValue:
    if request.method not in {"GET", "HEAD"} or request.accept_mimetypes.best == "application/json":
        text = _("The answers were deleted, or this browser does not remember them. Open your private link.")
        return _page(HTTPStatus.GONE, _("No assessment is open here"), text)
    flash(_("No assessment is open in this browser. Start a new one or open your private link."))
    return redirect(url_for("visitor.home"), HTTPStatus.SEE_OTHER)


def _sealed(_error: SealedError) -> ResponseReturnValue:
    text = _("What was sent for a vacancy stays as it is, so that everybody is read alike.")
    return _page(HTTPStatus.CONFLICT, _("Your answers are sent"), text)


def _no_pdf(error: PdfUnavailableError) -> ResponseReturnValue:
    text = _("This installation cannot make PDF files. Use “print” in your browser and save as PDF.")
    return _page(HTTPStatus.SERVICE_UNAVAILABLE, _("No PDF here"), f"{text} ({error})")


def _no_basis(error: NoBasisError) -> ResponseReturnValue:
    if request.method not in {"GET", "HEAD"} or request.accept_mimetypes.best == "application/json":
        text = _("Nothing was saved: a consent is missing or was withdrawn. Open the list of questions to see it.")
        return _page(HTTPStatus.FORBIDDEN, _("This needs your consent"), text)
    sitting = sitting_or_none()
    if sitting and error.purpose is sitting.assessment.purpose:
        return redirect(url_for("candidate.agreement"), HTTPStatus.SEE_OTHER)
    return redirect(url_for("account.agreements"), HTTPStatus.SEE_OTHER)


def _not_signed_in(_error: NotSignedInError) -> ResponseReturnValue:
    if request.method not in {"GET", "HEAD"} or request.accept_mimetypes.best == "application/json":
        return _page(HTTPStatus.UNAUTHORIZED, _("Please sign in"), _("Nobody is signed in in this browser."))
    door = "account.show_code" if half_known() else "account.sign_in"
    return redirect(url_for(door, next=request.full_path.rstrip("?")), HTTPStatus.SEE_OTHER)


def _second_factor_missing(_error: SecondFactorMissingError) -> ResponseReturnValue:
    text = _("This page is for a role that acts once you have set up a second factor. It takes two minutes.")
    if request.method not in {"GET", "HEAD"} or request.accept_mimetypes.best == "application/json":
        return _page(HTTPStatus.UNAUTHORIZED, _("A second factor is needed"), text)
    flash(text)
    return redirect(url_for("account.second_factor"), HTTPStatus.SEE_OTHER)


def _database_busy(error: Exception) -> ResponseReturnValue:
    ask_no_more()  # the page would ask once more, wait as long and break
    kind = type(getattr(error, "orig", error)).__name__
    current_app.logger.error("database: %s", kind)
    count_database_error(kind)
    if disk_is_full(error):
        text = _("Your answer was not saved. What was saved before is safe. Please tell whoever runs this site.")
        return _page(HTTPStatus.INSUFFICIENT_STORAGE, _("The disk of the server is full"), text)
    text = _("Your answer was not saved yet. Please try again in a few seconds.")
    return _page(HTTPStatus.SERVICE_UNAVAILABLE, _("The server is busy"), text)


def _broken(error: Exception) -> ResponseReturnValue:
    number = request_number()
    current_app.logger.error("error", exc_info=error)
    text = _("It is our fault. Answers already saved are safe. Number for the support: %(number)s", number=number)
    return _page(HTTPStatus.INTERNAL_SERVER_ERROR, _("Something broke"), text)
