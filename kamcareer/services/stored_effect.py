"""What a draft would do to what is stored: counted of those who read that this is counted, nobody by name."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy.orm import Session

from kamcareer.core.assessment import Assessment
from kamcareer.core.demographics import cohort_until
from kamcareer.core.framework.model import Framework
from kamcareer.core.stored_effect import (
    Fate,
    Move,
    StoredEffect,
    VacancyMove,
    count_moves,
    fates,
    plan_fate,
    plan_groups,
    role_moves,
    vacancy_move,
)
from kamcareer.services.all_known import all_known_of
from kamcareer.services.legal_bases import those_allowed
from kamcareer.store.assessments import find_assessments
from kamcareer.store.counted_assessments import CountedAssessment, counted_assessments
from kamcareer.store.frameworks import stored_framework
from kamcareer.store.plans import kept_activities
from kamcareer.store.vacancies import VacancyTitle, vacancies_not_closed, vacancy_titles

__all__ = ["VacancyTitle", "vacancy_titles"]

AT_ONCE = 200  # people whose answers are in memory together

Told = Callable[[int, int], object]


def stored_effect(
    session: Session, present: Framework, other: Framework, today: date, told: Told = lambda _all, _done: None
) -> StoredEffect:
    """Return what another version would do to people, plans and vacancies of the present one; reads only.

    Nothing that was finished in this quarter is in it: else whoever looks before and after one person finishes would
    see it in the difference. `told` hears of every few hundred people: how many there are, and how many are done.
    """
    until = cohort_until(today)
    vacancies = tuple(_vacancies(session, present, other))
    counted = [
        one
        for one in counted_assessments(session, datetime(until.year, until.month, until.day, tzinfo=UTC))
        if one.target in present.roles and stored_framework(session, one.framework_sha256).id == present.id
    ]
    by_role: dict[str, Counter[Move]] = {}
    plans: Counter[Fate] = Counter()
    known, done = fates(present, other), 0
    for target, part in _parts(counted):
        there = _those_still_counted(session, part)
        found = all_known_of(session, [(stored_framework(session, one.framework_sha256), one) for one in there])
        by_role.setdefault(target, Counter()).update(count_moves(present, other, target, found, today))
        kept = kept_activities(session, [one.id for one in there])
        plans.update(plan_fate(activities, known) for activities in kept.values())
        session.rollback()  # each part reads on its own: whoever reads for long holds up the clean-up of a database
        session.expunge_all()
        done += len(part)
        told(len(counted), done)
    roles = [role_moves(id, by_role[id]) for id in present.roles if id in by_role]
    shown = tuple(one for one in roles if one)
    return StoredEffect(until, shown, len(roles) - len(shown), plan_groups(plans), vacancies)


def written(found: StoredEffect) -> bytes:
    """Return an effect as it is kept."""
    kept: bytes = _reader().dump_json(found)
    return kept


def read(kept: bytes) -> StoredEffect:
    """Return an effect that was kept."""
    found: StoredEffect = _reader().validate_json(kept)
    return found


def _parts(counted: Sequence[CountedAssessment]) -> Iterator[tuple[str, Sequence[CountedAssessment]]]:
    """Yield people role by role, a few hundred at a time."""
    for target, group in groupby(sorted(counted, key=attrgetter("target")), key=attrgetter("target")):
        of_role = list(group)
        for start in range(0, len(of_role), AT_ONCE):
            yield target, of_role[start : start + AT_ONCE]


def _those_still_counted(session: Session, part: Sequence[CountedAssessment]) -> list[Assessment]:
    """Return the assessments of some people, without those who went or withdrew since the counting began."""
    there = find_assessments(session, [one.id for one in part])
    return those_allowed(session, [there[counted.id] for counted in part if counted.id in there])


def _vacancies(session: Session, present: Framework, other: Framework) -> Iterator[VacancyMove]:
    for vacancy in vacancies_not_closed(session):
        stored = stored_framework(session, vacancy.framework_sha256)
        if stored.id == present.id:
            yield vacancy_move(stored, other, vacancy)


@cache
def _reader() -> Any:
    from pydantic import TypeAdapter  # noqa: PLC0415 - who asks for no effect should not wait for it

    return TypeAdapter(StoredEffect)
