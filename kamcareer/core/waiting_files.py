"""A file between its upload and the word of the person who looked at it: kept for two hours, then it is gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kamcareer.core.spreadsheets.sheet import Sheet

LIFE = timedelta(hours=2)


class Holds(StrEnum):
    """What a waiting file is about; an account has at most one of each."""

    PEOPLE = "people"
    MATRIX = "matrix"
    INVITED = "invited"


@dataclass(frozen=True)
class WaitingFile:
    """The tables of a file, what was mapped by hand as JSON, and for a matrix the day its scores were given.

    Whom to invite stands in it for one vacancy alone.
    """

    name: str
    sheets: Sequence[Sheet]
    mapping: bytes
    uploaded: datetime
    scored_on: date | None = None
    vacancy_id: str | None = None
