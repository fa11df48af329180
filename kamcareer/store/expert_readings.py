"""What experts read of a model, by which links, and what they said."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from kamcareer.core.expert_readings import Asked, Expert, ExpertReading, ExpertWords
from kamcareer.store.tables import ExpertAnswerRow, ExpertReadingRow, ExpertRemarkRow, ExpertRow

Answers = Mapping[tuple[Asked, str], int]  # by what is asked and the letter, which realism has none of


def add_reading(session: Session, reading: ExpertReading) -> None:
    """Store what experts are to read."""
    session.add(
        ExpertReadingRow(
            id=reading.id,
            framework_id=reading.framework_id,
            framework_sha256=reading.framework_sha256,
            version=reading.version,
            topics=list(reading.topics),
            draft_id=reading.draft_id,
            account_id=reading.account,
            made_at=reading.made,
        )
    )
    session.flush()


def find_reading(session: Session, id: str, *, lock: bool = False) -> ExpertReading | None:
    """Return what some experts read; None when there is no such reading."""
    query = select(ExpertReadingRow).where(ExpertReadingRow.id == id)
    row = session.scalars(query.with_for_update() if lock else query).one_or_none()
    return _reading(row) if row else None


def all_readings(session: Session) -> list[tuple[ExpertReading, int, int]]:
    """Return every reading with how many experts were invited and how many have sent, the newest first."""
    # Counted apart: PostgreSQL cannot group by a column of JSON.
    counts = select(ExpertRow.reading_id, func.count(), func.count(ExpertRow.sent_at)).group_by(ExpertRow.reading_id)
    by_id = {id: (invited, sent) for id, invited, sent in session.execute(counts)}
    rows = session.scalars(select(ExpertReadingRow).order_by(ExpertReadingRow.made_at.desc(), ExpertReadingRow.id))
    return [(_reading(row), *by_id.get(row.id, (0, 0))) for row in rows]


def delete_reading(session: Session, id: str) -> None:
    """Delete a reading with its experts and all they said."""
    session.execute(delete(ExpertReadingRow).where(ExpertReadingRow.id == id))


def add_expert(session: Session, expert: Expert, secret_sha256: str) -> None:
    """Store an expert with the hash of the secret in their link."""
    row = ExpertRow(id=expert.id, reading_id=expert.reading_id, name=expert.name, secret_sha256=secret_sha256)
    row.made_at, row.expires_at = expert.made, expert.expires
    session.add(row)
    session.flush()


def experts_of(session: Session, reading_id: str) -> list[Expert]:
    """Return the experts of a reading in the order in which they were invited."""
    return _experts(session, ExpertRow.reading_id == reading_id)


def find_expert(session: Session, id: str) -> Expert | None:
    """Return an expert; None when there is none."""
    return next(iter(_experts(session, ExpertRow.id == id)), None)


def expert_of_secret(session: Session, secret_sha256: str, *, lock: bool = False) -> Expert | None:
    """Return the expert whose link holds a secret; None when nobody's does."""
    mine = ExpertRow.secret_sha256 == secret_sha256
    if lock:
        session.execute(select(ExpertRow.id).where(mine).with_for_update())
    return next(iter(_experts(session, mine)), None)


def all_expert_ids(session: Session) -> list[str]:
    """Return the id of every expert."""
    return list(session.scalars(select(ExpertRow.id)))


def working_expert_ids(session: Session, now: datetime) -> list[str]:
    """Return the id of every expert whose link still opens something."""
    return list(session.scalars(select(ExpertRow.id).where(ExpertRow.revoked_at.is_(None), ExpertRow.expires_at > now)))


def put_answers(session: Session, expert_id: str, element: str, answers: Answers, remark: str) -> None:
    """Store what an expert says of a topic or a situation, in the place of what they said of it before."""
    for table in (ExpertAnswerRow, ExpertRemarkRow):
        session.execute(delete(table).where(table.expert_id == expert_id, table.element == element))
    for (asked, letter), said in answers.items():
        session.add(ExpertAnswerRow(expert_id=expert_id, asked=asked, element=element, letter=letter, said=said))
    if remark:
        session.add(ExpertRemarkRow(expert_id=expert_id, element=element, words=remark))
    session.flush()


def words_of(session: Session, expert_ids: Iterable[str]) -> dict[str, ExpertWords]:
    """Return what each of some experts said."""
    ids = list(expert_ids)
    found: dict[str, dict[Asked, dict[tuple[str, str], int]]] = {id: {one: {} for one in Asked} for id in ids}
    for row in session.scalars(select(ExpertAnswerRow).where(ExpertAnswerRow.expert_id.in_(ids))):
        found[row.expert_id][Asked(row.asked)][row.element, row.letter] = row.said
    remarks: dict[str, dict[str, str]] = {id: {} for id in ids}
    for remark in session.scalars(select(ExpertRemarkRow).where(ExpertRemarkRow.expert_id.in_(ids))):
        remarks[remark.expert_id][remark.element] = remark.words
    return {id: _words(said, remarks[id]) for id, said in found.items()}


def set_expert_sent(session: Session, id: str, now: datetime) -> None:
    """Note that an expert has sent: from now on the answers count."""
    session.execute(update(ExpertRow).where(ExpertRow.id == id).values(sent_at=now))


def set_expert_revoked(session: Session, id: str, now: datetime) -> None:
    """Let the link of an expert open nothing any more."""
    session.execute(update(ExpertRow).where(ExpertRow.id == id).values(revoked_at=now))


def delete_expert(session: Session, id: str) -> None:
    """Delete an expert and all they said."""
    session.execute(delete(ExpertRow).where(ExpertRow.id == id))


def forget_experts_before(session: Session, moment: datetime) -> None:
    """Delete the experts whose link ended before a moment; of those who have sent only the name."""
    ended = or_(ExpertRow.expires_at < moment, ExpertRow.revoked_at < moment)
    session.execute(delete(ExpertRow).where(ended, ExpertRow.sent_at.is_(None)))
    session.execute(update(ExpertRow).where(ended, ExpertRow.name != "").values(name=""))


def _experts(session: Session, which: ColumnElement[bool]) -> list[Expert]:
    said = select(func.count()).where(ExpertAnswerRow.expert_id == ExpertRow.id).scalar_subquery()
    query = select(ExpertRow, said).where(which).order_by(ExpertRow.made_at, ExpertRow.id)
    rows = session.execute(query.execution_options(populate_existing=True))
    return [
        Expert(row.id, row.reading_id, row.name, row.made_at, row.expires_at, row.revoked_at, row.sent_at, count)
        for row, count in rows
    ]


def _reading(row: ExpertReadingRow) -> ExpertReading:
    return ExpertReading(
        row.id,
        row.framework_id,
        row.framework_sha256,
        row.version,
        tuple(row.topics),
        row.draft_id,
        row.account_id,
        row.made_at,
    )


def _words(said: Mapping[Asked, Mapping[tuple[str, str], int]], remarks: Mapping[str, str]) -> ExpertWords:
    realism = {element: number for (element, _letter), number in said[Asked.REALISM].items()}
    return ExpertWords(said[Asked.LEVEL], said[Asked.RATING], realism, remarks)
