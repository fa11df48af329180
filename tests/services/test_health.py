from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy.orm import Session

from kamcareer.config import PROJECT_ROOT
from kamcareer.services.health import schema_is_current
from kamcareer.store.database import db

MIGRATIONS = str(PROJECT_ROOT / "migrations")


def test_a_migrated_database_is_current(session: Session):
    assert schema_is_current(session, MIGRATIONS) is True


def test_a_database_behind_its_migrations_is_not_current(any_app: Flask, session: Session):
    db.session.remove()
    downgrade(revision="base")
    try:
        assert schema_is_current(db.session(), MIGRATIONS) is False
    finally:
        db.session.remove()
        upgrade()
