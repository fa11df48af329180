"""When somebody is talked with."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from kamcareer.store.tables import ApplicationRow


def put_talk_day(
    session: Session, application_id: str, day: date | None, at: time | None, place: str, *, moved: bool
) -> None:
    """Store when and where somebody is talked with; `moved` forgets that marks were asked for after another day."""
    values: dict[str, Any] = {"talk_on": day, "talk_at": at.isoformat("minutes") if at else None, "talk_place": place}
    if moved:
        values["marks_asked_at"] = None
    session.execute(update(ApplicationRow).where(ApplicationRow.id == application_id).values(**values))


def set_marks_asked(session: Session, application_id: str, now: datetime) -> bool:
    """Note that missing marks are asked for; False where that happened already."""
    query = update(ApplicationRow).where(ApplicationRow.id == application_id, ApplicationRow.marks_asked_at.is_(None))
    asked = session.execute(query.values(marks_asked_at=now).returning(ApplicationRow.id))
    return asked.scalar_one_or_none() is not None
