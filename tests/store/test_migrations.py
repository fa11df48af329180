from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import IntegrityError

from bench.vacancy import apply, vacancy_of
from kamcareer.core.assessment import Assessment, Draft
from kamcareer.core.framework.model import Framework
from kamcareer.core.vacancies import ChangeSet, Reach, Term, TermChange, Terms, Vacancy
from kamcareer.store.assessments import add_assessment, put_draft
from kamcareer.store.database import db, may_write
from kamcareer.store.frameworks import keep_framework
from kamcareer.store.screenings import count_screenings, screenings_of
from kamcareer.store.vacancies import add_change, add_vacancy, changes_of, find_vacancy
from tests.conftest import NOW
from tests.rows import every_row


@pytest.fixture
def migrated(any_app: Flask) -> Iterator[Flask]:
    may_write.set(True)
    with any_app.app_context():
        yield any_app
        db.session.remove()
        upgrade()  # whatever a test left, the next one finds the newest tables


def tables() -> set[str]:
    with db.engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def shape(connection: Connection) -> dict[str, object]:
    """What the database itself says about its tables."""
    looked = inspect(connection)
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in looked.get_columns(table)],
            sorted(str(key["name"]) for key in looked.get_foreign_keys(table)),
            sorted(str(check["name"]) for check in looked.get_check_constraints(table)),
            sorted(str(index["name"]) for index in looked.get_indexes(table)),
        )
        for table in sorted(tables())
    }


def test_the_tables_after_all_migrations_are_the_tables_of_the_code(migrated: Flask):
    with db.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True, "render_as_batch": True}
        context = MigrationContext.configure(connection, opts=options)

        assert compare_metadata(context, db.metadata) == []


def test_migrations_go_back_to_nothing_and_forward_to_the_same_tables(migrated: Flask):
    with db.engine.connect() as connection:
        before = shape(connection)
    downgrade(revision="base")
    assert tables() == set()
    upgrade()

    with db.engine.connect() as connection:
        assert shape(connection) == before
    assert tables() == set(db.metadata.tables)


def test_migrating_again_changes_nothing(migrated: Flask):
    with db.engine.connect() as connection:
        before = shape(connection)
    upgrade()

    with db.engine.connect() as connection:
        assert shape(connection) == before


def test_every_constraint_has_a_name(migrated: Flask):
    with db.engine.connect() as connection:
        looked = inspect(connection)
        nameless = [
            table
            for table in tables()
            if not looked.get_pk_constraint(table)["name"]
            or any(not item["name"] for item in [*looked.get_foreign_keys(table), *looked.get_check_constraints(table)])
        ]

    assert nameless == []


def test_no_row_is_lost_when_a_table_is_made_anew(migrated: Flask, framework: Framework):
    session = db.session()
    sha256 = keep_framework(session, framework, NOW)
    add_assessment(session, Assessment("a-1", sha256, None, "supervisor", NOW))
    put_draft(session, "a-1", "negotiation", Draft(level=2, revision=1, first_saved=NOW, last_saved=NOW))
    session.commit()
    before = every_row(session)
    db.session.remove()
    downgrade(revision="0001")
    upgrade()

    assert every_row(db.session()) == before


def test_after_migrating_the_database_still_refuses_a_child_without_parent(migrated: Flask):
    downgrade(revision="0001")
    upgrade()

    draft = Draft(level=1, revision=1, first_saved=NOW, last_saved=NOW)
    with pytest.raises(IntegrityError):
        put_draft(db.session(), "nobody", "negotiation", draft)


def test_an_older_version_finds_no_change_of_an_education_and_keeps_the_others(migrated: Flask, framework: Framework):
    session = db.session()
    terms = Terms("КАМ, аптеки", Reach.PUBLIC, NOW.date())
    vacancy = Vacancy("v-1", keep_framework(session, framework, NOW), "account_manager", terms, {}, None, NOW)
    add_vacancy(session, vacancy)
    education = TermChange(Term.EDUCATION, (), ("bachelor", "", "Так велит закон"))
    blind = TermChange(Term.BLIND, ("blind",), ())
    for id, changed in (("alone", (education,)), ("both", (education, blind)), ("other", (blind,))):
        add_change(session, vacancy.id, ChangeSet(id, NOW, None, frozenset(), "Так надо", terms=changed))
    session.commit()
    db.session.remove()
    downgrade(revision="0068")
    upgrade()

    kept = {change.id: change.terms for change in changes_of(db.session(), vacancy.id)}
    assert kept == {"both": (blind,), "other": (blind,)}


def test_a_version_that_knows_no_place_finds_no_change_of_it(migrated: Flask, framework: Framework):
    session = db.session()
    terms = Terms("КАМ, сети", Reach.PUBLIC, NOW.date(), place="Казань")
    vacancy = Vacancy("v-1", keep_framework(session, framework, NOW), "account_manager", terms, {}, None, NOW)
    add_vacancy(session, vacancy)
    moved, blind = TermChange(Term.PLACE, ("Уфа",), ("Казань",)), TermChange(Term.BLIND, ("blind",), ())
    for id, changed in (("alone", (moved,)), ("both", (moved, blind))):
        add_change(session, vacancy.id, ChangeSet(id, NOW, None, frozenset(), "Так надо", terms=changed))
    session.commit()
    db.session.remove()
    downgrade(revision="0070")
    upgrade()

    assert {change.id: change.terms for change in changes_of(db.session(), vacancy.id)} == {"both": (blind,)}


def test_whoever_was_measured_before_is_measured_by_the_profile_of_that_day(migrated: Flask):
    found, _secret = vacancy_of(db.session(), NOW)
    apply(db.session(), found, 0, NOW)
    (id,) = [row["id"] for row in every_row(db.session())["application"]]
    before = screenings_of(db.session(), found.vacancy.id, [id])
    assert before[0][1].topics
    db.session.remove()
    downgrade(revision="0075")
    upgrade()

    vacancy = find_vacancy(db.session(), found.vacancy.id)
    assert screenings_of(db.session(), vacancy.id, [id]) == before
    assert count_screenings(db.session(), vacancy.id, vacancy.profile).old == 0
    assert count_screenings(db.session(), vacancy.id, "another").old == 1
