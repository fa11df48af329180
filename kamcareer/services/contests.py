"""Contests for internal vacancies: preparing one, moving it on, who stands where, the whole file of one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.amendments import Amendment
from kamcareer.core.audit import Entry
from kamcareer.core.contests import (
    FROM,
    Contest,
    ContestStage,
    Move,
    Obstacle,
    Ready,
    Standing,
    Timetable,
    announcing,
    called_off,
    calling_off,
    day_problem,
    moved,
    moving,
)
from kamcareer.core.decisions import Decision
from kamcareer.core.feedback import Feedback
from kamcareer.core.inquiries import Inquiry, still_asked
from kamcareer.core.interviews.kit import Kit
from kamcareer.core.shown_plans import PlanProgress
from kamcareer.core.vacancies import ChangeSet, Reach
from kamcareer.services.audit import Event, names_of, note_event
from kamcareer.services.interview_kits import chosen_kit, kit_for
from kamcareer.services.own_cases import own_cases
from kamcareer.services.scorecards import Map, maps_of
from kamcareer.services.screenings import Row
from kamcareer.services.shown_plans import progress_for
from kamcareer.services.vacancies import OpenVacancy, opened, vacancy_changes
from kamcareer.store.account_names import account_names
from kamcareer.store.amendments import amendments_of
from kamcareer.store.audit import entries_about
from kamcareer.store.contests import put_contest
from kamcareer.store.decisions import decisions_about
from kamcareer.store.feedback import feedback_about
from kamcareer.store.inquiries import inquiries_about
from kamcareer.store.screenings import screenings_of
from kamcareer.store.vacancies import announced_vacancies, find_vacancy, set_vacancy_closed

EVENTS: dict[Move, Event] = {
    Move.ANNOUNCE: Event.CONTEST_ANNOUNCED,
    Move.NAME_FINALISTS: Event.FINALISTS_NAMED,
    Move.TELL_RESULT: Event.CONTEST_DECIDED,
    Move.FINISH: Event.CONTEST_FINISHED,
}
STEPS = (Event.CONTEST_PREPARED, *EVENTS.values(), Event.CONTEST_CALLED_OFF)


class AnnouncedBeforeError(Exception):
    """What was announced stays as it is."""


class DayError(ValueError):
    """A day of the timetable comes before what it follows; the first argument says which."""


class MoveError(Exception):
    """A contest cannot be moved on yet, and what that waits for; nothing where it is at another stage."""

    def __init__(self, obstacles: tuple[Obstacle, ...] = ()) -> None:
        super().__init__(*obstacles)
        self.obstacles = obstacles


@dataclass(frozen=True)
class Applicant:
    """Somebody who sent their answers, and where they stand."""

    row: Row
    standing: Standing


@dataclass(frozen=True)
class PanelMember:
    """Somebody on the panel, named as the staff list names them, else by their mailbox."""

    account: Account
    name: str
    chair: bool
    talks: bool


@dataclass(frozen=True)
class Step:
    """One entry of the trail about a contest; `by` is empty where the account is gone."""

    entry: Entry
    by: str


@dataclass(frozen=True)
class Told:
    """What one applicant was told besides the decisions that hold, what was decided otherwise, what they asked.

    `before` was told and decided anew after an objection, `superseded` was told to nobody; letters are approved ones.
    """

    applicant: Applicant
    before: tuple[Decision, ...] = ()
    superseded: tuple[Decision, ...] = ()
    letters: tuple[Feedback, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()


@dataclass(frozen=True)
class ContestFile:
    """Everything there is of one contest. Marks are there once all are in, plans while their people allow it.

    `changes` are those of the vacancy with their reasons, `amendments` those that ask for none; `told` is what each
    applicant was told and asked.
    """

    found: OpenVacancy
    contest: Contest
    stage: ContestStage
    panel: tuple[PanelMember, ...]
    applicants: tuple[Applicant, ...]
    kit: Kit
    maps: Mapping[str, Map]
    progress: Mapping[str, PlanProgress]
    steps: tuple[Step, ...]
    names: Mapping[str, str]  # of those who decided, by account
    changes: tuple[ChangeSet, ...]
    told: tuple[Told, ...]
    amendments: tuple[Amendment, ...]


def prepare(  # noqa: PLR0913 - who sets what of which contest
    session: Session, secret: str, found: OpenVacancy, chair: str, days: Timetable, by: Account, now: datetime
) -> None:
    """Set who chairs and the days, before they are announced. AnnouncedBeforeError, DayError."""
    if found.vacancy.announced:
        raise AnnouncedBeforeError
    problem = day_problem(found.vacancy.terms.deadline, days)
    if problem:
        raise DayError(problem)
    put_contest(session, found.vacancy.id, Contest(chair, days))
    note_event(session, secret, Event.CONTEST_PREPARED, by.id, found.vacancy.id, now)


def may_move(found: OpenVacancy, account: Account, own: Collection[str]) -> bool:
    """Return whether an account may move a contest on: its chair, or a recruiter of the vacancy, who take no part.

    `own` are the applications of the account to this vacancy.
    """
    contest = found.vacancy.contest
    chairs = contest is not None and contest.chair == account.id
    return not own and (chairs or (Role.RECRUITER in account.granted and found.vacancy.is_for(account.id)))


def next_move(found: OpenVacancy, today: date) -> Move | None:
    """Return how a contest can be moved on at its stage; None while applications are taken, or after its end."""
    stage = found.vacancy.contest_stage(today)
    return next((move for move, start in FROM.items() if start is stage), None)


def obstacles_to(
    session: Session, found: OpenVacancy, move: Move, people: tuple[Applicant, ...], today: date, words: str = ""
) -> tuple[Obstacle, ...]:
    """Return what a move still waits for."""
    contest = found.vacancy.contest
    if contest is None:
        return ()
    standings = [one.standing for one in people]
    if move is not Move.ANNOUNCE:
        return moving(contest, move, standings, words)
    ready = Ready(
        found.vacancy.terms.reach is Reach.INTERNAL,
        found.vacancy.takes_people(today),
        {one.id for one in found.vacancy.interviewers},
        chosen_kit(session, found) is not None,
        any(one.decisions for one in standings),
    )
    return announcing(contest, ready)


def move_on(  # noqa: PLR0913 - who moves what on, and in which words
    session: Session,
    secret: str,
    found: OpenVacancy,
    move: Move,
    by: Account,
    now: datetime,
    today: date,
    words: str = "",
) -> None:
    """Move a contest on, by name. MoveError; PermissionError for whoever may not."""
    if not may_move(found, by, own_cases(session, found.vacancy.id, by)):
        raise PermissionError
    contest = found.vacancy.contest
    if contest is None or next_move(found, today) is not move:
        raise MoveError
    obstacles = obstacles_to(session, found, move, applicants(session, found), today, words)
    if obstacles:
        raise MoveError(obstacles)
    put_contest(session, found.vacancy.id, moved(contest, move, now, words))
    note_event(session, secret, EVENTS[move], by.id, found.vacancy.id, now)


def call_off(session: Session, secret: str, found: OpenVacancy, by: Account, now: datetime, words: str) -> None:
    """End a contest without a result, by name, and close its vacancy. MoveError; PermissionError as for other moves.

    What was decided and told to nobody stays untold.
    """
    if not may_move(found, by, own_cases(session, found.vacancy.id, by)):
        raise PermissionError
    contest = found.vacancy.contest
    obstacles = calling_off(contest, words) if contest else (Obstacle.OVER,)
    if contest is None or obstacles:
        raise MoveError(obstacles)
    put_contest(session, found.vacancy.id, called_off(contest, now, words))
    if found.vacancy.closed is None:
        set_vacancy_closed(session, found.vacancy.id, now)
    note_event(session, secret, Event.CONTEST_CALLED_OFF, by.id, found.vacancy.id, now)


def chairs(found: OpenVacancy, account: Account) -> bool:
    """Return whether an account chairs the announced contest: it then decides about its applicants."""
    return found.vacancy.announced is not None and found.vacancy.announced.chair == account.id


def applicants(session: Session, found: OpenVacancy) -> tuple[Applicant, ...]:
    """Return everybody who sent their answers and did not withdraw, in the order of sending, and where they stand."""
    listed = screenings_of(session, found.vacancy.id)
    decided = decisions_about(session, [who.id for who, _ in listed])
    letters = feedback_about(session, [decisions[0].id for decisions in decided.values() if decisions])
    asked = inquiries_about(session, [one.id for decisions in decided.values() for one in decisions])
    approved = {id for id, letter in letters.items() if letter.approved}
    return tuple(
        Applicant(
            Row(who, screening, None, tuple(decisions)),
            Standing(
                tuple(decisions),
                who.interviewed is not None,
                bool(decisions) and decisions[0].id in approved,
                still_asked(one for one in asked if one.decision_id in {decision.id for decision in decisions}),
            ),
        )
        for who, screening in listed
        for decisions in [decided.get(who.id, [])]
    )


def announced_contests(session: Session) -> list[OpenVacancy]:
    """Return every contest that was announced, the latest day to apply first."""
    return [opened(session, one) for one in announced_vacancies(session)]


def contest_vacancy(session: Session, id: str, account: Account) -> OpenVacancy | None:
    """Return the vacancy of a contest for whoever reads its file: those it is for, and HR; None for everybody else.

    Whoever takes part reads no file of it: it holds what was decided about the others.
    """
    found = find_vacancy(session, id)
    reads = found is not None and (
        Role.HR in account.granted or (Role.RECRUITER in account.granted and found.is_for(account.id))
    )
    if found is None or found.contest is None or not reads or own_cases(session, id, account):
        return None
    return opened(session, found)


def panel_of_contest(found: OpenVacancy, names: Mapping[str, str]) -> tuple[PanelMember, ...]:
    """Return the panel, the chair first; `names` by account."""
    contest = found.vacancy.contest
    chair = contest.chair if contest else None
    panel = [PanelMember(one, names[one.id], one.id == chair, one.interviews) for one in found.vacancy.members]
    return tuple(sorted(panel, key=lambda one: not one.chair))


def names_in_contest(
    session: Session, found: OpenVacancy, people: Iterable[Applicant] = (), others: Iterable[str | None] = ()
) -> dict[str, str]:
    """Return the names of the panel, of those who decided about some applicants or move the contest on, by account.

    `others` are further accounts whose names are wanted.
    """
    ids = {decision.account for one in people for decision in one.standing.decisions}
    ids |= {found.vacancy.maker, found.vacancy.contest.chair if found.vacancy.contest else None, *others}
    return account_names(session, {one for one in ids if one} | {one.id for one in found.vacancy.members})


def contest_file(session: Session, secret: str, found: OpenVacancy, now: datetime, today: date) -> ContestFile:
    """Return everything there is of a contest. LookupError where there is none."""
    contest, stage = found.vacancy.contest, found.vacancy.contest_stage(today)
    if contest is None or stage is None:
        raise LookupError(found.vacancy.id)
    people = applicants(session, found)
    finalists = [one for one in people if one.standing.in_final(contest)]
    progress = progress_for(session, found, [one.row.application for one in finalists], now)
    amended = tuple(amendments_of(session, found.vacancy.id))
    names = names_in_contest(session, found, people, (id for one in amended for id in (one.account, one.member)))
    return ContestFile(
        found,
        contest,
        stage,
        panel_of_contest(found, names),
        people,
        kit_for(session, found),
        maps_of(session, found, [one.row for one in finalists]),
        progress,
        _steps(session, secret, found, names),
        names,
        tuple(vacancy_changes(session, found.vacancy)),
        _told(session, contest, people),
        amended,
    )


def _told(session: Session, contest: Contest, people: Collection[Applicant]) -> tuple[Told, ...]:
    if contest.revealed is None:
        return tuple(map(Told, people))
    ids = [decision.id for one in people for decision in one.standing.decisions]
    letters, asked = feedback_about(session, ids), inquiries_about(session, ids)
    return tuple(
        Told(
            one,
            tuple(d for d in one.standing.told(contest) if d not in one.standing.held(contest)),
            one.standing.superseded(contest),
            tuple(letters[d.id] for d in one.standing.decisions if d.id in letters and letters[d.id].approved),
            tuple(said for d in one.standing.decisions for said in asked if said.decision_id == d.id),
        )
        for one in people
    )


def _steps(session: Session, secret: str, found: OpenVacancy, names: Mapping[str, str]) -> tuple[Step, ...]:
    called = {called: name for id, name in names.items() for called in names_of(secret, id)}
    found_entries = entries_about(session, found.vacancy.id, (*STEPS, Event.CONTEST_READ))
    return tuple(Step(entry, called.get(entry.person, "")) for entry in found_entries)
