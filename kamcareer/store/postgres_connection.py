"""A connection to PostgreSQL that gives up: libpq waits for ever where a network says nothing and drops nothing."""

from time import monotonic
from typing import TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.errors import _WaitTimeout

from kamcareer.store.patience import patience

Answer = TypeVar("Answer")


class PatientConnection(psycopg.Connection[tuple[object, ...]]):
    """Waits no longer than the patience of the present unit of work, all its statements together."""

    def wait(self, gen: PQGen[Answer], interval: float = 0.1, timeout: float | None = None) -> Answer:
        """Return what the server answers; psycopg.OperationalError, and the connection is gone, where it does not."""
        left, begun = patience.get(), monotonic()
        if left is None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, max(left.seconds, 0))
        # A private name: tests/store/test_database.py stalls a connection and notices if it changes.
        except _WaitTimeout:
            self.pgconn.finish()
            raise psycopg.OperationalError("no answer from the database") from None
        finally:
            left.seconds -= monotonic() - begun
