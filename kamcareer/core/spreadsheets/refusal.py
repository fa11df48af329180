"""Why a file cannot be read at all."""

from enum import StrEnum

MAX_BYTES = 5_000_000
MAX_UNPACKED = 40_000_000
MAX_PARTS = 500
MAX_SHEETS = 20
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 400_000
MAX_TEXT = 2_000


class Refusal(StrEnum):
    """What is wrong with a whole file."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_LONG = "too_long"
    OLD_OR_LOCKED = "old_or_locked"
    DAMAGED = "damaged"
    NO_TEXT = "no_text"


class RefusedFileError(ValueError):
    """A file that cannot be read; `place` names a row or cell where there is one."""

    def __init__(self, refusal: Refusal, place: str = "") -> None:
        super().__init__(f"{refusal} {place}".strip())
        self.refusal = refusal
        self.place = place
