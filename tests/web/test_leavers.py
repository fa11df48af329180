"""People who left: HR says so on a page that tells what is deleted, what stays, and that it is for good."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.core.accounts import Account, Role
from kamcareer.core.legal_basis import Holder
from kamcareer.core.people import Person
from kamcareer.core.sign_ins import FRESH
from kamcareer.services.retention import place_hold
from kamcareer.store.accounts import add_account, find_account
from kamcareer.store.audit import newest_entry
from kamcareer.store.database import db, may_write
from kamcareer.store.people import join_accounts, put_people
from tests.conftest import now
from tests.web.pages import Page, Reader
from tests.web.test_people import known

BOSS, ONE, TWO = (
    Person("00001", "Ким Вера", "Север"),
    Person("00017", "Иванов Иван", "Север", "00001", "sales_representative"),
    Person("00018", "Орлов Олег", "Юг", "00001"),
)
LEFT = "/hr/people/left"


@pytest.fixture
def hr(member: Callable[..., Reader]) -> Reader:
    return member("hr@example.ru", Role.HR, second_factor=True)


def listed(app: Flask, *people: Person, ago: timedelta = timedelta()) -> None:
    """Import a list, some time ago."""
    may_write.set(True)
    with app.app_context():
        put_people(db.session(), people, now() - ago)
        db.session.commit()


def account_of(app: Flask, person: Person) -> str:
    """An account that came in by the number of somebody."""
    may_write.set(True)
    with app.app_context():
        account = Account(
            f"00000000-0000-4000-8000-0000000{person.number}", None, frozenset(), now(), personnel_number=person.number
        )
        add_account(db.session(), account)
        join_accounts(db.session())
        db.session.commit()
    return account.id


def asked_about(hr: Reader, person: Person) -> Page:
    """The page that asks about somebody, from the list of people."""
    rows = hr.open("/hr/people").main.one("tbody").all("tr")
    row = next(one for one in rows if one.one("th").text == person.name)
    return hr.open(row.one("a")["href"])


def test_hr_reads_what_goes_and_what_stays_before_somebody_who_left_is_deleted(app: Flask, hr: Reader):
    listed(app, BOSS, ONE, TWO)
    page = asked_about(hr, BOSS)
    assert "Ким Вера" in page.main.one("h1").text
    assert "2 сотрудник" in page.main.text  # whom she leads
    assert "нельзя отменить" in page.main.text
    assert set(known(app)) == {"00001", "00017", "00018"}

    said = hr.follow(hr.send(page, "/forget"))
    assert set(known(app)) == {"00017", "00018"}
    assert "Удалён 1 уволившийся сотрудник" in said.html
    with app.app_context():
        assert newest_entry(db.session()).event == "person_forgotten"


def test_who_is_in_no_newest_list_is_offered_unticked_with_those_of_its_units_first(app: Flask, hr: Reader):
    listed(app, BOSS, ONE, TWO, ago=timedelta(days=40))
    listed(app, BOSS)
    page = hr.open(LEFT)
    assert [one["name"] for one in page.main.all("input") if one.get("checked") is not None] == []
    named, others = page.main.all("fieldset")
    assert "Иванов Иван" in named.text
    assert "Орлов Олег" in others.text
    assert "Ким Вера" not in page.main.one("form").text
    assert hr.send(page, LEFT).status == 422

    ids = [box["value"] for box in page.main.all("input") if box.get("type") == "checkbox"]
    asked = hr.request("POST", LEFT, data={"csrf_token": page.csrf, "who": ids})
    assert asked.status == 200
    assert set(known(app)) == {"00001", "00017", "00018"}
    hr.request("POST", f"{LEFT}/forget", data={"csrf_token": asked.csrf, "who": ids})
    assert set(known(app)) == {"00001"}


def test_who_is_in_no_newest_list_stands_in_the_order_of_letters_with_yo_beside_ye(app: Flask, hr: Reader):
    names = ("Ёлкин", "Жуков", "Агеев")
    listed(app, *(Person(str(number), name, "Север") for number, name in enumerate(names)), ago=timedelta(days=40))
    listed(app, BOSS)
    text = hr.open(LEFT).main.text

    assert text.index("Агеев") < text.index("Ёлкин") < text.index("Жуков")


def test_deleting_asks_anew_who_is_there(app: Flask, member: Callable[..., Reader]):
    listed(app, BOSS)
    with time_machine.travel(now().replace(microsecond=0), tick=False) as clock:
        hr = member("hr@example.ru", Role.HR, second_factor=True)
        page = asked_about(hr, BOSS)
        clock.shift(FRESH + timedelta(seconds=1))
        assert hr.send(page, "/forget").status == 401
    assert set(known(app)) == {"00001"}


def test_somebody_whose_data_an_order_keeps_is_not_deleted_and_the_page_says_so(app: Flask, hr: Reader):
    listed(app, BOSS, ONE)
    account = account_of(app, ONE)
    may_write.set(True)
    with app.app_context():
        place_hold(db.session(), Holder(account_id=account), "спор о премии", date(2099, 1, 1), now())
        db.session.commit()
    page = asked_about(hr, ONE)
    assert "по распоряжению до 1 января 2099" in page.main.text
    assert "спор о премии" not in page.main.text  # why is between the person and whoever placed it
    assert not page.main.all("form")

    who = page.path.partition("who=")[2]
    hr.request("POST", f"{LEFT}/forget", data={"csrf_token": hr.open("/hr/people").csrf, "who": who})
    assert set(known(app)) == {"00001", "00017"}


def test_the_account_of_whoever_left_stays_theirs(app: Flask, hr: Reader):
    listed(app, BOSS, ONE)
    account = account_of(app, ONE)
    page = asked_about(hr, ONE)
    assert "24 месяц" in page.main.text
    hr.send(page, "/forget")
    assert set(known(app)) == {"00001"}
    with app.app_context():
        assert find_account(db.session(), account) is not None


def test_only_hr_says_that_somebody_has_left(app: Flask, member: Callable[..., Reader]):
    listed(app, BOSS)
    manager = member("boss@example.ru", Role.MANAGER)
    assert manager.get(LEFT).status in {403, 404}


def test_a_record_that_is_gone_is_not_found_and_deletes_nobody(app: Flask, hr: Reader):
    listed(app, BOSS)
    assert hr.get(f"{LEFT}?who=11111111-1111-4111-8111-111111111111").status == 404
    sent = hr.request(
        "POST", f"{LEFT}/forget", data={"csrf_token": hr.open(LEFT).csrf or hr.open("/hr/people").csrf, "who": "x"}
    )
    assert sent.status == 303
    assert set(known(app)) == {"00001"}
