"""The day on which somebody is talked with, and one letter after it to whoever has not locked their marks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from kamcareer.core.applications import Application
from kamcareer.services.scorecards import seats, somebody_to_talk_with
from kamcareer.services.vacancies import opened
from kamcareer.store.scorecards import talked_with_before
from kamcareer.store.talk_days import put_talk_day, set_marks_asked
from kamcareer.store.vacancies import find_vacancy


@dataclass(frozen=True)
class MissingMarks:
    """A letter that is to be written now: to which mailbox, about whom in which vacancy."""

    mailbox: str
    vacancy_id: str
    application_id: str


def set_talk_day(
    session: Session, application: Application, day: date | None, at: time | None, place: str = ""
) -> None:
    """Keep when and where somebody is talked with; without a day neither time nor place.

    After another day marks may be asked for again.
    """
    moved = day != application.talk_on
    put_talk_day(session, application.id, day, at if day else None, place if day else "", moved=moved)


def missing_marks(session: Session, secret: str, today: date, now: datetime) -> Iterator[MissingMarks]:
    """Return the letters about talks of days before, and note that they are written: asked again, there are none."""
    for application in talked_with_before(session, today):
        vacancy = find_vacancy(session, application.vacancy_id)
        found = opened(session, vacancy) if vacancy else None
        row = somebody_to_talk_with(session, found, application.id) if found else None
        if found is None or row is None or not set_marks_asked(session, application.id, now):
            continue
        for seat in seats(session, secret, found, row):
            if seat.awaited and seat.account and seat.account.email:
                yield MissingMarks(seat.account.email, found.vacancy.id, application.id)
