"""The board beside one’s own report and plan: which offers serve the gaps of the reader, for the reader alone."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from kamcareer.core.framework.role import Role
from kamcareer.core.offers import Offer, by_need
from kamcareer.core.planning.decisions import Decision, Said
from kamcareer.services.development_plan import decide
from kamcareer.services.gap_report import report_of
from kamcareer.services.own_assessments import own_assessments
from kamcareer.services.self_assessment import Sitting
from kamcareer.store.offers import live_offers


@dataclass(frozen=True)
class Board:
    """The offers that are not over, those that serve the reader first, each with the topic it serves them in.

    `target` is the role of the report that says what is lacking, `largest` its largest gap; None where there is none.
    """

    offers: list[tuple[Offer, str | None]]
    target: Role | None = None
    largest: str | None = None


def board_for(session: Session, account_id: str, today: date) -> Board:
    """Return the board as one person sees it. What they lack is worked out here for them alone, and kept nowhere."""
    offers = live_offers(session, today)
    sitting = _own_sitting(session, account_id)
    if sitting is None:
        return Board(by_need(offers, ()))
    report = report_of(session, sitting, today).report
    lacking = [(gap.competency, gap.said or 0) for gap in report.largest]
    return Board(by_need(offers, lacking), report.target, lacking[0][0] if lacking else None)


def put_into_plan(session: Session, account_id: str, activity: str, now: datetime) -> Role | None:
    """Pin an activity in the plan of somebody's own newest assessment; return its role, None where it has none such."""
    sitting = _own_sitting(session, account_id)
    if sitting is None or activity not in sitting.framework.activities:
        return None
    decide(session, sitting, Decision(activity, Said.PINNED, now))
    return sitting.framework.roles[sitting.assessment.target]


def _own_sitting(session: Session, account_id: str) -> Sitting | None:
    """Return the newest assessment for somebody's development that may be used and is not being answered anew."""
    for sitting in own_assessments(session, account_id):
        one = sitting.assessment
        if not one.applies and not one.again and one.anything and sitting.allowed():
            return sitting
    return None
