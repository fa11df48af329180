"""No stored text becomes markup: a marker in every column of text, then every page as every role.

The columns come from the tables, less those that are written down here with the reason; so a new one is marked.
"""

import sqlite3
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Column, String

from kamcareer.core.accounts import EVERYBODY, GRANTED, Role
from kamcareer.core.framework.model import Framework
from kamcareer.store.database import Base, db
from kamcareer.web.access import POLICY
from tests.web.authenticator import Authenticator, add_passkey
from tests.web.conftest import Person
from tests.web.pages import Reader
from tests.web.routes import STYLES, addresses
from tests.web.stock import seat, stock
from tests.web.test_visible_fields import a_row

EMAIL = "vera@example.ru"
# One of a few words: whatever else stands there is no value of ours, and reading it breaks before any page is drawn.
ONE_OF_A_FEW = {
    "account.language", "answer.confidence", "application.came_by", "application.education", "application.language",
    "application.travel", "assessment.depth", "assessment.purpose", "audit.event", "background_job.kind", "background_job.state",
    "calibration_person.word", "calibration_seat.part", "challenge.purpose", "company_round.aim", "contest_amendment.amends",
    "decision.outcome", "decision.reasons", "demographics.age_group", "demographics.purpose", "demographics.sex", "earlier_score.scale",
    "feedback.language", "framework_review.outcome", "inquiry.kind", "kept_plan.status", "legal_basis.basis", "legal_basis.language",
    "legal_basis.purpose", "legal_basis.way", "legal_text.language", "legal_text.law", "legal_text.name", "legal_text.status",
    "link.extent", "link.kind", "nomination.status", "nomination_entry.said_by", "nomination_entry.status", "offer.kind",
    "opening.extent", "opening.reader", "place_request.status", "plan_check_in.went", "plan_decision.reason", "plan_decision.said",
    "plan_feed.language", "plan_limits.objective", "rating_request.source", "screening.act", "screening_topic.known",
    "situation_answer.best", "situation_answer.worst", "vacancy.education", "vacancy.reach", "client_answer.reply",
    "vacancy_change.reasons",
    # A time and a number, as text.
    "application.talk_at", "earlier_score.score",
}  # fmt: skip
# Names of things in the model or ids of rows: pages look the thing up and show what it is called there.
NAMES_OF_THINGS = {
    "answer_save.competency", "assessment.present_role", "assessment.target_role", "calibrated_level.competency",
    "calibration_session.role", "company_round.role", "evidence.competency", "evidence.kind", "evidence.link_id",
    "expert_reading.draft_id", "expert_reading.framework_id", "expert_reading.version", "framework.framework_id", "framework.version",
    "framework_draft.framework_id", "framework_release.framework_id", "framework_review.draft_id", "framework_review.version",
    "legal_text.version", "nomination.role", "offer.activity", "one_time_link.id", "person.id", "person.role",
    "plan_decision.other_activity", "vacancy.role",
}  # fmt: skip
# What only a program reads: hashes, seals, keys, pseudonyms, and documents of the installation itself.
NOT_FOR_EYES = {
    "account.passphrase_hash", "agreed_mark.decider", "application.code", "application.secret_sha256", "audit.detail",
    "audit.person", "audit.seal", "background_job.arguments", "background_job.result", "card.code_seal",
    "column_mapping.mapping", "decision.decider", "expert.secret_sha256", "feedback.approver", "framework.document",
    "framework_draft.base_sha256", "framework_draft.files", "framework_publication.files", "framework_publication.ground_sha256",
    "framework_publication.replaced_sha256", "framework_release.files", "inquiry.answerer", "kept_plan.fingerprint",
    "passkey.credential_id", "passkey.public_key", "plan_feed.secret_sha256", "presentation.secret_sha256", "scorecard.rater",
    "screening.profile",
    "sealed_peers.sealed", "second_factor.sealed_seed", "sign_in.secret_sha256", "waiting_file.mapping", "waiting_file.sealed",
}  # fmt: skip
NOT_MARKED = ONE_OF_A_FEW | NAMES_OF_THINGS | NOT_FOR_EYES
# Seen in no page of the stock installation: repeated nowhere, or only once something is said or done that is not, there.
UNSEEN = {
    "account.personnel_number", "application.education_field", "calibration_session.unit", "contest.words", "inquiry.answer",
    "inquiry.signed", "person.email", "person.plain_name", "plan_decision.note", "rating_request.browser", "sign_in.browser",
    "vacancy.education_field", "vacancy.education_why",
}  # fmt: skip
# Of what the stock installation has nothing.
NO_ROWS = {
    "agreed_level.agreed_by", "agreed_level.note", "agreed_mark.note", "calibrated_level.agreed_by", "calibrated_level.reason",
    "client_answer.response", "client_answer.words", "expert_remark.words", "feedback.done_well", "feedback.ending",
    "feedback.first_step", "feedback.opening", "feedback.second_step", "feedback.signed", "framework_review.reason",
    "framework_review.words", "interview_mark.heard", "interview_mark.note", "legal_hold.reason", "mail.recipient", "mail.subject",
    "mail.text", "nomination_entry.words", "posting.words", "scorecard.reason", "vacancy_change.words",
}  # fmt: skip
# Keys that people write; whatever points at one goes along.
WRITTEN_KEYS = ("unit.name", "card.number", "person.number", "identity.issuer", "identity.subject")


def marker(field: str) -> str:
    return f"""<x-{field.replace(".", "-")}>"'&"""


def texts() -> dict[str, Column]:
    """Every column of text that is no key."""
    return {
        str(column): column
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, String) and not column.primary_key and not column.foreign_keys
    }


def test_what_is_not_marked_is_there():
    assert set(texts()) >= NOT_MARKED


def mark(file: str) -> set[str]:
    """Write its marker into every cell of every column; where all are empty into those too. Return the columns with rows."""
    connection, marked = sqlite3.connect(file), set()
    for field, column in texts().items():
        if field in NOT_MARKED:
            continue
        name, table = column.name, column.table.name
        update = f'UPDATE "{table}" SET "{name}" = ? || rowid'
        some = connection.execute(f"{update} WHERE \"{name}\" > ''", (marker(field),)).rowcount
        if some or connection.execute(update, (marker(field),)).rowcount:
            marked.add(field)
    for key in WRITTEN_KEYS:
        column = Base.metadata.tables[key.partition(".")[0]].columns[key.partition(".")[2]]
        pointing = [one for table in Base.metadata.tables.values() for one in table.columns if one.references(column)]
        for one in (column, *pointing):
            update = f'UPDATE "{one.table.name}" SET "{one.name}" = ? || "{one.name}"'
            if connection.execute(update, (marker(key),)).rowcount:
                marked.add(key)
    connection.commit()
    connection.close()
    return marked


@pytest.fixture
def readers(app: Flask, person: Person, member: Callable[..., Reader]) -> dict[str, Reader]:
    """A stranger, somebody in every role, and somebody of each role alone."""
    everybody = member(EMAIL, *GRANTED, second_factor=True)
    add_passkey(everybody, Authenticator())
    alone = {
        role.value: member(f"{role}@example.ru", *({role} & GRANTED), second_factor=True)
        for role in sorted({*GRANTED, Role.CANDIDATE})
    }
    return {"stranger": Reader(app), "everybody": everybody.sit_down(person.id), **alone}


@pytest.mark.usefixtures("unlimited")
def test_no_stored_text_becomes_markup_on_any_page(
    app: Flask, framework: Framework, person: Person, readers: dict[str, Reader]
):
    known = addresses(app, stock(app, framework, person.id))
    pages = [one for one in known if one.method == "GET" and one.endpoint not in STYLES]
    for role in sorted({*GRANTED, Role.CANDIDATE}):
        seat(app, f"{role}@example.ru")
    seat(app, EMAIL)
    with app.app_context():
        for name, said in {"ambition": {}, "plan_decision": {"said": "refused"}}.items():
            table = Base.metadata.tables[name]
            db.session.execute(table.insert().values(a_row(table, assessment_id=person.id, **said)))
        db.session.commit()
        db.session.remove()
    marked, seen = mark(str(app.config["SETTINGS"].data_folder / "kamcareer.db")), ""
    broken = {}
    for role, reader in readers.items():
        # What is the same for everybody is read by a stranger and by whoever has everything.
        own = [one for one in pages if role in {"stranger", "everybody"} or POLICY[one.endpoint].roles != EVERYBODY]
        for address in own:
            page = reader.get(address.path)
            if page.status >= 500:
                broken[address.path] = role
            if page.is_html:
                assert "<x-" not in page.html, (address, role)
                assert page.broken == [], (address, role)
                seen += page.html
    assert broken == {}
    unseen = {field for field in marked if f"&lt;x-{field.replace('.', '-')}&gt;" not in seen}
    assert sorted(set(texts()) - NOT_MARKED - marked) == sorted(NO_ROWS)
    assert sorted(unseen) == sorted(UNSEEN)
