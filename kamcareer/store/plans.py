"""What people can give to their development plans, what they decided about them, and the plans they were shown."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kamcareer.core.planning.decisions import Asked, CheckIn, Decided, Decision, Reason, Said, Went
from kamcareer.core.planning.kept_plan import KeptPlan, KeptStep
from kamcareer.core.planning.limits import Limits, Objective
from kamcareer.core.planning.plan import Relaxation, Status
from kamcareer.store.tables import KeptPlanRow, KeptPlanStepRow, PlanCheckInRow, PlanDecisionRow, PlanLimitsRow

LAST, BEFORE = "last", "before"


@dataclass(frozen=True)
class KeptLimits:
    """The limits of a plan, when the person set them, and the day it begins; None: at once."""

    limits: Limits
    since: datetime
    begins: date | None = None


def find_limits(session: Session, assessment_id: str) -> KeptLimits | None:
    """Return the limits kept with an assessment; None while there are none."""
    row = session.get(PlanLimitsRow, assessment_id, populate_existing=True)
    if row is None:
        return None
    limits = Limits(
        row.minutes_per_week / 60,
        row.weeks,
        row.budget,
        Objective(row.objective),
        practice_share=row.practice_percent / 100,
        parallel=row.parallel,
    )
    return KeptLimits(limits, row.saved_at, row.begins_on)


def put_limits(session: Session, assessment_id: str, kept: KeptLimits) -> None:
    """Keep the limits with an assessment, in place of earlier ones."""
    limits = kept.limits
    session.merge(
        PlanLimitsRow(
            assessment_id=assessment_id,
            minutes_per_week=limits.minutes_per_week,
            weeks=limits.weeks,
            budget=limits.budget,
            objective=limits.objective.value,
            practice_percent=round(100 * limits.practice_share),
            parallel=limits.parallel,
            begins_on=kept.begins,
            saved_at=kept.since,
        )
    )
    session.flush()


def find_decided(session: Session, assessment_id: str) -> Decided:
    """Return every decision and check-in about the plan of an assessment, and what is still asked about."""
    said = select(PlanDecisionRow).where(PlanDecisionRow.assessment_id == assessment_id)
    went = select(PlanCheckInRow).where(PlanCheckInRow.assessment_id == assessment_id)
    said, went = said.order_by(PlanDecisionRow.activity), went.order_by(PlanCheckInRow.monday, PlanCheckInRow.activity)
    anew = {"populate_existing": True}
    weeks = session.execute(went, execution_options=anew).scalars().all()
    return Decided(
        tuple(_decision(row) for row in session.execute(said, execution_options=anew).scalars()),
        tuple(CheckIn(row.activity, row.monday, Went(row.went), row.minutes, row.said_at) for row in weeks if row.went),
        tuple(Asked(row.activity, row.monday, row.minutes) for row in weeks if row.went is None),
    )


def put_decision(session: Session, assessment_id: str, one: Decision) -> None:
    """Store a decision, in place of an earlier one about the same activity."""
    session.merge(
        PlanDecisionRow(
            assessment_id=assessment_id,
            activity=one.activity,
            said=one.said,
            reason=one.reason,
            other_activity=one.other,
            note=one.note,
            said_at=one.at,
        )
    )
    session.flush()


def delete_decision(session: Session, assessment_id: str, activity: str) -> None:
    """Forget a decision."""
    mine = PlanDecisionRow.assessment_id == assessment_id
    session.execute(delete(PlanDecisionRow).where(mine, PlanDecisionRow.activity == activity))


def put_check_in(session: Session, assessment_id: str, one: CheckIn) -> None:
    """Store how a week went, in place of what was said of it before."""
    session.merge(
        PlanCheckInRow(
            assessment_id=assessment_id,
            activity=one.activity,
            monday=one.monday,
            went=one.went,
            minutes=one.minutes,
            said_at=one.at,
        )
    )
    session.flush()


def put_asked(session: Session, assessment_id: str, weeks: Iterable[Asked], now: datetime) -> None:
    """Keep asking about weeks that the next plan leaves behind; what was said of one stays."""
    for one in weeks:
        if session.get(PlanCheckInRow, (assessment_id, one.activity, one.monday)) is None:
            session.add(
                PlanCheckInRow(
                    assessment_id=assessment_id,
                    activity=one.activity,
                    monday=one.monday,
                    went=None,
                    minutes=one.minutes,
                    said_at=now,
                )
            )
    session.flush()


def find_kept_plan(session: Session, assessment_id: str) -> KeptPlan | None:
    """Return the plan shown last; None while there is none."""
    return find_kept_plans(session, assessment_id).get(LAST)


def find_kept_plans(session: Session, assessment_id: str) -> dict[str, KeptPlan]:
    """Return the plan shown last and the one before, by place, as far as they are there."""
    anew = {"populate_existing": True}
    query = select(KeptPlanRow).where(KeptPlanRow.assessment_id == assessment_id)
    rows = session.execute(query, execution_options=anew).scalars().all()
    if not rows:
        return {}
    of_steps = select(KeptPlanStepRow).where(KeptPlanStepRow.assessment_id == assessment_id)
    order = (KeptPlanStepRow.start_week, KeptPlanStepRow.weeks, KeptPlanStepRow.activity)
    steps = session.execute(of_steps.order_by(*order), execution_options=anew).scalars().all()
    return {row.place: _kept_plan(row, [step for step in steps if step.place == row.place]) for row in rows}


def _kept_plan(row: KeptPlanRow, steps: Iterable[KeptPlanStepRow]) -> KeptPlan:
    return KeptPlan(
        made=row.made_at,
        fingerprint=row.fingerprint,
        monday=row.monday,
        weeks=row.weeks,
        status=Status(row.status),
        value=row.value,
        bound=row.bound,
        ready_week=row.ready_week,
        in_place=row.thousandths_in_place / 1000,
        steps=tuple(KeptStep(step.activity, step.start_week, step.weeks, step.minutes_per_week) for step in steps),
        helps=tuple(_relaxation(one) for one in row.helps),
        unmet_pins=tuple(row.unmet_pins),
    )


def kept_activities(session: Session, assessment_ids: Collection[str]) -> dict[str, set[str]]:
    """Return the activities of the plans shown last, by assessment; of those that have a plan with any."""
    columns = select(KeptPlanStepRow.assessment_id, KeptPlanStepRow.activity)
    found: dict[str, set[str]] = {}
    for id, activity in session.execute(
        columns.where(KeptPlanStepRow.place == LAST, KeptPlanStepRow.assessment_id.in_(assessment_ids))
    ):
        found.setdefault(id, set()).add(activity)
    return found


def put_kept_plan(session: Session, assessment_id: str, one: KeptPlan, place: str = LAST) -> None:
    """Store a plan in its place."""
    delete_kept_plan(session, assessment_id, place)
    session.add(
        KeptPlanRow(
            assessment_id=assessment_id,
            place=place,
            made_at=one.made,
            fingerprint=one.fingerprint,
            monday=one.monday,
            weeks=one.weeks,
            status=one.status,
            value=one.value,
            bound=one.bound,
            ready_week=one.ready_week,
            thousandths_in_place=round(one.in_place * 1000),
            helps=[" + ".join(map(_as_words, help_.changes)) for help_ in one.helps],
            unmet_pins=list(one.unmet_pins),
        )
    )
    session.flush()
    session.add_all(
        KeptPlanStepRow(
            assessment_id=assessment_id,
            place=place,
            activity=step.activity,
            start_week=step.start_week,
            weeks=step.weeks,
            minutes_per_week=step.minutes_per_week,
        )
        for step in one.steps
    )
    session.flush()


def delete_kept_plan(session: Session, assessment_id: str, place: str) -> None:
    """Forget a plan."""
    steps = (KeptPlanStepRow.assessment_id == assessment_id, KeptPlanStepRow.place == place)
    session.execute(delete(KeptPlanStepRow).where(*steps))
    session.execute(delete(KeptPlanRow).where(KeptPlanRow.assessment_id == assessment_id, KeptPlanRow.place == place))


def _decision(row: PlanDecisionRow) -> Decision:
    reason = Reason(row.reason) if row.reason else None
    return Decision(row.activity, Said(row.said), row.said_at, reason, row.other_activity, row.note)


def _as_words(change: Relaxation) -> str:
    return f"{change.limit} {change.value:g} {change.present:g}"


def _relaxation(words: str) -> Relaxation:
    first, *others = [_change(part) for part in words.split(" + ")]
    return replace(first, together_with=tuple(others))


def _change(words: str) -> Relaxation:
    limit, value, present = words.split()
    return Relaxation(limit, float(value), float(present))
