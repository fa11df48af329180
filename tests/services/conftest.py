"""A session on each database, free to write."""

from collections.abc import Callable, Iterator
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from kamcareer.store.database import db, may_write


@pytest.fixture
def session(any_app: Flask) -> Iterator[Session]:
    may_write.set(True)
    with any_app.app_context():
        yield db.session()


@pytest.fixture
def at_once(any_app: Flask, session: Session) -> Iterator[Callable]:
    """Run calls in threads of their own with sessions of their own, all let go at the same moment."""

    def run(*calls: Callable[[Session], object]) -> list[object]:
        session.commit()
        outcomes: list[object] = [None] * len(calls)
        gate = Barrier(len(calls))

        def work(number: int, call: Callable[[Session], object]) -> None:
            with any_app.app_context():
                gate.wait(10)
                outcomes[number] = call(db.session())
                db.session.commit()

        threads = [Thread(target=work, args=pair) for pair in enumerate(calls)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return outcomes

    return run
