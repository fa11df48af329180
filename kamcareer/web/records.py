"""Noting in the audit trail what a request does."""

from flask import current_app

from kamcareer.services.audit import Event, note_event
from kamcareer.store.database import db
from kamcareer.web.clock import now


def note(event: Event, account_id: str, detail: str = "") -> None:
    """Note an event of an account; it is kept if the work it belongs to is."""
    note_event(db.session(), current_app.config["SECRET_KEY"], event, account_id, detail, now())
