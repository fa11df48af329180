"""Noting in the audit trail what a request does, and telling those it concerns."""

from collections.abc import Collection, Iterable

from flask import current_app

from kamcareer.core.notifications import Happening
from kamcareer.core.readings import Capacity
from kamcareer.services.accounts import find
from kamcareer.services.audit import Event, name_of, note_event
from kamcareer.services.readings import note_readings, note_scores_seen
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now
from kamcareer.web.mailing import tell
from kamcareer.web.metrics import count_refused_sign_in
from kamcareer.web.viewer import current_known


def note(event: Event, account_id: str, detail: str = "") -> None:
    """Note an event of an account, and tell its person of what changes who may come in.

    Both are kept if the work they belong to is.
    """
    _note(event, account_id, detail)
    _tell(event, account_id)
    if event is Event.SIGN_IN_REFUSED:
        count_refused_sign_in(detail.partition(" ")[0])
    elif event is Event.SECOND_FACTOR_REFUSED:
        count_refused_sign_in("second_factor")


def note_about(event: Event, account_id: str, detail: str = "") -> None:
    """Note what whoever asks does to the account of somebody else, who stands in the detail under a pseudonym."""
    about = name_of(current_app.config["SECRET_KEY"], account_id) if account_id else ""
    _note(event, current_known().account.id, f"{about} {detail}".strip())
    _tell(event, account_id)


def note_reading(what: Event, assessments: Iterable[str | None], place: str, capacity: Capacity) -> None:
    """Note that whoever asks read of some people, in as many statements as of one; each of them is told."""
    secret, reader = current_app.config["SECRET_KEY"], current_known().account.id
    note_readings(db.session(), secret, what, reader, filter(None, assessments), place, capacity, now())


def note_scores(numbers: Collection[str]) -> None:
    """Note that whoever asks saw the scores of people on a page of HR; whoever has an account is told."""
    if not numbers:
        return
    secret, reader = current_app.config["SECRET_KEY"], current_known().account.id
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
    note_scores_seen(db.session(), secret, reader, numbers, midnight, now())


def _note(event: Event, account_id: str, detail: str) -> None:
    note_event(db.session(), current_app.config["SECRET_KEY"], event, account_id, detail, now())


def _tell(event: Event, account_id: str) -> None:
    told = next((one for one in Happening if one == str(event)), None)
    account = find(db.session(), account_id) if told else None
    if told and account and account.email:
        tell(told, account.email, moment=now(), account=full_address("account.overview"))
