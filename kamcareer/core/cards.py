"""Cards: how people without work mail come in, by personnel number and a code that opens once."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from kamcareer.core.accounts import mailbox, personnel_number
from kamcareer.core.second_factors import new_recovery_codes

LIFE = timedelta(days=14)
MOST_LINES = 500
LONGEST_NAME = 80
FIELDS = 3


@dataclass(frozen=True)
class CardLine:
    """One line of a list: who is to get a card, and the mailbox of the line manager who may make a new one."""

    number: str
    name: str
    manager: str


@dataclass(frozen=True)
class Card:
    """A personnel number that somebody may come in by; the code itself is kept nowhere."""

    number: str
    name: str
    manager_id: str | None
    made: datetime
    code_seal: str | None
    expires: datetime
    account_id: str | None = None

    def waits(self, now: datetime) -> bool:
        """Return whether the code of the card still opens something."""
        return self.code_seal is not None and now < self.expires


def new_code() -> str:
    """Return a code to be printed: 140 random bits in seven groups of four letters and digits."""
    return new_recovery_codes()[0]


def seal(key: bytes, number: str, code: str) -> str:
    """Return what is kept of a code: without the key of the server nobody can try codes against it."""
    return hmac.new(key, f"card:{number}:{code}".encode(), sha256).hexdigest()


def read_lines(text: str) -> tuple[list[CardLine], dict[int, str]]:
    """Return the lines of a list "number; name; manager's mailbox", and the number of each line that is none.

    The second part says for each bad line which of its three fields is wrong: "fields", "number", "name", "manager",
    "twice".
    """
    found: dict[str, CardLine] = {}
    wrong: dict[int, str] = {}
    for place, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        fields = [field.strip() for field in line.split(";" if ";" in line else "\t")]
        problem, read = _read(fields)
        if read and read.number in found:
            problem = "twice"
        if problem:
            wrong[place] = problem
        elif read:
            found[read.number] = read
    return list(found.values()), wrong


def _read(fields: list[str]) -> tuple[str, CardLine | None]:
    if len(fields) != FIELDS:
        return "fields", None
    try:
        number = personnel_number(fields[0])
    except ValueError:
        return "number", None
    if not 0 < len(fields[1]) <= LONGEST_NAME or not fields[1].isprintable():
        return "name", None
    try:
        return "", CardLine(number, fields[1], mailbox(fields[2]))
    except ValueError:
        return "manager", None
