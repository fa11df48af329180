"""Finished rounds of everybody who works here and assessed themselves more than once, in a few statements."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, literal, null, select, union_all
from sqlalchemy.orm import Session, aliased

from kamcareer.core.legal_basis import Purpose
from kamcareer.core.measurement.rating import Rating
from kamcareer.core.planning.decisions import CheckIn, Decided, Decision, Said, Went
from kamcareer.core.rating_requests import Asked
from kamcareer.store.people_mark import texts
from kamcareer.store.tables import (
    AnswerRow,
    AssessmentRow,
    FrameworkRow,
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
    framework_id: str
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
    for id, activity, said, monday, minutes in session.execute(_done()):
        if id in several:
            several[id].decided = _with_done(several[id].decided, activity, said, monday, minutes)
    return [several[id] for id in sorted(several)]


def marks_of_rounds() -> list[Any]:
    """Return what `mark_of_people` reads besides: another as soon as anything of a finished round is added or gone."""
    tables = (
        (AssessmentRow, AssessmentRow.finished_at),
        (AnswerRow, AnswerRow.last_saved_at),
        (RatingRequestRow, RatingRequestRow.sent_at),
        (PlanDecisionRow, PlanDecisionRow.said_at),
        (PlanCheckInRow, PlanCheckInRow.said_at),
    )
    return [
        texts(literal(table.__tablename__), func.count(), func.min(moment), func.max(moment)).select_from(table)
        for table, moment in tables
    ]


def _answers(session: Session, before: datetime) -> dict[str, FinishedRounds]:
    sitting, again = aliased(AssessmentRow), aliased(AssessmentRow)
    query = (
        select(sitting.id, sitting.account_id, FrameworkRow.framework_id, AssessmentRow.finished_at)
        .add_columns(AnswerRow.competency, AnswerRow.level, AnswerRow.confidence)
        .select_from(AssessmentRow)
        .join(sitting, sitting.id == func.coalesce(AssessmentRow.round_of, AssessmentRow.id))
        .join(FrameworkRow, FrameworkRow.sha256 == sitting.framework_sha256)
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
    for id, account, framework_id, finished, competency, level, confidence in session.execute(query):
        one = found.setdefault(id, FinishedRounds(account or "", framework_id))
        one.rounds.setdefault(finished, []).append(Rating(competency, "self", float(level), confidence or "fairly"))
    return found


def _ratings(before: datetime) -> Any:
    request, given = RatingRequestRow, GivenRatingRow
    columns = (request.assessment_id, request.sent_at, request.name, given.competency, given.level)
    query = select(*columns).join(given, given.request_id == request.id)
    return query.where(request.source == Asked.MANAGER, request.sent_at < before, given.level.is_not(None))


def _done() -> Any:
    """Ask for the activities that were done, and for the weeks of them; without a week it is a decision."""
    week, decision, begun_anew = PlanCheckInRow, PlanDecisionRow, select(AssessmentRow.round_of)
    weeks = select(week.assessment_id, week.activity, week.said_at, week.monday, week.minutes)
    decisions = select(decision.assessment_id, decision.activity, decision.said_at, null(), null())
    return union_all(
        weeks.where(week.went == Went.DONE, week.assessment_id.in_(begun_anew)),
        decisions.where(decision.said == Said.DONE, decision.assessment_id.in_(begun_anew)),
    )


def _with_done(decided: Decided, activity: str, said: datetime, monday: date | None, minutes: int) -> Decided:
    if monday is None:
        return replace(decided, decisions=(*decided.decisions, Decision(activity, Said.DONE, said)))
    return replace(decided, check_ins=(*decided.check_ins, CheckIn(activity, monday, Went.DONE, minutes, said)))
