"""What only one process may do at a time in a database: the others wait, and find it done."""

from enum import IntEnum

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session


class Turn(IntEnum):
    """What is done in turn; the numbers are PostgreSQL's, and nobody else's."""

    QUEUE = 7_201_943
    MIGRATION = 7_201_944
    DEMO = 7_201_945
    ADMINISTRATORS = 7_201_946


def take_turn(where: Connection | Session, turn: Turn) -> None:
    """Wait until nobody else is at it; the turn ends with the transaction. SQLite has one writer at a time anyway."""
    bind = where.get_bind() if isinstance(where, Session) else where
    if bind.dialect.name == "postgresql":
        where.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": turn})
