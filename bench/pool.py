"""The candidate pool: how fast its columns are made in a night, and how fast a vacancy looks at a million people.

`python bench/pool.py --people 5000` fills a pool with so many real rows, makes its columns and times the page; then it
puts the same people among a million others and times the page again. With `--postgres URL` it measures there too.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # Python looks for modules beside a script only

import time
from collections.abc import Iterator
from datetime import timedelta

import numpy as np
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bench.both_databases import print_both
from bench.ranking import invented
from bench.vacancy import COPIED, DIFFERENT, apply, copy, times_of, vacancy_of
from kamcareer.config import PROJECT_ROOT
from kamcareer.core.legal_basis import Purpose
from kamcareer.core.measurement import prior_of_anybody, prior_of_vacancy
from kamcareer.core.operator import Operator
from kamcareer.core.selection.preselection import preselected
from kamcareer.core.snapshot import LENGTH, Snapshot
from kamcareer.core.vacancies import Reach, Terms
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.applications import own_application
from kamcareer.services.legal_texts import offered
from kamcareer.services.pool import NET, keep_for_later
from kamcareer.services.pool_columns import take_columns
from kamcareer.services.vacancies import OpenVacancy, make_vacancy, open_vacancy, own_vacancy
from kamcareer.store.database import db, may_write
from kamcareer.store.patience import patience
from kamcareer.store.pool_columns import PoolColumns, pool_file, read_columns, write_columns
from kamcareer.store.tables import ApplicationRow
from kamcareer.web.clock import now
from kamcareer.web.frameworks import current_framework

ROLE, MILLION = "key_account_manager_retail", 1_000_000
ANSWERS = ("answer", "situation_answer")
WORDS = {"keep": "…", "purpose": "…", "basis": "…"}


def filled(session: Session, people: int) -> tuple[OpenVacancy, str]:
    """Return a vacancy that looks into a pool of so many people, and the sign-in of its recruiter."""
    moment = now()
    first, secret = vacancy_of(session, moment)
    storage = offered(PROJECT_ROOT / "legal", Operator(), Purpose.STORAGE, "ru", WORDS)
    for number in range(DIFFERENT):
        apply(session, first, number, moment)
    for id in session.execute(select(ApplicationRow.assessment_id)).scalars().all():
        own = own_application(session, id)
        if own is None:
            raise LookupError("an application that was sent is there")
        keep_for_later(session, own, storage, moment)
    session.commit()
    copy(session, people, moment, (*COPIED, *ANSWERS))
    rita = find_by_mailbox(session, "rita@example.ru")
    if rita is None:
        raise LookupError("the recruiter who was just made is there")
    terms = Terms("KAM 2", Reach.INVITATION, (moment + timedelta(days=30)).date())
    made = make_vacancy(session, current_framework(), ROLE, terms, rita, moment)
    open_vacancy(session, made, moment)
    session.commit()
    looking = own_vacancy(session, made.id, rita.id)
    if looking is None:
        raise LookupError("a vacancy that was just made is there")
    return looking, secret


def among_a_million(found: OpenVacancy, real: PoolColumns) -> PoolColumns:
    """Return a million invented people, of whom those the net lets through are real ones."""
    framework = found.framework
    snapshot = invented(framework, MILLION)
    shift = (prior_of_vacancy(framework, found.vacancy.role) - prior_of_anybody(framework)).astype(np.float32)
    role, margin = framework.roles[found.vacancy.role], framework.measurement.margin.value
    net = preselected(snapshot, role, margin, NET, shift).columns
    people = snapshot.people.astype(f"S{LENGTH}")
    people[net[: len(real.snapshot)]] = real.snapshot.people[: len(net)]
    return PoolColumns(
        real.taken, real.prior, Snapshot(snapshot.competencies, people, snapshot.mean, snapshot.deviation)
    )


def measured(app: Flask, people: int, database: str) -> Iterator[str]:
    """Yield the lines of the table."""
    may_write.set(True)
    patience.set(None)  # requests to the database before had left their own
    file = pool_file(app.config["SETTINGS"].data_folder)
    with app.app_context():
        found, secret = filled(db.session(), people)
        if database == "PostgreSQL":
            db.session.execute(text("ANALYZE"))
            db.session.commit()
    client = app.test_client()
    client.set_cookie("account", secret)
    path = f"/recruiting/vacancies/{found.vacancy.id}/pool"
    yield f"| {database} | the page, without columns: the 300 who agreed last | {_told(*times_of(client, path)[:2])} |"
    with app.app_context():
        patience.set(None)
        start = time.perf_counter()
        take_columns(db.session(), current_framework(), file, now(), lambda _count: None)
        spent = time.perf_counter() - start
    rate = people / spent
    pace = f"{rate:,.0f} a second, a million in {1e6 / rate / 60:.0f} min"
    yield f"| {database} | columns of {people:,} people | {spent:.1f} s: {pace} |"
    yield f"| {database} | the page, {people:,} people in columns | {_told(*times_of(client, path)[:2])} |"
    write_columns(file, [among_a_million(found, read_columns(file))])
    start = time.perf_counter()
    read_columns(file)
    read = f"{time.perf_counter() - start:.1f} s, {file.stat().st_size / 1e6:.0f} MB"
    yield f"| {database} | reading a million from the file, once a night and worker | {read} |"
    yield f"| {database} | the page, {MILLION:,} people in columns | {_told(*times_of(client, path)[:2])} |"


def _told(middle: float, slow: float) -> str:
    return f"median {middle:.0f} ms, p95 {slow:.0f} ms"


if __name__ == "__main__":
    print_both(__doc__, 5000, "| database | what | measured |\n|---|---|---|", measured)
