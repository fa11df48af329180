"""Calibration sessions on both databases: nobody unasked, nobody their own, nothing overwritten, closed for good."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.assessment import Draft
from kamcareer.core.calibration_sessions import CalibrationSession, Part, ReasonMissingError, Word
from kamcareer.core.company_rounds import Aim
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.people import Person
from kamcareer.core.rating_requests import GivenRating
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.all_known import all_known
from kamcareer.services.calibration_meetings import (
    Meeting,
    Said,
    SessionClosedError,
    close_session,
    open_meeting,
    settle,
)
from kamcareer.services.calibration_sessions import (
    NoLeadError,
    OwnComparison,
    TooFewError,
    Wanted,
    accounts_asked,
    answer,
    make_session,
    managers_in,
    own_comparisons,
)
from kamcareer.services.company_rounds import Planned, Progress, make_round, name_accounts, name_rater, progress_of
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.rating_quality import quality_in
from kamcareer.services.self_assessment import finish, open_sitting, save_answer
from kamcareer.services.taking_part import own_part, stop_taking_part, take_part
from kamcareer.services.team_ratings import rate_team, send_team, team_round
from kamcareer.store.people import put_people, record_of
from tests.agreements import agreed
from tests.conftest import NOW

UNTIL, LATER = NOW + timedelta(days=21), NOW + timedelta(hours=1)
TOPIC = "negotiation"
TEAMS = {"1": ("11", "12"), "2": ("21", "22")}
LEVELS = {"11": 3, "12": 2, "21": 1, "22": 1}


@dataclass(frozen=True)
class House:
    """A round with two managers and two people of each, all rated; HR leads."""

    session: Session
    round_id: str
    accounts: dict[str, Account]

    @property
    def progress(self) -> Progress:
        return progress_of(self.session, self.round_id)

    def made(self, lead: str = "hr", unit: str = "", managers: tuple[str, ...] = ("1", "2")) -> CalibrationSession:
        ids = [self.accounts[number].id for number in managers]
        wanted = Wanted("Север", UNTIL.date(), unit, "", ids, self.accounts[lead].email)
        return make_session(self.session, self.progress, wanted, self.accounts["hr"], NOW)

    def meeting(self, one: CalibrationSession, who: str = "hr") -> Meeting:
        return open_meeting(self.session, one.id, self.accounts[who].id)

    def own(self, number: str) -> OwnComparison:
        return own_comparisons(self.session, self.accounts[number].id)[0]

    def agree(self, *numbers: str) -> None:
        for number in numbers:
            answer(self.session, self.own(number), Word.AGREED, NOW)

    def id_of(self, meeting: Meeting, number: str) -> str:
        return next(one.id for one in meeting.people if one.number == number)

    def finish(self, number: str) -> None:
        assessment = self.own(number).person.assessment_id
        save_answer(self.session, assessment, TOPIC, Draft(level=2, confidence="fairly"), f"key{number}", LATER)
        finish(self.session, assessment, LATER)


@pytest.fixture
def house(session: Session, framework: Framework) -> House:
    managers = [Person(number, f"Руководитель {number}", "Юг", None, "sales_manager") for number in TEAMS]
    people = [Person(n, f"Сотрудник {n}", f"Отдел {m}", m, "supervisor") for m, team in TEAMS.items() for n in team]
    put_people(session, [*managers, *people], NOW)
    units = {"Отдел 1", "Отдел 2"}
    made = make_round(session, framework, Planned("Осень", Aim.PRESENT, None, UNTIL.date()), units, (), NOW)
    accounts = {}
    for number in ("hr", *TEAMS, *LEVELS):
        email, roles = f"of{number}@example.ru", {"hr": Role.HR, "1": Role.MANAGER, "2": Role.MANAGER}.get(number)
        link = new_one_time_link(session, email, NOW, frozenset({roles} if roles else ()))
        accounts[number] = open_one_time_link(session, link, None, NOW)
    for number in TEAMS:
        name_rater(session, progress_of(session, made.id), number, f"of{number}@example.ru", NOW)
    for number in LEVELS:
        name_accounts(
            session, progress_of(session, made.id), {record_of(session, number): f"of{number}@example.ru"}, NOW
        )
        take_part(session, own_part(session, made.id, accounts[number].id), accounts[number], agreed(), UNTIL, NOW)
    for number, team in TEAMS.items():
        mine = team_round(session, made.id, accounts[number].id, NOW)
        said = {record_of(session, one): GivenRating(LEVELS[one]) for one in team}
        rate_team(session, mine, accounts[number].id, TOPIC, said)
        send_team(session, team_round(session, made.id, accounts[number].id, NOW), accounts[number].id, said)
    return House(session, made.id, accounts)


def test_of_whoever_has_not_agreed_nothing_is_in_a_session(house: House):
    one = house.made()
    assert {person.number for person, _account in accounts_asked(house.session, one)} == set(LEVELS)
    assert house.meeting(one).given == {}

    house.agree("11", "21")
    meeting = house.meeting(one, "1")
    assert {line.person.number: line.stands for line in meeting.lines(TOPIC)} == {"11": 3, "21": 1}
    assert open_meeting(house.session, one.id, house.accounts["12"].id) is None

    withdraw(house.session, Holder(account_id=house.accounts["21"].id), Purpose.DEVELOPMENT, NOW)
    answer(house.session, house.own("11"), Word.DECLINED, NOW)
    assert house.meeting(one).given == {}


def test_nobody_calibrates_their_own_and_whoever_sits_in_it_is_not_compared(house: House):
    for lead in ("1", "11"):
        with pytest.raises(NoLeadError):
            house.made(lead=lead)
    with pytest.raises(TooFewError):
        house.made(managers=("1",))
    assert managers_in(house.progress) == {house.accounts[n].id: f"Руководитель {n}" for n in TEAMS}
    one = house.made()
    house.agree(*LEVELS)
    meeting = house.meeting(one, "1")
    with pytest.raises(LookupError):
        settle(house.session, meeting, Said(house.id_of(meeting, "21"), TOPIC, 2, "Случай"), NOW)
    assert {seat.part for seat in meeting.seats} == {Part.LEAD, Part.MANAGER}

    part = own_part(house.session, house.round_id, house.accounts["22"].id)
    led_by_manager = house.meeting(one)
    person = next(p for p in led_by_manager.people if p.number == "22")
    assert person.not_by(house.accounts["2"].id)
    stop_taking_part(house.session, part, NOW)
    assert house.id_of(house.meeting(one), "21")
    assert "22" not in {p.number for p in house.meeting(one).people}


def test_each_change_is_a_line_of_the_log_and_nothing_counts_in_a_number(house: House, framework: Framework):
    one = house.made()
    house.agree(*LEVELS)
    meeting = house.meeting(one)
    person = house.id_of(meeting, "11")
    sitting = open_sitting(house.session, house.own("11").person.assessment_id)
    known = all_known(house.session, framework, sitting.assessment)
    with pytest.raises(ReasonMissingError):
        settle(house.session, meeting, Said(person, TOPIC, 2, ""), NOW)
    assert settle(house.session, meeting, Said(person, TOPIC, 2, "Один случай"), NOW)
    assert not settle(house.session, meeting, Said(person, TOPIC, 2, ""), NOW)
    assert settle(house.session, house.meeting(one), Said(person, TOPIC, 3, "Второй случай"), LATER)
    assert settle(house.session, house.meeting(one), Said(house.id_of(meeting, "12"), TOPIC, 2, ""), LATER)

    said = [(e.before, e.after, e.reason, e.by) for e in house.meeting(one).log if e.person == person]
    assert said == [(3, 2, "Один случай", "ofhr@example.ru"), (2, 3, "Второй случай", "ofhr@example.ru")]
    assert all_known(house.session, framework, sitting.assessment) == known


def test_of_whoever_says_no_while_the_page_is_open_nothing_is_written(house: House):
    one = house.made()
    house.agree(*LEVELS)
    before = house.meeting(one)
    answer(house.session, house.own("11"), Word.DECLINED, NOW)

    with pytest.raises(LookupError):
        settle(house.session, before, Said(house.id_of(before, "11"), TOPIC, 2, "Случай"), LATER)
    assert house.meeting(one).log == ()


def test_a_closed_session_stays_and_its_people_read_it_once_their_own_answers_are_in(house: House):
    one = house.made()
    house.agree("11", "12", "21")
    meeting = house.meeting(one)
    settle(house.session, meeting, Said(house.id_of(meeting, "11"), TOPIC, 2, "Случай"), NOW)
    house.finish("11")
    assert house.own("11").lines == ()
    with pytest.raises(LookupError):
        close_session(house.session, house.meeting(one, "2"), NOW)
    close_session(house.session, house.meeting(one), NOW)

    (line,) = house.own("11").lines
    assert (line.given, line.stands, line.reason) == (3, 2, "Случай")
    assert house.own("12").lines == ()
    assert house.own("22").lines == ()
    for call in (
        lambda: settle(house.session, house.meeting(one), Said(house.id_of(meeting, "11"), TOPIC, 1, "Ещё"), NOW),
        lambda: close_session(house.session, house.meeting(one), NOW),
        lambda: answer(house.session, house.own("22"), Word.AGREED, NOW),
    ):
        with pytest.raises(SessionClosedError):
            call()


def test_of_a_manager_with_few_people_nothing_is_told_of_how_they_rate(house: House):
    house.made()
    house.finish("11")
    found = quality_in(house.session, house.progress)
    assert found.managers == ()
    assert found.few == ("Руководитель 1",)


def test_of_more_people_nothing_more_is_asked_of_the_database(house: House):
    one, session = house.made(), house.session
    bind, asked = session.get_bind(), []

    def statements() -> tuple[int, ...]:
        """How often is asked for how managers rate, a session, and a manager's round."""
        counts = []
        for look in (
            lambda: quality_in(session, house.progress),
            lambda: house.meeting(one),
            lambda: team_round(session, house.round_id, house.accounts["1"].id, NOW),
        ):
            asked.clear()
            look()
            counts.append(len(asked))
        return tuple(counts)

    event.listen(bind, "before_cursor_execute", listen := lambda *said: asked.append(said[2]))
    part = own_part(session, house.round_id, house.accounts["12"].id)
    house.agree("11")
    house.finish("11")
    few = statements()
    house.agree("12", "21", "22")
    for number in ("12", "21", "22"):
        house.finish(number)
    many = statements()
    stop_taking_part(session, part, NOW)
    session.flush()
    assert statements() == many == few
    event.remove(bind, "before_cursor_execute", listen)
