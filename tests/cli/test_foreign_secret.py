"""A database that another secret has sealed, on both databases: nothing is made or written until somebody says so."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from kamcareer.services.audit import (
    Event,
    ForeignSecretError,
    note_event,
    trail,
)
from kamcareer.store.database import db
from tests.cli.sealed import Lived, lived, rows_of, run
from tests.conftest import NOW

__all__ = ["lived"]

OF_ANOTHER = "another " * 8


def test_a_process_with_another_secret_does_not_start_and_seals_nothing(lived: Lived, tmp_path: Path):
    """A mistyped KAMCAREER_DATA beside a database on a server makes a secret of its own."""
    entries = rows_of(lived.app)
    with lived.started(KAMCAREER_SECRET_KEY=OF_ANOTHER) as other:
        told = run(other, "retention", "run", fails=True)

        with (
            other.app_context(),
            pytest.raises(ForeignSecretError),
        ):  # as `flask run` and gunicorn do, which ask nothing
            note_event(db.session(), OF_ANOTHER, Event.SIGNED_IN, "x", "", NOW)
        with other.app_context():
            db.session.remove()
            db.engine.dispose()

    assert told.startswith("Error: this database was sealed with another secret than ")
    assert "name one installation?" in told
    assert rows_of(lived.app) == entries
    with lived.started() as own:
        assert "deleted: " in run(own, "retention", "run")


def test_without_its_secret_nothing_is_made_or_migrated(lived: Lived, tmp_path: Path):
    with lived.app.app_context():
        downgrade(revision="0076")
    mistyped = tmp_path / "mistyped"
    with lived.started(KAMCAREER_DATA=str(mistyped)) as other:
        settings = lived.app.config["SETTINGS"]
        url = settings.database_url
        other.config["SETTINGS"] = replace(other.config["SETTINGS"], database_url=url)
        assert "and none is at hand" in run(other, "demo", "clear", fails=True)

    assert not mistyped.exists()
    with lived.app.app_context():
        assert db.session.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "0076"
        db.session.remove()
        upgrade()


def test_where_the_secret_is_lost_for_good_the_installation_goes_on_with_another(lived: Lived):
    """And the lost one, should it turn up again, opens nothing."""
    assert "is that of the database already" in run(lived.app, "secret", "adopt", "--yes", fails=True)
    with lived.started(KAMCAREER_SECRET_KEY=OF_ANOTHER) as app:
        assert "flask secret adopt" in run(app, "retention", "run", fails=True)
        assert "Aborted" in run(app, "secret", "adopt", fails=True)
        assert run(app, "secret", "adopt", "--yes").startswith("adopted. ")
        assert "deleted: " in run(app, "retention", "run")
        assert "entry 1 was changed" in run(app, "audit", "check", fails=True)
        with app.app_context():
            note_event(db.session(), OF_ANOTHER, Event.SIGNED_IN, "x", "", NOW)
            db.session.commit()
    assert "was replaced at" in run(lived.app, "retention", "run", fails=True)


def test_an_entry_that_was_changed_is_told_as_such_and_stops_nobody(lived: Lived):
    with lived.app.app_context():
        for number in range(3):
            note_event(db.session(), lived.secret, Event.SIGNED_IN, "x", str(number), NOW)
        first, newest = (entry.number for entry in (trail(db.session())[0], trail(db.session())[-1]))
        db.session.execute(text(f"UPDATE audit SET detail = 'y' WHERE number IN ({first}, {newest})"))
        db.session.commit()

    assert f"entry {first} was changed" in run(lived.app, "audit", "check", fails=True)
