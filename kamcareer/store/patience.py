"""How long a unit of work may wait for the database, all its statements together."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Patience:
    """What is left of it, in seconds."""

    seconds: float


# None where nobody waits for the answer: migrations and backups take as long as they take.
patience: ContextVar[Patience | None] = ContextVar("patience", default=None)
