"""What is changed of an announced contest and asks for no reason: a later last day, who joins the panel, who leaves."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kamcareer.core.vacancies import Terms


class Amends(StrEnum):
    """What an amendment changes."""

    DEADLINE = "deadline"
    JOINED = "joined"
    LEFT = "left"


@dataclass(frozen=True)
class Amendment:
    """One change after the announcement: the last day before and after, or who joined or left.

    `account` changed it and `member` is on the panel or was; both are None once the account is deleted.
    """

    amends: Amends
    at: datetime
    account: str | None
    member: str | None = None
    before: date | None = None
    after: date | None = None


def amendments(before: Terms, after: Terms, account: str, at: datetime) -> tuple[Amendment, ...]:
    """Return what differs between two sets of terms of a contest that keeps no reason: the day first, then people."""
    moved = before.deadline != after.deadline
    return (
        *([Amendment(Amends.DEADLINE, at, account, None, before.deadline, after.deadline)] if moved else []),
        *(Amendment(Amends.JOINED, at, account, one) for one in sorted(after.panel - before.panel)),
        *(Amendment(Amends.LEFT, at, account, one) for one in sorted(before.panel - after.panel)),
    )
