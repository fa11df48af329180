"""What a draft would do to what is stored: how long the job takes, in how many statements, and with how much memory.

`python bench/effect.py --people 10000` fills SQLite with so many stored reports, every second of them with a kept plan,
and counts what a version with lower must-haves would do; with `--postgres URL` it measures there too. Twenty people
answer in different ways, towards two roles; the rows they leave are copied under other names.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # Python looks for modules beside a script only

import resource
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import event, insert, select, text
from sqlalchemy.orm import Session

from bench.both_databases import print_both
from kamcareer.config import PROJECT_ROOT
from kamcareer.core.accounts import Account
from kamcareer.core.assessment import Draft
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Purpose
from kamcareer.core.operator import Operator
from kamcareer.services.development_plan import keep_plan, own_plan
from kamcareer.services.gap_report import report_of
from kamcareer.services.legal_texts import offered
from kamcareer.services.own_assessments import claim
from kamcareer.services.self_assessment import finish, open_sitting, save_answer, start
from kamcareer.services.stored_effect import stored_effect
from kamcareer.store.accounts import add_account
from kamcareer.store.database import Base, db, may_write
from kamcareer.store.patience import patience
from kamcareer.web.clock import now
from kamcareer.web.frameworks import current_framework

TARGETS, DIFFERENT, AT_ONCE = ("supervisor", "key_account_manager_retail"), 20, 500
COPIED = ("account", "assessment", "answer", "legal_basis", "kept_plan", "kept_plan_step")
BEFORE = timedelta(days=120)  # what was finished in this quarter is not counted
WORDS = {"keep": "…", "purpose": "…", "basis": "…"}


def report(session: Session, framework: Framework, number: int, moment: datetime) -> None:
    """Let somebody answer in a way of their own; every second one keeps a plan."""
    account = Account(str(uuid4()), f"{uuid4()}@example.ru", frozenset(), moment)
    add_account(session, account)
    agreement = offered(PROJECT_ROOT / "legal", Operator(), Purpose.DEVELOPMENT, "ru", WORDS)
    id = start(session, framework, None, TARGETS[number // 2 % len(TARGETS)], moment, agreement).id
    claim(session, id, account.id, moment)
    for place, topic in enumerate(framework.competencies):
        level = (number * 7 + place * (1 + number % 3)) % 5
        save_answer(session, id, topic, Draft(level=level, confidence="fairly"), f"k{place}", moment)
    finish(session, id, moment)
    sitting = open_sitting(session, id)
    if sitting is None:
        raise LookupError("an assessment that was just finished opens")
    if number % 2:
        keep_plan(session, sitting, own_plan(session, sitting, report_of(session, sitting, moment.date()), moment))
    session.commit()


def copy(session: Session, people: int) -> None:
    """Fill up to so many people with copies of those who are there, some hundreds at a time."""
    tables = [Base.metadata.tables[name] for name in COPIED]
    rows = {table.name: [dict(row) for row in session.execute(select(table)).mappings()] for table in tables}
    models = [(row["account_id"], row["id"]) for row in rows["assessment"]]
    for start_at in range(len(models), people, AT_ONCE):
        fresh: dict[str, list[dict[str, Any]]] = {name: [] for name in COPIED}
        for number in range(start_at, min(people, start_at + AT_ONCE)):
            ids = {id: str(uuid4()) for id in models[number % len(models)]}
            for name in COPIED:
                owners = ("id", "account_id", "assessment_id")
                own = (row for row in rows[name] if any(row.get(key) in ids for key in owners))
                fresh[name] += [_renamed(name, row, ids) for row in own]
        for table in tables:
            if fresh[table.name]:
                session.execute(insert(table), fresh[table.name])
        session.commit()


def _renamed(table: str, row: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
    made = {key: ids.get(value, value) if isinstance(value, str) else value for key, value in row.items()}
    if table == "account":
        made["email"] = f"{uuid4()}@example.ru"
    elif table == "legal_basis":
        made["id"] = str(uuid4())
    return made


def easier(framework: Framework) -> Framework:
    """Return the framework where nothing that a role cannot do without is asked at more than the first level."""
    roles = {}
    for id, role in framework.roles.items():
        needs = {
            topic: need.model_copy(update={"level": 1}) if need.must_have else need
            for topic, need in role.requirements.items()
        }
        roles[id] = role.model_copy(update={"requirements": needs})
    return framework.model_copy(update={"roles": roles})


def measured(app: Flask, people: int, database: str) -> Iterator[str]:
    """Yield the line of the table, then that nobody was left out."""
    may_write.set(True)
    patience.set(None)  # requests to the database before had left their own
    with app.app_context():
        session, framework, moment = db.session(), current_framework(), now()
        for number in range(DIFFERENT):
            report(session, framework, number, moment - BEFORE)
        copy(session, people)
        if database == "PostgreSQL":
            session.execute(text("ANALYZE"))
            session.commit()
        session.expunge_all()
        may_write.set(False)
        seen = [0]

        def count(*_: object) -> None:
            seen[0] += 1

        event.listen(db.engine, "before_cursor_execute", count)
        memory, begin, busy = _peak(), time.perf_counter(), time.process_time()
        found = stored_effect(session, framework, easier(framework), moment.date())
        spent, cpu = time.perf_counter() - begin, time.process_time() - busy
        more = _peak() - memory
        event.remove(db.engine, "before_cursor_execute", count)
        may_write.set(True)
    asked = f"{seen[0]:,}: {seen[0] / people:.2f} a person"
    told = f"{spent:.1f} s, CPU {cpu:.1f} s | {asked} | {_peak():.0f} MB, {more:.0f} of it by the job"
    yield f"| {database} | {people:,} reports | {told} |"
    if abs(found.people - people) > people / 100:
        raise SystemExit(f"{found.people} people are counted of {people}")


def _peak() -> float:
    """Return how much memory the process held at most, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    head = "| database | what | time | statements | peak memory |\n|---|---|--:|--:|--:|"
    print_both(__doc__, 10_000, head, measured)
