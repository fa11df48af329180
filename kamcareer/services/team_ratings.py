"""A manager rates everybody of theirs in a round, one competency at a time; then the talk with each of them.

What they say are the answers of a rating request, as by a link: see asking_others.py.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.assessment import questions
from kamcareer.core.company_rounds import (
    AgreedLevel,
    CompanyRound,
    Participant,
    Standing,
    asked_of_team,
    standing,
    target_of,
)
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.rating_requests import GivenRating, RatingRequest
from kamcareer.core.side_by_side import Row, agenda, side_by_side
from kamcareer.services.asking_others import give_rating, send_ratings
from kamcareer.services.legal_bases import require_for
from kamcareer.services.round_peers import said_together
from kamcareer.services.round_sittings import RoundSitting, round_sittings
from kamcareer.services.self_assessment import Sitting, open_sitting
from kamcareer.store.company_rounds import agreed_levels, find_company_round, participants, put_agreed, rounds_rated_by
from kamcareer.store.frameworks import stored_framework

__all__ = ["rounds_rated_by"]


@dataclass(frozen=True)
class Member:
    """One of a manager's people in a round.

    `sitting` is there while the person takes part and something allows it, `request` while the manager is asked.
    """

    person: Participant
    standing: Standing
    target: str | None
    sitting: Sitting | None
    request: RatingRequest | None

    @property
    def sent(self) -> bool:
        """Whether the manager has finished with them."""
        return self.request is not None and self.request.sent is not None


@dataclass(frozen=True)
class TeamRound:
    """A round with those whom one account rates, and what it is asked about them, most important first."""

    round: CompanyRound
    framework: Framework
    members: tuple[Member, ...]
    asked: tuple[str, ...]
    now: datetime

    def asked_about(self, competency: str) -> tuple[Member, ...]:
        """Return those whose role asks a competency and about whom it may still be answered, by name."""
        return tuple(
            one
            for one in self.members
            if one.request and one.request.open(self.now) and competency in self._questions(one)
        )

    def answered(self, member: Member) -> int:
        """Return about how many of a person's topics something was said."""
        return sum(member.request.rating(id).answered for id in self._questions(member)) if member.request else 0

    def topics(self, member: Member) -> int:
        """Return how many topics a person's role has."""
        return len(self._questions(member))

    def done(self, competency: str) -> bool:
        """Return whether something was said of everybody in a competency."""
        return all(one.request and one.request.rating(competency).answered for one in self.asked_about(competency))

    @property
    def to_send(self) -> tuple[Member, ...]:
        """Those about whom something was said that is not sent yet."""
        return tuple(one for one in self.members if one.request and one.request.open(self.now) and self.answered(one))

    def _questions(self, member: Member) -> tuple[str, ...]:
        return questions(self.framework, member.target) if member.target else ()


def team_round(session: Session, round_id: str, account_id: str, now: datetime) -> TeamRound | None:
    """Return a round for the account of a manager; None where it rates nobody in it."""
    one = find_company_round(session, round_id)
    found = participants(session, round_id, rater_id=account_id) if one else []
    if one is None or not found:
        return None
    framework = stored_framework(session, one.framework_sha256)
    there = round_sittings(session, [person for person, _ in found])
    members = []
    for person, traces in found:
        aim = target_of(framework, one.aim, one.role, person.role)
        part = there.get(person.record)
        sitting, request = (part.sitting, _standing_request(part, account_id)) if part else (None, None)
        target = sitting.assessment.target if sitting else aim
        members.append(Member(person, standing(person, aim, traces), target, sitting, request))
    asked = asked_of_team(framework, [m.target for m in members if m.target and m.request and m.request.open(now)])
    return TeamRound(one, framework, tuple(members), asked, now)


def rate_team(
    session: Session, team: TeamRound, account_id: str, competency: str, said: Mapping[str, GivenRating]
) -> int:
    """Keep what was said of one competency, by the person's record; return of how many. The same again is the same."""
    kept = 0
    for one in team.asked_about(competency):
        if one.request and one.person.record in said:
            kept += give_rating(session, one.request.id, competency, said[one.person.record], team.now, account_id)
    return kept


def send_team(session: Session, team: TeamRound, account_id: str, records: Collection[str]) -> int:
    """Send what was said about those named by their record; return about how many people. What was sent stays."""
    return sum(
        send_ratings(session, one.request.id, team.now, account_id)
        for one in team.to_send
        if one.request is not None and one.person.record in records
    )


@dataclass(frozen=True)
class Talk:
    """A person and their manager side by side, once both have finished: what to talk about, and what was agreed."""

    round: CompanyRound
    framework: Framework
    role: Role
    person: Participant
    assessment_id: str
    rows: tuple[Row, ...]
    agenda: tuple[Row, ...]
    agreed: Mapping[str, AgreedLevel]


def talk_with(session: Session, team: TeamRound, record: str) -> Talk | None:
    """Return the talk with one of a manager's people; None before both have finished, and for anybody else."""
    member = next((one for one in team.members if one.person.record == record), None)
    if member is None or member.sitting is None or member.request is None or not member.standing.both_finished:
        return None
    return _talk(session, team, member.person, member.sitting, member.request)


def agree_on(session: Session, talk: Talk, agreed: AgreedLevel) -> bool:
    """Keep what a person and their manager agreed on; False where nobody was asked about the competency. NoBasisError.

    It is a record of the talk, and no rating: it counts in nothing.
    """
    sitting = open_sitting(session, talk.assessment_id)
    if sitting is None or agreed.competency not in {row.competency for row in talk.rows}:
        return False
    require_for(session, sitting.assessment)
    put_agreed(session, talk.round.id, talk.assessment_id, agreed)
    return True


def _talk(session: Session, team: TeamRound, person: Participant, sitting: Sitting, request: RatingRequest) -> Talk:
    one, framework = team.round, team.framework
    role = framework.roles[sitting.assessment.target]
    # Colleagues asked by a link are the person's own to show; those of a round were agreed on for both.
    own, said = sitting.assessment.answers().levels(), said_together(session, sitting.assessment)
    rows = side_by_side(role, own, [request], said)
    agreed = {level.competency: level for level in agreed_levels(session, sitting.assessment.id, one.id)}
    return Talk(one, framework, role, person, sitting.assessment.id, rows, agenda(role, rows), agreed)


def _standing_request(part: RoundSitting, account_id: str) -> RatingRequest | None:
    """Return the newest request to one's own account about somebody that was not withdrawn."""
    own = [one for one in part.asked if one.rater_id == account_id and one.withdrawn is None]
    return own[-1] if own else None
