"""Consents for everything but one's own development: once one is withdrawn, each service that needs it refuses.

A service refuses by NoBasisError, or by returning nothing of the person. The list of services that say elsewhere that they
ask is held against the calls here.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Role
from kamcareer.core.applications import Facts, Invitee
from kamcareer.core.assessment import Draft
from kamcareer.core.contests import Contest, Timetable
from kamcareer.core.demographics import AgeGroup, Sex
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder, NoBasisError, Purpose
from kamcareer.core.links import Extent
from kamcareer.core.nominations import Status
from kamcareer.core.people import Person
from kamcareer.core.planning.decisions import Decision, Said
from kamcareer.core.presentations import Part, Shown
from kamcareer.core.vacancies import Reach
from kamcareer.services import applications, demographics, nominations, pool, presentations, screenings, shown_plans
from kamcareer.services.clients import make_client
from kamcareer.services.comparisons import compare
from kamcareer.services.development_plan import decide
from kamcareer.services.legal_bases import agree, withdraw
from kamcareer.services.own_assessments import claim
from kamcareer.services.pool_columns import take_columns
from kamcareer.services.rescoring import rescore
from kamcareer.services.screenings import Filter, send_screening
from kamcareer.services.self_assessment import open_sitting, save_answer, start
from kamcareer.services.sharing import show_link
from kamcareer.services.vacancies import OpenVacancy, make_vacancy, open_vacancy, own_vacancy
from kamcareer.store.contests import put_contest
from kamcareer.store.people import put_people
from kamcareer.store.pool_columns import read_columns
from tests.agreements import agreed
from tests.conftest import NOW
from tests.services.processes import ALLOWED_WITHOUT, LATER, LINKS, PROCESSES, TODAY, WEEK
from tests.services.test_vacancies import TERMS, account

SECRET = "s" * 32
DAY = timedelta(days=1)


class House:
    """An installation with a recruiter, a client, two vacancies and an announced contest; people come as they are asked."""

    def __init__(self, session: Session, framework: Framework, folder: Path) -> None:
        self.session, self.framework, self.folder, self.came = session, framework, folder, 0
        self.rita = account(session, "rita@example.ru", Role.RECRUITER)
        self.curator = account(session, "oleg@example.ru", Role.MANAGER)
        client = make_client(session, SECRET, "ООО «Ромашка», Тверь", self.rita.id, NOW)
        self.found = self._vacancy(client=client.id, blind=False)
        self.other = self._vacancy(title="Вторая")
        self.contest = self._vacancy(title="Конкурс", reach=Reach.INTERNAL, panel=frozenset({self.rita.id}))
        last = self.contest.vacancy.terms.deadline
        self.days = Timetable(last + DAY, last + 2 * DAY, last + 3 * DAY)
        put_contest(session, self.contest.vacancy.id, Contest(self.rita.id, self.days, announced=NOW))
        self.contest = self._opened(self.contest)

    def _vacancy(self, **terms: object) -> OpenVacancy:
        made = make_vacancy(self.session, self.framework, "account_manager", replace(TERMS, **terms), self.rita, NOW)
        open_vacancy(self.session, made, NOW)
        return own_vacancy(self.session, made.id, self.rita.id)

    def _opened(self, found: OpenVacancy) -> OpenVacancy:
        return own_vacancy(self.session, found.vacancy.id, self.rita.id)

    def number(self) -> int:
        self.came += 1
        return self.came


class Applicant:
    """Somebody who applies for a vacancy: what they hold, and what is known of them."""

    def __init__(self, house: House, found: OpenVacancy, *, sent: bool) -> None:
        self.house, self.session, self.found = house, house.session, found
        begun = applications.begin(self.session, found, None, agreed(Purpose.SELECTION), NOW)
        self.assessment, self.holder = begun, Holder(assessment_id=begun.id)
        applications.say_about(self.session, self.mine.application, Invitee("Вера", None), Facts())
        for id in found.framework.roles[found.vacancy.role].must_haves:
            save_answer(self.session, begun.id, id, Draft(level=3, confidence="sure", example="Случай"), id, NOW)
        if sent:
            send_screening(self.session, self.mine, NOW)

    @property
    def mine(self) -> applications.OpenApplication:
        return applications.own_application(self.session, self.assessment.id)

    @property
    def application(self) -> applications.Application:
        return self.mine.application

    @property
    def row(self) -> screenings.Row | None:
        return screenings.one_of(self.session, self.found, self.application.id)


def answering(house: House) -> Applicant:
    return Applicant(house, house.found, sent=False)


def sent(house: House) -> Applicant:
    made = Applicant(house, house.found, sent=True)
    made.known = made.row
    return made


def kept_for_later(house: House) -> Applicant:
    made = sent(house)
    pool.keep_for_later(house.session, made.mine, agreed(Purpose.STORAGE), NOW)
    return made


def called_back(house: House) -> Applicant:
    """Somebody of the pool who applies for the other vacancy too."""
    made = kept_for_later(house)
    whom = made.application
    back, _secret = pool.call_back(house.session, house.other, whom, NOW + WEEK, NOW, by_letter=True)
    here = applications.begin(house.session, house.other, back, agreed(Purpose.SELECTION), NOW)
    made.again = applications.own_application(house.session, here.id)
    return made


def shown(house: House) -> Applicant:
    made = asked_to_be_shown(house)
    agree_to_be_shown(made)
    made.link, made.secret = present(made)
    return made


def present(who: Applicant) -> tuple[presentations.Presentation, str]:
    return presentations.make_presentation(who.session, who.found, who.known, who.house.rita, WEEK, NOW, anonymous=True)


def finalist(house: House) -> Applicant:
    """Somebody who lets the panel see a plan of their own."""
    session, contest = house.session, house.contest
    made = Applicant(house, contest, sent=True)
    vera = account(session, f"vera{house.number()}@example.ru")
    mine = start(session, house.framework, None, "account_manager", NOW, agreed())
    claim(session, mine.id, vera.id, NOW)
    decide(session, open_sitting(session, mine.id), Decision("open_new_territory", Said.DONE, LATER))
    shown_plans.show_plan(session, made.mine, vera.id, mine.id, agreed(Purpose.CONTEST), NOW)
    made.holder = Holder(account_id=vera.id)
    return made


def final(house: House) -> OpenVacancy:
    """The contest, its finalists named."""
    revealed = Contest(house.rita.id, house.days, announced=NOW, revealed=LATER)
    put_contest(house.session, house.contest.vacancy.id, revealed)
    return own_vacancy(house.session, house.contest.vacancy.id, house.rita.id)


class Nominee:
    """Somebody in the talent pool."""

    def __init__(self, house: House) -> None:
        self.session, number = house.session, house.number()
        put_people(self.session, [Person(str(number), "Ким", "Север", None, "sales_representative")], NOW)
        own = account(self.session, f"kim{number}@example.ru")
        proposal = nominations.Proposal(
            str(number), "supervisor", f"kim{number}@example.ru", "oleg@example.ru", TODAY + 90 * DAY, "Ведёт стажёров"
        )
        self.id = nominations.propose(self.session, proposal, NOW, TODAY).id
        nominations.accept(self.session, self.one, agreed(Purpose.SUCCESSION), NOW, TODAY)
        self.holder = Holder(account_id=own.id)

    @property
    def one(self) -> nominations.Nomination:
        return nominations.find_nomination(self.session, self.id)


class Counted:
    """Somebody who agreed to say their sex and age: with an account for everybody's counts, else for one vacancy's rates."""

    def __init__(self, house: House, purpose: Purpose) -> None:
        self.session = house.session
        with_account = purpose is Purpose.DEMOGRAPHICS
        own = account(house.session, f"ann{house.number()}@example.ru") if with_account else sent(house).assessment
        self.holder = Holder(**{"account_id" if with_account else "assessment_id": own.id})
        agree(house.session, self.holder, agreed(purpose), NOW)


def asked_to_be_shown(house: House) -> Applicant:
    made = sent(house)
    made.asked = presentations.ask_to_present(house.session, house.found, made.application, house.rita, NOW)
    return made


def agree_to_be_shown(who: Applicant) -> bool:
    part = Shown(frozenset({Part.NAME}))
    agreement = agreed(Purpose.PRESENTATION)
    return did(presentations.agree_to_present(who.session, who.mine, who.asked, agreement, part, NOW))


def opened(who: Applicant) -> object:
    return presentations.opened_presentation(who.session, who.secret, LATER)


def profile(who: Applicant) -> object:
    link = presentations.one_presentation(who.session, who.asked, who.link.id)
    return presentations.shown_profile(who.session, who.known, who.asked, link)


def rescored(house: House, who: Applicant) -> bool:
    """Whether what is known of somebody is worked out anew."""
    calls = house.session.execute(
        text("UPDATE screening SET coverage = -1, profile = 'old' WHERE application_id = :id"),
        {"id": who.application.id},
    )
    assert calls.rowcount == 1
    rescore(house.session, house.found, LATER)
    left = house.session.execute(
        text("SELECT coverage FROM screening WHERE application_id = :id"), {"id": who.application.id}
    )
    return left.scalar_one() != -1


def in_columns(house: House, who: Applicant) -> bool:
    """Whether somebody is in the columns of the night."""
    house.session.commit()
    file = house.folder / "pool.parquet"
    take_columns(house.session, house.framework, file, NOW, lambda _count: None)
    found = read_columns(file)
    return found is not None and who.application.id.encode() in list(found.snapshot.people)


def did(_nothing: None) -> bool:
    """What returns nothing has done what it does unless it refused."""
    return True


def gives(who: Counted) -> bool:
    return did(demographics.give(who.session, SECRET, who.holder, Sex.FEMALE, AgeGroup.FROM_35, TODAY))


# Who comes for a purpose, and every service that needs it, as a call about them.
Call = Callable[[House, Any], object]
SWEEP: dict[Purpose, list[tuple[Callable[[House], Any], dict[str, Call]]]] = {
    Purpose.SELECTION: [
        (
            answering,
            {
                "applications.say_about": lambda h, who: did(
                    applications.say_about(h.session, who.application, Invitee("Вера"), Facts())
                ),
                "applications.send": lambda h, who: did(applications.send(h.session, who.application, LATER)),
                "screenings.send_screening": lambda h, who: did(send_screening(h.session, who.mine, LATER)),
            },
        ),
        (
            sent,
            {
                "screenings.keep_screening": lambda h, who: did(
                    screenings.keep_screening(h.session, h.found, who.application, LATER)
                ),
                "screenings.answers_of": lambda h, who: screenings.answers_of(h.session, who.application, LATER),
                "screenings.one_of": lambda _h, who: who.row,
                "screenings.side_by_side_of": lambda h, who: screenings.side_by_side_of(
                    h.session, h.found, [who.application.id]
                ),
                "screenings.list_page": lambda h, who: [
                    row
                    for row in screenings.list_page(h.session, h.found, Filter(), 1).rows
                    if row.application.id == who.application.id
                ],
                "screenings.measured": lambda h, who: screenings.measured(h.session, h.found, [who.application], TODAY),
                "rescoring.rescore": rescored,
                "comparisons.compare": lambda h, who: compare(h.session, h.found, [who.known], LATER, TODAY),
            },
        ),
        (
            asked_to_be_shown,
            {
                "presentations.agree_to_present": lambda _h, who: agree_to_be_shown(who),
            },
        ),
        (
            shown,
            {
                "presentations.make_presentation": lambda _h, who: present(who),
                "presentations.opened_presentation": lambda _h, who: opened(who),
                "presentations.shown_profile": lambda _h, who: profile(who),
            },
        ),
        (kept_for_later, {"pool.one_for": lambda h, who: pool.one_for(h.session, h.other, who.application.id)}),
    ],
    Purpose.STORAGE: [
        (
            kept_for_later,
            {
                "pool_columns.take_columns": in_columns,
                "pool.pool_for": lambda h, who: [
                    row
                    for row in pool.pool_for(h.session, h.other, TODAY).rows
                    if row.kept.application.id == who.application.id
                ],
                "pool.one_for": lambda h, who: pool.one_for(h.session, h.other, who.application.id),
            },
        ),
        (
            called_back,
            {
                "pool.earlier_answers": lambda h, who: pool.earlier_answers(h.session, who.again),
                "pool.take_over": lambda h, who: pool.take_over(h.session, who.again, LATER),
            },
        ),
    ],
    Purpose.DEMOGRAPHICS: [
        (lambda h: Counted(h, Purpose.DEMOGRAPHICS), {"demographics.give": lambda _h, who: gives(who)})
    ],
    Purpose.FAIRNESS: [(lambda h: Counted(h, Purpose.FAIRNESS), {"demographics.give": lambda _h, who: gives(who)})],
    Purpose.PRESENTATION: [
        (
            shown,
            {
                "presentations.make_presentation": lambda _h, who: present(who),
                "presentations.opened_presentation": lambda _h, who: opened(who),
                "presentations.shown_profile": lambda _h, who: profile(who),
            },
        )
    ],
    Purpose.CONTEST: [
        (
            finalist,
            {
                "shown_plans.progress_for": lambda h, who: shown_plans.progress_for(
                    h.session, final(h), [who.application], LATER
                ),
                "shown_plans.who_shows": lambda h, who: shown_plans.who_shows(h.session, final(h), [who.application]),
            },
        )
    ],
    Purpose.SUCCESSION: [
        (
            Nominee,
            {
                "nominations.change": lambda h, who: did(
                    nominations.change(h.session, who.one, Status.READY, "Пора", LATER, TODAY)
                ),
                "nominations.prolong": lambda h, who: did(
                    nominations.prolong(h.session, who.one, TODAY + 100 * DAY, "", "Ещё", LATER, TODAY)
                ),
                "nominations.shown_log": lambda h, who: nominations.shown_log(h.session, who.one, TODAY),
            },
        )
    ],
}
CASES = [
    (purpose, name, who, call)
    for purpose, groups in SWEEP.items()
    for who, calls in groups
    for name, call in calls.items()
]


@pytest.fixture
def house(session: Session, framework: Framework, tmp_path: Path) -> House:
    return House(session, framework, tmp_path)


def refuses(call: Call, house: House, who: object) -> bool:
    try:
        return not call(house, who)
    except NoBasisError:
        return True


@pytest.mark.parametrize(
    ("purpose", "who", "call"),
    [pytest.param(purpose, who, call, id=f"{purpose}-{name}") for purpose, name, who, call in CASES],
)
def test_what_needs_a_consent_is_refused_once_it_is_withdrawn(
    house: House, purpose: Purpose, who: Callable, call: Call
):
    stays, goes = who(house), who(house)
    withdraw(house.session, goes.holder, purpose, NOW + timedelta(minutes=1))

    assert not refuses(call, house, stays)
    assert refuses(call, house, goes)


# Nobody assesses themselves anew for a vacancy: there is nothing to refuse.
NOT_FOR_APPLICANTS = {"reassessment.begin_again"}


@pytest.mark.parametrize("name", sorted(set(PROCESSES) - {"self_assessment.start"} - NOT_FOR_APPLICANTS))
def test_whatever_processes_an_assessment_asks_for_the_purpose_that_the_assessment_has(house: House, name: str):
    stays, goes = answering(house), answering(house)
    for who in (stays, goes):
        LINKS[who.assessment.id] = show_link(house.session, who.assessment.id, Extent.REPORT, (), WEEK, NOW)
    PROCESSES[name](house.session, stays.assessment, house.framework)
    PROCESSES[name](house.session, goes.assessment, house.framework)
    withdraw(house.session, goes.holder, Purpose.SELECTION, LATER)
    agree(house.session, goes.holder, agreed(), LATER)
    with pytest.raises(NoBasisError):
        PROCESSES[name](house.session, goes.assessment, house.framework)


def test_every_purpose_and_every_service_that_says_it_asks_is_here():
    """Those of rounds and of one's own answers ask for DEVELOPMENT; so does whoever opens a plan to a panel."""
    asks = re.compile(r"\basks, see|without the consent|leaves out whoever withdrew")
    own = re.compile(r"test_(rounds|round_peers|own_answers|calibration_sessions|offers|contests)\b")
    say_so = {name for name, why in ALLOWED_WITHOUT.items() if asks.search(why) and not own.search(why)}
    # It begins on the consent that comes with it.
    say_so -= {"applications.begin"}

    assert SWEEP.keys() == set(Purpose) - {Purpose.DEVELOPMENT}
    assert say_so - {name for _purpose, name, _who, _call in CASES} == set()
