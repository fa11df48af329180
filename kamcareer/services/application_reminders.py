"""One reminder to whoever was invited by letter and sent nothing in two days; after it silence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from kamcareer.core.applications import REMINDED_AFTER
from kamcareer.services.applications import OpenApplication, told_by_link
from kamcareer.store.own_links import application_of_hash_part, set_reminded, unanswered
from kamcareer.store.vacancies import find_vacancy

PART = 16  # signs of the hash: a link that was replaced since opens nothing, and the secret itself is kept nowhere


@dataclass(frozen=True)
class DueReminder:
    """A letter that is to be written now: to which mailbox and in which language, what its link stands for, by when."""

    mailbox: str
    stands_for: str
    last_day: date
    language: str | None


def due_reminders(session: Session, now: datetime, today: date) -> Iterator[DueReminder]:
    """Return the reminders that are due, and note that they are written: asked again, there are none."""
    for application, hash in unanswered(session, now - REMINDED_AFTER, now):
        vacancy = find_vacancy(session, application.vacancy_id)
        if vacancy and vacancy.takes_people(today) and application.email and set_reminded(session, application.id, now):
            stands_for, last_day = f"{application.id} {hash[:PART]}", vacancy.terms.deadline
            yield DueReminder(application.email, stands_for, last_day, application.language)


def opened_by_reminder(
    session: Session, stands_for: str, now: datetime, *, lock: bool = False
) -> OpenApplication | None:
    """Return who follows the link of a reminder and for which vacancy; None where their own link opens nothing."""
    id, _, part = stands_for.partition(" ")
    application = application_of_hash_part(session, id, part, lock=lock) if len(part) == PART else None
    return told_by_link(session, application, now)
