"""`flask audit`: with anchors kept elsewhere the trail cannot even be changed by whoever has the database and its secret."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from kamcareer.services.audit import Event, note_event
from kamcareer.store.database import db, may_write
from tests.conftest import NOW


@pytest.fixture
def audit(any_app: Flask) -> Callable[..., str]:
    """Run `flask audit …` on either database, on a trail of five entries."""
    note_five(any_app)

    def run(*words: object, fails: bool = False) -> str:
        done = any_app.test_cli_runner().invoke(args=["audit", *map(str, words)])
        assert bool(done.exit_code) == fails, done.output
        return done.output.strip()

    return run


def note_five(app: Flask, spared: int = 5) -> None:
    may_write.set(True)
    with app.app_context():
        for number in range(5):
            person = f"a-{number}" if number < spared else "somebody else"
            note_event(db.session(), app.config["SECRET_KEY"], Event.DECIDED, person, "", NOW)
        db.session.commit()


def forget_all(app: Flask, after: int = 0) -> None:
    with app.app_context():
        db.session.execute(text(f"DELETE FROM audit WHERE number > {after}"))
        db.session.commit()


def test_whoever_has_database_and_secret_cannot_change_what_was_anchored_unseen(
    any_app: Flask, audit: Callable[..., str], tmp_path: Path
):
    kept = tmp_path / "on another machine.log"
    kept.write_text(f"Nov 23 03:00:01 kam flask[7]: {audit('anchor')}\nNov 23 03:00:02 kam flask[8]: all is well\n")
    note_five(any_app)
    assert audit("check", "--anchors", kept) == "10 entries, the chain is whole, anchors that hold: 1"

    forget_all(any_app, after=4)
    assert audit("check") == "4 entries, the chain is whole", "the chain alone says nothing"
    assert "entry 5 is gone" in audit("check", "--anchors", kept, fails=True)

    forget_all(any_app)
    note_five(any_app, spared=3)
    assert audit("check") == "5 entries, the chain is whole"
    assert "docs/breach.md" in audit("check", "--anchors", kept, fails=True)


def test_a_file_without_an_anchor_and_a_trail_without_an_entry_are_told_in_one_line(
    any_app: Flask, audit: Callable[..., str], tmp_path: Path
):
    (tmp_path / "empty.log").touch()
    assert "prints: audit anchor 12" in audit("check", "--anchors", tmp_path / "empty.log", fails=True)

    forget_all(any_app)
    assert "no entry yet" in audit("anchor")  # no fault: a timer asks every day, from the first one on
