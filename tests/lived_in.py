"""An installation with something in most tables."""

from datetime import timedelta

from flask import Flask

from kamcareer.core.framework.model import Framework
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.audit import Event, note_event
from kamcareer.services.demo import load_demo
from kamcareer.services.own_assessments import claim
from kamcareer.services.sign_ins import sign_in
from kamcareer.store.database import db
from tests.conftest import NOW
from tests.services.people import answered


def live_in(app: Flask, framework: Framework) -> None:
    """Let invented people, an account with an assessment and a trail of twenty entries be there; nothing stays open."""
    with app.app_context():
        session = db.session()
        load_demo(session, framework, NOW)
        assessment = answered(session, framework, "Ёж, «пример» & 😀\nвторая строка")
        account = open_one_time_link(session, new_one_time_link(session, "vera@example.ru", NOW), None, NOW)
        claim(session, assessment.id, account.id, NOW)
        sign_in(session, account, "Firefox", NOW + timedelta(microseconds=1))
        for number in range(20):
            note_event(session, app.config["SECRET_KEY"], Event.SIGNED_IN, account.id, str(number), NOW)
        session.commit()
        db.session.remove()
        db.engine.dispose()
