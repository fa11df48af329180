"""People of the web tests: one who has just come, one who has answered."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from kamcareer.core.assessment import Draft, questions
from kamcareer.core.framework.model import Framework
from kamcareer.services.self_assessment import save_answer, start
from kamcareer.store.database import db, may_write
from tests.conftest import NOW
from tests.rows import every_row
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
            id = start(db.session(), framework, present, target, NOW).id
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
def rows(app: Flask) -> Callable[[], dict[str, list[dict[str, object]]]]:
    """Return every row of every table as it is now."""

    def read() -> dict[str, list[dict[str, object]]]:
        with app.app_context():
            return every_row(db.session())

    return read
