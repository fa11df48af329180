"""Deciding about somebody in a vacancy: the one way, and a person goes it each time."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.applications import Application
from kamcareer.core.contests import ContestStage, Standing, outcomes
from kamcareer.core.decisions import Because, Decision, DecisionProblem, Outcome, decision_problem
from kamcareer.core.inquiries import Inquiry, still_asked
from kamcareer.services.audit import Event, name_of, note_event
from kamcareer.services.own_cases import must_be_of_others
from kamcareer.services.screenings import Row
from kamcareer.services.vacancies import OpenVacancy, opened
from kamcareer.store.applications import sent_by_perhaps_the_same
from kamcareer.store.decisions import add_decision, decisions_about
from kamcareer.store.inquiries import inquiries_about
from kamcareer.store.vacancies import find_vacancy

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
    told: bool = False,
    otherwise: bool = False,
) -> Decision:
    """Keep what a person decided about one person, and note it in the trail.

    DecisionError, WrongStageError, OwnCaseError about oneself.

    `today` is the day where the installation is, where that matters. `told` is the word of whoever decides that the
    person told them of the knock-outs they lack, where the application is silent; `otherwise` that they told them the
    contrary of what it says.
    """
    vacancy = found.vacancy
    must_be_of_others(session, vacancy.id, [about.application.id], by)
    asked = inquiries_about(session, [one.id for one in about.decisions])
    if outcome not in possible(found, about, asked, today or now.date()):
        raise WrongStageError
    knock_outs, facts = vacancy.terms.impossible_without, about.application.facts
    lacking, silent = set(facts.lacks(vacancy.terms)), set(facts.silent_on(vacancy.terms))
    held = set() if otherwise else knock_outs - lacking - silent
    said = knock_outs - held - (set() if told else silent)
    problem = decision_problem(because, words, vacancy.cells, knock_outs, said, held=held)
    if problem:
        raise DecisionError(problem)
    decision = Decision(
        str(uuid4()), about.application.id, outcome, because, words.strip(), name_of(secret, by.id), by.id, now
    )
    add_decision(session, decision)
    note_event(session, secret, Event.DECIDED, by.id, f"{outcome} {decision.id}", now)
    return decision


def possible(found: OpenVacancy, about: Row, asked: Iterable[Inquiry], today: date) -> tuple[Outcome, ...]:
    """Return what may be decided about somebody now; in a contest the stage decides that, after a talk all marks.

    `asked` is what they asked about the decisions so far.
    """
    vacancy, marked = found.vacancy, about.application.interviewed is not None
    standing = Standing(about.decisions, marked, asked=still_asked(asked))
    return outcomes(vacancy.announced, vacancy.contest_stage(today), standing)


def waits_for_marks(found: OpenVacancy, about: Row, today: date) -> bool:
    """Return whether somebody is a finalist whom nobody decides about before all marks are in."""
    contest, final = found.vacancy.announced, found.vacancy.contest_stage(today) is ContestStage.FINAL
    finalist = contest is not None and final and Standing(about.decisions).in_final(contest)
    return finalist and about.application.interviewed is None


def told_to(found: OpenVacancy, decisions: Iterable[Decision]) -> list[Decision]:
    """Return of all decisions about somebody, newest first, those that they may know by now.

    In a contest everybody is told at the same time, and of each stage only what held.
    """
    contest, all_of_them = found.vacancy.announced, tuple(decisions)
    return list(Standing(all_of_them).told(contest) if contest else all_of_them)


def names_shown(session: Session, found: OpenVacancy, people: Iterable[Application]) -> frozenset[str]:
    """Return those of a vacancy who are shown by name; in a contest nobody before the finalists are named.

    Where names are hidden else: who is invited by name and has not sent answers yet, and who is decided about.
    """
    everybody, vacancy = list(people), found.vacancy
    if vacancy.shows_names(decided=False):
        return frozenset(one.id for one in everybody)
    if not vacancy.shows_names(decided=True):
        return frozenset()
    sent = [one.id for one in everybody if one.finished]
    decided = decisions_about(session, sent) if sent else {}
    return frozenset(one.id for one in everybody if one.invited_by_name or one.id in decided)


def perhaps_the_same(session: Session, found: OpenVacancy, one: Application) -> tuple[list[Application], int]:
    """Return the others of a vacancy who may be the same person, by one mailbox, number or account, and how many more.

    Only who is named, or hidden, as this one is: else a name would be given away by a number.
    """
    others = sent_by_perhaps_the_same(session, one)
    named = names_shown(session, found, [one, *others]) if others else frozenset()
    alike = [other for other in others if (other.id in named) == (one.id in named)]
    return alike, len(others) - len(alike)


def named_among(session: Session, people: Iterable[Application]) -> frozenset[str]:
    """Return those of several vacancies who are shown by name in theirs."""
    of_each: dict[str, list[Application]] = {}
    for one in people:
        of_each.setdefault(one.vacancy_id, []).append(one)
    found = ((find_vacancy(session, id), those) for id, those in of_each.items())
    shown = (names_shown(session, opened(session, vacancy), those) for vacancy, those in found if vacancy)
    return frozenset(id for ids in shown for id in ids)


def decisions_on(session: Session, application_id: str) -> list[Decision]:
    """Return what was decided about somebody, the newest first."""
    return decisions_about(session, [application_id]).get(application_id, [])
