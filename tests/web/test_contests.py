"""A contest as its recruiter reads it: names nowhere before the finalists are named, everywhere from then on."""

import subprocess
from collections.abc import Callable
from dataclasses import replace

from flask import Flask
from sqlalchemy import text

from kamcareer.core.accounts import Role
from kamcareer.core.applications import Facts, Invitee
from kamcareer.core.decisions import Because, Ground, Outcome
from kamcareer.core.framework.model import Framework
from kamcareer.core.vacancies import Reach
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.applications import everybody_in, own_application, say_about
from kamcareer.services.contests import prepare
from kamcareer.services.decisions import decide
from kamcareer.services.interview_kits import choose_kit, proposed_kit
from kamcareer.services.screenings import one_of
from kamcareer.services.vacancies import OpenVacancy, open_vacancy, own_vacancy, set_terms
from kamcareer.store.database import db, may_write
from kamcareer.web.clock import now
from tests.web.pages import Reader
from tests.web.routes import contest_days, own_contest, stock_screening, stock_vacancy

NAMES = ("Аристарх Первый", "Варвара Вторая", "Евдокия Третья")
WHY = (Because(Ground.HELD, "negotiation"),)


def contest_with_people(app: Flask, framework: Framework) -> tuple[str, list[str]]:
    """Prepare a contest of three named people whose answers are sent; return the vacancy and their applications."""
    may_write.set(True)
    with app.test_request_context():
        session, secret = db.session(), app.config["SECRET_KEY"]
        rosa, anna = (find_by_mailbox(session, f"{name}@example.ru") for name in ("rosa", "anna"))
        assert rosa
        assert anna
        vacancy = stock_vacancy(session, framework, rosa, Reach.INTERNAL)
        set_terms(session, vacancy, replace(vacancy.terms, panel=frozenset({rosa.id, anna.id})))
        open_vacancy(session, vacancy, now())
        found = own_contest(vacancy)
        choose_kit(session, found, 30, proposed_kit(session, found, 30).codes, now())
        prepare(session, secret, found, anna.id, contest_days(), rosa, now())
        people = [stock_screening(session, found) for _ in NAMES]
        for id, name in zip(people, NAMES, strict=True):
            named(found, id, name)
        session.commit()
    return vacancy.id, people


def named(found: OpenVacancy, id: str, name: str) -> None:
    who = next(one for one in everybody_in(db.session(), found.vacancy.id) if one.id == id)
    mine = own_application(db.session(), who.assessment_id or "")
    assert mine
    say_about(db.session(), mine.application, Invitee(name), Facts())


def decided(app: Flask, vacancy: str, people: list[str]) -> None:
    """Close the applications and decide about everybody in the first stage."""
    may_write.set(True)
    with app.test_request_context():
        session, rosa = db.session(), find_by_mailbox(db.session(), "rosa@example.ru")
        assert rosa
        session.execute(text("UPDATE vacancy SET closed_at = opened_at WHERE id = :id"), {"id": vacancy})
        found = own_vacancy(session, vacancy, rosa.id)
        assert found
        for id, outcome in zip(people, (Outcome.TALK, Outcome.TALK, Outcome.DECLINE), strict=True):
            row = one_of(session, found, id)
            assert row
            decide(session, app.config["SECRET_KEY"], found, row, outcome, WHY, "Так решила комиссия", rosa, now())
        session.commit()


def read_pdf(reader: Reader, vacancy: str) -> str:
    body = reader.get(f"/recruiting/talks/{vacancy}/contest-file/pdf").response.data
    return subprocess.run(["pdftotext", "-", "-"], input=body, capture_output=True, check=True).stdout.decode()


def moved(reader: Reader, vacancy: str, move: str, **fields: str) -> int:
    page = reader.open(f"/recruiting/talks/{vacancy}/contest")
    path = f"/recruiting/talks/{vacancy}/contest/{move}"
    return reader.request("POST", path, data={"csrf_token": page.csrf, **fields}).status


def test_names_are_on_pages_and_in_the_file_only_once_the_finalists_are_named(
    app: Flask, framework: Framework, member: Callable[..., Reader]
):
    rosa = member("rosa@example.ru", Role.RECRUITER, Role.INTERVIEWER, second_factor=True)
    anna = member("anna@example.ru", Role.INTERVIEWER, second_factor=True)
    employee = member("ira@example.ru", Role.EMPLOYEE)
    vacancy, people = contest_with_people(app, framework)
    assert "КАМ, сети" not in employee.open("/contests").html
    assert moved(rosa, vacancy, "announce") == 303
    assert "КАМ, сети" in employee.open("/contests").html
    decided(app, vacancy, people)
    pages = [f"/recruiting/talks/{vacancy}/contest", f"/recruiting/vacancies/{vacancy}/candidates"]
    pages += [f"/recruiting/vacancies/{vacancy}/candidates/{people[0]}", f"/recruiting/vacancies/{vacancy}/invitations"]
    pages += [f"/recruiting/vacancies/{vacancy}/candidates/compare?who={people[0]}&who={people[1]}"]

    def seen() -> list[str]:
        texts = [*(rosa.open(path).html for path in pages), anna.open(pages[0]).html, read_pdf(rosa, vacancy)]
        return [" ".join(text.split()) for text in texts]

    assert [text for text in seen() if any(name in text for name in NAMES)] == []
    assert moved(anna, vacancy, "finalists") == 303
    assert all(NAMES[0] in text for text in seen())
    assert all(name in seen()[-1] for name in NAMES)
    assert "Так решила комиссия" in seen()[-1]
    assert moved(rosa, vacancy, "result") == 422
    assert anna.get(f"/recruiting/talks/{vacancy}/contest-file/pdf").status == 404
    assert employee.get(pages[0]).status == 404


def test_an_applicant_reads_the_days_and_may_show_a_plan_only_from_their_account(
    app: Flask, framework: Framework, member: Callable[..., Reader]
):
    rosa = member("rosa@example.ru", Role.RECRUITER, Role.INTERVIEWER, second_factor=True)
    member("anna@example.ru", Role.INTERVIEWER, second_factor=True)
    vacancy, people = contest_with_people(app, framework)
    assert moved(rosa, vacancy, "announce") == 303
    with app.app_context():
        mine = next(one for one in everybody_in(db.session(), vacancy) if one.id == people[0])
    somebody = Reader(app).sit_down(mine.assessment_id or "")

    assert "Это конкурс" in somebody.open("/application").html
    assert "Сначала войдите" in somebody.open("/application/shown-plan").html
