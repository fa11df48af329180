"""Noting in the audit trail what a request does."""

from flask import current_app

from kamcareer.services.audit import Event, name_of, note_event
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.viewer import current_known


def note(event: Event, account_id: str, detail: str = "") -> None:
    """Note an event of an account; it is kept if the work it belongs to is."""
    note_event(db.session(), current_app.config["SECRET_KEY"], event, account_id, detail, now())


def note_about(event: Event, account_id: str, detail: str = "") -> None:
    """Note what whoever asks does to the account of somebody else, who stands in the detail under a pseudonym."""
    about = name_of(current_app.config["SECRET_KEY"], account_id) if account_id else ""
    note(event, current_known().account.id, f"{about} {detail}".strip())
