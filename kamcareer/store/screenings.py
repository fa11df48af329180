"""What screenings say, and the page of a list of them in a constant number of queries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, case, cast, delete, desc, func, insert, or_, select
from sqlalchemy.orm import Session

from kamcareer.core.applications import TRAVELS_AT_LEAST, Application, WantedFacts
from kamcareer.core.gap import Known
from kamcareer.core.plausibility import Hint
from kamcareer.core.selection.screening import LIKELY, Act, Screening, Topic
from kamcareer.store.applications import application_of_row, consents
from kamcareer.store.tables import ApplicationRow, ScreeningRow, ScreeningTopicRow

Listed = tuple[Application, Screening]


@dataclass(frozen=True)
class Filter:
    """Which screenings of a vacancy: by what may be done next, by what was said once, who likely holds one topic."""

    act: Act | None = None
    topic: str | None = None
    holds: bool = False
    facts: WantedFacts = field(default_factory=WantedFacts)


@dataclass(frozen=True)
class Counts:
    """How many people of a vacancy there are for each thing that may be done next.

    `old` is how many of them, of all, are measured by another profile than they should be.
    """

    by_act: Mapping[Act, int]
    old: int

    @property
    def total(self) -> int:
        """How many people there are."""
        return sum(self.by_act.values())


def put_screenings(session: Session, screenings: Mapping[str, Screening], now: datetime) -> None:
    """Store what screenings say, by application, in place of what they said before."""
    session.execute(delete(ScreeningRow).where(ScreeningRow.application_id.in_(list(screenings))))
    if screenings:
        session.execute(insert(ScreeningRow), [_values(id, one, now) for id, one in screenings.items()])
    topics = [_topic_values(id, place, t) for id, one in screenings.items() for place, t in enumerate(one.topics)]
    if topics:
        session.execute(insert(ScreeningTopicRow), topics)


def some_old(session: Session, vacancy_id: str, profile: str, after: str, most: int) -> list[Application]:
    """Return people who are measured by another profile than the one of this mark, by id, those after one of them."""
    query = _sent(vacancy_id).with_only_columns(ApplicationRow)
    query = query.where(ScreeningRow.profile != profile, ApplicationRow.id > after).order_by(ApplicationRow.id)
    return [application_of_row(row) for row in session.execute(query.limit(most)).scalars()]


def screenings_of(session: Session, vacancy_id: str, ids: Iterable[str] | None = None) -> list[Listed]:
    """Return people who sent their answers, those whose consent holds, in the order of sending; some, or all."""
    query = _sent(vacancy_id) if ids is None else _sent(vacancy_id).where(ApplicationRow.id.in_(list(ids)))
    return _listed(session, query.order_by(ApplicationRow.finished_at, ApplicationRow.id))


def page_of_screenings(session: Session, vacancy_id: str, wanted: Filter, skip: int, most: int) -> list[Listed]:
    """Return people who sent their answers: in the order of sending, or by the topic that is looked at.

    Of their topics only the must-haves and that one are read.
    """
    # Ids alone are sorted; whole rows, points and all, are read of one page only.
    by_topic = [ScreeningTopicRow.mean.label("mean")] if wanted.topic else []
    ids = _where(_sent(vacancy_id), wanted).with_only_columns(
        ApplicationRow.id, ApplicationRow.finished_at.label("sent"), *by_topic
    )
    ids = ids.order_by(*[desc(column) for column in by_topic], ApplicationRow.finished_at, ApplicationRow.id)
    page = ids.offset(skip).limit(most).subquery()
    query = (
        select(ApplicationRow, ScreeningRow)
        .join(page, page.c.id == ApplicationRow.id)
        .join(ScreeningRow, ScreeningRow.application_id == ApplicationRow.id)
    )
    order = [page.c.mean.desc()] if wanted.topic else []
    shown = or_(ScreeningTopicRow.must_have, ScreeningTopicRow.competency == wanted.topic)
    return _listed(session, query.order_by(*order, page.c.sent, page.c.id), shown)


def count_screenings(session: Session, vacancy_id: str, profile: str) -> Counts:
    """Count people who sent their answers; `profile` is the mark of the one they should be measured by."""
    old = func.sum(case((ScreeningRow.profile != profile, 1), else_=0))
    people = _sent(vacancy_id).with_only_columns(ScreeningRow.act, func.count(), old).group_by(ScreeningRow.act)
    rows = session.execute(people).all()
    found = {Act(act): count for act, count, _ in rows}
    return Counts({act: found.get(act, 0) for act in Act}, sum(left for *_, left in rows))


def points_of(session: Session, vacancy_id: str) -> dict[str, tuple[float, list[float]]]:
    """Return what is expected of each person and the points of it, by application."""
    columns = (ScreeningRow.application_id, ScreeningRow.expected, ScreeningRow.points)
    rows = session.execute(_sent(vacancy_id).with_only_columns(*columns))
    return {id: (expected, points) for id, expected, points in rows}


def mean_widths(session: Session, vacancy_id: str) -> dict[str, float]:
    """Return how wide the intervals of a vacancy's people are on average, in levels, by competency."""
    topic = ScreeningTopicRow
    people = _sent(vacancy_id).join(topic, topic.application_id == ScreeningRow.application_id)
    query = people.with_only_columns(topic.competency, func.avg(topic.high - topic.low)).group_by(topic.competency)
    return {id: float(width) for id, width in session.execute(query)}


def _sent(vacancy_id: str) -> Select[ApplicationRow, ScreeningRow]:
    query = select(ApplicationRow, ScreeningRow).join(ScreeningRow, ScreeningRow.application_id == ApplicationRow.id)
    return query.where(ApplicationRow.vacancy_id == vacancy_id, consents())


def _where(query: Select[ApplicationRow, ScreeningRow], wanted: Filter) -> Select[ApplicationRow, ScreeningRow]:
    if wanted.act:
        query = query.where(ScreeningRow.act == wanted.act)
    if wanted.topic:
        topic = (
            ScreeningTopicRow.application_id == ScreeningRow.application_id,
            ScreeningTopicRow.competency == wanted.topic,
        )
        query = query.join(ScreeningTopicRow, topic[0] & topic[1])
        query = query.where(ScreeningTopicRow.met > LIKELY) if wanted.holds else query
    return query.where(*_said(wanted.facts))


def _said(wanted: WantedFacts) -> Iterator[ColumnElement[bool]]:
    """Return what must have been said; of words each usual way to write them, for SQLite knows no small Cyrillic."""
    row = ApplicationRow
    if wanted.salary is not None:
        yield row.salary <= wanted.salary
    if wanted.notice_weeks is not None:
        yield row.notice_weeks <= wanted.notice_weeks
    if wanted.travel:
        yield row.travel.in_(sorted(TRAVELS_AT_LEAST[wanted.travel]))
    if wanted.licence:
        yield row.licence.is_(True)
    if wanted.car:
        yield row.car.is_(True)
    if wanted.education:
        yield row.education.in_(wanted.education.at_least)
    for tool in sorted(wanted.tools):
        yield cast(row.tools, String).contains(f'"{tool}"')
    if wanted.words:
        written = {wanted.words, wanted.words.lower(), wanted.words.capitalize(), wanted.words.upper()}
        places = (row.regions, row.clients)
        yield or_(*(place.contains(words, autoescape=True) for place in places for words in sorted(written)))


def _listed(
    session: Session, query: Select[ApplicationRow, ScreeningRow], shown: ColumnElement[bool] | None = None
) -> list[Listed]:
    rows = session.execute(query).all()
    topics = _topics(session, [row.application_id for _, row in rows], shown)
    return [(application_of_row(who), _screening(row, topics.get(who.id, []))) for who, row in rows]


def _topics(session: Session, ids: Sequence[str], shown: ColumnElement[bool] | None) -> Mapping[str, list[Topic]]:
    table = ScreeningTopicRow
    parts = (table.competency, table.required, table.must_have, table.said, table.mean, table.low, table.high)
    query = select(table.application_id, *parts, table.met, table.at_best, table.known, table.sources, table.against)
    query = query.where(table.application_id.in_(ids)).order_by(table.place)
    found: dict[str, list[Topic]] = {}
    # Plain columns: a page has hundreds of them, and whole rows take three times as long.
    for row in session.execute(query if shown is None else query.where(shown)):
        found.setdefault(row.application_id, []).append(_topic(row))
    return found


def _topic(row: Row[*tuple[Any, ...]]) -> Topic:
    return Topic(
        row.competency,
        row.required,
        row.must_have,
        row.said,
        row.mean,
        row.low,
        row.high,
        row.met,
        row.at_best,
        Known(row.known),
        tuple(row.sources),
        tuple(row.against),
    )


def _values(application_id: str, screening: Screening, now: datetime) -> dict[str, Any]:
    return {
        "application_id": application_id,
        "made_at": now,
        "act": screening.act,
        "coverage": screening.coverage,
        "expected": screening.expected,
        "chance": screening.chance,
        "hints": list(screening.hints),
        "self_only": screening.self_only,
        "points": list(screening.points),
        "profile": screening.profile,
    }


def _topic_values(application_id: str, place: int, topic: Topic) -> dict[str, Any]:
    return {
        "application_id": application_id,
        "competency": topic.competency,
        "place": place,
        "required": topic.required,
        "must_have": topic.must_have,
        "said": topic.said,
        "mean": topic.mean,
        "low": topic.low,
        "high": topic.high,
        "met": topic.met,
        "at_best": topic.at_best,
        "known": topic.known,
        "sources": list(topic.sources),
        "against": list(topic.against),
    }


def _screening(row: ScreeningRow, topics: Sequence[Topic]) -> Screening:
    return Screening(
        topics=tuple(topics),
        coverage=row.coverage,
        expected=row.expected,
        chance=row.chance,
        hints=tuple(map(Hint, row.hints)),
        self_only=row.self_only,
        points=tuple(row.points),
        profile=row.profile,
    )
