"""Beginning an application with a copy of answers one already gave, in a browser."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.services.own_assessments import claim
from kamcareer.services.self_assessment import finish
from kamcareer.store.accounts import account_of
from kamcareer.store.database import db, may_write
from tests.conftest import NOW
from tests.web.conftest import EXAMPLE, Person
from tests.web.pages import Page, Reader
from tests.web.test_applying import answer
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_page_lint import problems
from tests.web.test_vacancies import made

LATER = NOW + timedelta(days=2)


@pytest.fixture
def vacancy(rita: Reader) -> Page:
    """An internal vacancy: whoever applies signs in."""
    page = made(rita, reach="internal")
    rita.send(page, "/open")
    return rita.open(page.path)


@pytest.fixture
def vera(app: Flask, person: Person, member: Callable[..., Reader]) -> Reader:
    """An employee with a finished assessment in her account, in another browser than the one she answered in."""
    reader = member("vera@example.ru", Role.INTERVIEWER)
    may_write.set(True)
    with app.app_context():
        session = db.session()
        finish(session, person.id, NOW)
        claim(session, person.id, account_of(session, "vera@example.ru").id, NOW)
        session.commit()
    return reader


def apply_page(vacancy: Page) -> str:
    return f"/vacancies/{vacancy.path.rpartition('/')[2]}/apply"


def links(page: Page) -> list[str]:
    return [a["href"] for a in page.main.all("a") if "/agreement" in a["href"]]


def test_an_employee_begins_with_a_copy_reads_it_changes_it_and_sends_it(
    rita: Reader, vacancy: Page, vera: Reader, person: Person, rows: Callable
):
    before = [row for row in rows()["answer"] if row["assessment_id"] == person.id]
    with time_machine.travel(LATER, tick=False):
        notice = vera.open(apply_page(vacancy))
        with_answers, anew = links(notice)
        assert anew == f"{apply_page(vacancy)}/agreement"
        consent = vera.open(with_answers)
        status = vera.follow(vera.send(vera.follow(vera.send(consent)), name="Вера"))
        status = vera.open("/application")
        asked = len(status.main.all("ul", **{"class": "answers"})[0].all("li"))
        assert [problems(page) for page in (notice, consent, status)] == [[], [], []]
        change = next(a["href"] for a in status.main.all("a") if "from=check" in a["href"])
        vera.send(vera.open(change), level="4", confidence="sure")
        done = answer(vera)
        vera.follow(vera.send(done, "/send"))
        found = rita.open(f"{vacancy.path}/candidates")
        read = rita.open(
            next(
                a["href"]
                for a in found.main.all("a")
                if a["href"].startswith(f"{vacancy.path}/candidates/") and "compare" not in a["href"]
            )
        )

    copied = [row for row in rows()["answer"] if row["assessment_id"] != person.id]
    assert len(copied) == asked
    assert 4 in {row["level"] for row in copied}
    assert [row for row in rows()["answer"] if row["assessment_id"] == person.id] == before
    assert EXAMPLE not in read.main.text
    assert person.id not in read.html


def test_nobody_is_offered_the_answers_of_somebody_else_and_no_address_takes_them(
    vacancy: Page, vera: Reader, person: Person, member: Callable[..., Reader], rows: Callable
):
    oleg = member("oleg@example.ru", Role.INTERVIEWER)
    with time_machine.travel(LATER, tick=False):
        assert len(links(oleg.open(apply_page(vacancy)))) == 1
        for id in (person.id, str(uuid4()), ""):
            page = oleg.get(f"{apply_page(vacancy)}/agreement?answers={id}")
            assert (page.status, page.leads_to) == (303, apply_page(vacancy))
    assert len(rows()["assessment"]) == 1
