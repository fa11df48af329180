"""A contest as its recruiter reads it: names nowhere before the finalists are named, everywhere from then on."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import time_machine
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Role
from kamcareer.core.applications import Facts, Invitee
from kamcareer.core.decisions import Because, Ground, Outcome
from kamcareer.core.framework.model import Framework
from kamcareer.core.notifications import Happening
from kamcareer.core.people import Person
from kamcareer.core.vacancies import Reach
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.applications import everybody_in, own_application, say_about
from kamcareer.services.contests import prepare
from kamcareer.services.decisions import decide
from kamcareer.services.interview_kits import choose_kit, proposed_kit
from kamcareer.services.notifications import switch_off
from kamcareer.services.screenings import one_of
from kamcareer.services.vacancies import OpenVacancy, open_vacancy, own_vacancy, set_terms
from kamcareer.store.database import db, may_write
from kamcareer.store.people import put_people
from kamcareer.store.tables import MailRow
from tests.conftest import NOW, now
from tests.services.test_own_cases import applied_as
from tests.web.mail_server import Mailbag
from tests.web.pages import Reader
from tests.web.stock import contest_days, own_contest, stock_screening, stock_vacancy
from tests.web.test_page_lint import problems

NAMES = ("Аристарх Первый", "Варвара Вторая", "Евдокия Третья")
WHY = (Because(Ground.HELD, "negotiation"),)


def contest_with_people(app: Flask, framework: Framework, reached: str | None = None) -> tuple[str, list[str]]:
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
        choose_kit(session, found, proposed_kit(session, found, 30), now(), sure=True)
        prepare(session, secret, found, anna.id, contest_days(), rosa, now())
        people = [stock_screening(session, found) for _ in NAMES]
        for id, name in zip(people, NAMES, strict=True):
            named(found, id, name, reached if id == people[0] else None)
        session.commit()
    return vacancy.id, people


def named(found: OpenVacancy, id: str, name: str, reached: str | None) -> None:
    who = next(one for one in everybody_in(db.session(), found.vacancy.id) if one.id == id)
    mine = own_application(db.session(), who.assessment_id or "")
    assert mine
    say_about(db.session(), mine.application, Invitee(name, reached), Facts())


def showing_plan_of(app: Flask, framework: Framework, application: str, mailbox: str) -> None:
    """Let an applicant show the plan of the account of a mailbox."""
    may_write.set(True)
    with app.test_request_context():
        account = find_by_mailbox(db.session(), mailbox)
        assert account
        applied_as(db.session(), framework, application, account)
        db.session.commit()


def assessment_of(app: Flask, vacancy: str, application: str) -> str:
    with app.app_context():
        return next(one.assessment_id or "" for one in everybody_in(db.session(), vacancy) if one.id == application)


def work_here(session: Session, *names: str) -> None:
    """Put the accounts of these names on the staff list."""
    put_people(session, [Person(name, name) for name in names], now())
    joined = "UPDATE person SET account_id = (SELECT id FROM account WHERE email = number || '@example.ru')"
    session.execute(text(joined))


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


def test_in_a_contest_nobody_is_in_the_list_by_name_not_even_who_was_invited_by_name(
    app: Flask, framework: Framework, member: Callable[..., Reader], rows: Callable
):
    rosa = member("rosa@example.ru", Role.RECRUITER, Role.INTERVIEWER, second_factor=True)
    member("anna@example.ru", Role.INTERVIEWER, second_factor=True)
    vacancy, _people = contest_with_people(app, framework)
    assert moved(rosa, vacancy, "announce") == 303
    path = f"/recruiting/vacancies/{vacancy}/invitations"
    rosa.send(rosa.open(path), "/invitations", name="Агриппина Четвёртая")
    page = rosa.open(path)

    assert not any(name in page.html for name in (*NAMES, "Агриппина"))
    assert "Ещё 4 человека, чьи имена скрыты" in page.main.text
    (invited,) = [row["id"] for row in rows()["application"] if row["name"].startswith("Агриппина")]
    renewed = rosa.request("POST", f"{path}/{invited}/renew", data={"csrf_token": page.csrf})
    assert (renewed.status, "Агриппина" in renewed.html) == (409, False)


def test_an_applicant_reads_the_days_and_may_show_a_plan_only_from_their_account(
    app: Flask, framework: Framework, member: Callable[..., Reader]
):
    rosa = member("rosa@example.ru", Role.RECRUITER, Role.INTERVIEWER, second_factor=True)
    member("anna@example.ru", Role.INTERVIEWER, second_factor=True)
    vacancy, people = contest_with_people(app, framework)
    assert moved(rosa, vacancy, "announce") == 303
    somebody = Reader(app).sit_down(assessment_of(app, vacancy, people[0]))

    assert "Это конкурс" in somebody.open("/application").html
    assert "Сначала войдите" in somebody.open("/application/shown-plan").html


def test_a_chair_who_is_no_recruiter_decides_on_a_page_without_what_is_never_scored(
    app: Flask, framework: Framework, member: Callable[..., Reader]
):
    rosa = member("rosa@example.ru", Role.RECRUITER, Role.INTERVIEWER, second_factor=True)
    anna = member("anna@example.ru", Role.INTERVIEWER, second_factor=True)
    vacancy, people = contest_with_people(app, framework)
    page = f"/recruiting/talks/{vacancy}/contest/applicants/{people[0]}"
    assert anna.get(page).status == 404  # not announced
    assert moved(rosa, vacancy, "announce") == 303
    decided(app, vacancy, people)
    assert rosa.get(page).status == 404  # has another page, and does not chair
    shown = anna.open(page)
    assert page in {a.get("href") for a in anna.open(f"/recruiting/talks/{vacancy}/contest").main.all("a")}
    assert not any(word in shown.html for word in (*NAMES, "@example.ru</dd>"))
    assert problems(shown) == []
    words = {"outcome": "decline", "because": "not_shown:negotiation", "words": "Пока рано, нужен опыт"}
    assert anna.send(shown, **words).status == 303
    found = rosa.open(f"/recruiting/vacancies/{vacancy}/candidates/{people[0]}")
    assert "Пока рано, нужен опыт" in found.main.text

    assert moved(anna, vacancy, "finalists") == 303
    final = f"/recruiting/talks/{vacancy}/contest/applicants/{people[1]}"
    waits = anna.open(final)
    assert problems(waits) == []
    assert waits.main.all("input", name="outcome") == []
    assert anna.request("POST", final, data={"csrf_token": waits.csrf, "outcome": "offer"}).status == 409
    waits = rosa.open(f"/recruiting/vacancies/{vacancy}/candidates/{people[1]}")
    assert waits.main.all("input", name="outcome") == []
    assert "Решение о финалисте вы примете, когда все" in waits.main.text


@time_machine.travel(NOW, tick=False)
def test_calling_a_contest_off_closes_the_vacancy_and_tells_everybody_who_took_part(
    app: Flask, framework: Framework, member: Callable[..., Reader], mailbag: Mailbag
):
    rosa = member("rosa@example.ru", Role.RECRUITER, Role.INTERVIEWER, second_factor=True)
    member("anna@example.ru", Role.INTERVIEWER)
    vacancy, people = contest_with_people(app, framework, reached="vera@example.ru")
    assert moved(rosa, vacancy, "announce") == 303
    contest = rosa.open(f"/recruiting/talks/{vacancy}/contest")
    path = f"/recruiting/vacancies/{vacancy}/close"
    assert rosa.request("POST", path, data={"csrf_token": contest.csrf}).leads_to == contest.path
    end = rosa.open(f"/recruiting/talks/{vacancy}/contest-end")
    assert problems(end) == []
    assert rosa.send(end, words="нет").status == 422
    told = rosa.follow(rosa.send(end, words="Должность больше не нужна"))
    assert problems(told) == []
    assert rosa.follow(rosa.get(end.path)).path == contest.path

    applicant = Reader(app).sit_down(assessment_of(app, vacancy, people[0]))
    pages = [applicant.open("/application"), applicant.open("/application/outcome")]
    assert all("Должность больше не нужна" in page.main.text for page in pages)
    assert [problems(page) for page in pages] == [[], []]
    assert "Должность больше не нужна" in read_pdf(rosa, vacancy)
    assert [(one["To"], one["Subject"]) for one in mailbag.letters] == [("vera@example.ru", "Конкурс отменён")]


@time_machine.travel(NOW, tick=False)
def test_employees_are_written_to_once_when_a_contest_is_announced_unless_they_want_no_such_letters(
    app: Flask, framework: Framework, member: Callable[..., Reader], mailbag: Mailbag
):
    rosa = member("rosa@example.ru", Role.RECRUITER, Role.INTERVIEWER, second_factor=True)
    for name in ("anna", "ira", "off", "stranger"):
        member(f"{name}@example.ru", Role.INTERVIEWER)
    with app.app_context():
        work_here(db.session(), "rosa", "anna", "ira", "off")
        off = find_by_mailbox(db.session(), "off@example.ru")
        switch_off(db.session(), off, frozenset({Happening.CONTEST_OPEN}))
        db.session.commit()
    vacancy, _ = contest_with_people(app, framework)
    assert moved(rosa, vacancy, "announce") == 303
    assert moved(rosa, vacancy, "announce") == 303  # at another stage by now
    with app.test_request_context():
        waits = {one.recipient: one for one in db.session().execute(select(MailRow)).scalars()}

    assert set(waits) == {"anna@example.ru", "ira@example.ru"}
    assert all(f"/vacancies/{vacancy}" in one.text for one in waits.values())


def test_nobody_applies_where_they_decide_and_nobody_who_applied_comes_to_decide(
    app: Flask, framework: Framework, member: Callable[..., Reader]
):
    rosa = member("rosa@example.ru", Role.RECRUITER, Role.INTERVIEWER, second_factor=True)
    anna = member("anna@example.ru", Role.INTERVIEWER, second_factor=True)
    member("vera@example.ru", Role.INTERVIEWER)
    vacancy, people = contest_with_people(app, framework)
    showing_plan_of(app, framework, people[0], "vera@example.ru")
    assert moved(rosa, vacancy, "announce") == 303
    for who, words in ((rosa, "Вы создали эту вакансию"), (anna, "Вы в комиссии этой вакансии")):
        pages = [who.get(f"/vacancies/{vacancy}/{step}") for step in ("apply", "apply/agreement")]
        assert [page.status for page in pages] == [403, 403]
        assert all(words in page.main.text for page in pages)
        assert problems(pages[0]) == []
    terms = rosa.open(f"/recruiting/vacancies/{vacancy}/terms")
    refused = rosa.send(terms, panel="rosa@example.ru\nanna@example.ru\nvera@example.ru")
    assert (refused.status, "vera@example.ru участвует в отборе" in refused.html) == (422, True)


def test_what_would_break_the_announcement_is_said_at_its_own_field(
    app: Flask, framework: Framework, member: Callable[..., Reader]
):
    rosa = member("rosa@example.ru", Role.RECRUITER, Role.INTERVIEWER, second_factor=True)
    member("anna@example.ru", Role.INTERVIEWER)
    vacancy, _ = contest_with_people(app, framework)
    assert moved(rosa, vacancy, "announce") == 303
    path = f"/recruiting/vacancies/{vacancy}/terms"
    day = date.fromisoformat(rosa.open(path).main.one("input", id="deadline")["value"])
    pages = [
        rosa.send(rosa.open(path), **{"panel": "rosa@example.ru", "reach": "public"} | changed)
        for changed in ({}, {"panel": "anna@example.ru", "deadline": (day + timedelta(days=60)).isoformat()})
    ]
    with app.app_context():
        passed = {"day": (now().date() - timedelta(days=1)).isoformat()}
        db.session().execute(text("UPDATE vacancy SET deadline = :day"), passed)
        db.session.commit()
    pages.append(rosa.send(rosa.open(path), deadline=now().date().isoformat()))

    assert [page.status for page in pages] == [422] * 3
    assert [problem for page in pages for problem in problems(page)] == []
    said = [{a["href"]: a.text for a in page.main.all("a") if a["href"].startswith("#")} for page in pages]
    assert [sorted(one) for one in said] == [["#panel", "#reach-0"], ["#deadline", "#panel", "#reach-0"], ["#deadline"]]
    assert "председатель остаётся в комиссии" in pages[0].main.text
    assert "не меньше двух интервьюеров" in said[1]["#panel"]
    assert "финалистов" in said[1]["#deadline"]
    assert "прошёл" in said[2]["#deadline"]


def test_the_file_says_what_was_changed_after_the_announcement_and_by_whom(
    app: Flask, framework: Framework, member: Callable[..., Reader]
):
    rosa = member("rosa@example.ru", Role.RECRUITER, Role.INTERVIEWER, second_factor=True)
    for name in ("anna", "vera"):
        member(f"{name}@example.ru", Role.INTERVIEWER)
    vacancy, _ = contest_with_people(app, framework)
    with app.app_context():  # the stock leaves no day between the last one and the first stage
        earlier = {"day": (now().date() + timedelta(days=9)).isoformat()}
        db.session().execute(text("UPDATE vacancy SET deadline = :day"), earlier)
        db.session.commit()
    assert moved(rosa, vacancy, "announce") == 303
    assert "Что изменили после объявления" not in read_pdf(rosa, vacancy)
    terms = rosa.open(f"/recruiting/vacancies/{vacancy}/terms")
    last = date.fromisoformat(terms.main.one("input", id="deadline")["value"])
    panel = "rosa@example.ru\nanna@example.ru\nvera@example.ru"
    assert rosa.send(terms, deadline=(last + timedelta(days=1)).isoformat(), panel=panel).status == 303
    file = " ".join(read_pdf(rosa, vacancy).split())

    assert "Что изменили после объявления" in file
    assert "rosa@example.ru. Последний день приёма откликов: был" in file
    assert "rosa@example.ru. Новый член комиссии: vera@example.ru." in file


def test_whoever_applied_before_they_came_onto_the_panel_finds_themselves_nowhere(
    app: Flask, framework: Framework, member: Callable[..., Reader]
):
    rosa = member("rosa@example.ru", Role.RECRUITER, Role.INTERVIEWER, second_factor=True)
    anna = member("anna@example.ru", Role.INTERVIEWER, second_factor=True)
    vacancy, people = contest_with_people(app, framework)
    showing_plan_of(app, framework, people[0], "anna@example.ru")
    assert moved(rosa, vacancy, "announce") == 303
    decided(app, vacancy, people)
    assert moved(anna, vacancy, "finalists") == 404
    contest = anna.open(f"/recruiting/talks/{vacancy}/contest")
    assert [people[0] in contest.html, people[1] in contest.html] == [False, True]
    assert anna.get(f"/recruiting/talks/{vacancy}/contest/applicants/{people[0]}").status == 404
    assert moved(rosa, vacancy, "finalists") == 303
    assert people[0] not in anna.open("/recruiting/talks").html
    assert anna.get(f"/recruiting/talks/{vacancy}/{people[0]}").status == 404


def test_the_page_of_an_objection_and_that_of_the_candidate_say_what_can_still_be_decided(
    app: Flask, framework: Framework, member: Callable[..., Reader]
):
    rosa = member("rosa@example.ru", Role.RECRUITER, Role.INTERVIEWER, second_factor=True)
    anna = member("anna@example.ru", Role.INTERVIEWER, second_factor=True)
    vacancy, people = contest_with_people(app, framework)
    assert moved(rosa, vacancy, "announce") == 303
    decided(app, vacancy, people)
    assert moved(rosa, vacancy, "finalists") == 303
    applicant = Reader(app).sit_down(assessment_of(app, vacancy, people[2]))
    outcome = applicant.open("/application/outcome")
    assert applicant.send(outcome, "/contest", words="Пример про вторую полку не прочитан").status == 303
    (link,) = [a["href"] for a in rosa.open("/recruiting/inquiries").main.all("a") if "/inquiries/" in a["href"]]
    candidate = rosa.open(f"/recruiting/vacancies/{vacancy}/candidates/{people[2]}")
    asked, contest = rosa.open(link), rosa.open(f"/recruiting/talks/{vacancy}/contest")
    assert "пригласите человека в финал" in asked.main.text
    assert "кто-то оспаривает решение" in contest.main.text.lower()
    chair = anna.open(f"/recruiting/talks/{vacancy}/contest/applicants/{people[2]}").main.text
    assert "Пример про вторую полку не прочитан" in chair
    assert "пригласите его в финал: он и комиссия узнают об этом сразу" in chair
    assert [one["value"] for one in candidate.main.all("input", name="outcome")] == ["talk"]
    assert [problems(page) for page in (candidate, asked, contest)] == [[], [], []]
    words = {"outcome": "talk", "because": "held:negotiation", "words": "Пример не был прочитан"}
    assert rosa.send(candidate, **words).status == 303
    assert people[2] in anna.open("/recruiting/talks").html
    file = " ".join(read_pdf(rosa, vacancy).split())
    assert "Модель «Работа с ключевыми клиентами», версия" in file
    assert "без этого не обойтись" in file
    assert "Сказано раньше; решено заново после возражения не в этот раз" in file
    assert "Пересмотр решения, спрошено" in file
    assert "Пример про вторую полку не прочитан" in file


def test_whoever_may_apply_reads_before_sending_that_it_is_a_contest_and_by_when_to_send(
    app: Flask, framework: Framework, member: Callable[..., Reader]
):
    rosa = member("rosa@example.ru", Role.RECRUITER, Role.INTERVIEWER, second_factor=True)
    member("anna@example.ru", Role.INTERVIEWER)
    employee = member("ira@example.ru", Role.EMPLOYEE)
    vacancy, _ = contest_with_people(app, framework)
    address = f"/vacancies/{vacancy}"
    assert "Это конкурс" not in employee.open(address).main.text
    assert moved(rosa, vacancy, "announce") == 303
    begun = employee.send(employee.open(f"{address}/apply/agreement"))
    about = employee.follow(begun)
    unsent = employee.open("/application")
    visitor = member("vera@example.ru", Role.EMPLOYEE)
    for page in (visitor.open(address), visitor.open(f"{address}/apply"), unsent):
        said, words = page.main.text, ("Это конкурс", "Позже отправить их нельзя никому", "Итог объявят до")
        assert [one for one in (*words, "пока не названы финалисты") if one not in said] == []
        assert problems(page) == []
    assert about.status == 200
