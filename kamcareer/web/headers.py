"""What every response says to the browser, and whether a request may write."""

from flask import Flask, Response, request

from kamcareer.store.database import be_patient, may_write
from kamcareer.web.access import NO_TOKEN

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "object-src 'none'; "
)
# Where browsers report what they stopped. Newer ones go by the name, older ones by the address.
POLICY_REPORTS, REPORTS = "/policy-reports", "policy"

SECURITY_HEADERS = {
    "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}report-uri {POLICY_REPORTS}; report-to {REPORTS}",
    "Reporting-Endpoints": f'{REPORTS}="{POLICY_REPORTS}"',
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

HTTPS_ALONE = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
# The first look at the page of links makes the private link; a look at a shown report, at somebody
# shown to a client or at what somebody sent is noted for them, and so is whoever takes the file of a
# contest; whoever comes back from the company's sign-in comes by GET, with a state that only their own
# browser has. On SQLite what reads first and then writes would be sent away where another was quicker.
WRITES_ON_GET = {
    "candidate.links",
    "visitor.shared",
    "visitor.presented",
    "recruiting.candidate",
    "recruiting.compare",
    "recruiting.contest_applicant",
    "recruiting.download_presentation",
    "recruiting.download_sheet",
    "recruiting.feedback",
    "recruiting.sheet",
    "recruiting.talk_sheet",
    "account.company_return",
}

# Seconds that a request may wait for the database; then it is told to come again.
PATIENCE = 4


def headers_of(app: Flask) -> dict[str, str]:
    """Return the headers that every answer of an installation carries, files and errors too."""
    secure = (app.config["SETTINGS"].public_url or "").startswith("https://")
    return SECURITY_HEADERS | (HTTPS_ALONE if secure else {})


def register_headers(app: Flask) -> None:
    """Set the headers of every response and the intent of every request."""
    headers = headers_of(app)

    @app.before_request
    def _note_intent() -> None:
        be_patient(PATIENCE)
        sends = request.method not in SAFE_METHODS and request.endpoint not in NO_TOKEN
        may_write.set(sends or request.endpoint in WRITES_ON_GET)

    @app.after_request
    def _add_headers(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
