"""D12: from every schema there ever was, with data in it, to the newest; also when the upgrade is killed in its middle."""

import multiprocessing
import os
from collections.abc import Callable
from random import Random
from time import monotonic, sleep

import pytest
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask_migrate import downgrade, upgrade
from sqlalchemy import MetaData, select, text

from kamcareer.core.framework.model import Framework
from kamcareer.services.audit import broken_at
from kamcareer.services.health import schema_is_current
from kamcareer.store.database import db, may_write
from tests.durability.conftest import many
from tests.lived_in import live_in

Found = dict[str, set[tuple]]
KILLS = many("UPGRADE_KILLS", 2)


@pytest.fixture
def installation(any_app: Flask, framework: Framework) -> Flask:
    live_in(any_app, framework)
    return any_app


def revisions() -> list[str]:
    """Every schema, the oldest first."""
    config = current_app.extensions["migrate"].migrate.get_config()
    return [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def found(columns: dict[str, list[str]] | None = None) -> tuple[dict[str, list[str]], Found]:
    """The rows of each table, as the database itself describes it; where columns are named, only those."""
    metadata = MetaData()
    with db.engine.connect() as connection:
        metadata.reflect(connection)
        names = columns or {name: [column.name for column in one.columns] for name, one in metadata.tables.items()}
        rows = {
            name: {
                tuple(map(repr, row))
                for row in connection.execute(select(*(metadata.tables[name].c[one] for one in chosen)))
            }
            for name, chosen in names.items()
            if name != "alembic_version"
        }
    return {name: chosen for name, chosen in names.items() if name != "alembic_version"}, rows


def is_current() -> bool:
    try:
        return schema_is_current(db.session(), current_app.extensions["migrate"].directory)
    finally:
        db.session.remove()


def test_data_of_every_schema_is_there_after_the_upgrade(installation: Flask, tell: Callable[[str], None]):
    with installation.app_context():
        every = revisions()[:-1]
        chosen = [every[number] for number in Random(12).sample(range(len(every)), min(len(every), many("SCHEMAS", 2)))]
        for revision in sorted(chosen, reverse=True):
            downgrade(revision=revision)
            columns, before = found()
            upgrade()
            assert is_current()
            after = found(columns)[1]
            assert {name for name in before if before[name] != after[name]} == set(), revision
            assert sum(map(len, before.values())) > 50
            # What came after this schema went with the tables it stood in; nearly all that are there hold something.
            assert sum(map(bool, before.values())) > 0.9 * len(before), sorted(
                name for name in before if not before[name]
            )
        assert broken_at(db.session(), installation.config["SECRET_KEY"]) is None
        db.session.remove()
    tell(f"{installation.name}: {len(chosen)} schemas, {sorted(chosen)}")


def test_an_upgrade_that_is_killed_in_its_middle_can_be_made_again(installation: Flask, tell: Callable[[str], None]):
    chance, unfinished = Random(3), 0
    with installation.app_context():
        oldest = revisions()[0]
        downgrade(revision=oldest)
        columns, before = found()
        begun = monotonic()
        upgrade()
        needs = monotonic() - begun
        for _ in range(KILLS):
            downgrade(revision=oldest)
            db.engine.dispose()
            upgrading = multiprocessing.get_context("fork").Process(target=_upgrade, args=(installation,))
            upgrading.start()
            sleep(needs * chance.uniform(0.1, 0.9))
            upgrading.kill()
            upgrading.join()
            unfinished += not is_current()
            upgrade()
            assert is_current()
            assert found(columns)[1] == before
    tell(f"{KILLS} kills, {unfinished} before the end")


@pytest.mark.parametrize("begins_with", ["nothing", "an older schema"])
def test_processes_that_start_at_once_upgrade_once(installation: Flask, begins_with: str):
    with installation.app_context():
        downgrade(revision="base" if begins_with == "nothing" else revisions()[-6])
        if begins_with == "nothing":
            db.session.execute(text("DROP TABLE alembic_version"))
            db.session.commit()
        db.session.remove()
        db.engine.dispose()
        starting = [multiprocessing.get_context("fork").Process(target=_upgrade, args=(installation,)) for _ in "1234"]
        for process in starting:
            process.start()
        for process in starting:
            process.join()

        assert [process.exitcode for process in starting] == [0, 0, 0, 0]
        assert is_current()


def _upgrade(app: Flask) -> None:
    may_write.set(True)
    with app.app_context():
        upgrade()
    os._exit(0)
