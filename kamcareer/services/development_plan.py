"""The development plan of an assessment: its limits, what was decided about it, the plan, and why it is as it is."""

import time
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from kamcareer.core.clock import by_clock_of
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement import Profile
from kamcareer.core.planning.changes import Changes, changes
from kamcareer.core.planning.decisions import CheckIn, Decided, Decision
from kamcareer.core.planning.evidence import AGAIN, EvidenceStep, evidence_steps, week_from
from kamcareer.core.planning.explanation import NotChosen, Prices, Without, not_chosen, prices, without
from kamcareer.core.planning.follow_up import Course, Week, fell_out, overtaken, still_asked, weeks_to_tell
from kamcareer.core.planning.kept_plan import KeptPlan, fingerprint, kept, rebuilt
from kamcareer.core.planning.limits import Limits
from kamcareer.core.planning.misfits import Misfits
from kamcareer.core.planning.outcome import Ground
from kamcareer.core.planning.plan import Plan, Relaxation, Status
from kamcareer.core.planning.planner import development_plan
from kamcareer.core.planning.postponement import with_room_for
from kamcareer.core.planning.relaxation import must_have_relaxations
from kamcareer.core.planning.steadiness import steadied
from kamcareer.services.gap_report import StoredReport, report_of
from kamcareer.services.self_assessment import Sitting
from kamcareer.store.assessments import find_assessment
from kamcareer.store.plans import (
    BEFORE,
    LAST,
    KeptLimits,
    delete_decision,
    delete_kept_plan,
    find_decided,
    find_kept_plans,
    find_limits,
    put_asked,
    put_check_in,
    put_decision,
    put_kept_plan,
    put_limits,
)

USUAL = Limits(hours_per_week=4, weeks=26)


@dataclass(frozen=True)
class Explained:
    """A plan, the time it took, and as much of its explanation as was asked for."""

    plan: Plan
    seconds: float
    losses: tuple[Without, ...] = ()
    prices: Prices | None = None
    left: tuple[NotChosen, ...] = ()
    helps: tuple[Relaxation, ...] = ()
    evidence: tuple[EvidenceStep, ...] = ()


@dataclass(frozen=True)
class OwnPlan:
    """A plan in the hands of its owner. `new` where it was made now and is not kept yet.

    `fallen` are the Mondays of the weeks that were planned again.
    """

    ground: Ground
    course: Course
    kept: KeptPlan
    explained: Explained
    before: KeptPlan | None
    new: bool
    fallen: tuple[date, ...] = ()

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.explained.plan

    @property
    def decided(self) -> Decided:
        """What the owner decided, and how the weeks went."""
        return self.course.decided

    @property
    def changes(self) -> Changes | None:
        """What is different against the plan that was shown before; None where nothing is, or none was."""
        found = changes(self.before, self.kept, self.decided, self.course.finished) if self.before else None
        return found if found and found.any else None

    def weeks(self, today: date) -> tuple[Week, ...]:
        """Return the weeks of activities that can be told of today."""
        return weeks_to_tell(self.course.framework, self.kept, self.decided, today)


def limits_of(session: Session, sitting: Sitting, now: datetime) -> KeptLimits:
    """Return the limits that the person set, else the usual ones from today on."""
    kept = find_limits(session, sitting.assessment.id)
    # What was set early on a Tuesday begins next Monday, though in UTC it was Monday yet.
    return replace(kept, since=by_clock_of(now, kept.since)) if kept else KeptLimits(USUAL, now)


def keep_limits(session: Session, sitting: Sitting, limits: Limits, now: datetime, begins: date | None = None) -> None:
    """Keep what the person can give; the weeks count anew from the next Monday, or from a later day. NoBasisError."""
    sitting.must_be_allowed()
    put_limits(session, sitting.assessment.id, KeptLimits(limits, now, begins))


def limits_until(session: Session, sitting: Sitting, now: datetime) -> tuple[Limits, date]:
    """Return the limits that the person set, else the usual ones, and the last day they come to."""
    kept = limits_of(session, sitting, now)
    course = Course(sitting.framework, kept.limits, kept.since, Decided((), ()), kept.since, kept.begins)
    return kept.limits, course.until


def decide(session: Session, sitting: Sitting, decision: Decision) -> None:
    """Keep what the person decided about an activity. NoBasisError."""
    sitting.must_be_allowed()
    put_decision(session, sitting.assessment.id, decision)


def take_back(session: Session, sitting: Sitting, activity: str) -> None:
    """Forget what the person decided about an activity."""
    delete_decision(session, sitting.assessment.id, activity)


def check_in(session: Session, sitting: Sitting, told: CheckIn) -> None:
    """Keep how a week went. NoBasisError."""
    sitting.must_be_allowed()
    put_check_in(session, sitting.assessment.id, told)


def course_of(session: Session, sitting: Sitting, now: datetime) -> Course:
    """Return what the person set and all that was decided and happened since."""
    limits, assessment = limits_of(session, sitting, now), sitting.assessment
    decided = find_decided(session, assessment.id)
    answered = assessment.counted.last_saved()
    return Course(sitting.framework, limits.limits, limits.since, decided, answered, limits.begins)


def own_plan(
    session: Session,
    sitting: Sitting,
    stored: StoredReport,
    now: datetime,
    *,
    priced: bool = False,
    reasons: bool = False,
) -> OwnPlan:
    """Return the plan that is kept, or a new one where something it follows from has changed; reads only."""
    report, today, id = stored.report, now.date(), sitting.assessment.id
    ground = Ground(report.framework, report.target, report.profile)
    course, plans = course_of(session, sitting, now), find_kept_plans(session, id)
    last = plans.get(LAST)
    fallen = fell_out(course.framework, last, course.decided, today) if last and not course.over(today) else ()
    begins, until = course.first_monday, course.until
    mark = fingerprint(ground, sitting.assessment.framework_sha256, course.limits_from(begins), begins, until)
    same = last is not None and last.fingerprint == mark and not fallen and not overtaken(last, course.decided)
    plan = rebuilt(ground, _limits_held(course, last), last) if last and same else None
    if last and plan:
        explained = _explained(ground, plan, 0.0, last.helps, priced=priced, reasons=reasons)
        explained = replace(explained, evidence=_evidence(ground, plan, sitting, last.monday))
        return OwnPlan(ground, course, last, explained, plans.get(BEFORE), new=False)
    monday = course.first_monday if course.over(today) else course.rest_begins(today)
    course = _asking_on(course, last, today, monday) if last else course
    begin = time.perf_counter()
    made = _rest(ground, course, last, monday)
    seconds = time.perf_counter() - begin
    helps = _helps(ground, made)
    explained = _explained(ground, made, seconds, helps, priced=priced, reasons=reasons)
    explained = replace(explained, evidence=_evidence(ground, made, sitting, monday))
    return OwnPlan(ground, course, kept(made, monday, now, mark, helps), explained, last, new=True, fallen=fallen)


def _asking_on(course: Course, last: KeptPlan, today: date, monday: date) -> Course:
    """Return the course with the weeks of the last plan that are asked about when the next has begun."""
    asked = still_asked(course.framework, last, course.decided, today, monday)
    return replace(course, decided=replace(course.decided, asked=asked))


def _limits_held(course: Course, last: KeptPlan) -> Limits:
    """Return the limits within which a plan was made, with what did not leave it by itself."""
    limits = course.limits_from(last.monday)
    held = course.held(last.monday) & {step.activity for step in last.steps}
    return replace(limits, pinned={**dict.fromkeys(sorted(held)), **limits.pinned})


def _rest(ground: Ground, course: Course, last: KeptPlan | None, monday: date) -> Plan:
    """Return the plan from a Monday on: what was begun or put off stays where it fits, and goes on first."""
    free, held = course.limits_from(monday), course.held(monday)
    limits = with_room_for(ground, free, held)
    made = development_plan(ground.framework, ground.role, ground.profile, limits)
    if set(made.unmet_pins) - free.pinned.keys():
        # Better without what was begun than without what the person pinned.
        limits = free
        made = development_plan(ground.framework, ground.role, ground.profile, limits)
    return steadied(ground, made, limits, last, monday, held | free.progress.keys()) if last else made


def plan_if(session: Session, sitting: Sitting, own: OwnPlan, limits: Limits, target: str, today: date) -> Plan:
    """Return what the plan would be within other limits or for another role, from the same week on. NoBasisError."""
    ground = own.ground
    if target != ground.role.id:
        report = report_of(session, sitting, today, target).report
        ground = Ground(report.framework, report.target, report.profile)
    rest = replace(own.course, limits=limits).limits_from(own.kept.monday)
    rest = with_room_for(ground, rest, own.course.held(own.kept.monday))
    return development_plan(ground.framework, ground.role, ground.profile, rest)


def keep_plan(session: Session, sitting: Sitting, own: OwnPlan) -> None:
    """Keep a plan that was made now; what was shown before stays beside it where it differs, its weeks are asked about.

    NoBasisError.
    """
    sitting.must_be_allowed()
    id = sitting.assessment.id
    find_assessment(session, id, lock=True)  # of two looks at once the second waits, and keeps the same
    if find_limits(session, id) is None:
        put_limits(
            session, id, KeptLimits(own.course.limits, own.course.since, own.course.begins)
        )  # from now on the weeks count
    put_asked(session, id, own.decided.asked, own.kept.made)
    if own.before and own.changes:
        put_kept_plan(session, id, own.before, BEFORE)
    put_kept_plan(session, id, own.kept)


def understood(session: Session, sitting: Sitting) -> None:
    """Forget the plan before: what changed was read."""
    delete_kept_plan(session, sitting.assessment.id, BEFORE)


def explained_plan(
    framework: Framework, target: str, profile: Profile, limits: Limits, *, priced: bool = False, reasons: bool = False
) -> Explained:
    """Return a plan with what would help where it does not reach all must-haves.

    `priced` adds the prices of the limits and the best few that were left out, `reasons` what each activity is worth:
    both plan again several times.
    """
    ground = Ground(framework, framework.roles[target], profile)
    begin = time.perf_counter()
    made = development_plan(framework, ground.role, profile, limits)
    seconds = time.perf_counter() - begin
    return _explained(ground, made, seconds, _helps(ground, made), priced=priced, reasons=reasons)


def _evidence(ground: Ground, plan: Plan, sitting: Sitting, monday: date) -> tuple[EvidenceStep, ...]:
    due = sitting.assessment.again_from
    return evidence_steps(ground, plan, again=week_from(due.date(), monday) if due else AGAIN)


def _helps(ground: Ground, made: Plan) -> tuple[Relaxation, ...]:
    if made.status is not Status.INFEASIBLE and made.ready_week is None:
        return must_have_relaxations(ground, made.limits)
    return made.relaxations


def _explained(
    ground: Ground, made: Plan, seconds: float, helps: tuple[Relaxation, ...], *, priced: bool, reasons: bool
) -> Explained:
    misfits = Misfits()
    losses = tuple(without(ground, made, step.id, misfits) for step in made.steps) if reasons else ()
    explained = Explained(made, seconds, losses, helps=helps, evidence=evidence_steps(ground, made))
    if not priced:
        return explained
    left = not_chosen(ground, made, misfits=misfits)
    return replace(explained, prices=prices(ground, made, misfits), left=left)
