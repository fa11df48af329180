"""What a draft would do to what is stored, on its pages: asked for, worked out in the background, nobody by name."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from kamcareer.core.accounts import Account, Role
from kamcareer.core.vacancies import Reach, Terms, Vacancy
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.audit import Event
from kamcareer.services.vacancies import make_vacancy, open_vacancy
from kamcareer.store.database import db, may_write
from kamcareer.web.frameworks import current_framework
from kamcareer.worker.embedded import EmbeddedWorker
from tests.conftest import now
from tests.services.test_stored_effect import TARGET, assess, somebody
from tests.web.pages import Page, Reader
from tests.web.test_model_publishing import CELL, WHY, boss, hr

__all__ = ["boss", "hr"]


@pytest.fixture
def stored(app: Flask) -> None:
    """Twelve people with a report for a role, an announced vacancy and one that is nobody else's business."""
    may_write.set(True)
    with app.app_context():
        framework, session = current_framework(), db.session()
        for _ in range(12):
            assess(session, framework, 2)
        maker = somebody(session)
        vacancy("Супервайзер, Север", Reach.PUBLIC, maker)
        vacancy("Тайная замена", Reach.INVITATION, maker)
        session.commit()


def vacancy(title: str, reach: Reach, maker: Account) -> Vacancy:
    terms = Terms(title, reach, now().date() + timedelta(weeks=4))
    made = make_vacancy(db.session(), current_framework(), TARGET, terms, maker, now())
    open_vacancy(db.session(), made, now())
    return made


def asked_of(hr: Reader) -> Page:
    """The page of the effect of a draft with one cell changed, as it is asked for."""
    grid = hr.follow(hr.send(hr.open("/hr/models")))
    hr.follow(hr.send(grid, **{CELL: "3/1"}))
    return hr.open(f"{grid.path}/effect")


@pytest.mark.usefixtures("stored")
def test_it_is_asked_for_waited_for_and_then_told_by_role_on_every_page_of_the_draft(
    app: Flask, hr: Reader, boss: Reader, queries: Callable
):
    page = asked_of(hr)
    draft = page.path.removesuffix("/effect")
    assert "/effect/count" in hr.open(f"{draft}/changes").html
    waiting = hr.follow(hr.send(page, "/effect/count"))
    assert waiting.main.all("progress")
    assert "/effect/count" not in hr.open(f"{draft}/changes").html
    EmbeddedWorker(app).look()
    told = hr.open(page.path)

    assert "10" in told.main.one("tbody").one("tr").text
    assert "Супервайзер, Север" in told.main.text
    assert "Тайная замена" not in told.html
    assert "@example.ru" not in told.main.text
    hr.send(hr.open(f"{draft}/review"), "/ask", version="1.1.0", words=WHY)
    for reader, path in ((boss, "review"), (boss, "effect"), (hr, "changes"), (hr, "review")):
        page = reader.open(f"{draft}/{path}").main
        assert "10" in page.one("section", id="reports" if path == "effect" else "stored").text
        assert queries(lambda reader=reader, path=path: reader.open(f"{draft}/{path}")) <= 8


@pytest.mark.usefixtures("stored")
def test_whoever_may_open_a_vacancy_gets_a_link_to_it(app: Flask, hr: Reader, member: Callable):
    both = member("both@example.ru", Role.HR, Role.RECRUITER, second_factor=True)
    with app.app_context():
        account = find_by_mailbox(db.session(), "both@example.ru")
        assert account
        may_write.set(True)
        mine = vacancy("Моя вакансия", Reach.INVITATION, account)
        db.session.commit()
        path = f"/recruiting/vacancies/{mine.id}"
    page = asked_of(both)
    both.send(page, "/effect/count")
    EmbeddedWorker(app).look()

    assert [link.text for link in both.open(page.path).main.all("a") if link["href"] == path] == ["Моя вакансия"]
    assert path not in hr.open(page.path).html


def test_a_draft_that_changed_while_it_was_worked_out_is_asked_for_again_when_that_is_over(
    app: Flask, hr: Reader, rows: Callable
):
    page = asked_of(hr)
    hr.send(page, "/effect/count")
    hr.follow(hr.send(hr.open(page.path.removesuffix("/effect")), **{CELL: "3/2"}))
    waiting = hr.open(page.path)
    assert waiting.main.all("progress")
    ask(hr, waiting)
    assert len(counts(rows)) == 1

    EmbeddedWorker(app).look()
    again = hr.open(page.path)
    assert not again.main.all("progress")
    hr.send(again, "/effect/count")
    EmbeddedWorker(app).look()
    assert hr.open(page.path).main.all(id="reports")


def counts(rows: Callable) -> list[dict[str, object]]:
    return [job for job in rows()["background_job"] if job["kind"] == "effect"]


def ask(reader: Reader, page: Page) -> int:
    """Ask for the effect from a page that offers it or does not; return the status."""
    return reader.request("POST", f"{page.path}/count", headers={"X-CSRFToken": page.csrf}).status


def test_of_the_same_words_the_one_there_is_is_shown_each_asking_is_noted_and_twenty_an_hour_are_enough(
    app: Flask, hr: Reader, rows: Callable
):
    page = asked_of(hr)
    ask(hr, page)
    EmbeddedWorker(app).look()
    [there] = counts(rows)
    done = hr.open(page.path)
    assert not done.main.all("form")

    assert [ask(hr, done) for _ in range(20)] == [303] * 19 + [429]
    assert counts(rows) == [there]
    draft = page.path.split("/")[-2]
    noted = [one for one in rows()["audit"] if one["event"] == Event.MODEL_EFFECT_ASKED]
    assert len(noted) == 20
    assert {one["detail"] for one in noted} == {f"{draft} 1"}
