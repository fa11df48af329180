"""A row for every table that a story left empty: made of the columns alone, it means nothing and is to be kept all the same."""

from datetime import date

from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Session
from sqlalchemy.types import JSON

from kamcareer.store.database import db
from kamcareer.store.tables.instant import Instant
from tests.conftest import NOW

WORDS = "Ёж, «пример» & 😀\nвторая строка"
PSEUDONYM = "0123456789abcdef" * 2
# What the constraints of a table ask for.
ASKED: dict[str, dict[str, object]] = {
    "agreed_mark": {"decider": PSEUDONYM},
    "calibration_seat": {"part": "lead"},
    "client_answer": {"reply": "question"},
    "column_mapping": {"holds": "people"},
    "contest_amendment": {"amends": "joined", "deadline_before": None, "deadline_after": None},
    "earlier_score": {"scale": "0-4"},
    "expert_answer": {"asked": "level"},
    "fairness_count": {"trait": "sex"},
    "feedback": {"approver": PSEUDONYM, "language": "ru"},
    "framework_review": {"outcome": None, "answered_at": None},
    "interview_mark": {"no_chance": False},
    "kept_plan": {"place": "last"},
    "legal_hold": {"assessment_id": None},
    "nomination_entry": {"said_by": "hr"},
    "peer_mean": {"count": 3},
    "plan_check_in": {"went": "done"},
    "plan_decision": {"said": "done"},
    "plan_limits": {"objective": "gain"},
    "scorecard": {"rater": PSEUDONYM, "released_at": None},
    "waiting_file": {"holds": "people"},
}


def fill_empty(session: Session) -> None:
    """Give each empty table a row; one that needs a row of another gets the first there is."""
    for table in db.metadata.sorted_tables:
        if session.execute(select(table).limit(1)).first() is None:
            session.execute(table.insert().values(_row(session, table)))


def _row(session: Session, table: Table) -> dict[str, object]:
    # Keys of several columns point at one row, so that it exists.
    there: dict[str, object] = {}
    for key in table.foreign_key_constraints:
        other = session.execute(select(key.referred_table).limit(1)).mappings().first()
        if other is not None:
            there |= {one.parent.name: other[one.column.name] for one in key.elements}
    made = {column.name: there[column.name] if column.name in there else _value(column) for column in table.columns}
    return made | ASKED.get(table.name, {})


def _value(column: Column) -> object:
    if isinstance(column.type, JSON):
        return []
    if isinstance(column.type, Instant):
        return NOW
    kind = column.type.python_type
    if kind is str:
        return WORDS[: getattr(column.type, "length", None)]
    return {int: 2, float: 0.25, bool: True, bytes: b"\x00\xff\x80", date: NOW.date()}[kind]
