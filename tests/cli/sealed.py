"""An installation with something under every key of its secret, to be started and commanded by others."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from pyotp import TOTP
from sqlalchemy.orm import Session

from kamcareer.config import Settings
from kamcareer.core.accounts import Account
from kamcareer.core.cards import CardLine
from kamcareer.core.demographics import AgeGroup, Sex
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.waiting_files import Holds
from kamcareer.factory import create_app
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.background_jobs import Kind, ask_for, finish, take
from kamcareer.services.cards import make_cards
from kamcareer.services.demographics import give
from kamcareer.services.legal_bases import agree
from kamcareer.services.second_factors import set_up
from kamcareer.services.sign_ins import known_by, sign_in
from kamcareer.services.waiting_files import hold_file
from kamcareer.store.database import db, may_write
from tests.agreements import agreed
from tests.conftest import NOW
from tests.rows import every_row
from tests.services.people import answered
from tests.web.stock import stock

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FILE = "Табельный номер;ФИО\n10423;Анна Ким\n".encode()


@dataclass(frozen=True)
class Lived:
    """An installation with something under every key, and what its people hold."""

    app: Flask
    account_id: str
    assessment_id: str
    cookie: str
    code: str
    job: str

    @property
    def secret(self) -> str:
        return str(self.app.config["SECRET_KEY"])

    @property
    def folder(self) -> Path:
        return self.app.config["SETTINGS"].data_folder

    def env(self, **more: str) -> dict[str, str]:
        settings = self.app.config["SETTINGS"]
        return {"KAMCAREER_DATA": str(self.folder), "KAMCAREER_DATABASE_URL": settings.database_url, **more}

    @contextmanager
    def started(self, **env: str) -> Iterator[Flask]:
        """The installation as another process starts it."""
        app = create_app(Settings.from_env(self.env(**env)))
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()

    def account(self, session: Session) -> Account:
        found = find_by_mailbox(session, "stocked@example.ru")
        assert found
        return found


def run(app: Flask, *arguments: str, fails: bool = False) -> str:
    done = app.test_cli_runner().invoke(args=arguments)
    assert (done.exit_code != 0) == fails, done.output or repr(done.exception)
    assert "Traceback" not in done.output
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return done.output


@pytest.fixture
def lived(any_app: Flask, framework: Framework) -> Lived:
    may_write.set(True)
    with any_app.app_context():
        session, secret = db.session(), any_app.config["SECRET_KEY"]
        assessment = answered(session, framework)
        session.commit()
        db.session.remove()
    made = stock(any_app, framework, assessment.id)
    with any_app.app_context():
        session = db.session()
        account = find_by_mailbox(session, "stocked@example.ru")
        assert account
        known = known_by(session, sign_in(session, account, "Firefox", NOW), NOW)
        assert known
        assert set_up(session, known, secret, SEED, TOTP(SEED).at(NOW), NOW)
        (printed,) = make_cards(session, secret, [CardLine("77", "Олег", "stocked@example.ru")], NOW)
        holder = Holder(account_id=account.id)
        agree(session, holder, agreed(Purpose.DEMOGRAPHICS), NOW)
        give(session, secret, holder, Sex.FEMALE, AgeGroup.FROM_35, NOW.date())
        hold_file(session, secret, account.id, Holds.PEOPLE, FILE, "люди.csv", NOW)
        job = take(session, ask_for(session, Kind.EFFECT, {}, account.id, NOW), NOW)
        assert job
        assert finish(session, job, secret, b"what came out", NOW)
        cookie = sign_in(session, account, "Firefox", NOW)
        session.commit()
        db.session.remove()
        db.engine.dispose()
    return Lived(any_app, account.id, made["assessment"], cookie, printed.code, job.id)


def rows_of(app: Flask) -> dict[str, list[dict[str, object]]]:
    with app.app_context():
        found = every_row(db.session())
        db.session.remove()
        db.engine.dispose()
    return found
