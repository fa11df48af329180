"""Work addresses of the staff list in a round, on both databases: what they propose, and where they say too little."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.company_rounds import Aim
from kamcareer.core.framework.model import Framework
from kamcareer.core.people import Person
from kamcareer.core.people_import.columns import ColumnMapping
from kamcareer.services.accounts import open_one_time_link
from kamcareer.services.administration import invite_somebody
from kamcareer.services.company_rounds import (
    Planned,
    Progress,
    make_round,
    name_accounts,
    progress_of,
    said_accounts,
)
from kamcareer.services.listed_addresses import ListedAddresses, invite_listed, listed_addresses, proposed_first
from kamcareer.services.people import import_people, read_people_file
from kamcareer.store.accounts import add_account, set_closed
from kamcareer.store.company_rounds import set_rater
from kamcareer.store.one_time_links import invitations
from kamcareer.store.people import delete_person, put_people
from tests.conftest import NOW

IVAN, OLGA = "ivan@example.ru", "olga@example.ru"
BOSS = Person("1", "Ким Вера", "Север", None, "supervisor", email="vera@example.ru")
STAFF = [
    BOSS,
    Person("2", "Иванов Иван", "Север", "1", "sales_representative", email=IVAN),
    Person("3", "Петрова Ольга", "Север", "1", "sales_representative", email=OLGA),
    Person("4", "Белов Пётр", "Север", "1", "sales_representative"),
]


def made(session: Session, framework: Framework, title: str = "Осень") -> Progress:
    planned = Planned(title, Aim.PRESENT, None, (NOW + timedelta(days=21)).date())
    one = make_round(session, framework, planned, (), {"2", "3", "4"}, NOW)
    assert one
    return again(session, one.id)


def again(session: Session, id: str) -> Progress:
    found = progress_of(session, id)
    assert found
    return found


def account(session: Session, id: str, email: str) -> None:
    add_account(session, Account(id, email, frozenset(), NOW))


def record(progress: Progress, number: str) -> str:
    return next(one.record for one, _stand in progress.people if one.number == number)


def listed(session: Session, progress: Progress) -> ListedAddresses:
    return listed_addresses(session, progress, said_accounts(session, progress), NOW)


@pytest.fixture
def progress(session: Session, framework: Framework) -> Progress:
    put_people(session, STAFF, NOW)
    return made(session, framework)


def test_an_account_with_the_address_of_the_list_is_proposed_and_joined_to_nobody(session: Session, progress: Progress):
    account(session, "ivan", IVAN)
    found = listed(session, progress)

    assert found.proposed == {record(progress, "2"): IVAN}
    assert found.unknown == {record(progress, "3"): OLGA}
    assert proposed_first(progress, found.proposed)[0].number == "2"
    assert again(session, progress.round.id).asked == set()


def test_once_it_is_said_whose_it_is_nothing_is_proposed(session: Session, progress: Progress):
    account(session, "ivan", IVAN)
    name_accounts(session, progress, {record(progress, "2"): IVAN}, NOW)

    assert listed(session, again(session, progress.round.id)).proposed == {}


def test_an_account_that_is_somebodys_in_the_round_is_proposed_to_nobody_else(session: Session, progress: Progress):
    account(session, "ivan", IVAN)
    name_accounts(session, progress, {record(progress, "4"): IVAN}, NOW)
    found = listed(session, again(session, progress.round.id))

    assert (found.proposed, found.unknown) == ({}, {record(progress, "3"): OLGA})


def test_a_closed_account_is_neither_proposed_nor_unknown(session: Session, progress: Progress):
    account(session, "ivan", IVAN)
    set_closed(session, "ivan", NOW)
    found = listed(session, progress)

    assert (found.proposed, found.unknown) == ({}, {record(progress, "3"): OLGA})


def test_the_account_of_the_manager_who_rates_them_is_not_proposed(session: Session, progress: Progress):
    account(session, "ivan", IVAN)
    set_rater(session, progress.round.id, "1", "ivan")

    assert listed(session, again(session, progress.round.id)).proposed == {}


def test_an_address_that_two_people_share_says_nothing(session: Session, framework: Framework):
    put_people(session, [*STAFF[:2], replace(STAFF[2], email=IVAN), STAFF[3]], NOW)
    account(session, "ivan", IVAN)
    found = listed(session, made(session, framework))

    assert (found.proposed, found.unknown) == ({}, {})


def test_what_hr_said_for_an_earlier_round_comes_before_the_list(session: Session, framework: Framework):
    put_people(session, STAFF, NOW)
    account(session, "ivan", IVAN)
    account(session, "other", "other@example.ru")
    first = made(session, framework, "Весна")
    name_accounts(session, first, {record(first, "2"): "other@example.ru", record(first, "4"): IVAN}, NOW)
    second = made(session, framework)
    said = said_accounts(session, second)

    assert said.before == {record(second, "2"): "other@example.ru", record(second, "4"): IVAN}
    assert listed(session, second).proposed == {}


def test_whoever_has_no_account_is_invited_once_and_proposed_after_signing_in(session: Session, progress: Progress):
    account(session, "olga", OLGA)
    links = invite_listed(session, listed(session, progress), NOW)
    found = listed(session, progress)

    assert list(links) == [IVAN]
    assert (found.unknown, list(found.invited)) == ({}, [record(progress, "2")])
    assert invite_listed(session, found, NOW) == {}
    came = open_one_time_link(session, links[IVAN], None, NOW)
    assert came
    assert came.granted == frozenset()
    assert listed(session, progress).proposed == {record(progress, "2"): IVAN, record(progress, "3"): OLGA}


def test_an_invitation_that_was_not_used_in_time_may_be_sent_again(session: Session, progress: Progress):
    invite_listed(session, listed(session, progress), NOW)
    later = NOW + timedelta(days=7)
    found = listed_addresses(session, progress, said_accounts(session, progress), later)

    assert set(found.unknown.values()) == {IVAN, OLGA}


def invited(session: Session) -> set[str]:
    return {one.email for one in invitations(session, NOW)}


def test_the_address_and_its_invitation_go_with_the_record_and_what_an_administrator_gave_stays(
    session: Session, progress: Progress
):
    invite_listed(session, listed(session, progress), NOW)
    invite_somebody(session, OLGA, frozenset({Role.MANAGER}), NOW)
    for number in ("2", "3"):
        delete_person(session, record(progress, number))
    session.commit()

    assert [(one.email, one.granted) for one in invitations(session, NOW)] == [(OLGA, frozenset({Role.MANAGER}))]
    assert [one.email for one, _stand in again(session, progress.round.id).people] == [None]


def test_an_invitation_without_roles_that_an_administrator_gave_outlives_the_address_and_the_record(
    session: Session, framework: Framework, progress: Progress
):
    for email in (IVAN, OLGA):
        invite_somebody(session, email, frozenset(), NOW)
    data = "Таб. №;ФИО;Почта\n2;Иванов Иван;i.ivanov@example.ru\n".encode()
    import_people(session, read_people_file(session, framework, data, "a.csv", ColumnMapping(), NOW.date()), NOW)
    delete_person(session, record(progress, "3"))

    assert invited(session) == {IVAN, OLGA}


def test_an_address_that_was_a_slip_opens_nothing_once_the_list_says_another(
    session: Session, framework: Framework, progress: Progress
):
    invite_listed(session, listed(session, progress), NOW)
    data = f"Таб. №;ФИО;Почта\n2;Иванов Иван;i.ivanov@example.ru\n3;Петрова Ольга;{OLGA}\n".encode()
    file = read_people_file(session, framework, data, "a.csv", ColumnMapping(), NOW.date())
    import_people(session, file, NOW)

    assert invited(session) == {OLGA}
