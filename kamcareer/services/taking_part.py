"""A round as somebody in it sees it: what is asked, who will see what; they take part, or leave again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.assessment import Assessment
from kamcareer.core.company_rounds import (
    AgreedLevel,
    CompanyRound,
    Participant,
    Stage,
    Standing,
    Traces,
    standing,
    target_of,
)
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.legal_texts import Agreement
from kamcareer.core.rating_requests import MAX_NAME, Asked
from kamcareer.services.asking_others import InAccount, ask_somebody, withdraw
from kamcareer.services.legal_bases import agree
from kamcareer.services.own_assessments import claim
from kamcareer.services.reassessment import begin_again
from kamcareer.services.self_assessment import Sitting, start
from kamcareer.store.assessments import assessments_of
from kamcareer.store.calibration_sessions import forget_comparisons
from kamcareer.store.company_rounds import (
    agreed_levels,
    find_company_round,
    join,
    leave,
    participants,
    parts_of,
    rounds_with,
)
from kamcareer.store.frameworks import stored_framework
from kamcareer.store.rating_requests import requests_of
from kamcareer.store.round_peers import forget_peers

__all__ = ["rounds_with"]


class ShownInRound(NamedTuple):
    """A round in which somebody takes part, with their manager, who sees their levels once both have finished."""

    round: CompanyRound
    manager: str
    traces: Traces

    @property
    def both_finished(self) -> bool:
        """Whether the manager sees the levels that the person chose."""
        return self.traces.finished and self.traces.rated


@dataclass(frozen=True)
class OwnPart:
    """A round with the part of one person; `target` is None where the model has no role for them."""

    round: CompanyRound
    framework: Framework
    person: Participant
    standing: Standing
    target: str | None
    agreed: tuple[AgreedLevel, ...]

    def may_join(self, today: date) -> bool:
        """Return whether the person can take part now."""
        return self.standing.own is Stage.AWAITED and not self.round.over(today)


def own_part(session: Session, round_id: str, account_id: str) -> OwnPart | None:
    """Return somebody's part in a round; None where they are not in it.

    A list may say later that an account is somebody else's than HR said: then the list is right, unless the account
    takes part already.
    """
    one = find_company_round(session, round_id)
    found = participants(session, round_id, account_id=account_id) if one else []
    if one is None or not found:
        return None
    person, traces = min(found, key=lambda one: (one[0].assessment_id is None, one[0].said))
    framework = stored_framework(session, one.framework_sha256)
    target = target_of(framework, one.aim, one.role, person.role)
    agreed = agreed_levels(session, person.assessment_id, round_id) if person.assessment_id else []
    return OwnPart(one, framework, person, standing(person, target, traces), target, tuple(agreed))


def take_part(
    session: Session, part: OwnPart, account: Account, agreed: Agreement, until: datetime, now: datetime
) -> str:
    """Let somebody take part and their manager rate them until a moment; return the id of the assessment.

    Whoever has assessed themselves for that role before does it again, so that it stays one history. NoBasisError.
    ValueError where nobody can take part: there is no role for them, or they do already.
    """
    if part.target is None or part.person.assessment_id:
        raise ValueError
    id = _assessment(session, part, part.target, account, agreed, now)
    join(session, part.person, id, now)
    person = part.person
    if person.rater_name:
        where = InAccount(person.rater_id, until)
        ask_somebody(session, id, Asked.MANAGER, person.rater_name, person.name[:MAX_NAME], now, where)
    return id


def agreed_about(session: Session, sitting: Sitting) -> list[AgreedLevel]:
    """Return what its person and their manager agreed on about an assessment, in every round. NoBasisError."""
    sitting.must_be_allowed()
    return agreed_levels(session, sitting.assessment.id)


def shown_in_rounds(session: Session, account_id: str) -> list[ShownInRound]:
    """Return the rounds in which somebody takes part, the newest first: whether their manager sees their levels now."""
    found = {person.round_id: (person, traces) for person, traces in parts_of(session, account_id)}
    return [
        ShownInRound(one, found[one.id][0].rater_name, found[one.id][1])
        for one in (rounds_with(session, account_id) if found else [])
        if one.id in found
    ]


def stop_taking_part(session: Session, part: OwnPart, now: datetime) -> None:
    """Take part no more: the manager rates and reads nothing from now on. What they have sent stays the person's."""
    if part.person.assessment_id and part.person.joined:
        for one in requests_of(session, part.person.assessment_id):
            if one.source is Asked.MANAGER and one.created >= part.person.joined:
                withdraw(session, part.person.assessment_id, one.id, now)
        forget_peers(session, part.round.id, part.person.assessment_id)
        forget_comparisons(session, part.round.id, part.person.assessment_id)
    leave(session, part.person)


def _assessment(
    session: Session, part: OwnPart, target: str, account: Account, agreed: Agreement, now: datetime
) -> str:
    earlier = next(
        (one for one in assessments_of(session, account.id) if _goes_on(session, part, target, one, now)), None
    )
    if earlier:
        agree(session, Holder(account_id=account.id), agreed, now)
        begin_again(session, earlier.id, now)
        return earlier.id
    present = part.person.role if part.person.role in part.framework.roles else None
    id = start(session, part.framework, present, target, now, agreed).id
    claim(session, id, account.id, now)
    return id


def _goes_on(session: Session, part: OwnPart, target: str, one: Assessment, now: datetime) -> bool:
    """Return whether an earlier assessment is of this model and role, finished, and awaits no manager."""
    same = one.framework_sha256 == part.round.framework_sha256 and one.target == target
    if not same or one.finished is None or one.purpose is not Purpose.DEVELOPMENT:
        return False
    return not any(request.open(now) for request in requests_of(session, one.id) if request.source is Asked.MANAGER)
