"""What the cells of people say. Each reader returns the value, or ValueError."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from kamcareer.core.accounts import mailbox, personnel_number
from kamcareer.core.spreadsheets.header import plain
from kamcareer.core.spreadsheets.sheet import Value

FIRST_DAY = date(1950, 1, 1)
BEFORE_DAY_ONE = date(1899, 12, 30)  # spreadsheets count days from here
DAY_NUMBER = re.compile(r"\d{5}")
YEAR = timedelta(days=366)
DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:\s*г\.?)?(?:\s+0?0:00(?::00)?)?")
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
LAST_MONTH = 12
YOUNGEST = 50  # two digits up to here are of this century; 1950 is the first year of a job
NOTHING_SAID = {"", "-", "—", "нет", "none", "n/a"}
TOTALS = ("итого ", "всего ", "total ", "grand total ", "subtotal ", "в том числе ")


def read_number(value: Value) -> str:
    """Return a personnel number, leading zeros kept; an apostrophe that made it text is dropped."""
    return personnel_number("" if isinstance(value, (float, date)) else str(value).lstrip("'"))


def read_text(value: Value, longest: int) -> str:
    """Return text as one line."""
    text = " ".join(str(value).split()).lstrip("'")
    if not text or len(text) > longest or not text.isprintable():
        raise ValueError(text)
    return text


def read_email(value: Value) -> str | None:
    """Return an address as accounts keep it; None for a dash, or a word for none."""
    text = str(value).lstrip("'").strip()
    return None if text.casefold() in NOTHING_SAID else mailbox(text)


def read_day(value: Value) -> date:
    """Return a day: a real one, ДД.ММ.ГГГГ or ДД.ММ.ГГ, 2026-03-31, or the number 46112 of a cell without its format.

    With strokes the day must be one that is no month: 31/03/2026. 03/04/2026 may be two days and is none.
    """
    if isinstance(value, date):
        return value
    text = str(value).lstrip("'")
    found = DAY_FIRST.fullmatch(text)
    if found:
        day, month, year = map(int, found.groups())
        return date(year if len(found[3]) > 2 else _century(year), month, day)  # noqa: PLR2004 - digits
    slashed = SLASHED.fullmatch(text)
    if slashed and (int(slashed[1]) > LAST_MONTH or slashed[1] == slashed[2]):
        return date(int(slashed[3]), int(slashed[2]), int(slashed[1]))
    if DAY_NUMBER.fullmatch(text):
        return BEFORE_DAY_ONE + timedelta(days=int(text))
    return date.fromisoformat(text) if isinstance(value, str) and len(text) == len("2026-03-31") else _none(text)


def _century(year: int) -> int:
    return 2000 + year if year < YOUNGEST else 1900 + year


def _none(text: str) -> date:
    raise ValueError(text)


def is_day(value: Value) -> bool:
    """Return whether a value is a day by its looks; a figure that may count days is none."""
    try:
        return not DAY_NUMBER.fullmatch(str(value)) and bool(read_day(value))
    except ValueError:
        return False


def is_far(day: date, today: date) -> bool:
    """Return whether a day is more likely a slip than the beginning of a job."""
    return not FIRST_DAY <= day <= today + YEAR


def is_total(row: Sequence[Value]) -> bool:
    """Return whether a row sums others up."""
    return any(f"{plain(str(value))} ".startswith(TOTALS) for value in row[:3] if value is not None)


def is_numbering(row: Sequence[Value]) -> bool:
    """Return whether a row numbers the columns, as printed forms do."""
    given = [(place + 1, str(value)) for place, value in enumerate(row) if value is not None]
    return len(given) > 2 and all(str(place) == value for place, value in given)  # noqa: PLR2004 - two may be chance
