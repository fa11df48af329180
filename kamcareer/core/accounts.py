"""Accounts: a person the house knows by a mailbox, and what that person may be to it."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email


class Role(StrEnum):
    """What somebody is to the house: everybody a visitor, whoever has an account a candidate; the rest is granted."""

    VISITOR = "visitor"
    CANDIDATE = "candidate"
    EMPLOYEE = "employee"
    MANAGER = "manager"
    INTERVIEWER = "interviewer"
    RECRUITER = "recruiter"
    HR = "hr"
    ADMINISTRATOR = "administrator"


EVERYBODY = frozenset({Role.VISITOR})
GRANTED = frozenset(Role) - {Role.VISITOR, Role.CANDIDATE}
INTERVIEWING = frozenset({Role.INTERVIEWER, Role.MANAGER, Role.HR})  # of a panel; a recruiter only sees the vacancy


@dataclass(frozen=True)
class Account:
    """One account, known by a mailbox or a personnel number; `granted` are the roles somebody gave."""

    id: str
    email: str | None
    granted: frozenset[Role]
    created: datetime
    has_passphrase: bool = False
    closed: datetime | None = None
    personnel_number: str | None = None

    @property
    def sign_in_name(self) -> str:
        """What the person writes to sign in."""
        return self.email or self.personnel_number or ""

    @property
    def interviews(self) -> bool:
        """Whether they talk with people and mark, where they sit on a panel."""
        return self.closed is None and bool(self.granted & INTERVIEWING)


PERSONNEL_NUMBER = re.compile(r"[0-9A-ZА-ЯЁ][0-9A-ZА-ЯЁ/-]{0,31}")


def personnel_number(text: str) -> str:
    """Return a personnel number as cards keep it, in capitals without spaces; ValueError when it is none."""
    number = "".join(text.split()).upper()
    if not PERSONNEL_NUMBER.fullmatch(number):
        raise ValueError(f"{number!r} is not a personnel number")
    return number


def sign_in_name(text: str) -> str:
    """Return a mailbox or a personnel number as accounts keep it; ValueError when it is neither."""
    return mailbox(text) if "@" in text else personnel_number(text)


def mailbox(text: str) -> str:
    """Return an e-mail address as accounts keep it, in small letters; ValueError when it is none.

    Two spellings of one address would be two accounts of one person.
    """
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise ValueError(str(error)) from error
