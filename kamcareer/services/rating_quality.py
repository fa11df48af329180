"""How the managers of a round rate, for HR: of five people or more together, and never a level of anybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from kamcareer.core.company_rounds import Participant
from kamcareer.core.rating_quality import LEAST_PEOPLE, Quality, RatedPerson, quality_of_ratings
from kamcareer.core.rating_requests import of_manager
from kamcareer.services.company_rounds import Progress
from kamcareer.services.round_peers import together_about
from kamcareer.services.round_sittings import round_sittings
from kamcareer.store.round_peers import opened_about_all

AT_ONCE = 500  # people whose answers are held at once


@dataclass(frozen=True)
class RoundQuality:
    """What can be said of each manager of a round, by name; `few` have fewer than five people who are finished."""

    managers: tuple[tuple[str, Quality], ...]
    few: tuple[str, ...]


def quality_in(session: Session, progress: Progress) -> RoundQuality:
    """Return how the managers of a round rate, from people of whom both sides have finished and something allows it."""
    both = [person for person, stand in progress.people if stand.both_finished and person.rater_name]
    names = {_rater(person): person.rater_name for person in both}
    rated = [one for part in _parts(both) for one in _rated(session, part)]
    found = sorted(quality_of_ratings(rated), key=lambda one: (names[one.rater], one.rater))
    told = {one.rater for one in found}
    few = sorted(name for rater, name in names.items() if rater not in told)
    return RoundQuality(tuple((names[one.rater], one) for one in found), tuple(few))


def _rater(person: Participant) -> str:
    return person.rater_number or person.rater_name


def _parts(people: Sequence[Participant]) -> Iterator[Sequence[Participant]]:
    return (people[start : start + AT_ONCE] for start in range(0, len(people), AT_ONCE))


def _rated(session: Session, people: Sequence[Participant]) -> Iterator[RatedPerson]:
    there = round_sittings(session, people)
    opened = opened_about_all(session, [one.sitting.assessment.id for one in there.values()])
    for person in people:
        part = there.get(person.record)
        sent = of_manager(part.asked, person.joined) if part and person.joined else None
        if part is None or sent is None:
            continue
        assessment = part.sitting.assessment
        own, together = assessment.answers().levels(), together_about(assessment, opened.get(assessment.id, ()))
        said: dict[str, list[float]] = {id: [float(level)] for id, level in own.items()}
        for id, peers in together.items():
            said.setdefault(id, []).append(peers.mean)
        yield RatedPerson(_rater(person), sent.levels(), {id: sum(s) / len(s) for id, s in said.items()})


__all__ = ["LEAST_PEOPLE", "RoundQuality", "quality_in"]
