"""Why a posting cannot be read at all."""

from enum import StrEnum

MAX_BYTES = 1_000_000
MAX_TEXT = 40_000  # characters; ten closely printed pages
MAX_LINES = 1_000
MAX_LINE = 500
MOST_FIELDS = 5  # wrong fields that are named at once


class Refusal(StrEnum):
    """What is wrong with a whole posting."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    UNKNOWN = "unknown"
    BAD_JSON = "bad_json"
    SEVERAL = "several"
    NO_VACANCY = "no_vacancy"
    WRONG_FIELDS = "wrong_fields"


class RefusedPostingError(ValueError):
    """A posting that cannot be read; `place` is where, for JSON that is broken: line and column, or fields."""

    def __init__(self, refusal: Refusal, place: tuple[str, ...] = ()) -> None:
        super().__init__(f"{refusal} {' '.join(place)}".strip())
        self.refusal = refusal
        self.place = place
