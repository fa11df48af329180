"""D9, D10: clocks that jump, and a day of answering in which the sign-in ends in the middle of a sentence."""

import json
from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask

from kamcareer.core.assessment import questions
from kamcareer.core.framework.model import Framework
from kamcareer.services.accounts import find_by_mailbox, new_one_time_link, open_one_time_link
from kamcareer.services.audit import Event, broken_at, note_event, trail
from kamcareer.services.own_assessments import claim
from kamcareer.services.self_assessment import start
from kamcareer.services.sign_ins import end_everything, known_by, sign_in
from kamcareer.store.database import db
from tests.agreements import agreed
from tests.durability.conftest import TARGET, many
from tests.durability.served import seat
from tests.rows import every_row
from tests.web.pages import Reader

MORNING = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # the night in which clocks are set back in Europe
EMAIL = "vera@example.ru"
# In ten hours one every fifteen minutes; in `make durability` one every fifteen seconds, as the page saves.
ASKS = many("ASKS", 40)
JUMPS = [timedelta(hours=-1), timedelta(hours=1), timedelta(days=400), timedelta(seconds=-1), timedelta(0)]


def test_whatever_the_clock_does_the_trail_keeps_its_order_and_nothing_that_opens_lives_longer(app: Flask):
    secret = app.config["SECRET_KEY"]
    with app.app_context():
        session = db.session()
        link = new_one_time_link(session, EMAIL, MORNING)
        account = open_one_time_link(session, link, None, MORNING)
        kept, unused = sign_in(session, account, "Firefox", MORNING), new_one_time_link(session, EMAIL, MORNING)
        for jump in [*JUMPS, *reversed(JUMPS)]:
            note_event(session, secret, Event.SIGNED_IN, account.id, "", MORNING + jump)
            known_by(session, kept, MORNING + jump)
        session.commit()
        for leap in (datetime(2028, 2, 29, 12, tzinfo=UTC), datetime(2027, 3, 28, 1, 59, 59, tzinfo=UTC)):
            note_event(session, secret, Event.SIGNED_IN, account.id, "", leap)

        assert [entry.number for entry in trail(session)] == list(range(1, 13))
        assert broken_at(session, secret) is None
        assert known_by(session, kept, MORNING + timedelta(days=7) - timedelta(seconds=1)) is not None
        assert known_by(session, kept, MORNING + timedelta(days=30)) is None
        assert open_one_time_link(session, unused, None, MORNING + timedelta(minutes=30)) is None
        session.rollback()


def test_ten_hours_of_saving_lose_nothing_although_the_sign_in_ends_in_the_middle_of_a_sentence(
    app: Flask, framework: Framework
):
    reader, asked, lost = Reader(app), questions(framework, TARGET), []
    with app.app_context():
        session = db.session()
        account = open_one_time_link(session, new_one_time_link(session, EMAIL, MORNING), None, MORNING)
        id = start(session, framework, None, TARGET, MORNING, agreed()).id
        claim(session, id, account.id, MORNING)
        reader.keep(sign_in(session, account, "Firefox", MORNING))
        session.commit()
    with time_machine.travel(MORNING, tick=False):
        cookie, csrf = seat(app, id)
    reader.client.set_cookie("sitting", cookie)
    for number in range(ASKS):
        with time_machine.travel(MORNING + number * timedelta(hours=10) / ASKS, tick=False):
            body = {"assessment": id[:8], "level": "2", "confidence": None, "example": f"слово {number}"}
            body |= {"revision": number // len(asked), "key": f"00000000-0000-4000-8000-{number:012}"}
            if number == ASKS // 2:
                _end_sign_ins(app)
            page = reader.put(f"/assessment/answers/{asked[number % len(asked)]}", body, csrf)
            if page.status != 200:
                # The words wait in the browser; after signing in again they are sent as they were.
                lost.append((number, page.status))
                reader.keep(_sign_in_again(app))
                page = reader.put(f"/assessment/answers/{asked[number % len(asked)]}", body, csrf)
            assert page.status == 200, json.dumps(page.response.json)
    with app.app_context():
        rows = every_row(db.session())

    assert lost == [(ASKS // 2, 410)]
    assert {row["example"] for row in rows["answer"]} == {
        f"слово {number}" for number in range(ASKS - len(asked), ASKS)
    }
    assert len(rows["answer_save"]) == ASKS


def _end_sign_ins(app: Flask) -> None:
    with app.app_context():
        end_everything(db.session(), find_by_mailbox(db.session(), EMAIL))
        db.session.commit()


def _sign_in_again(app: Flask) -> str:
    with app.app_context():
        kept = sign_in(db.session(), find_by_mailbox(db.session(), EMAIL), "Firefox", datetime.now(UTC))
        db.session.commit()
    return kept
