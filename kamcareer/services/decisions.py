"""Deciding about somebody in a vacancy: the one way, and a person goes it each time."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.contests import Standing, outcomes
from kamcareer.core.decisions import Because, Decision, DecisionProblem, Outcome, decision_problem
from kamcareer.services.audit import Event, name_of, note_event
from kamcareer.services.screenings import Row
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.decisions import add_decision, decisions_about

__all__ = ["Outcome"]


class WrongStageError(Exception):
    """In a contest nothing of the kind is decided at this stage."""


class DecisionError(Exception):
    """A decision that cannot be taken."""

    def __init__(self, problem: DecisionProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def decide(  # noqa: PLR0913 - who decides what about whom, and why
    session: Session,
    secret: str,
    found: OpenVacancy,
    about: Row,
    outcome: Outcome,
    because: tuple[Because, ...],
    words: str,
    by: Account,
    now: datetime,
    *,
    today: date | None = None,
) -> Decision:
    """Keep what a person decided about one person, and note it in the trail. DecisionError, WrongStageError.

    `today` is the day where the installation is, where that matters.
    """
    vacancy = found.vacancy
    if outcome not in possible(found, about, today or now.date()):
        raise WrongStageError
    problem = decision_problem(because, words, {*vacancy.cells, *vacancy.terms.knock_outs})
    if problem:
        raise DecisionError(problem)
    decision = Decision(
        str(uuid4()), about.application.id, outcome, because, words.strip(), name_of(secret, by.id), by.id, now
    )
    add_decision(session, decision)
    note_event(session, secret, Event.DECIDED, by.id, f"{outcome} {decision.id}", now)
    return decision


def possible(found: OpenVacancy, about: Row, today: date) -> tuple[Outcome, ...]:
    """Return what may be decided about somebody now; in a contest the stage decides that."""
    vacancy = found.vacancy
    return outcomes(vacancy.announced, vacancy.contest_stage(today), Standing(about.decisions))


def told_to(found: OpenVacancy, decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that their person may know by now: in a contest everybody is told at the same time."""
    contest = found.vacancy.announced
    return [one for one in decisions if contest is None or contest.tells(one)]


def decisions_on(session: Session, application_id: str) -> list[Decision]:
    """Return what was decided about somebody, the newest first."""
    return decisions_about(session, [application_id]).get(application_id, [])
