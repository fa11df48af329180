"""How the managers of a round rate, for HR: of five people or more together, and never a level of anybody."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from kamcareer.core.company_rounds import Participant
from kamcareer.core.rating_quality import LEAST_PEOPLE, Quality, RatedPerson, quality_of_ratings
from kamcareer.core.rating_requests import of_manager
from kamcareer.services.company_rounds import Progress
from kamcareer.services.round_peers import said_together
from kamcareer.services.self_assessment import open_sitting
from kamcareer.store.rating_requests import requests_of


@dataclass(frozen=True)
class RoundQuality:
    """What can be said of each manager of a round, by name; `few` have fewer than five people who are finished."""

    managers: tuple[tuple[str, Quality], ...]
    few: tuple[str, ...]


def quality_in(session: Session, progress: Progress) -> RoundQuality:
    """Return how the managers of a round rate, from people of whom both sides have finished and something allows it."""
    both = [person for person, stand in progress.people if stand.both_finished and person.rater_name]
    names = {_rater(person): person.rater_name for person in both}
    rated = [one for person in both if (one := _rated(session, person))]
    found = sorted(quality_of_ratings(rated), key=lambda one: (names[one.rater], one.rater))
    told = {one.rater for one in found}
    few = sorted(name for rater, name in names.items() if rater not in told)
    return RoundQuality(tuple((names[one.rater], one) for one in found), tuple(few))


def _rater(person: Participant) -> str:
    return person.rater_number or person.rater_name


def _rated(session: Session, person: Participant) -> RatedPerson | None:
    sitting = open_sitting(session, person.assessment_id or "")
    if sitting is None or person.joined is None or not sitting.allowed():
        return None
    sent = of_manager(requests_of(session, sitting.assessment.id), person.joined)
    if sent is None:
        return None
    own, together = sitting.assessment.answers().levels(), said_together(session, sitting.assessment)
    said: dict[str, list[float]] = {id: [float(level)] for id, level in own.items()}
    for id, peers in together.items():
        said.setdefault(id, []).append(peers.mean)
    return RatedPerson(_rater(person), sent.levels(), {id: sum(s) / len(s) for id, s in said.items()})


__all__ = ["LEAST_PEOPLE", "RoundQuality", "quality_in"]
