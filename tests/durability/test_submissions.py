"""D8: what is handed in by fifty presses at once is handed in once: one submission, one letter, one entry of the trail."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import pytest
import requests
from flask import Flask

from kamcareer.core.accounts import Account, Role
from kamcareer.core.applications import Facts, Invitee
from kamcareer.core.assessment import Draft
from kamcareer.core.decisions import Because, Ground, Outcome
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Purpose
from kamcareer.core.vacancies import Reach, Vacancy
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.applications import begin as begin_application
from kamcareer.services.applications import own_application, say_about
from kamcareer.services.decisions import decide
from kamcareer.services.screenings import one_of
from kamcareer.services.self_assessment import save_answer, start
from kamcareer.services.vacancies import open_vacancy, own_vacancy
from kamcareer.store.database import db
from kamcareer.web.agreements import document_for
from tests.agreements import agreed
from tests.conftest import NOW, now
from tests.durability.conftest import TARGET, many
from tests.durability.served import Served, seat
from tests.rows import Rows, every_row
from tests.web.stock import stock_vacancy

PRESSES = many("PRESSES", 50)
PATIENCE = 60
NO_MAIL_SERVER = {
    "KAMCAREER_MAIL_URL": "smtp://127.0.0.1:1",
    "KAMCAREER_MAIL_FROM": "kam@example.ru",
    "KAMCAREER_PUBLIC_URL": "http://localhost:8000",
}


@pytest.fixture
def served(any_app: Flask, tmp_path: Path) -> Iterator[Served]:
    """Letters are queued, and wait there: no mail server answers."""
    env = NO_MAIL_SERVER | {"KAMCAREER_DATABASE_URL": any_app.config["SQLALCHEMY_DATABASE_URI"]}
    here = Served(tmp_path, env).start()
    yield here
    here.stop()


def press(app: Flask, served: Served, assessment: str | None, path: str, **values: str) -> Counter[int]:
    """Send the same form of the same browser many times at once; whoever is told to come again does so."""
    cookie, csrf = seat(app, assessment)
    url, until = f"http://127.0.0.1:{served.port}{path}", monotonic() + PATIENCE

    def send(_number: int) -> int:
        while True:
            with requests.Session() as browser:
                browser.trust_env = False
                answer = browser.post(
                    url, values | {"csrf_token": csrf}, headers={"Cookie": f"sitting={cookie}"}, allow_redirects=False
                )
            if answer.status_code != 503 or monotonic() > until:
                return answer.status_code
            sleep(0.1)

    with ThreadPoolExecutor(PRESSES) as pool:
        return Counter(pool.map(send, range(PRESSES)))


def rows(app: Flask) -> Rows:
    """Every row of people; what the worker of the server has to do comes and goes by its own clock."""
    with app.app_context():
        found = every_row(db.session())
        db.session.remove()
    return {name: there for name, there in found.items() if name != "background_job"}


def test_an_assessment_is_finished_once(any_app: Flask, served: Served, framework: Framework):
    with any_app.app_context():
        id = start(db.session(), framework, None, TARGET, NOW, agreed()).id
        save_answer(db.session(), id, "negotiation", Draft(level=2, confidence="fairly", example="Сеть"), "key", now())
        db.session.commit()
        db.session.remove()
    before = rows(any_app)
    assert press(any_app, served, id, "/assessment/check") == {303: PRESSES}

    (finished,) = (after := rows(any_app))["assessment"]
    assert press(any_app, served, id, "/assessment/check") == {303: PRESSES}  # back, and once more
    assert finished["finished_at"]
    assert rows(any_app)["assessment"] == [finished]
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"assessment"}


def posted_vacancy_of(app: Flask, framework: Framework) -> tuple[Vacancy, Account]:
    """An open vacancy with a posting, and its recruiter."""
    session, rita = db.session(), recruiter(app)
    vacancy = stock_vacancy(session, framework, rita, Reach.PUBLIC)
    open_vacancy(session, vacancy, now())
    return vacancy, rita


def recruiter(app: Flask) -> Account:
    link = new_one_time_link(db.session(), "rita@example.ru", now(), frozenset({Role.RECRUITER}))
    found = open_one_time_link(db.session(), link, None, now())
    assert found
    return found


def test_one_application_is_begun_by_however_many_taps(any_app: Flask, served: Served, framework: Framework):
    with any_app.app_context():
        vacancy, _ = posted_vacancy_of(any_app, framework)
        db.session.commit()
        db.session.remove()
    with any_app.test_request_context():
        words = document_for(Purpose.SELECTION).text.sha256
    path = f"/vacancies/{vacancy.id}/apply/agreement"

    answers = press(any_app, served, None, path, press="page", text_sha256=words)
    assert answers.keys() <= {303, 429}  # from one address so many begin in an hour
    assert answers[303] > 1
    stored = rows(any_app)
    assert [len(stored[name]) for name in ("application", "assessment", "legal_basis")] == [1, 1, 1]


def test_an_application_is_handed_in_once_and_one_letter_and_one_entry_tell_of_what_is_asked_after_it(
    any_app: Flask, served: Served, framework: Framework
):
    with any_app.app_context():
        session = db.session()
        vacancy, rita = posted_vacancy_of(any_app, framework)
        found = own_vacancy(session, vacancy.id, rita.id)
        begun = begin_application(session, found, None, agreed(Purpose.SELECTION), now()).id
        save_answer(session, begun, "negotiation", Draft(level=2, confidence="fairly"), "key", now())
        say_about(session, own_application(session, begun).application, Invitee("Вера"), Facts())
        session.commit()
        db.session.remove()
    assert press(any_app, served, begun, "/application/send") == {303: PRESSES}
    sent = rows(any_app)
    assert [bool(row["finished_at"]) for row in sent["application"]] == [True]
    assert len(sent["screening"]) == 1

    with any_app.app_context():
        session, secret = db.session(), any_app.config["SECRET_KEY"]
        found = own_vacancy(session, vacancy.id, rita.id)
        about = one_of(session, found, sent["application"][0]["id"])
        why = (Because(Ground.NOT_SHOWN, "negotiation"),)
        made = decide(session, secret, found, about, Outcome.DECLINE, why, "Переговоров ещё не вела", rita, now())
        session.commit()
        db.session.remove()
    before = rows(any_app)
    asked = press(any_app, served, begun, "/application/outcome/reason", decision=made.id)
    after = rows(any_app)
    assert asked == {303: PRESSES}
    assert {name: len(after[name]) - len(before[name]) for name in after if after[name] != before[name]} == {
        "inquiry": 1,
        "mail": 1,
        "audit": 1,
    }
