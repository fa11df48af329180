"""Client companies."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamcareer.core.clients import Client
from kamcareer.store.tables import ClientRow


def add_client(session: Session, client: Client) -> None:
    """Store a new client."""
    session.add(ClientRow(id=client.id, name=client.name, made_at=client.made))
    session.flush()


def clients(session: Session) -> list[Client]:
    """Return every client, by name."""
    return [client_of_row(row) for row in session.execute(select(ClientRow).order_by(ClientRow.name)).scalars()]


def find_client(session: Session, id: str) -> Client | None:
    """Return a client; None when there is none."""
    row = session.get(ClientRow, id)
    return client_of_row(row) if row else None


def client_of_row(row: ClientRow) -> Client:
    """Return the client in a row."""
    return Client(row.id, row.name, row.made_at)
