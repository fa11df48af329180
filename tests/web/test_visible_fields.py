"""A3: which fields of somebody's data each role sees on each page and in each file; everything else is seen by nobody.

Every column in which something is written has a word of its own in the rows of one person. Then everybody else opens every
address there is. What they see is held against a table written apart from the code.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import JSON, Boolean, Date, Integer, Table

from kamcareer.core.accounts import GRANTED, Role
from kamcareer.core.framework.model import Framework
from kamcareer.services.accounts import find_by_mailbox, new_one_time_link
from kamcareer.services.my_data import data_register
from kamcareer.store.database import Base, db, may_write
from kamcareer.store.person_data import column_types
from tests.conftest import now
from tests.exports.test_pdf import text_of
from tests.web.conftest import Person
from tests.web.pages import Page, Reader
from tests.web.routes import addresses
from tests.web.stock import stock

OWNER = "owner@example.ru"
# Where something is written about a person, in their own words or in those of somebody else.
WRITTEN = {
    "account.email", "account.personnel_number", "answer.example", "card.name", "card.number", "evidence.asker",
    "evidence.confirmer", "evidence.note", "identity.issuer", "identity.subject", "legal_hold.reason", "link.mailbox",
    "link.note", "mail.recipient", "mail.subject", "one_time_link.email", "passkey.name", "plan_decision.note", "rating_request.asker",
    "rating_request.name", "sign_in.browser",
}  # fmt: skip
# One of a few words, the name of a thing, a hash: nothing that could be told apart on a page.
CHOSEN = {
    "account_id", "activity", "age_group", "assessment_id", "basis", "best", "client_id", "competency", "confidence",
    "credential_id", "depth", "extent", "framework_sha256", "frequency", "id", "indicator", "kind", "language",
    "manager_id", "objective", "offer_id", "other_activity", "place", "present_role", "public_key", "purpose", "reader", "reason",
    "reply", "round_of", "said", "sex", "situation", "source", "status", "target_role", "text_sha256", "vacancy_id", "way", "went", "worst",
    "part", "word",
}  # fmt: skip
# What comes with an application to a vacancy is seen by its panel; not in this matrix yet, see tests/web/test_applying.py.
APPLIED = {
    "application.came_by", "application.clients", "application.education", "application.education_field", "application.email", "application.jobs", "application.name", "application.phone", "application.regions",
    "application.talk_at", "application.talk_place", "application.travel", "client_answer.words", "client_answer.response", "decision.outcome", "decision.reasons", "decision.words", "screening.act",
    "screening_topic.known", "feedback.done_well", "feedback.ending", "feedback.first_step", "feedback.opening",
    "feedback.second_step", "feedback.signed", "inquiry.answer", "inquiry.signed", "inquiry.words", "interview_mark.heard", "interview_mark.note", "agreed_mark.note",
}  # fmt: skip
# What HR imports is read by HR alone, see tests/web/test_people.py; the page for the talk by its owner, see test_ambition.py;
# of rounds see tests/web/test_rounds.py and test_calibration.py; of the talent pool tests/web/test_nominations.py; of the
# board test_board.py.
ELSEWHERE = {
    "agreed_level.agreed_by", "agreed_level.note", "ambition.aim", "ambition.next_steps", "ambition.reasons", "ambition.results", "ambition.wish",
    "earlier_score.person_number", "earlier_score.scale", "earlier_score.score", "person.manager_number", "person.name",
    "person.number", "person.role", "person.unit", "company_round_person.person_number", "company_round_person.rater_name",
    "person.email", "offer.contact", "offer.title", "offer.unit", "offer.words", "place_request.words", "place_request.reason",
    "round_peer.peer_number", "nomination.role", "nomination_entry.said_by", "nomination_entry.words",
    "calibrated_level.agreed_by", "calibrated_level.reason", "calibration_seat.name",
}  # fmt: skip
# One of the strengths of the person, so that the shown report has a place for its example; and every other topic.
TICKED, UNTICKED = "product", "answer.example (not ticked)"

# Written apart from the table of the code. By a link everybody who has it sees the same.
BY_LINK = {
    "visitor.shared": {"answer.example"},
    "visitor.rate": {"rating_request.asker"},
    "visitor.rate_topic": {"rating_request.asker"},
    "visitor.confirm": {"evidence.asker", "evidence.confirmer", "evidence.note"},
    "account.open_link": {"one_time_link.email"},
}
BY_ROLE = {
    ("admin.accounts", Role.ADMINISTRATOR): {"account.email"},
    ("admin.account", Role.ADMINISTRATOR): {"account.email"},
    ("admin.invitations", Role.ADMINISTRATOR): set[str](),
    ("hr.cards", Role.HR): {"card.number", "card.name"},
    ("team.cards", Role.MANAGER): {"card.number", "card.name"},
}


def marked(number: int, field: str) -> str:
    """A word that is found again, of the shape that the column wants."""
    word = f"CANARY{number:02}X"
    return f"{word.lower()}@example.ru" if field.endswith(("email", "mailbox", "recipient")) else word


MARKS = {field: marked(number, field) for number, field in enumerate([*sorted(WRITTEN), UNTICKED])}


def test_every_column_that_people_get_is_told_apart_or_holds_nothing_to_tell():
    types = column_types()
    texts = {
        f"{name}.{column}"
        for name, entry in data_register().tables.items()
        if entry.belongs
        for column in entry.exported()
        if types[name][column] == "string"
    }

    # A sentence there, a choice elsewhere.
    reasons = {"calibrated_level.reason", "legal_hold.reason", "place_request.reason"}
    assert {field for field in texts if field.split(".")[1] not in CHOSEN} | reasons == WRITTEN | APPLIED | ELSEWHERE


def a_row(table: Table, **known: Any) -> dict[str, Any]:
    """A row of a table that says nothing, but for what is known."""
    values = {}
    for column in table.columns:
        kind = type(column.type).__name__
        empty = (
            now() + timedelta(days=1)
            if kind == "Instant"
            else date(2026, 1, 1)
            if isinstance(column.type, Date)
            else "x"
        )
        if isinstance(column.type, Boolean | Integer | JSON):
            empty = [] if isinstance(column.type, JSON) else 0
        values[column.name] = None if column.nullable else empty
    return values | known


def mark(account_id: str, manager_id: str, assessment_id: str) -> None:
    """Write its own word into every such column of the person's rows; rows that are not there yet are made."""
    session, tables = db.session(), Base.metadata.tables
    for name in ("passkey", "identity", "legal_hold"):
        session.execute(tables[name].insert().values(a_row(tables[name], account_id=account_id)))
    decided = a_row(tables["plan_decision"], assessment_id=assessment_id, said="refused")
    session.execute(tables["plan_decision"].insert().values(decided))
    mail = a_row(tables["mail"], next_try_at=datetime(2099, 1, 1, tzinfo=UTC))
    session.execute(tables["mail"].insert().values(mail))
    unticked = tables["answer"].update().where(tables["answer"].c.assessment_id == assessment_id)
    session.execute(unticked.values(example=MARKS[UNTICKED]))
    for field in sorted(WRITTEN):
        name, column = field.split(".")
        table = tables[name]
        whose = {"account_id": account_id} if "account_id" in table.c else {"assessment_id": assessment_id}
        query = table.update().values({column: MARKS[field]})
        if name != "card":
            query = query.where(*(table.c[key] == own for key, own in whose.items() if key in table.c))
        if name == "answer":
            query = query.where(table.c.competency == TICKED)
        if name in {"account", "one_time_link"}:
            query = query.where(table.c.id == account_id if name == "account" else table.c.email == OWNER)
        session.execute(query)
    session.execute(
        tables["link"].update().where(tables["link"].c.kind == "show").values(mailbox=None, examples=[TICKED])
    )
    session.execute(tables["card"].update().values(manager_id=manager_id))
    session.commit()


@pytest.fixture
def viewers(app: Flask, member: Callable[..., Reader], somebody: Callable[..., Person]) -> dict[str, Reader]:
    """A stranger, somebody of each role, and somebody with an assessment of their own open."""
    readers = {
        role.value: member(f"{role}@example.ru", *({role} & GRANTED), second_factor=True)
        for role in sorted({*GRANTED, Role.CANDIDATE})
    }
    readers["candidate"].sit_down(somebody(answered=3).id)  # pages of one's own do not ask for roles
    return readers | {"stranger": Reader(app)}


def words_of(page: Page) -> str:
    body = page.response.get_data()
    if page.response.mimetype == "application/pdf":
        return text_of(body)
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as archive:
            return " ".join(archive.read(name).decode(errors="ignore") for name in archive.namelist())
    return page.html if page.response.content_encoding is None else ""


@pytest.mark.usefixtures("unlimited")
def test_everybody_sees_of_somebody_else_the_fields_that_are_written_down_and_no_other(
    app: Flask, framework: Framework, person: Person, member: Callable[..., Reader], viewers: dict[str, Reader]
):
    owner = member(OWNER, second_factor=True).sit_down(person.id)
    owner.follow(owner.send(owner.open("/account"), "/account/assessments"))
    stocked = stock(app, framework, person.id)
    may_write.set(True)
    with app.app_context():
        account = find_by_mailbox(db.session(), OWNER)
        stocked |= {"account": account.id, "enter": new_one_time_link(db.session(), OWNER, now())}
        mark(account.id, find_by_mailbox(db.session(), "manager@example.ru").id, person.id)
    readable = [address for address in addresses(app, stocked) if address.method == "GET"]
    seen: dict[tuple[str, str], set[str]] = {}
    for role, reader in viewers.items():
        for address in readable:
            text = words_of(reader.get(address.path)).lower()
            here = seen.setdefault((address.endpoint, role), set())
            here |= {field for field, word in MARKS.items() if word.lower() in text}
    expected = {cell: BY_ROLE.get(cell, BY_LINK.get(cell[0], set())) for cell in seen}

    wrong = {cell: sorted(fields) for cell, fields in seen.items() if fields != expected[cell]}
    assert sorted(wrong.items()) == []
    assert len(seen) * len(MARKS) > 10_000


def test_the_owner_sees_every_one_of_them(app: Flask, person: Person, framework: Framework, member: Callable):
    """Otherwise the test above would look for words that stand nowhere."""
    owner = member(OWNER, second_factor=True).sit_down(person.id)
    owner.follow(owner.send(owner.open("/account"), "/account/assessments"))
    stock(app, framework, person.id)
    may_write.set(True)
    with app.app_context():
        account = find_by_mailbox(db.session(), OWNER)
        new_one_time_link(db.session(), OWNER, now())
        mark(account.id, account.id, person.id)
        for table in ("mail", "one_time_link"):
            column = {"mail": "recipient", "one_time_link": "email"}[table]
            own = MARKS["account.email"]
            marks = (
                Base.metadata.tables[table]
                .update()
                .where(Base.metadata.tables[table].c[column] == MARKS[f"{table}.{column}"])
            )
            db.session.execute(marks.values({column: own}))
        db.session.commit()
    copy = json.dumps(json.loads(owner.send(owner.open("/account/data"), "/data/json").html), ensure_ascii=False)
    elsewhere = {"mail.recipient", "one_time_link.email", "link.mailbox", "card.name", "card.number"}

    assert {field for field, word in MARKS.items() if word not in copy} <= elsewhere
