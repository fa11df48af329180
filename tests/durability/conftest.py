"""An installation that is served, on the database a test names."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from kamcareer.core.assessment import questions
from kamcareer.core.framework.model import Framework
from kamcareer.services.self_assessment import start
from kamcareer.store.database import db, may_write
from tests.agreements import agreed
from tests.conftest import NOW
from tests.durability.served import Person, Served

# Minutes of faults, and figures that a busy machine spoils: `make durability`, not every run.
collect_ignore = [] if "KAMCAREER_DURABILITY" in os.environ else ["test_database_away.py", "test_running.py"]
TARGET = "key_account_manager_retail"


def many(name: str, few: int) -> int:
    """How often something is done: few times among all tests, as often as is promised in `make durability`."""
    return int(os.environ.get(f"KAMCAREER_{name}", few))


@pytest.fixture(autouse=True)
def _writing() -> None:
    may_write.set(True)


@pytest.fixture
def tmp_path(on_disk: Path) -> Path:
    """Here whatever a test keeps lies on a disk, the database of `app` too."""
    return on_disk


@pytest.fixture
def tell(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Say a figure; `make durability` shows them."""

    def say(figure: str) -> None:
        if "KAMCAREER_DURABILITY" in os.environ:
            with capsys.disabled():
                sys.stdout.write(f"\n{request.node.originalname}: {figure}\n")

    return say


@pytest.fixture
def begin(app: Flask, framework: Framework) -> Callable[..., str]:
    def make() -> str:
        with app.app_context():
            id = start(db.session(), framework, None, TARGET, NOW, agreed()).id
            db.session.commit()
            db.session.remove()
        return id

    return make


@pytest.fixture
def served(app: Flask, tmp_path: Path) -> Iterator[Served]:
    here = Served(tmp_path).start()
    yield here
    here.stop()


@pytest.fixture
def people(
    app: Flask, framework: Framework, served: Served, begin: Callable
) -> Iterator[Callable[[int], list[Person]]]:
    """Let people answer; they stop when the test does."""
    there: list[Person] = []

    def make(count: int) -> list[Person]:
        topics = tuple(questions(framework, TARGET))
        there.extend(Person(served.port, app, begin(), topics) for _ in range(count))
        return there

    yield make
    for person in there:
        person.enough.set()
        person.close()
