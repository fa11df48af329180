"""Why a résumé cannot be read at all."""

from enum import StrEnum

MAX_TEXT = 40_000  # characters; ten closely printed pages
MAX_LINES = 2_000
MAX_LINE = 500
MAX_PAGES = 15


class Refusal(StrEnum):
    """What is wrong with a whole résumé."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    OLD = "old"
    LOCKED = "locked"
    NO_TEXT = "no_text"
    DAMAGED = "damaged"
    UNKNOWN = "unknown"
    NO_RESUME = "no_resume"


class RefusedResumeError(ValueError):
    """A résumé that cannot be read."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal
