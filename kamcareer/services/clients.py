"""Client companies of an agency: making one, and which there are. An employer has none and reads no word of them."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.clients import Client
from kamcareer.core.vacancies import Vacancy
from kamcareer.services.audit import Event, note_event
from kamcareer.store.clients import add_client, clients, find_client


class SameClientError(Exception):
    """There is a client of this name."""


def all_clients(session: Session) -> list[Client]:
    """Return every client, by name."""
    return clients(session)


def make_client(session: Session, secret: str, name: str, by: str, now: datetime) -> Client:
    """Make a client, and note in the trail who did. SameClientError."""
    if any(one.is_called(name) for one in clients(session)):
        raise SameClientError
    made = Client(str(uuid4()), name, now)
    add_client(session, made)
    note_event(session, secret, Event.CLIENT_MADE, by, made.id, now)
    return made


def client_of(session: Session, vacancy: Vacancy) -> Client | None:
    """Return the client that a vacancy belongs to; None where it is the company's own."""
    return find_client(session, vacancy.terms.client) if vacancy.terms.client else None
