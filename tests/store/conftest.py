"""A session on each database, free to write."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from kamcareer.store.database import db, may_write


@pytest.fixture
def session(any_app: Flask) -> Iterator[Session]:
    may_write.set(True)
    with any_app.app_context():
        yield db.session()
