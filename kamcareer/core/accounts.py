"""Accounts: a person the house knows by a mailbox, and what that person may be to it."""

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


@dataclass(frozen=True)
class Account:
    """One account; `granted` are the roles somebody gave, `closed` is when it was switched off."""

    id: str
    email: str
    granted: frozenset[Role]
    created: datetime
    has_passphrase: bool = False
    closed: datetime | None = None


def mailbox(text: str) -> str:
    """Return an e-mail address as accounts keep it, in small letters; ValueError when it is none.

    Two spellings of one address would be two accounts of one person.
    """
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise ValueError(str(error)) from error
