"""A calibration session on its pages: HR makes it, people agree, one level changes with a reason, all of it is read."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document
from flask import Flask

from kamcareer.core.accounts import Account, Role
from kamcareer.core.assessment import Draft
from kamcareer.core.company_rounds import Aim
from kamcareer.core.framework.model import Framework
from kamcareer.core.people import Person
from kamcareer.core.rating_requests import GivenRating
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.company_rounds import Planned, make_round, name_accounts, name_rater, progress_of
from kamcareer.services.self_assessment import finish, save_answer
from kamcareer.services.taking_part import own_part, take_part
from kamcareer.services.team_ratings import rate_team, send_team, team_round
from kamcareer.store.database import db, may_write
from kamcareer.store.people import put_people, record_of
from tests.agreements import agreed
from tests.conftest import now
from tests.web.pages import Page, Reader
from tests.web.test_page_lint import problems

TOPIC, REASON = "negotiation", "Три сети подряд вёл сам"
TEAMS = {"1": ("11", "12"), "2": ("21", "22")}
LEVELS = {"11": 3, "12": 2, "21": 1, "22": 1}


@pytest.fixture
def readers(member: Callable[..., Reader]) -> dict[str, Reader]:
    granted = {"hr": Role.HR, "1": Role.MANAGER, "2": Role.MANAGER}
    return {
        who: member(f"of{who}@example.ru", *([granted[who]] if who in granted else []), second_factor=who in granted)
        for who in ("hr", *TEAMS, *LEVELS)
    }


@pytest.fixture
def round_id(app: Flask, framework: Framework, readers: dict[str, Reader]) -> str:
    """A round of two managers who have sent what they say of two people each; the first of them has finished too."""
    may_write.set(True)
    with app.app_context():
        session, until = db.session(), now() + timedelta(days=21)
        accounts = {who: find_by_mailbox(session, f"of{who}@example.ru") for who in readers}
        bosses = [Person(number, f"Руководитель {number}", "Юг", None, "sales_manager") for number in TEAMS]
        team = [Person(n, f"Сотрудник {n}", "Север", m, "supervisor") for m, several in TEAMS.items() for n in several]
        put_people(session, [*bosses, *team], now())
        made = make_round(session, framework, Planned("Осень", Aim.PRESENT, None, until.date()), {"Север"}, (), now())
        for number in TEAMS:
            name_rater(session, progress_of(session, made.id), number, f"of{number}@example.ru", now())
        for number in LEVELS:
            name_accounts(
                session, progress_of(session, made.id), {record_of(session, number): f"of{number}@example.ru"}, now()
            )
            take_part(
                session, own_part(session, made.id, accounts[number].id), accounts[number], agreed(), until, now()
            )
        for number in TEAMS:
            _rate(made.id, accounts[number])
        assessment = own_part(session, made.id, accounts["11"].id).person.assessment_id
        save_answer(session, assessment, TOPIC, Draft(level=2, confidence="fairly"), "key", now())
        finish(session, assessment, now())
        session.commit()
        return made.id


def _rate(round_id: str, boss: Account) -> None:
    session = db.session()
    team = team_round(session, round_id, boss.id, now())
    said = {one.person.record: GivenRating(LEVELS[one.person.number]) for one in team.members}
    rate_team(session, team, boss.id, TOPIC, said)
    send_team(session, team_round(session, round_id, boss.id, now()), boss.id, said)


def asked(reader: Reader, round_id: str) -> str:
    links = [link["href"] for link in reader.open(f"/account/rounds/{round_id}").main.all("a")]
    return next(link for link in links if "/calibration/" in link)


def made_by(hr: Reader, round_id: str) -> Page:
    page = hr.open(f"/hr/rounds/{round_id}/calibration")
    managers = [box["value"] for box in page.main.all("input", type="checkbox")]
    return hr.follow(hr.send(page, title="Север, супервайзеры", managers=managers))


def one_of(page: Page, name: str) -> str:
    return next(li["id"] for li in page.main.all("li") if name in li.text and li.get("id"))[2:]


def test_a_session_from_its_making_to_its_minutes(readers: dict[str, Reader], round_id: str):
    hr, boss, person, silent = readers["hr"], readers["1"], readers["11"], readers["22"]
    session = made_by(hr, round_id)
    for number in ("11", "12", "21"):
        page = readers[number].open(asked(readers[number], round_id))
        assert "Руководитель 2" in page.main.text
        readers[number].follow(readers[number].choose(page, page.path, word="agreed"))

    assert "Сотрудник 22" not in boss.open(session.path).main.text

    topic = f"{session.path}/topics/{TOPIC}"
    page = hr.open(topic)
    assert all(f"Сотрудник {number}" in page.main.text for number in ("11", "12", "21"))
    assert "Сотрудник 22" not in page.main.text
    id = one_of(page, "Сотрудник 11")
    assert hr.choose(page, topic, {f"level-{id}": "2"}, row=id).status == 422
    hr.follow(hr.choose(hr.open(topic), topic, {f"level-{id}": "2", f"words-{id}": REASON}, row=id))
    other = one_of(page, "Сотрудник 12")
    hr.follow(hr.choose(hr.open(topic), topic, unchanged=other))

    read = boss.open(topic)
    assert REASON in read.main.text
    assert read.main.all("form") == []
    token = {"csrf_token": read.csrf}
    own_level = {"row": id, f"level-{id}": "1", f"words-{id}": "Своё"}
    assert boss.request("POST", topic, data=token | own_level).status == 404
    assert boss.request("POST", f"{session.path}/close", data=token).status == 404
    assert person.get(session.path).status == 404
    assert REASON not in person.open(asked(person, round_id)).main.text

    closing = hr.send(hr.open(session.path), "/close")
    assert "Все темы обсудили" in closing.main.text
    closed = hr.follow(hr.choose(closing, "/close", sure="y"))
    assert REASON in closed.main.text
    own = person.open(asked(person, round_id))
    assert REASON in own.main.text
    assert not [form for form in own.main.all("form") if form.get("id") == "answer"]
    assert "Север, супервайзеры" in person.open("/account/shown").main.text
    assert REASON not in silent.open(asked(silent, round_id)).main.text
    assert REASON not in hr.open(f"/hr/rounds/{round_id}").main.text

    minutes = boss.send(boss.open(session.path), "/minutes.docx")
    words = [cell.text for table in Document(BytesIO(minutes.response.get_data())).tables for cell in table._cells]
    assert {"Сотрудник 11", "Руководитель 1", REASON} <= set(words)
    assert "Сотрудник 12" not in words
    assert hr.open(f"/hr/rounds/{round_id}/ratings").status == 200


def test_any_button_keeps_every_reason_that_was_typed_and_closing_asks_first(readers: dict[str, Reader], round_id: str):
    hr = readers["hr"]
    session = made_by(hr, round_id)
    for number in ("11", "12", "21"):
        page = readers[number].open(asked(readers[number], round_id))
        readers[number].choose(page, page.path, word="agreed")
    closing = hr.send(hr.open(session.path), "/close")
    assert problems(closing) == []
    assert "Не обсудили 1 тему из 1" in closing.main.text
    assert "Закрыта" not in hr.open(session.path).main.text

    topic = f"{session.path}/topics/{TOPIC}"
    page = hr.open(topic)
    assert problems(page) == []
    first, second, third = (one_of(page, f"Сотрудник {number}") for number in ("11", "12", "21"))
    typed = {f"level-{second}": "1", f"words-{second}": REASON, f"level-{third}": "4"}
    half = hr.choose(page, topic, typed, unchanged=first)
    assert half.status == 422
    assert problems(half) == []
    assert "checked" in half.main.one("input", id=f"level-{third}-4").attributes
    assert REASON in half.main.one("li", id=f"p-{second}").text
    assert "Без изменений" in half.main.one("li", id=f"p-{first}").text
    hr.follow(hr.choose(half, topic, {f"words-{third}": "Вёл рынок"}, row=third))
    assert "Вёл рынок" in hr.open(topic).main.one("li", id=f"p-{third}").text


def test_a_session_needs_two_managers_and_a_lead_who_rates_none_of_the_people(
    readers: dict[str, Reader], round_id: str
):
    hr = readers["hr"]
    page = hr.open(f"/hr/rounds/{round_id}/calibration")
    first, second = [box["value"] for box in page.main.all("input", type="checkbox")]
    assert hr.send(page, title="Север", managers=[first]).status == 422
    assert hr.send(page, title="Север", managers=[first, second], lead="of1@example.ru").status == 422
