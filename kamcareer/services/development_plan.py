"""The development plan of an assessment: its limits, the plan, and why it is as it is."""

import time
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement import Profile
from kamcareer.core.planning.evidence import EvidenceStep, evidence_steps
from kamcareer.core.planning.explanation import NotChosen, Prices, Without, not_chosen, prices, without
from kamcareer.core.planning.limits import Limits
from kamcareer.core.planning.outcome import Ground
from kamcareer.core.planning.plan import Plan, Relaxation, Status
from kamcareer.core.planning.planner import development_plan
from kamcareer.core.planning.relaxation import must_have_relaxations
from kamcareer.services.gap_report import StoredReport
from kamcareer.services.self_assessment import Sitting
from kamcareer.store.plans import KeptLimits, find_limits, put_limits

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


def limits_of(session: Session, sitting: Sitting, now: datetime) -> KeptLimits:
    """Return the limits that the person set, else the usual ones from today on."""
    return find_limits(session, sitting.assessment.id) or KeptLimits(USUAL, now)


def keep_limits(session: Session, sitting: Sitting, limits: Limits, now: datetime) -> None:
    """Keep what the person can give; the weeks of the plan count anew from the next Monday. NoBasisError."""
    sitting.must_be_allowed()
    put_limits(session, sitting.assessment.id, KeptLimits(limits, now))


def plan_of(stored: StoredReport, limits: Limits, *, priced: bool = False, reasons: bool = False) -> Explained:
    """Return the plan that follows from a report; see explained_plan."""
    report = stored.report
    return explained_plan(report.framework, report.target.id, report.profile, limits, priced=priced, reasons=reasons)


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
    helps = made.relaxations
    if made.status is not Status.INFEASIBLE and made.ready_week is None:
        helps = must_have_relaxations(ground, limits)
    losses = tuple(without(ground, made, step.id) for step in made.steps) if reasons else ()
    explained = Explained(made, seconds, losses, helps=helps, evidence=evidence_steps(ground, made))
    return replace(explained, prices=prices(ground, made), left=not_chosen(ground, made)) if priced else explained
