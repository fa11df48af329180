"""What a database holds: every row of every table."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamcareer.store.database import db

Rows = dict[str, list[dict[str, object]]]


def every_row(session: Session) -> Rows:
    """Return the rows of each table, in the order of their keys."""
    return {
        table.name: [
            dict(row) for row in session.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        ]
        for table in db.metadata.sorted_tables
    }


def count(session: Session) -> Counter[str]:
    """Return how many rows each table has that has any."""
    return Counter({name: len(rows) for name, rows in every_row(session).items() if rows})
