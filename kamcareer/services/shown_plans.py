"""Letting the panel of a contest see how far one's plan is: on a consent of its own, in the final, until taken back."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.applications import Application
from kamcareer.core.legal_basis import Holder, NoBasisError, Purpose
from kamcareer.core.legal_texts import Agreement
from kamcareer.core.shown_plans import PlanProgress, ShownPlan, plan_progress
from kamcareer.services.applications import OpenApplication
from kamcareer.services.development_plan import course_of
from kamcareer.services.evidence_log import evidence_log
from kamcareer.services.legal_bases import agree, require
from kamcareer.services.own_assessments import own_assessments
from kamcareer.services.self_assessment import Sitting, open_sitting
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.contests import put_shown_plan, shown_plans
from kamcareer.store.legal_bases import end_basis


class ResultToldError(Exception):
    """The contest is decided: nothing more is shown to its panel."""


def own_progress(session: Session, account_id: str, now: datetime) -> dict[str, PlanProgress]:
    """Return how far the plans of an account are, by assessment; those of which there is nothing to show left out."""
    mine = [one for one in own_assessments(session, account_id) if _shows(one)]
    told = {one.assessment.id: _progress(session, one, now) for one in mine}
    return {id: one for id, one in told.items() if one.anything}


def show_plan(
    session: Session,
    mine: OpenApplication,
    account_id: str,
    assessment_id: str,
    agreed: Agreement,
    now: datetime,
) -> None:
    """Let the panel see in the final how far a plan of one's own is. NoBasisError, LookupError, ResultToldError."""
    contest = mine.found.vacancy.announced
    if contest is None or contest.over:
        raise ResultToldError
    if agreed.purpose is not Purpose.CONTEST:
        raise NoBasisError(Purpose.CONTEST)
    if assessment_id not in own_progress(session, account_id, now):
        raise LookupError(assessment_id)
    holder = Holder(account_id=account_id)
    require(session, holder, Purpose.DEVELOPMENT)
    record = agree(session, holder, agreed, now)
    put_shown_plan(session, mine.application.id, assessment_id, record.id, now)


def shown_plan_of(session: Session, application: Application) -> ShownPlan | None:
    """Return what somebody opened to the panel, also where they took it back; None where they never did."""
    return shown_plans(session, [application.id]).get(application.id)


def stop_showing(session: Session, shown: ShownPlan, now: datetime) -> str | None:
    """Withdraw the consent: the panel sees nothing of the plan from now on. Return the id of the consent."""
    if not shown.live:
        return None
    end_basis(session, shown.basis.id, now)
    return shown.basis.id


def progress_for(
    session: Session, found: OpenVacancy, people: Iterable[Application], now: datetime
) -> dict[str, PlanProgress]:
    """Return what the panel may read of the plans of some people, by application.

    Nothing before the finalists are named, for a plan says who somebody is; nothing that was taken back.
    """
    contest = found.vacancy.announced
    if contest is None or contest.revealed is None:
        return {}
    told = {}
    for id, shown in shown_plans(session, [one.id for one in people]).items():
        sitting = open_sitting(session, shown.assessment_id) if shown.live else None
        if sitting and sitting.allowed():
            told[id] = _progress(session, sitting, now)
    return told


def who_shows(session: Session, found: OpenVacancy, people: Iterable[Application]) -> frozenset[str]:
    """Return who lets the panel see their plan, by application; nobody before the finalists are named."""
    contest = found.vacancy.announced
    if contest is None or contest.revealed is None:
        return frozenset()
    return frozenset(id for id, shown in shown_plans(session, [one.id for one in people]).items() if shown.live)


def _shows(sitting: Sitting) -> bool:
    assessment = sitting.assessment
    return assessment.purpose is Purpose.DEVELOPMENT and not assessment.demo_name and sitting.allowed()


def _progress(session: Session, sitting: Sitting, now: datetime) -> PlanProgress:
    log = evidence_log(session, sitting.assessment)
    return plan_progress(sitting.assessment.target, course_of(session, sitting, now), log)
