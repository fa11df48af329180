"""How often somebody may try to come in or ask for a link, and who counts."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import randrange
from uuid import uuid4

import pytest
from flask import Flask
from flask_migrate import upgrade

from kamcareer.factory import create_app
from kamcareer.store.database import db
from kamcareer.web.limits import limiter
from tests.conftest import REDIS, lacking, settings_for
from tests.web.doors import EMAIL, OTHER, PASSPHRASE, sign_in
from tests.web.mail_server import Mailbag
from tests.web.pages import Reader


def test_ten_wrong_tries_in_five_minutes_are_enough(app: Flask, member: Callable[..., Reader]):
    member(EMAIL, passphrase=PASSPHRASE)
    reader = Reader(app)
    statuses = [sign_in(reader, passphrase=OTHER).status for _ in range(11)]

    assert statuses == [422] * 10 + [429]
    refused = sign_in(reader)
    assert refused.status == 429
    assert int(refused.response.headers["Retry-After"]) > 0


def test_workers_that_share_redis_count_together(tmp_path: Path):
    """Two applications on one database stand for two workers."""
    workers = [create_app(settings_for(tmp_path, KAMCAREER_LIMITS_URL=REDIS or _no_redis())) for _ in range(2)]
    with workers[0].app_context():
        upgrade()
    email = f"{uuid4().hex}@example.ru"  # counters of an earlier run must not matter
    address = {"REMOTE_ADDR": f"10.{randrange(256)}.{randrange(256)}.{randrange(256)}"}
    statuses = []
    for number in range(12):
        reader = Reader(workers[number % 2])
        reader.client.environ_base |= address
        statuses.append(sign_in(reader, email).status)
    for worker in workers:
        with worker.app_context():
            db.engine.dispose()

    assert statuses == [422] * 10 + [429] * 2


def _no_redis() -> str:
    reason = "no Redis: set KAMCAREER_TEST_REDIS_URL, for example redis://127.0.0.1:6379/0"
    lacking(reason)


def test_whoever_asks_for_many_links_to_one_mailbox_is_slowed_down(app: Flask, mailbag: Mailbag):
    statuses = []
    for _ in range(4):
        reader = Reader(app)
        statuses.append(reader.send(reader.open("/sign-in/link"), email=EMAIL).status)

    assert statuses == [200, 200, 200, 429]
    assert len(mailbag.letters) == 3


@pytest.fixture
def redis_comes_back() -> Iterator[None]:
    """The counter is one for the whole process: later tests must not find it counting without Redis."""
    yield
    limiter._storage_dead = False


@pytest.mark.usefixtures("redis_comes_back")
def test_while_redis_is_away_attempts_are_counted_in_each_worker(tmp_path: Path):
    app = create_app(settings_for(tmp_path, KAMCAREER_LIMITS_URL="redis://127.0.0.1:1/0"))
    with app.app_context():
        upgrade()
    reader = Reader(app)
    statuses = [sign_in(reader).status for _ in range(11)]
    with app.app_context():
        db.engine.dispose()

    assert statuses == [422] * 10 + [429]
