"""People of the web tests: one who has just come, one who has answered."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import event

from kamcareer.core.accounts import Role
from kamcareer.core.assessment import Draft, questions
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Basis, Purpose
from kamcareer.core.planning.limits import Limits
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.development_plan import keep_limits
from kamcareer.services.self_assessment import open_sitting, save_answer, start
from kamcareer.services.sign_ins import sign_in
from kamcareer.store.database import db, may_write
from kamcareer.web.limits import limiter
from tests.agreements import agreed
from tests.conftest import NOW, now
from tests.ports import free_port
from tests.rows import every_row
from tests.web.doors import EMAIL
from tests.web.mail_server import Mailbag
from tests.web.pages import Reader

PRESENT, TARGET = "sales_representative", "key_account_manager_retail"
EXAMPLE = "Пример о канарейке: федеральная сеть, +9 %"


@dataclass
class Person:
    """Somebody whose assessment is open in a browser."""

    id: str
    reader: Reader
    asked: tuple[str, ...]


@pytest.fixture(autouse=True)
def _writing() -> None:
    may_write.set(True)


@pytest.fixture
def unlimited() -> Iterator[None]:
    """Let a test try as often as it likes."""
    limiter.enabled = False
    yield
    limiter.enabled = True


@pytest.fixture
def reader(app: Flask) -> Reader:
    return Reader(app)


@pytest.fixture(params=["ru", "en"])
def any_reader(app: Flask, request: pytest.FixtureRequest) -> Reader:
    """Somebody who reads Russian, and somebody who reads English."""
    return Reader(app, request.param)


@pytest.fixture
def somebody(app: Flask, framework: Framework) -> Callable[..., Person]:
    """Make a person with stored answers; levels go round 0 to 3, every fifth answer has an example."""

    def make(
        *, answered: int = 22, language: str = "ru", target: str = TARGET, present: str | None = PRESENT
    ) -> Person:
        may_write.set(True)
        with app.app_context():
            id = start(db.session(), framework, present, target, NOW, agreed()).id
            asked = questions(framework, target)
            for number, competency in enumerate(asked[:answered]):
                example = f"{EXAMPLE} {number}." if number % 5 == 0 else ""
                draft = Draft(level=number % 4, confidence="fairly", example=example)
                save_answer(db.session(), id, competency, draft, f"key-{number}", NOW)
            db.session.commit()
        return Person(id, Reader(app, language).sit_down(id), asked)

    return make


@pytest.fixture
def person(somebody: Callable[..., Person]) -> Person:
    return somebody()


@pytest.fixture
def busy_person(app: Flask, person: Person) -> Person:
    """Somebody with so little time for a plan that it is made at once."""
    may_write.set(True)
    with app.app_context():
        sitting = open_sitting(db.session(), person.id)
        assert sitting
        keep_limits(db.session(), sitting, Limits(2, 13, 0), now())
        db.session.commit()
    return person


@pytest.fixture
def member(app: Flask) -> Callable[..., Reader]:
    """Make somebody with an account, signed in in a browser of their own."""

    def make(
        email: str = "vera@example.ru", *roles: Role, passphrase: str | None = None, second_factor: bool = False
    ) -> Reader:
        may_write.set(True)
        with app.app_context():
            session = db.session()
            secret = new_one_time_link(session, email, now(), frozenset(roles))
            account = open_one_time_link(session, secret, passphrase, now())
            assert account is not None
            shown = now() if second_factor else None
            kept = sign_in(session, account, "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", now(), shown)
            session.commit()
        return Reader(app).keep(kept)

    return make


@pytest.fixture
def rows(app: Flask) -> Callable[[], dict[str, list[dict[str, object]]]]:
    """Return every row of every table as it is now."""

    def read() -> dict[str, list[dict[str, object]]]:
        with app.app_context():
            return every_row(db.session())

    return read


@pytest.fixture
def moments(app: Flask) -> Iterator[Callable[[], None]]:
    """Keep the database as it is at the first call and bring it back at each later one."""
    file = app.config["SETTINGS"].data_folder / "kamcareer.db"
    kept = sqlite3.connect(":memory:")
    taken: list[Path] = []

    def keep_or_bring_back() -> None:
        with app.app_context():
            db.session.remove()
        own = sqlite3.connect(file)
        own.backup(kept) if not taken else kept.backup(own)
        taken.append(file)
        own.close()

    yield keep_or_bring_back
    kept.close()


@pytest.fixture
def labour_law(app: Flask) -> None:
    """An operator whose staff records rest on labour law."""
    settings = app.config["SETTINGS"]
    bases = {**settings.operator.bases, Purpose.DEVELOPMENT: Basis.LABOUR_LAW}
    app.config["SETTINGS"] = replace(settings, operator=replace(settings.operator, bases=bases))


@pytest.fixture
def mailbag(app: Flask) -> Iterator[Mailbag]:
    """A mail server on this machine, and an installation that sends by it."""
    bag = Mailbag()
    port = free_port()
    server = Controller(bag, hostname="127.0.0.1", port=port)
    server.start()
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, mail_url=f"smtp://127.0.0.1:{port}", mail_from="kam@example.ru")
    yield bag
    server.stop()


@pytest.fixture
def link(app: Flask) -> Callable[..., str]:
    """Make a one-time link as the console does; return its path."""

    def make(email: str = EMAIL, *roles: Role) -> str:
        may_write.set(True)
        with app.app_context():
            secret = new_one_time_link(db.session(), email, now(), frozenset(roles))
            db.session.commit()
        return f"/enter/{secret}"

    return make


@pytest.fixture
def statements(app: Flask) -> Callable[[Callable[[], object]], list[str]]:
    """List the statements of a request; that a unit of work begins is none."""

    def listed(request: Callable[[], object]) -> list[str]:
        asked: list[str] = []
        with app.app_context():
            engine = db.engine

        def note(*statement: object) -> None:
            if not str(statement[2]).startswith("BEGIN"):
                asked.append(str(statement[2]))

        event.listen(engine, "before_cursor_execute", note)
        request()
        event.remove(engine, "before_cursor_execute", note)
        return asked

    return listed


@pytest.fixture
def queries(statements: Callable[[Callable[[], object]], list[str]]) -> Callable[[Callable[[], object]], int]:
    """Count the statements of a request."""
    return lambda request: len(statements(request))
