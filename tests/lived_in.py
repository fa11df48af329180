"""An installation with something in every table."""

from datetime import timedelta

from flask import Flask

from kamcareer.core.framework.model import Framework
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.audit import Event, note_event
from kamcareer.services.own_assessments import claim
from kamcareer.services.sign_ins import sign_in
from kamcareer.store.database import db, may_write
from tests.conftest import NOW
from tests.filling import fill_empty
from tests.rows import every_row
from tests.services.people import answered
from tests.web.stock import stock


def live_in(app: Flask, framework: Framework) -> None:
    """Let one of everything be there, and a trail of twenty entries; what no story makes is filled in. Nothing stays open."""
    may_write.set(True)
    with app.app_context():
        session = db.session()
        assessment = answered(session, framework, "Ёж, «пример» & 😀\nвторая строка")
        account = open_one_time_link(session, new_one_time_link(session, "vera@example.ru", NOW), None, NOW)
        claim(session, assessment.id, account.id, NOW)
        sign_in(session, account, "Firefox", NOW + timedelta(microseconds=1))
        for number in range(20):
            note_event(session, app.config["SECRET_KEY"], Event.SIGNED_IN, account.id, str(number), NOW)
        session.commit()
    stock(app, framework, assessment.id)
    with app.app_context():
        fill_empty(db.session())
        db.session.commit()
        assert [name for name, rows in every_row(db.session()).items() if not rows] == []
        db.session.remove()
        db.engine.dispose()
