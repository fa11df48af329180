"""Scorecards of interviewers: written alone, locked, read by nobody else before all are in, then talked over."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import INTERVIEWING, Account
from kamcareer.core.applications import Application
from kamcareer.core.contests import Standing
from kamcareer.core.decisions import Outcome
from kamcareer.core.interviews.disagreement import AgreedMark, Heard, Together, disagreement, together
from kamcareer.core.interviews.kit import Kit
from kamcareer.core.interviews.scorecard import LEAST_REASON, Marks, Scorecard, is_complete
from kamcareer.core.interviews.tendencies import Tendency, tendencies
from kamcareer.core.vacancies import Vacancy
from kamcareer.services.audit import Event, name_of, note_event
from kamcareer.services.interview_kits import chosen_kit
from kamcareer.services.own_cases import must_be_of_others
from kamcareer.services.screenings import Row, keep_screening, one_of
from kamcareer.services.vacancies import OpenVacancy, opened
from kamcareer.store.accounts import find_accounts
from kamcareer.store.applications import own_applications_in
from kamcareer.store.scorecards import (
    add_scorecard,
    agreed_about,
    interviewed_in,
    people_to_talk_with,
    put_agreed,
    put_marks,
    scorecards_about,
    set_interviewed,
    set_locked,
    set_released,
)
from kamcareer.store.vacancies import find_vacancy, panels_of


@dataclass(frozen=True)
class Conflict:
    """Another tab or device saved something newer: nothing was changed; what is stored, so that one can choose."""

    stored: Scorecard


class ClosedError(Exception):
    """Nothing can be written on this card any more, or none can be begun."""


class NotReadyError(Exception):
    """A card is locked only with a mark or "no chance" for everything that was asked."""


class NoReasonError(Exception):
    """Nobody is released, and nothing agreed upon, without a reason in words."""


@dataclass(frozen=True)
class Seat:
    """One interviewer of one person; `account` is None once it is deleted, `card` before anything was begun."""

    rater: str
    account: Account | None
    card: Scorecard | None

    @property
    def awaited(self) -> bool:
        """Whether their marks are still to come."""
        return self.card is None or not self.card.closed


@dataclass(frozen=True)
class Talks:
    """The people of one vacancy whom an interviewer talks with, each with their own card if they began it."""

    vacancy: OpenVacancy
    people: tuple[tuple[Application, Scorecard | None], ...]


@dataclass(frozen=True)
class Map:
    """All marks about one person beside one another, what was agreed upon, and how far the panel agrees altogether."""

    seats: tuple[Seat, ...]
    heard: tuple[Heard, ...]
    agreed: dict[str, AgreedMark]
    together: Together
    tendencies: tuple[Tendency, ...]  # of those who marked this person, in the order of the seats


def own_talks(session: Session, secret: str, account: Account) -> list[Talks]:
    """Return the vacancies on whose panel somebody sits as an interviewer, with the people to talk with."""
    if not account.granted & INTERVIEWING:
        return []
    vacancies = panels_of(session, account.id)
    people = people_to_talk_with(session, [one.id for one in vacancies if talks_begin(one)])
    own = own_applications_in(session, list(people), [account.id]).get(account.id, frozenset())
    ids = [application.id for group in people.values() for application in group]
    cards, rater = scorecards_about(session, ids), name_of(secret, account.id)
    return [
        Talks(
            opened(session, one),
            tuple((who, _of(cards.get(who.id, []), rater)) for who in people.get(one.id, []) if who.id not in own),
        )
        for one in vacancies
    ]


def panel_vacancy(session: Session, id: str, account: Account) -> OpenVacancy | None:
    """Return a vacancy for an interviewer on its panel; None for everybody else: that it exists is not said."""
    found = find_vacancy(session, id)
    sits = found is not None and account.id in found.terms.panel and bool(account.granted & INTERVIEWING)
    return opened(session, found) if found and sits else None


def somebody_to_talk_with(session: Session, found: OpenVacancy, id: str, *, lock: bool = False) -> Row | None:
    """Return a person of a vacancy whom somebody decided to talk with; None for everybody else.

    A finalist of a contest stays one until its result, whatever was decided since: their marks are still waited for.
    """
    row, contest = one_of(session, found, id, lock=lock), found.vacancy.announced
    if row is None or not row.decisions or not talks_begin(found.vacancy):
        return None
    waited = contest is not None and contest.decided is None
    decision = Standing(row.decisions).first(contest) if contest and waited else row.decisions[0]
    return row if decision and decision.outcome is not Outcome.DECLINE else None


def talks_begin(vacancy: Vacancy) -> bool:
    """Return whether anybody is talked with yet: in a contest not before the finalists are named, nor called off."""
    contest = vacancy.announced
    return contest is None or (contest.revealed is not None and contest.called_off is None)


def own_card(session: Session, secret: str, row: Row, account: Account) -> Scorecard:
    """Return the card of whoever asks; an empty one before they began."""
    rater = name_of(secret, account.id)
    cards = scorecards_about(session, [row.application.id]).get(row.application.id, [])
    return _of(cards, rater) or _new(row, rater, account.id)


def asked_on(found: OpenVacancy, kit: Kit | None, card: Scorecard) -> tuple[str, ...]:
    """Return what a card asks about: the kit that was chosen, and what was marked when another one was."""
    asked = kit.competencies if kit else ()
    return tuple(dict.fromkeys([*asked, *(id for id in card.marks if id in found.framework.competencies)]))


def save_card(  # noqa: PLR0913 - who says what about whom, on which revision
    session: Session, secret: str, found: OpenVacancy, row: Row, account: Account, marks: Marks, revision: int
) -> Scorecard | Conflict:
    """Keep what an interviewer says of somebody, once more. ClosedError, OwnCaseError.

    With the first card about a person every interviewer of the panel gets theirs: from now on all are waited for.
    """
    must_be_of_others(session, found.vacancy.id, [row.application.id], account)
    card = own_card(session, secret, row, account)
    if card.closed or row.application.interviewed:
        raise ClosedError
    if card.says(marks) and card.revision:
        return card
    if revision != card.revision:
        return Conflict(card)
    _seat_everybody(session, secret, found, row)
    card = own_card(session, secret, row, account)
    if not put_marks(
        session, card.id, {id: mark for id, mark in marks.items() if mark.given or mark.heard or mark.note}
    ):
        raise ClosedError
    return own_card(session, secret, row, account)


def lock_card(
    session: Session, secret: str, found: OpenVacancy, row: Row, account: Account, now: datetime
) -> Scorecard:
    """Lock an interviewer's card for good. ClosedError, NotReadyError, OwnCaseError."""
    must_be_of_others(session, found.vacancy.id, [row.application.id], account)
    card = own_card(session, secret, row, account)
    if card.closed or row.application.interviewed:
        raise ClosedError
    asked = asked_on(found, chosen_kit(session, found), card)
    if not asked or card.open_ones(asked):
        raise NotReadyError
    set_locked(session, card.id, now)
    note_event(session, secret, Event.SCORECARD_LOCKED, account.id, card.id, now)
    settle(session, secret, found, row.application, now)
    return own_card(session, secret, row, account)


def release(  # noqa: PLR0913 - who releases whom from what, and why
    session: Session, secret: str, found: OpenVacancy, row: Row, rater: str, reason: str, by: Account, now: datetime
) -> None:
    """Wait for an interviewer no longer, for a reason that stays with their card.

    LookupError, NoReasonError, OwnCaseError.
    """
    must_be_of_others(session, found.vacancy.id, [row.application.id], by)
    if len(reason.strip()) < LEAST_REASON:
        raise NoReasonError
    seat = next((one for one in seats(session, secret, found, row) if one.rater == rater and one.awaited), None)
    if seat is None:
        raise LookupError(rater)
    _seat_everybody(session, secret, found, row)
    card = _of(scorecards_about(session, [row.application.id])[row.application.id], rater)
    if card is None:
        raise LookupError(rater)
    set_released(session, card.id, reason.strip(), now)
    note_event(session, secret, Event.INTERVIEWER_RELEASED, by.id, f"{rater} {card.id}", now)
    settle(session, secret, found, row.application, now)


def seats(session: Session, secret: str, found: OpenVacancy, row: Row) -> tuple[Seat, ...]:
    """Return everybody whose marks about somebody are waited for or in; nothing of what they say.

    The cards say only who locked: their marks are left out here, whoever asks.
    """
    cards = {one.rater: one for one in scorecards_about(session, [row.application.id]).get(row.application.id, [])}
    late = row.application.interviewed is not None
    panel = {} if late else {name_of(secret, one.id): one for one in _asked(session, found, row.application)}
    known = _raters(session, found, cards.values())
    return tuple(
        Seat(
            rater,
            panel.get(rater) or known.get(cards[rater].account or "" if rater in cards else ""),
            _without_marks(cards.get(rater)),
        )
        for rater in sorted({*panel, *cards})
    )


def settle(session: Session, secret: str, found: OpenVacancy, application: Application, now: datetime) -> bool:
    """Open the marks about somebody once nobody is waited for: from that moment they enter the estimate.

    Return whether they were opened now.
    """
    cards = scorecards_about(session, [application.id]).get(application.id, [])
    panel = [name_of(secret, one.id) for one in _asked(session, found, application)]
    if application.interviewed is not None or not is_complete(panel, cards):
        return False
    set_interviewed(session, application.id, now)
    complete = one_of(session, found, application.id)
    if complete:
        keep_screening(session, found, complete.application, now)
    return True


def settle_all(session: Session, secret: str, found: OpenVacancy, now: datetime) -> list[str]:
    """Look again who is waited for, after the panel of a vacancy changed; return about whom the marks are in now."""
    people = people_to_talk_with(session, [found.vacancy.id]).get(found.vacancy.id, [])
    people = people if talks_begin(found.vacancy) else []
    return [one.id for one in people if settle(session, secret, found, one, now)]


def joined(session: Session, found: OpenVacancy, before: Container[str]) -> list[Account]:
    """Return the interviewers who were not on the panel before; nobody where all who are to be talked with are marked.

    `before` holds ids of accounts.
    """
    people = people_to_talk_with(session, [found.vacancy.id]).get(found.vacancy.id, [])
    if not talks_begin(found.vacancy) or all(one.interviewed for one in people):
        return []
    return [one for one in found.vacancy.interviewers if one.id not in before]


def readers_of_marks(session: Session, secret: str, found: OpenVacancy, application_id: str) -> list[Account]:
    """Return the interviewers who marked somebody, once all marks are in; nobody before."""
    if application_id not in interviewed_in(session, found.vacancy.id):
        return []
    cards = scorecards_about(session, [application_id]).get(application_id, [])
    locked = {card.rater for card in cards if card.locked}
    return [one for one in found.vacancy.interviewers if name_of(secret, one.id) in locked]


def map_of(session: Session, found: OpenVacancy, row: Row) -> Map | None:
    """Return all marks about somebody; None before all are in, whoever asks."""
    return maps_of(session, found, [row]).get(row.application.id)


def maps_of(session: Session, found: OpenVacancy, rows: Iterable[Row]) -> dict[str, Map]:
    """Return all marks about several people, by application; who is still waited for is left out."""
    marked = [row.application.id for row in rows if row.application.interviewed]
    if not marked:
        return {}
    cards = _locked(session, interviewed_in(session, found.vacancy.id))
    accounts = _raters(session, found, [card for id in marked for card in cards.get(id, ())])
    agreed, all_together = agreed_about(session, marked), together(cards)
    known = {one.rater: one for one in tendencies(cards)}
    return {
        id: Map(
            tuple(Seat(card.rater, accounts.get(card.account or ""), card) for card in own),
            disagreement(own, found.framework.competencies),
            agreed.get(id, {}),
            all_together,
            tuple(known[card.rater] for card in own),
        )
        for id in marked
        for own in [cards.get(id, [])]
    }


def _raters(session: Session, found: OpenVacancy, cards: Iterable[Scorecard]) -> dict[str, Account]:
    """Return the accounts of those who wrote some cards, by id; most of them sit on the panel and are known."""
    known = {one.id: one for one in found.vacancy.members}
    gone = {card.account for card in cards if card.account} - known.keys()
    return known | ({one.id: one for one in find_accounts(session, gone)} if gone else {})


def agreed_upon(session: Session, row: Row, competency: str) -> AgreedMark | None:
    """Return what the interviewers agreed upon in one competency, if they did."""
    return agreed_about(session, [row.application.id]).get(row.application.id, {}).get(competency)


def agree_upon(  # noqa: PLR0913 - who keeps what about whom
    session: Session,
    secret: str,
    found: OpenVacancy,
    row: Row,
    competency: str,
    level: int,
    note: str,
    by: Account,
    now: datetime,
) -> None:
    """Keep what the interviewers agreed upon in one competency, by name and in words. ClosedError, NoReasonError.

    LookupError where nobody marked it, OwnCaseError. The marks themselves stay as they are.
    """
    must_be_of_others(session, found.vacancy.id, [row.application.id], by)
    shown = map_of(session, found, row)
    if shown is None:
        raise ClosedError
    if competency not in {line.competency for line in shown.heard}:
        raise LookupError(competency)
    if len(note.strip()) < LEAST_REASON:
        raise NoReasonError
    mark = AgreedMark(competency, level, note.strip(), name_of(secret, by.id), by.id, now)
    put_agreed(session, row.application.id, mark)
    note_event(session, secret, Event.MARK_AGREED, by.id, f"{row.application.id} {competency}", now)


def _asked(session: Session, found: OpenVacancy, about: Application) -> list[Account]:
    """Return the interviewers but for the person themselves: nobody marks themselves, and nobody waits for it."""
    panel = found.vacancy.interviewers
    own = own_applications_in(session, [found.vacancy.id], [one.id for one in panel])
    return [one for one in panel if about.id not in own.get(one.id, ())]


def _seat_everybody(session: Session, secret: str, found: OpenVacancy, row: Row) -> None:
    there = {one.rater for one in scorecards_about(session, [row.application.id]).get(row.application.id, [])}
    for one in _asked(session, found, row.application):
        rater = name_of(secret, one.id)
        if rater not in there:
            add_scorecard(session, _new(row, rater, one.id))


def _locked(session: Session, ids: Iterable[str]) -> dict[str, list[Scorecard]]:
    return {id: [card for card in cards if card.locked] for id, cards in scorecards_about(session, ids).items()}


def _of(cards: Iterable[Scorecard], rater: str) -> Scorecard | None:
    return next((card for card in cards if card.rater == rater), None)


def _new(row: Row, rater: str, account_id: str) -> Scorecard:
    return Scorecard(str(uuid4()), row.application.id, rater, account_id)


def _without_marks(card: Scorecard | None) -> Scorecard | None:
    return replace(card, marks={}) if card else None
