"""The form of a manager who does not sign in: made for their people in a round, read, and taken whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.assessment import questions
from kamcareer.core.company_rounds import Participant, asked_of_team
from kamcareer.core.rating_requests import RatingRequest
from kamcareer.core.round_form import RoundForm, read_form
from kamcareer.core.spreadsheets.reading import read_sheets
from kamcareer.services.asking_others import give_rating, send_ratings
from kamcareer.services.company_rounds import Progress
from kamcareer.services.round_sittings import RoundSitting, round_sittings
from kamcareer.services.secret import new_secret


@dataclass(frozen=True)
class Waiting:
    """Somebody whose manager has begun nothing yet, with the role they are looked at beside."""

    person: Participant
    target: str
    request: RatingRequest


def waiting_of(session: Session, progress: Progress, rater_number: str, now: datetime) -> dict[str, Waiting]:
    """Return by number whose answers a manager may still bring in a form: whoever began elsewhere goes on there."""
    theirs = [person for person, _standing in progress.people if person.rater_number == rater_number]
    there = round_sittings(session, theirs)
    found = {one.number: _waiting(one, there[one.record], now) for one in theirs if one.record in there}
    return {number: waiting for number, waiting in found.items() if waiting}


def lines_of(progress: Progress, waiting: Mapping[str, Waiting]) -> list[tuple[str, Participant]]:
    """Return the lines of the form: topic by topic, in each everybody whose role asks it."""
    framework = progress.framework
    return [
        (competency, one.person)
        for competency in asked_of_team(framework, [one.target for one in waiting.values()])
        for one in waiting.values()
        if competency in questions(framework, one.target)
    ]


def form_in(progress: Progress, waiting: Mapping[str, Waiting], data: bytes, name: str) -> RoundForm:
    """Return what a file says of those who are waited for. RefusedFileError."""
    framework = progress.framework
    asked = {number: questions(framework, one.target) for number, one in waiting.items()}
    names = {number: one.person.name for number, one in waiting.items()}
    return read_form(read_sheets(data, name), framework, asked, names)


def take_form(session: Session, waiting: Mapping[str, Waiting], form: RoundForm, now: datetime) -> int:
    """Store and send all that a form says; return of how many people. ValueError while there is something to mend."""
    if form.problems:
        raise ValueError
    secret = new_secret()
    for number, said in form.said.items():
        request = waiting[number].request
        for competency, rating in said.items():
            give_rating(session, request.id, competency, rating, now, secret)
        send_ratings(session, request.id, now, secret)
    return len(form.said)


def _waiting(person: Participant, part: RoundSitting, now: datetime) -> Waiting | None:
    request = next((one for one in part.asked if one.open(now) and one.browser is None), None)
    return Waiting(person, part.sitting.assessment.target, request) if request else None
