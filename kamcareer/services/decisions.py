"""Deciding about somebody in a vacancy: the one way, and a person goes it each time."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.decisions import Because, Decision, DecisionProblem, Outcome, decision_problem
from kamcareer.services.audit import Event, name_of, note_event
from kamcareer.services.screenings import Row
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.decisions import add_decision, decisions_about

__all__ = ["Outcome"]


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
) -> Decision:
    """Keep what a person decided about one person, and note it in the trail. DecisionError."""
    vacancy = found.vacancy
    problem = decision_problem(because, words, {*vacancy.cells, *vacancy.terms.knock_outs})
    if problem:
        raise DecisionError(problem)
    decision = Decision(
        str(uuid4()), about.application.id, outcome, because, words.strip(), name_of(secret, by.id), by.id, now
    )
    add_decision(session, decision)
    note_event(session, secret, Event.DECIDED, by.id, f"{outcome} {decision.id}", now)
    return decision


def decisions_on(session: Session, application_id: str) -> list[Decision]:
    """Return what was decided about somebody, the newest first."""
    return decisions_about(session, [application_id]).get(application_id, [])
