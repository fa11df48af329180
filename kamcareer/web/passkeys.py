"""What pages that ask for a passkey share: the site it is bound to, and questions for the device."""

from flask import Response, abort, current_app, request

from kamcareer.core.passkeys import Purpose, RelyingParty, relying_party
from kamcareer.services.passkeys import Asking, entry_options
from kamcareer.services.sign_ins import Known
from kamcareer.store.database import db
from kamcareer.web.clock import now


def site() -> RelyingParty | None:
    """Return the site that passkeys of this installation are bound to; None where browsers allow none."""
    return relying_party(current_app.config["SETTINGS"].public_url or request.host_url)


def asking(known: Known | None) -> Asking:
    """Return who asks the device on this page; 404 where browsers allow no passkeys."""
    here = site()
    if here is None:
        abort(404)
    return Asking(here, known, now())


def challenge(options: str) -> Response:
    """Answer the script of the page with what the browser asks the device."""
    db.session.commit()
    return Response(options, mimetype="application/json")


def challenge_for(purpose: Purpose, known: Known | None, account_id: str | None) -> Response:
    """Answer with a question for a passkey that exists."""
    return challenge(entry_options(db.session(), asking(known), purpose, account_id))
