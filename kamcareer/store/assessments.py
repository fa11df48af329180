"""Assessments and their answers."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import (
    BindParameter,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    cast,
    delete,
    insert,
    literal,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from kamcareer.core.assessment import Assessment, Depth, Draft
from kamcareer.core.frequencies import FrequencyDraft
from kamcareer.core.legal_basis import Purpose
from kamcareer.core.situation_answers import SituationDraft
from kamcareer.store.database import Base
from kamcareer.store.tables import AnswerRow, AssessmentRow, FrequencyRow, SaveRow, SituationAnswerRow

# Every page of a candidate reads an assessment: as rows of tables that takes a third of what mapped objects take.
SITTING, ANSWER, SITUATION, FREQUENCY, SAVE = (
    Base.metadata.tables[row.__tablename__]
    for row in (AssessmentRow, AnswerRow, SituationAnswerRow, FrequencyRow, SaveRow)
)
NO_ROUND = SITTING.c.round_of.is_(None)  # the sittings themselves, not the earlier rounds beside them
ANSWERS = (AnswerRow, SituationAnswerRow, FrequencyRow)
AT_ONCE = 500  # sittings whose answers are read by one statement

# What every page of a candidate asks is put into words once: that takes three times what asking it does.
HELD_SITTING = select(SITTING).where(SITTING.c.id == bindparam("id"), NO_ROUND).with_for_update()
SAVED = select(SAVE.c.revision).where(
    SAVE.c.assessment_id == bindparam("assessment_id"), SAVE.c.key == bindparam("key")
)
REMEMBERED = insert(SAVE)
IDS: BindParameter[Any] = bindparam("ids", expanding=True)
WITH_ROUNDS = select(SITTING).where(or_(and_(SITTING.c.id.in_(IDS), NO_ROUND), SITTING.c.round_of.in_(IDS)))
SAID = {column.name: column.type for table in (ANSWER, SITUATION, FREQUENCY) for column in table.c}


def _said_in(table: Table) -> Select[Any]:
    """Return what was said in one of the three tables, in the columns of all of them."""
    columns = (table.c[name] if name in table.c else cast(null(), type).label(name) for name, type in SAID.items())
    asked = table.c.assessment_id.in_(bindparam("ids", expanding=True))
    return select(literal(table.name).label("of"), *columns).where(asked)


OF_SITTINGS = union_all(*(_said_in(table) for table in (ANSWER, SITUATION, FREQUENCY)))


def add_assessment(session: Session, assessment: Assessment) -> None:
    """Store a new sitting without answers."""
    session.add(
        AssessmentRow(
            id=assessment.id,
            framework_sha256=assessment.framework_sha256,
            present_role=assessment.present,
            target_role=assessment.target,
            started_at=assessment.started,
            finished_at=assessment.finished,
            demo_name=assessment.demo_name,
            account_id=assessment.owner,
            depth=assessment.depth,
            seen_situations=list(assessment.seen),
            purpose=assessment.purpose,
        )
    )
    session.flush()


def find_assessment(session: Session, id: str, *, lock: bool = False) -> Assessment | None:
    """Return a sitting with its answers; None when there is none. `lock` keeps other writers out until the commit."""
    if lock:
        session.execute(HELD_SITTING, {"id": id})
    return find_assessments(session, [id]).get(id)


def hold_assessment(session: Session, id: str) -> Assessment | None:
    """Keep other writers of a sitting out until the commit; return it without its answers, None when there is none."""
    row = session.execute(HELD_SITTING, {"id": id}).one_or_none()
    return _assessment(row, [], [], []) if row else None


def stored_draft(session: Session, assessment_id: str, competency: str) -> Draft:
    """Return the present state of one answer; an empty draft before the first save."""
    rows = _rows_at(session, ANSWER, {"assessment_id": assessment_id, "competency": competency})
    return _draft(rows[0]) if rows else Draft()


def stored_situation(session: Session, assessment_id: str, situation: str) -> SituationDraft:
    """Return the present state of the choice in one situation; an empty draft before the first save."""
    rows = _rows_at(session, SITUATION, {"assessment_id": assessment_id, "situation": situation})
    return _situation(rows[0]) if rows else SituationDraft()


def stored_frequencies(session: Session, assessment_id: str, competency: str) -> FrequencyDraft:
    """Return how often was said of one competency; an empty draft before the first save."""
    rows = _rows_at(session, FREQUENCY, {"assessment_id": assessment_id, "competency": competency})
    return _frequencies(rows).get(competency, FrequencyDraft())


def find_assessments(session: Session, ids: Collection[str]) -> dict[str, Assessment]:
    """Return sittings with their answers, by id; those that are there."""
    rows: list[Any] = []
    for part in _parts(list(ids)):
        rows += session.execute(WITH_ROUNDS, {"ids": part}).all()
    return {one.id: one for one in _sittings(session, rows)}


def demo_assessments(session: Session) -> list[Assessment]:
    """Return the sittings of the demonstration, by name."""
    query = select(SITTING).where(SITTING.c.demo_name.is_not(None)).order_by(SITTING.c.demo_name)
    return _sittings(session, session.execute(query).all())


def assessments_of(session: Session, account_id: str) -> list[Assessment]:
    """Return the sittings of an account, newest first."""
    query = select(SITTING).where(SITTING.c.account_id == account_id)
    return _sittings(session, session.execute(query.order_by(SITTING.c.started_at.desc(), SITTING.c.id)).all())


def rounds_of(session: Session, id: str) -> list[Assessment]:
    """Return the earlier rounds of a sitting, the oldest first."""
    query = select(SITTING).where(SITTING.c.round_of == id).order_by(SITTING.c.started_at)
    return _with_answers(session, session.execute(query).all())


def add_round(session: Session, earlier: Assessment, id: str) -> None:
    """Store an earlier round of a sitting, without answers."""
    add_assessment(session, earlier)
    session.execute(update(AssessmentRow).where(AssessmentRow.id == earlier.id).values(round_of=id))


def begin_round(session: Session, assessment: Assessment, round_id: str, now: datetime) -> None:
    """Put the answers of a sitting aside as an earlier round, and let it begin anew."""
    add_round(session, replace(assessment, id=round_id), assessment.id)
    _move_answers(session, assessment.id, round_id)
    seen = sorted({*assessment.seen, *assessment.situations})
    anew = {"started_at": now, "finished_at": None, "seen_situations": seen}
    session.execute(update(AssessmentRow).where(AssessmentRow.id == assessment.id).values(**anew))
    session.expire_all()


def end_round(session: Session, assessment: Assessment, standing: Assessment) -> None:
    """Give a sitting back the answers of the round before, as if it had not begun anew; what was seen stays seen."""
    for table in ANSWERS:
        session.execute(delete(table).where(table.assessment_id == assessment.id))
    _move_answers(session, standing.id, assessment.id)
    before = {"started_at": standing.started, "finished_at": standing.finished}
    seen = sorted({*assessment.seen, *assessment.situations})
    session.execute(
        update(AssessmentRow).where(AssessmentRow.id == assessment.id).values(**before, seen_situations=seen)
    )
    session.execute(delete(AssessmentRow).where(AssessmentRow.id == standing.id))
    session.expire_all()


def _move_answers(session: Session, from_id: str, to_id: str) -> None:
    for table in ANSWERS:
        moved = update(table).where(table.assessment_id == from_id).values(assessment_id=to_id)
        session.execute(moved, execution_options={"synchronize_session": False})


def assessments_begun_before(session: Session, moment: datetime) -> list[Assessment]:
    """Return the sittings of real people that were not begun after a moment, the oldest first."""
    query = select(SITTING).where(SITTING.c.started_at <= moment, SITTING.c.demo_name.is_(None))
    return _sittings(session, session.execute(query.order_by(SITTING.c.started_at, SITTING.c.id)).all())


def all_assessment_ids(session: Session) -> list[str]:
    """Return the id of every sitting."""
    return list(session.execute(select(AssessmentRow.id).order_by(AssessmentRow.id)).scalars())


def set_owner(session: Session, id: str, account_id: str) -> bool:
    """Give a sitting that is nobody's to an account; return whether it was nobody's."""
    free = update(AssessmentRow).where(AssessmentRow.id == id, AssessmentRow.account_id.is_(None))
    # What was sent for one vacancy stays with it: a consent for it in an account would hold for every other one.
    free = free.where(AssessmentRow.demo_name.is_(None), AssessmentRow.purpose == Purpose.DEVELOPMENT)
    taken = session.execute(free.values(account_id=account_id).returning(AssessmentRow.id)).scalar_one_or_none()
    if taken:
        rounds = update(AssessmentRow).where(AssessmentRow.round_of == id)
        session.execute(rounds.values(account_id=account_id))
    return taken is not None


def put_draft(session: Session, assessment_id: str, competency: str, draft: Draft) -> None:
    """Store the present state of an answer."""
    said = {
        "level": draft.level,
        "no_chance": draft.no_chance,
        "confidence": draft.confidence,
        "example": draft.example,
        "revision": draft.revision,
        "first_saved_at": draft.first_saved,
        "last_saved_at": draft.last_saved,
    }
    _put(session, ANSWER, {"assessment_id": assessment_id, "competency": competency}, said)


def put_situation(session: Session, assessment_id: str, situation: str, draft: SituationDraft) -> None:
    """Store the present state of the choice in one situation."""
    said = {
        "best": draft.best,
        "worst": draft.worst,
        "revision": draft.revision,
        "first_saved_at": draft.first_saved,
        "last_saved_at": draft.last_saved,
        "closed_at": draft.closed,
    }
    _put(session, SITUATION, {"assessment_id": assessment_id, "situation": situation}, said)


def put_frequencies(session: Session, assessment_id: str, competency: str, draft: FrequencyDraft) -> None:
    """Store how often a person does what the indicators of one competency describe."""
    page = {"assessment_id": assessment_id, "competency": competency}
    session.execute(delete(FREQUENCY).where(*(FREQUENCY.c[name] == value for name, value in page.items())))
    said = {"revision": draft.revision, "first_saved_at": draft.first_saved, "last_saved_at": draft.last_saved}
    rows = [page | said | {"indicator": of, "frequency": often} for of, often in draft.frequencies.items()]
    if rows:
        session.execute(insert(FREQUENCY), rows)


def saved_revision(session: Session, assessment_id: str, key: str) -> int | None:
    """Return the revision that the save of this key made; None when the key is new."""
    return session.execute(SAVED, {"assessment_id": assessment_id, "key": key}).scalar_one_or_none()


def remember_save(session: Session, assessment_id: str, key: str, competency: str, revision: int) -> None:
    """Note a save under its key."""
    said = {"assessment_id": assessment_id, "key": key, "competency": competency, "revision": revision}
    session.execute(REMEMBERED, said)


def set_target(session: Session, id: str, target: str) -> None:
    """Aim a sitting at another role; the answers stay."""
    session.execute(update(AssessmentRow).where(AssessmentRow.id == id).values(target_role=target))


def set_depth(session: Session, id: str, depth: Depth) -> None:
    """Ask less or more; the answers stay."""
    session.execute(update(AssessmentRow).where(AssessmentRow.id == id).values(depth=depth))


def set_finished(session: Session, id: str, now: datetime) -> None:
    """Note when the person asked for the report, the first time."""
    query = update(AssessmentRow).where(AssessmentRow.id == id, AssessmentRow.finished_at.is_(None))
    session.execute(query.values(finished_at=now))


def delete_assessment(session: Session, id: str) -> bool:
    """Delete a sitting with its answers, saves and links; return whether it was there."""
    row = session.get(AssessmentRow, id)
    if row is not None:
        session.delete(row)
        session.flush()
    return row is not None


def _sittings(session: Session, rows: Sequence[Any]) -> list[Assessment]:
    """Return the sittings among rows of sittings and earlier rounds, in their order.

    Each that was begun anew and is not finished comes with the round that counts.
    """
    rounds = defaultdict[str, list[Any]](list)
    for row in sorted(rows, key=lambda row: row.started_at):
        rounds[row.round_of or ""].append(row)
    sittings = [row for row in rows if row.round_of is None]
    standing = {row.id: rounds[row.id][-1] for row in sittings if row.finished_at is None and row.id in rounds}
    read = {one.id: one for one in _with_answers(session, [*sittings, *standing.values()])}
    return [
        replace(
            read[row.id],
            rounds=len(rounds.get(row.id, ())),
            standing=read[standing[row.id].id] if row.id in standing else None,
        )
        for row in sittings
    ]


def _with_answers(session: Session, rows: Sequence[Any]) -> list[Assessment]:
    ids, said = [row.id for row in rows], defaultdict[tuple[str, str], list[Any]](list)
    for part in _parts(ids):
        for one in session.execute(OF_SITTINGS, {"ids": part}):
            said[one.of, one.assessment_id].append(one)
    return [_assessment(row, *(said[table.name, row.id] for table in (ANSWER, SITUATION, FREQUENCY))) for row in rows]


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _rows_at(session: Session, table: Table, place: Mapping[str, Any]) -> Sequence[Any]:
    return session.execute(_reading(table, tuple(place)), place).all()


@cache
def _reading(table: Table, place: tuple[str, ...]) -> Select[Any]:
    return select(table).where(*(table.c[name] == bindparam(name) for name in place))


def _put(session: Session, table: Table, place: dict[str, Any], said: dict[str, Any]) -> None:
    # Whoever writes holds the lock of the sitting: nobody puts a row there between the two.
    there = {f"at_{name}": value for name, value in place.items()}
    changed: Any = session.execute(_changing(table, tuple(place), tuple(said)), there | said)
    if not changed.rowcount:
        session.execute(insert(table).values(place | said))


@cache
def _changing(table: Table, place: tuple[str, ...], said: tuple[str, ...]) -> Update:
    there = (table.c[name] == bindparam(f"at_{name}") for name in place)
    return update(table).where(*there).values({name: bindparam(name) for name in said})


def _assessment(row: Any, answers: list[Any], situations: list[Any], frequencies: list[Any]) -> Assessment:
    return Assessment(
        id=row.id,
        framework_sha256=row.framework_sha256,
        present=row.present_role,
        target=row.target_role,
        started=row.started_at,
        finished=row.finished_at,
        demo_name=row.demo_name,
        owner=row.account_id,
        depth=Depth(row.depth),
        seen=tuple(row.seen_situations),
        purpose=Purpose(row.purpose),
        drafts={answer.competency: _draft(answer) for answer in answers},
        situations={answer.situation: _situation(answer) for answer in situations},
        frequencies=_frequencies(frequencies),
    )


def _draft(row: Any) -> Draft:
    return Draft(
        level=row.level,
        no_chance=row.no_chance,
        example=row.example,
        revision=row.revision,
        first_saved=row.first_saved_at,
        last_saved=row.last_saved_at,
        confidence=row.confidence,
    )


def _situation(row: Any) -> SituationDraft:
    return SituationDraft(
        best=row.best,
        worst=row.worst,
        revision=row.revision,
        first_saved=row.first_saved_at,
        last_saved=row.last_saved_at,
        closed=row.closed_at,
    )


def _frequencies(rows: Sequence[Any]) -> dict[str, FrequencyDraft]:
    found = {}
    for competency, page in groupby(sorted(rows, key=lambda row: row.competency), key=lambda row: row.competency):
        kept = list(page)
        said = {row.indicator: row.frequency for row in kept}
        found[competency] = FrequencyDraft(said, kept[0].revision, kept[0].first_saved_at, kept[0].last_saved_at)
    return found
