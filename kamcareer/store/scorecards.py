"""Scorecards of interviewers, and the marks they agreed upon."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session, selectinload

from kamcareer.core.applications import Application
from kamcareer.core.decisions import Outcome
from kamcareer.core.interviews.disagreement import AgreedMark
from kamcareer.core.interviews.scorecard import Mark, Marks, Scorecard
from kamcareer.store.applications import application_of_row, consents
from kamcareer.store.tables import (
    AgreedMarkRow,
    ApplicationRow,
    ContestRow,
    DecisionRow,
    InterviewMarkRow,
    ScorecardRow,
)


def add_scorecard(session: Session, card: Scorecard) -> None:
    """Store a card on which nothing is written yet."""
    row = ScorecardRow(
        id=card.id, application_id=card.application_id, rater=card.rater, account_id=card.account, revision=0
    )
    session.add(row)
    session.flush()


def put_marks(session: Session, id: str, marks: Marks) -> bool:
    """Store what a card says, once more; False where it is locked or released: then nothing is written."""
    again = update(ScorecardRow).where(*_open(id)).values(revision=ScorecardRow.revision + 1)
    if not session.execute(again.returning(ScorecardRow.id)).all():
        return False
    session.execute(delete(InterviewMarkRow).where(InterviewMarkRow.scorecard_id == id))
    session.add_all(
        InterviewMarkRow(
            scorecard_id=id,
            competency=competency,
            level=mark.level,
            no_chance=mark.no_chance,
            heard=mark.heard,
            note=mark.note,
        )
        for competency, mark in marks.items()
    )
    session.flush()
    return True


def set_locked(session: Session, id: str, now: datetime) -> None:
    """Lock a card; one that is locked or released stays as it is."""
    session.execute(update(ScorecardRow).where(*_open(id)).values(locked_at=now))


def set_released(session: Session, id: str, reason: str, now: datetime) -> None:
    """Wait for a card no longer; one that is locked or released stays as it is."""
    session.execute(update(ScorecardRow).where(*_open(id)).values(released_at=now, reason=reason))


def scorecards_about(session: Session, application_ids: Iterable[str]) -> dict[str, list[Scorecard]]:
    """Return the cards about some people, by application, in an order that never changes."""
    query = select(ScorecardRow).where(ScorecardRow.application_id.in_(list(application_ids)))
    query = query.options(selectinload(ScorecardRow.marks)).order_by(ScorecardRow.rater)
    found: dict[str, list[Scorecard]] = {}
    for row in session.execute(query.execution_options(populate_existing=True)).scalars():
        found.setdefault(row.application_id, []).append(_scorecard(row))
    return found


def interviewed_in(session: Session, vacancy_id: str) -> list[str]:
    """Return the applications of a vacancy whose marks are all in, those whose consent holds."""
    there = (ApplicationRow.vacancy_id == vacancy_id, ApplicationRow.interviewed_at.is_not(None), consents())
    return list(session.execute(select(ApplicationRow.id).where(*there)).scalars())


def set_interviewed(session: Session, application_id: str, now: datetime) -> None:
    """Note when all marks about somebody were in, the first time."""
    query = update(ApplicationRow).where(ApplicationRow.id == application_id, ApplicationRow.interviewed_at.is_(None))
    session.execute(query.values(interviewed_at=now))


def people_to_talk_with(session: Session, vacancy_ids: Iterable[str]) -> dict[str, list[Application]]:
    """Return the people whom somebody decided to talk with, by vacancy: the newest decision says so, consent holds."""
    query = select(ApplicationRow).where(ApplicationRow.vacancy_id.in_(list(vacancy_ids)), consents(), _not_declined())
    found: dict[str, list[Application]] = {}
    for row in session.execute(query.order_by(ApplicationRow.finished_at, ApplicationRow.id)).scalars():
        found.setdefault(row.vacancy_id, []).append(application_of_row(row))
    return found


def talked_with_before(session: Session, day: date) -> list[Application]:
    """Return who was talked with before a day, whose marks are not all in and were not asked for yet; consent holds."""
    row = ApplicationRow
    query = select(row).where(
        row.talk_on < day, row.marks_asked_at.is_(None), row.interviewed_at.is_(None), consents(), _not_declined()
    )
    rows = session.execute(query.order_by(row.talk_on, row.id)).scalars()
    return [application_of_row(one) for one in rows]


def put_agreed(session: Session, application_id: str, mark: AgreedMark) -> None:
    """Store what was agreed upon in one competency, in place of what was agreed before."""
    session.merge(
        AgreedMarkRow(
            application_id=application_id,
            competency=mark.competency,
            level=mark.level,
            note=mark.note,
            decider=mark.decider,
            account_id=mark.account,
            at=mark.at,
        )
    )
    session.flush()


def agreed_about(session: Session, ids: Iterable[str]) -> dict[str, dict[str, AgreedMark]]:
    """Return what was agreed upon about some people, by application and competency; who has nothing is left out."""
    found: dict[str, dict[str, AgreedMark]] = {}
    query = select(AgreedMarkRow).where(AgreedMarkRow.application_id.in_(list(ids)))
    for row in session.execute(query).scalars():
        mark = AgreedMark(row.competency, row.level, row.note, row.decider, row.account_id, row.at)
        found.setdefault(row.application_id, {})[mark.competency] = mark
    return found


def _not_declined() -> ColumnElement[bool]:
    # A finalist stays one until the result, whatever was decided since the finalists were named.
    named, told = (
        select(at).where(ContestRow.vacancy_id == ApplicationRow.vacancy_id).correlate(ApplicationRow).scalar_subquery()
        for at in (ContestRow.revealed_at, ContestRow.decided_at)
    )
    counts = or_(named.is_(None), told.is_not(None), DecisionRow.at <= named, DecisionRow.outcome == Outcome.TALK)
    newest = select(DecisionRow.outcome).where(
        DecisionRow.application_id == ApplicationRow.id,
        counts,
    )
    return newest.order_by(DecisionRow.at.desc(), DecisionRow.id).limit(1).scalar_subquery() != Outcome.DECLINE


def _open(id: str) -> tuple[ColumnElement[bool], ...]:
    return ScorecardRow.id == id, ScorecardRow.locked_at.is_(None), ScorecardRow.released_at.is_(None)


def _scorecard(row: ScorecardRow) -> Scorecard:
    return Scorecard(
        id=row.id,
        application_id=row.application_id,
        rater=row.rater,
        account=row.account_id,
        marks={one.competency: Mark(one.level, one.no_chance, one.heard, one.note) for one in row.marks},
        revision=row.revision,
        locked=row.locked_at,
        released=row.released_at,
        reason=row.reason or "",
    )
