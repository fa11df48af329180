"""Vacancies: making one from a role, setting its terms, changing its profile with a reason, opening, closing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import INTERVIEWING, Account, Role
from kamcareer.core.amendments import amendments
from kamcareer.core.applications import end_of, link_ends
from kamcareer.core.framework.model import Framework
from kamcareer.core.vacancies import (
    Breach,
    Cells,
    ChangeSet,
    ProfileProblem,
    Reason,
    State,
    Terms,
    Vacancy,
    breaches,
    cells_of,
    changes,
    framework_of,
    must_say_why,
    profile_problem,
    shrinks_too_far,
    term_changes,
)
from kamcareer.services.own_cases import who_applied
from kamcareer.store.accounts import account_of, find_accounts
from kamcareer.store.amendments import add_amendments
from kamcareer.store.applications import answering_in, begun_in
from kamcareer.store.decisions import undecided_in
from kamcareer.store.frameworks import keep_framework, stored_framework
from kamcareer.store.inquiries import unanswered_in
from kamcareer.store.own_links import move_link_ends
from kamcareer.store.presentations import anybody_asked
from kamcareer.store.vacancies import (
    add_change,
    add_vacancy,
    changes_of,
    find_vacancy,
    put_cells,
    put_terms,
    set_opened,
    set_vacancy_closed,
    vacancies_for,
)

PANEL_ROLES = INTERVIEWING | {Role.RECRUITER}
MOST_NAMED = 50


class ProfileError(Exception):
    """A profile that cannot be used."""

    def __init__(self, problem: ProfileProblem) -> None:
        super().__init__(problem)
        self.problem = problem


class ClientSetError(Exception):
    """Somebody was asked whether they may be shown to the client: the vacancy stays with it."""


class AnnouncedError(Exception):
    """The terms would break what was announced of a contest; `breaches` say what of it."""

    def __init__(self, broken: tuple[Breach, ...]) -> None:
        super().__init__(*broken)
        self.breaches = broken


class AppliedError(Exception):
    """Somebody who applied would sit on the panel; the arguments are how they sign in."""


class UnderWayError(Exception):
    """A contest is under way: it ends by its result or is called off, and people are told."""


class LeftBehindError(Exception):
    """People of the vacancy answer or wait for somebody, and would read only that it is closed."""


class WrongStateError(Exception):
    """A vacancy goes from draft to open to closed, and no other way."""


@dataclass(frozen=True)
class Affected:
    """Those whom a change touches: how many, how many still answer, and of the newest who sent the code and when."""

    count: int
    answering: int
    newest: list[tuple[str, datetime]]

    @property
    def before(self) -> int:
        """How many have sent and came before those who are named."""
        return self.count - self.answering - len(self.newest)


@dataclass(frozen=True)
class LeftBehind:
    """Whom a vacancy leaves when it is closed: sent and undecided, answering, waiting for an answer to a decision."""

    undecided: int = 0
    answering: int = 0
    asking: int = 0

    @property
    def anybody(self) -> bool:
        """Whether it leaves anybody."""
        return bool(self.undecided or self.answering or self.asking)


@dataclass(frozen=True)
class OpenVacancy:
    """A vacancy with its framework as it was stored, and with the same where its role asks what the vacancy asks."""

    vacancy: Vacancy
    stored: Framework
    framework: Framework


def make_vacancy(
    session: Session, framework: Framework, role: str, terms: Terms, maker: Account, now: datetime
) -> Vacancy:
    """Make a draft with the profile of a role as the framework has it now. KeyError for an unknown role."""
    cells = cells_of(framework.roles[role])
    sha256 = keep_framework(session, framework, now)
    members = sorted(find_accounts(session, terms.panel), key=lambda one: one.sign_in_name)
    vacancy = Vacancy(str(uuid4()), sha256, role, terms, cells, maker.id, now, members=tuple(members))
    add_vacancy(session, vacancy)
    return vacancy


def opened(session: Session, vacancy: Vacancy) -> OpenVacancy:
    """Return a vacancy with what it is measured by."""
    stored = stored_framework(session, vacancy.framework_sha256)
    return OpenVacancy(vacancy, stored, framework_of(stored, vacancy))


def own_vacancies(session: Session, account_id: str) -> list[OpenVacancy]:
    """Return the vacancies that an account made or sits on the panel of, newest first."""
    return [opened(session, one) for one in vacancies_for(session, account_id)]


def own_vacancy(session: Session, id: str, account_id: str, *, lock: bool = False) -> OpenVacancy | None:
    """Return a vacancy for whoever asks; None too when it is not theirs: that it exists is not said."""
    found = find_vacancy(session, id, lock=lock)
    return opened(session, found) if found and found.is_for(account_id) else None


def set_terms(session: Session, vacancy: Vacancy, terms: Terms, today: date | None = None) -> None:
    """Set what there is besides the profile; `today` is the last day to apply where it is not said.

    ClientSetError, AnnouncedError, AppliedError.
    """
    broken = _breaches(session, vacancy, terms, today or vacancy.terms.deadline)
    if broken:
        raise AnnouncedError(broken)
    if terms.client != vacancy.terms.client and anybody_asked(session, vacancy.id):
        raise ClientSetError
    applied = who_applied(session, vacancy, terms.panel - vacancy.terms.panel)
    if applied:
        raise AppliedError(*(one.sign_in_name for one in applied))
    put_terms(session, vacancy.id, terms)


def _breaches(session: Session, vacancy: Vacancy, terms: Terms, today: date) -> tuple[Breach, ...]:
    broken, contest = breaches(vacancy, terms, today), vacancy.announced
    if contest is None or not contest.under_way or terms.panel == vacancy.terms.panel:
        return broken
    after = [one for one in find_accounts(session, terms.panel) if one.interviews]
    too_far = shrinks_too_far(len(vacancy.interviewers), len(after))
    return (*broken, Breach.SMALL_PANEL) if too_far else broken


def who_began(session: Session, vacancy: Vacancy, most: int = MOST_NAMED) -> Affected:
    """Return those whom a change of a vacancy touches: they have begun to answer, or have answered."""
    return Affected(*begun_in(session, vacancy.id, most))


def anybody_began(session: Session, vacancy: Vacancy) -> bool:
    """Return whether a change of a vacancy touches anybody."""
    return who_began(session, vacancy, 0).count > 0


def change_terms(  # noqa: PLR0913 - a change and why
    session: Session,
    vacancy: Vacancy,
    terms: Terms,
    reasons: frozenset[Reason],
    words: str,
    by: Account,
    now: datetime,
    zone: tzinfo | None = None,
) -> ChangeSet | None:
    """Set what there is besides the profile; what touches people who began is kept with a reason, else None.

    Links of those who were invited follow the last day, which ends in `zone`; None: where `now` is told. Of a contest
    that is announced, a later last day and a changed panel are kept without a reason.
    NoReasonError, ClientSetError, AnnouncedError, AppliedError.
    """
    changed = term_changes(vacancy.terms, terms) if anybody_began(session, vacancy) else ()
    must_say_why(changed, reasons, words)
    set_terms(session, vacancy, terms, now.date())
    if vacancy.announced:
        add_amendments(session, vacancy.id, amendments(vacancy.terms, terms, by.id, now))
    if terms.deadline != vacancy.terms.deadline:
        move_link_ends(session, vacancy.id, link_ends(end_of(terms.deadline, zone or now.tzinfo), now))
    if not changed:
        return None
    made = ChangeSet(str(uuid4()), now, by.id, reasons, words.strip(), terms=changed)
    add_change(session, vacancy.id, made)
    return made


def change_profile(  # noqa: PLR0913 - a change and why
    session: Session,
    vacancy: Vacancy,
    cells: Cells,
    reasons: frozenset[Reason],
    words: str,
    by: Account,
    now: datetime,
) -> ChangeSet | None:
    """Let a vacancy ask something else, for one reason; None where nothing differs.

    ProfileError, NoReasonError.
    """
    problem = profile_problem(cells)
    if problem:
        raise ProfileError(problem)
    changed = changes(vacancy.cells, cells)
    if not changed:
        return None
    must_say_why(changed, reasons, words)
    put_cells(session, vacancy.id, cells)
    made = ChangeSet(str(uuid4()), now, by.id, reasons, words.strip(), changed)
    add_change(session, vacancy.id, made)
    return made


def vacancy_changes(session: Session, vacancy: Vacancy) -> list[ChangeSet]:
    """Return how a vacancy came to ask what it asks, newest first."""
    return changes_of(session, vacancy.id)


def open_vacancy(session: Session, vacancy: Vacancy, now: datetime) -> None:
    """Let people apply. WrongStateError unless it is a draft."""
    if vacancy.state is not State.DRAFT:
        raise WrongStateError
    set_opened(session, vacancy.id, now)


def left_behind(session: Session, vacancy: Vacancy) -> LeftBehind:
    """Return whom closing a vacancy would leave without a word; a contest ends by its own rules, and then by none."""
    if vacancy.announced or vacancy.state is not State.OPEN:
        return LeftBehind()
    id = vacancy.id
    return LeftBehind(undecided_in(session, id), answering_in(session, id), unanswered_in(session, id))


def close_vacancy(session: Session, vacancy: Vacancy, now: datetime, *, sure: bool = False) -> None:
    """Let nobody apply any more. WrongStateError unless it is open, UnderWayError for a contest without an end.

    LeftBehindError where somebody answers or waits for somebody, unless whoever closes it is `sure`.
    """
    if vacancy.announced and vacancy.announced.under_way:
        raise UnderWayError
    if vacancy.state is not State.OPEN:
        raise WrongStateError
    if not sure and left_behind(session, vacancy).anybody:
        raise LeftBehindError
    set_vacancy_closed(session, vacancy.id, now)


def panel_of(session: Session, mailboxes: Iterable[str]) -> tuple[frozenset[str], list[str]]:
    """Return the accounts that may sit on a panel, and the mailboxes that have no such account."""
    found, unknown = set(), []
    for mailbox in mailboxes:
        account = account_of(session, mailbox)
        if account and account.closed is None and account.granted & PANEL_ROLES:
            found.add(account.id)
        else:
            unknown.append(mailbox)
    return frozenset(found), unknown
