"""Calibration sessions, who sits in them, whose levels are compared, and the log of what was agreed on."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Select, and_, delete, func, select, update
from sqlalchemy.orm import Session

from kamcareer.core.calibration_sessions import Agreed, CalibrationSession, Compared, Part, Seat, Word
from kamcareer.store.company_rounds import OWN_ACCOUNT, finished_since_joined, of_account
from kamcareer.store.tables import (
    CalibratedLevelRow,
    CalibrationPersonRow,
    CalibrationSeatRow,
    CalibrationSessionRow,
    CompanyRoundPersonRow,
    PersonRow,
)

ONE, ASKED, IN_IT = CalibrationSessionRow, CalibrationPersonRow, CompanyRoundPersonRow


def add_calibration_session(
    session: Session, one: CalibrationSession, seats: Iterable[Seat], assessments: Iterable[str]
) -> None:
    """Store a new session with those who sit in it; everybody whose levels it is about is still to be asked."""
    session.add(
        ONE(
            id=one.id,
            round_id=one.round_id,
            title=one.title,
            day=one.day,
            unit=one.unit,
            role=one.role,
            made_at=one.made,
        )
    )
    session.flush()
    session.add_all(
        CalibrationSeatRow(session_id=one.id, account_id=seat.account_id, name=seat.name, part=seat.part)
        for seat in seats
    )
    session.add_all(
        ASKED(id=str(uuid4()), session_id=one.id, assessment_id=id, word=Word.AWAITED) for id in assessments
    )
    session.flush()


def find_calibration_session(session: Session, id: str) -> CalibrationSession | None:
    """Return a session; None when there is none."""
    row = session.get(ONE, id)
    return _session(row) if row else None


def lock_calibration_session(session: Session, id: str) -> CalibrationSession | None:
    """Return a session as it is now, and let nobody else write in it until this is committed."""
    query = select(ONE).where(ONE.id == id).with_for_update().execution_options(populate_existing=True)
    row = session.execute(query).scalar_one_or_none()
    return _session(row) if row else None


def sessions_of_round(session: Session, round_id: str) -> list[CalibrationSession]:
    """Return the sessions about people of a round, the newest first."""
    return _sessions(session, ONE.round_id == round_id)


def sessions_seating(session: Session, account_id: str) -> list[CalibrationSession]:
    """Return the sessions in which an account sits, the newest first."""
    own = select(CalibrationSeatRow.session_id).where(CalibrationSeatRow.account_id == account_id)
    return _sessions(session, ONE.id.in_(own))


def seats_of(session: Session, id: str) -> list[Seat]:
    """Return who sits in a session: who leads it first, then by name."""
    return seats_of_all(session, [id]).get(id, [])


def seats_of_all(session: Session, ids: Collection[str]) -> dict[str, list[Seat]]:
    """Return who sits in some sessions, by session: who leads it first, then by name."""
    found: dict[str, list[Seat]] = {}
    for row in session.execute(select(CalibrationSeatRow).where(CalibrationSeatRow.session_id.in_(ids))).scalars():
        found.setdefault(row.session_id, []).append(Seat(row.account_id, row.name, Part(row.part)))
    return {
        id: sorted(seats, key=lambda one: (one.part is not Part.LEAD, one.name, one.account_id))
        for id, seats in found.items()
    }


def compared_in(session: Session, id: str) -> list[Compared]:
    """Return everybody who was asked for a session and is in its round still, by name."""
    rows = session.execute(_people().where(ASKED.session_id == id).order_by(PersonRow.plain_name, PersonRow.number))
    return [_compared(row) for row in rows]


def comparisons_of(session: Session, account_id: str) -> list[tuple[CalibrationSession, Compared]]:
    """Return the sessions for which somebody was asked, the newest first."""
    query = _people(ONE).where(of_account(account_id)).order_by(ONE.made_at.desc(), ONE.id)
    return [(_session(row[-1]), _compared(row)) for row in session.execute(query)]


def word_of(session: Session, id: str) -> Word | None:
    """Return what somebody says to being compared by now; None where they are not asked any more."""
    word = session.execute(select(ASKED.word).where(ASKED.id == id)).scalar_one_or_none()
    return Word(word) if word else None


def set_word(session: Session, id: str, word: Word, now: datetime) -> None:
    """Store what somebody says to being compared."""
    session.execute(update(ASKED).where(ASKED.id == id).values(word=word, answered_at=now))


def forget_lines(session: Session, id: str) -> None:
    """Delete what was agreed on about somebody who is compared no more."""
    session.execute(delete(CalibratedLevelRow).where(CalibratedLevelRow.person_id == id))


def forget_comparisons(session: Session, round_id: str, assessment_id: str) -> None:
    """Delete that somebody was asked for sessions of a round, and what was agreed on about them."""
    of_round = select(ONE.id).where(ONE.round_id == round_id)
    session.execute(delete(ASKED).where(ASKED.assessment_id == assessment_id, ASKED.session_id.in_(of_round)))


def add_agreed(session: Session, one: Agreed) -> None:
    """Add a line to the log."""
    own = (CalibratedLevelRow.person_id == one.person, CalibratedLevelRow.competency == one.competency)
    number = session.execute(select(func.count()).select_from(CalibratedLevelRow).where(*own)).scalar_one()
    session.add(
        CalibratedLevelRow(
            id=str(uuid4()),
            person_id=one.person,
            competency=one.competency,
            number=number,
            before=one.before,
            after=one.after,
            reason=one.reason,
            agreed_by=one.by,
            agreed_at=one.at,
        )
    )
    session.flush()


def log_of(session: Session, people: Iterable[str]) -> list[Agreed]:
    """Return what was agreed on about some people of sessions, the oldest first."""
    row = CalibratedLevelRow
    query = select(row).where(row.person_id.in_(list(people))).order_by(row.agreed_at, row.number, row.id)
    return [
        Agreed(one.person_id, one.competency, one.before, one.after, one.reason, one.agreed_by, one.agreed_at)
        for one in session.execute(query).scalars()
    ]


def set_session_closed(session: Session, id: str, now: datetime) -> None:
    """Close a session."""
    session.execute(update(ONE).where(ONE.id == id).values(closed_at=now))


def _sessions(session: Session, which: ColumnElement[bool]) -> list[CalibrationSession]:
    rows = session.execute(select(ONE).where(which).order_by(ONE.day.desc(), ONE.made_at.desc(), ONE.id)).scalars()
    return [_session(row) for row in rows]


def _people(*more: Any) -> Select[Any]:
    query = select(ASKED, IN_IT, PersonRow, OWN_ACCOUNT, finished_since_joined(), *more)
    query = query.join(ONE, ONE.id == ASKED.session_id)
    takes_part = and_(IN_IT.round_id == ONE.round_id, IN_IT.assessment_id == ASKED.assessment_id)
    return query.join(IN_IT, takes_part).join(PersonRow, PersonRow.number == IN_IT.person_number)


def _session(row: CalibrationSessionRow) -> CalibrationSession:
    return CalibrationSession(row.id, row.round_id, row.title, row.day, row.unit, row.role, row.made_at, row.closed_at)


def _compared(found: Sequence[Any]) -> Compared:
    asked, part, person, account_id, finished = found[:5]
    return Compared(
        id=asked.id,
        session_id=asked.session_id,
        assessment_id=asked.assessment_id,
        number=person.number,
        name=person.name,
        account_id=account_id,
        rater_id=part.rater_id,
        rater_name=part.rater_name,
        joined=part.joined_at,
        finished=finished,
        word=Word(asked.word),
    )
