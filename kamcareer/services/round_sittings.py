"""What those who take part in a round have said, and what their managers were asked, read for many at once."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from kamcareer.core.company_rounds import Participant
from kamcareer.core.rating_requests import Asked, RatingRequest
from kamcareer.services.self_assessment import Sitting, open_sittings
from kamcareer.store.rating_requests import requests_of_all


@dataclass(frozen=True)
class RoundSitting:
    """The sitting of somebody who takes part, and what managers were asked about it since they joined, oldest first."""

    sitting: Sitting
    asked: tuple[RatingRequest, ...]


def round_sittings(session: Session, people: Collection[Participant]) -> dict[str, RoundSitting]:
    """Return the sittings of those who take part, by record; who does not, or allows it no more, is left out.

    In as many statements for hundreds as for one.
    """
    there = [one for one in people if one.assessment_id and one.joined]
    sittings = open_sittings(session, {one.assessment_id or "" for one in there})
    allowed = {id: one for id, one in sittings.items() if one.allowed()}
    asked = requests_of_all(session, list(allowed))
    return {
        one.record: RoundSitting(sitting, _of_managers(one, asked.get(sitting.assessment.id, ())))
        for one in there
        if (sitting := allowed.get(one.assessment_id or ""))
    }


def _of_managers(person: Participant, requests: Collection[RatingRequest]) -> tuple[RatingRequest, ...]:
    joined = person.joined
    return tuple(one for one in requests if joined and one.source is Asked.MANAGER and one.created >= joined)
