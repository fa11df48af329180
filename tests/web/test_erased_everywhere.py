"""After erasure no file of the installation holds a word of what was written about a person, in whatever column.

The columns are those that `test_visible_fields.py` holds to be all that are written; whose a row is the register of data says.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, select, true, update

from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder
from kamcareer.services.accounts import find_by_mailbox, new_one_time_link
from kamcareer.services.demographics import pseudonyms
from kamcareer.services.my_data import data_register
from kamcareer.store.database import Base, db, may_write
from kamcareer.store.person_data import belongs_to
from tests.conftest import now
from tests.web.conftest import Person
from tests.web.pages import Reader
from tests.web.stock import seat, stock
from tests.web.test_visible_fields import APPLIED, ELSEWHERE, WRITTEN, a_row

EMAIL, PASSPHRASE = "vera@example.ru", "ёлка самовар трактор 9 лун"
# The mailbox is the word there.
MAILBOXES = {"account.email", "mail.recipient", "one_time_link.email"}
# Keys that other rows point at; choices in spite of their name.
NOT_MARKED = {
    "person.number", "person.unit", "person.manager_number", "company_round_person.person_number", "earlier_score.person_number",
    "round_peer.peer_number", "decision.outcome", "decision.reasons", "screening.act", "screening_topic.known",
    "application.came_by", "application.travel", "application.education", "application.talk_at", "earlier_score.scale",
    "earlier_score.score", "nomination.role", "person.role", "nomination_entry.said_by", "legal_hold.reason",
}  # fmt: skip
# Nothing written about a person stays; what the keyed trail holds is no word of anybody.
MAY_STAY: set[str] = set()
FIELDS = sorted((WRITTEN | APPLIED | ELSEWHERE) - MAILBOXES - NOT_MARKED)


def canary(field: str) -> str:
    return f"канарейка-{sorted(WRITTEN | APPLIED | ELSEWHERE).index(field):03}"


class Rows:
    """The rows of an account, table by table; where it has none one is made that hangs on what it has."""

    def __init__(self, app: Flask) -> None:
        self.session, self.tables, self.register = db.session(), Base.metadata.tables, data_register()
        account = find_by_mailbox(self.session, EMAIL)
        assert account
        self.account = account
        self.names = pseudonyms(self.session, app.config["SECRET_KEY"], Holder(account_id=account.id))

    def own(self, table: str) -> ColumnElement[bool]:
        entry = self.register.tables[table]
        assert entry.belongs, table
        return belongs_to(self.register, self.tables[table], entry.belongs, self.account, self.names)

    def take_over(self) -> None:
        """Let every assessment and card be of the account, with a letter and a link that wait."""
        for name in ("assessment", "card"):
            own = self.tables["assessment"].c.demo_name.is_(None) if name == "assessment" else true()
            self.session.execute(update(self.tables[name]).where(own).values(account_id=self.account.id))
        new_one_time_link(self.session, EMAIL, now())

    def lacking(self) -> list[str]:
        """Tables without a row of the account, those first on which others hang."""
        names = {field.partition(".")[0] for field in FIELDS}
        tables = [table.name for table in Base.metadata.sorted_tables if table.name in names]
        return [
            one for one in tables if not self.session.execute(select(self.tables[one]).where(self.own(one))).first()
        ]

    def make(self, name: str) -> None:
        table, belongs = self.tables[name], self.register.tables[name].belongs
        known = {"account": self.account.id, "mailbox": EMAIL}.get(belongs.to)
        if known is None:
            key = next(iter(self.tables[belongs.to].primary_key.columns))
            known = self.session.execute(select(key).where(self.own(belongs.to))).scalars().first()
        if known is None:
            self.make(belongs.to)
            known = self.session.execute(select(key).where(self.own(belongs.to))).scalars().first()
        self.session.execute(table.insert().values(a_row(table, **{belongs.column: known})))

    def mark(self, field: str) -> None:
        """Write its word into a column of every row."""
        name, _, column = field.partition(".")
        marked = update(self.tables[name]).where(self.own(name)).values({column: canary(field)})
        assert self.session.execute(marked).rowcount, field


@contextmanager
def nothing_checked() -> Iterator[None]:
    """Let rows be made of which only whose they are is known: the rest of them says nothing."""
    driver = db.session().connection().connection.driver_connection
    db.session().rollback()
    driver.execute("PRAGMA foreign_keys = OFF")
    driver.execute("PRAGMA ignore_check_constraints = ON")
    yield
    db.session().commit()
    driver.execute("PRAGMA foreign_keys = ON")
    driver.execute("PRAGMA ignore_check_constraints = OFF")


def mark(app: Flask) -> None:
    """Give an account every assessment there is and a row in every table, and write a word into each column of each."""
    may_write.set(True)
    with app.app_context():
        with nothing_checked():
            rows = Rows(app)
            rows.take_over()
            for name in rows.lacking():
                rows.make(name)
            for field in FIELDS:
                rows.mark(field)
        db.session.remove()
        db.engine.dispose()


@pytest.mark.usefixtures("unlimited")
def test_after_erasure_no_file_holds_a_word_of_any_column(
    app: Flask, framework: Framework, person: Person, member: Callable[..., Reader]
):
    folder: Path = app.config["SETTINGS"].data_folder
    owner = member(EMAIL, passphrase=PASSPHRASE, second_factor=True).sit_down(person.id)
    owner.follow(owner.send(owner.open("/account"), "/account/assessments"))
    stock(app, framework, person.id)
    seat(app, EMAIL)
    mark(app)

    def found() -> set[str]:
        files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
        words = {field: canary(field) for field in FIELDS} | {"account.email": EMAIL}
        return {field for field, word in words.items() if any(word.encode() in data for data in files)}

    for style in ("json", "zip"):
        owner.send(owner.open("/account/data"), f"/data/{style}")
    assert found() == {"account.email", *FIELDS}
    page = owner.send(owner.open("/account/delete"), passphrase=PASSPHRASE)
    assert page.leads_to == "/"
    assert found() == MAY_STAY
