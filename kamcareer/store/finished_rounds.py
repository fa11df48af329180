"""Finished rounds of everybody who works here and assessed themselves more than once, in a few statements."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, func, select, union_all
from sqlalchemy.orm import Session, aliased

from kamcareer.core.legal_basis import Purpose
from kamcareer.core.measurement.rating import Rating
from kamcareer.core.planning.decisions import CheckIn, Decided, Decision, Said, Went
from kamcareer.core.rating_requests import Asked
from kamcareer.store.tables import (
    AnswerRow,
    AssessmentRow,
    GivenRatingRow,
    PersonRow,
    PlanCheckInRow,
    PlanDecisionRow,
    RatingRequestRow,
)


@dataclass
class FinishedRounds:
    """One assessment for development: what was said in each round, what managers sent, what was done of the plan."""

    account: str
    framework_sha256: str
    rounds: dict[datetime, list[Rating]] = field(default_factory=dict)  # by when each was finished
    managers: dict[tuple[datetime, str], dict[str, int]] = field(default_factory=dict)  # levels by when and who
    decided: Decided = field(default_factory=Decided)


def finished_rounds(session: Session, before: datetime) -> list[FinishedRounds]:
    """Return every assessment of staff with two rounds or more that were finished before a moment."""
    found = _answers(session, before)
    several = {id: one for id, one in found.items() if len(one.rounds) > 1}
    for id, sent, name, competency, level in session.execute(_ratings(before)):
        if id in several:
            several[id].managers.setdefault((sent, name), {})[competency] = level
    decisions = _by_assessment(session.execute(_done(PlanDecisionRow, PlanDecisionRow.said == Said.DONE)).scalars())
    check_ins = _by_assessment(session.execute(_done(PlanCheckInRow, PlanCheckInRow.went == Went.DONE)).scalars())
    for id, one in several.items():
        one.decided = Decided(
            tuple(Decision(row.activity, Said.DONE, row.said_at) for row in decisions.get(id, ())),
            tuple(
                CheckIn(row.activity, row.monday, Went.DONE, row.minutes, row.said_at) for row in check_ins.get(id, ())
            ),
        )
    return [several[id] for id in sorted(several)]


def mark_of_rounds(session: Session) -> str:
    """Return a mark of all that finished rounds rest on: another one as soon as any is added, moved or gone."""
    tables = (
        (AssessmentRow, AssessmentRow.finished_at),
        (AnswerRow, AnswerRow.last_saved_at),
        (RatingRequestRow, RatingRequestRow.sent_at),
        (PlanDecisionRow, PlanDecisionRow.said_at),
        (PlanCheckInRow, PlanCheckInRow.said_at),
    )
    counts = [
        select(func.count(), cast(func.min(moment), String), cast(func.max(moment), String)).select_from(table)
        for table, moment in tables
    ]
    return hashlib.sha256(repr(session.execute(union_all(*counts)).all()).encode()).hexdigest()


def _answers(session: Session, before: datetime) -> dict[str, FinishedRounds]:
    sitting, again = aliased(AssessmentRow), aliased(AssessmentRow)
    query = (
        select(sitting.id, sitting.account_id, sitting.framework_sha256, AssessmentRow.finished_at)
        .add_columns(AnswerRow.competency, AnswerRow.level, AnswerRow.confidence)
        .select_from(AssessmentRow)
        .join(sitting, sitting.id == func.coalesce(AssessmentRow.round_of, AssessmentRow.id))
        .join(AnswerRow, AnswerRow.assessment_id == AssessmentRow.id)
        .where(
            sitting.account_id.in_(select(PersonRow.account_id).where(PersonRow.account_id.is_not(None))),
            sitting.id.in_(select(again.round_of).where(again.round_of.is_not(None))),
            sitting.purpose == Purpose.DEVELOPMENT,
            sitting.demo_name.is_(None),
            AssessmentRow.finished_at < before,
            # What stands from the round before was not said in this one.
            AnswerRow.last_saved_at >= AssessmentRow.started_at,
            AnswerRow.level.is_not(None),
        )
    )
    found: dict[str, FinishedRounds] = {}
    for id, account, sha256, finished, competency, level, confidence in session.execute(query):
        one = found.setdefault(id, FinishedRounds(account or "", sha256))
        one.rounds.setdefault(finished, []).append(Rating(competency, "self", float(level), confidence or "fairly"))
    return found


def _ratings(before: datetime) -> Any:
    request, given = RatingRequestRow, GivenRatingRow
    columns = (request.assessment_id, request.sent_at, request.name, given.competency, given.level)
    query = select(*columns).join(given, given.request_id == request.id)
    return query.where(request.source == Asked.MANAGER, request.sent_at < before, given.level.is_not(None))


def _done(table: Any, which: Any) -> Any:
    return select(table).where(which, table.assessment_id.in_(select(AssessmentRow.round_of)))


def _by_assessment(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.assessment_id, []).append(row)
    return found
