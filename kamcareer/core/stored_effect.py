"""What another version of a framework would do to what is stored: people by role, development plans, vacancies."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from kamcareer.core.answers import Answers
from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.competency import Competency
from kamcareer.core.framework.entries import Grounded
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework_effect import answers_in
from kamcareer.core.measurement import all_ratings, measure_all, prior_of_role
from kamcareer.core.must_haves import must_have_odds_all
from kamcareer.core.small_cells import Cell, release
from kamcareer.core.vacancies import CellChange, Vacancy, cells_of, changes
from kamcareer.core.verdict import verdict_of

CHUNK = 64  # people measured in one go: their arrays stay small


class Standing(StrEnum):
    """Where somebody is put for a role: a verdict, none for want of data, none for want of the role."""

    READY = "ready"
    POSSIBLE = "possible"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"
    GONE = "gone"


class Fate(StrEnum):
    """What becomes of a plan: something in it is not in the other version, reads otherwise there, or nothing is."""

    GONE = "gone"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Move:
    """Where somebody is put under the one version, and where under the other."""

    before: Standing
    after: Standing

    @property
    def differs(self) -> bool:
        """Whether they are put elsewhere."""
        return self.before is not self.after


@dataclass(frozen=True)
class MoveGroup:
    """About so many people, ten or more, each of whom makes one of the moves; which one is not told."""

    moves: tuple[Move, ...]
    people: int


@dataclass(frozen=True)
class RoleMoves:
    """The people who aim at a role, in groups that do not overlap."""

    role: str
    groups: tuple[MoveGroup, ...]


@dataclass(frozen=True)
class PlanGroup:
    """About so many plans, ten or more, of each of which one of these becomes; which one is not told."""

    fates: tuple[Fate, ...]
    plans: int


@dataclass(frozen=True)
class VacancyMove:
    """What a vacancy would ask otherwise if it moved to the other version; None where its role is not there."""

    vacancy: str
    changes: tuple[CellChange, ...] | None


@dataclass(frozen=True)
class StoredEffect:
    """All that may be told. `few` counts roles that fewer than ten people aim at; `until` is the first day not in it.

    `plans` is () where there are fewer than ten.
    """

    until: date
    roles: tuple[RoleMoves, ...]
    few: int
    plans: tuple[PlanGroup, ...]
    vacancies: tuple[VacancyMove, ...]

    @property
    def moved(self) -> tuple[int, int]:
        """About how many people are put elsewhere, at least and at most: of a mixed group it is not told."""
        groups = [group for role in self.roles for group in role.groups]
        surely = sum(group.people for group in groups if all(move.differs for move in group.moves))
        perhaps = sum(group.people for group in groups if any(move.differs for move in group.moves))
        return surely, perhaps

    @property
    def people(self) -> int:
        """About how many people are told of."""
        return sum(group.people for role in self.roles for group in role.groups)


def standings(framework: Framework, people: Sequence[Answers], target: str, today: date) -> list[Standing]:
    """Return where each is put for a role by the verdict of their report, of answers that the framework may lack."""
    if target not in framework.roles:
        return [Standing.GONE] * len(people)
    found: list[Standing] = []
    for start in range(0, len(people), CHUNK):
        found += _standings(framework, people[start : start + CHUNK], target, today)
    return found


def _standings(framework: Framework, people: Sequence[Answers], target: str, today: date) -> list[Standing]:
    known = [answers_in(one, framework) for one in people]
    ratings = [all_ratings(framework, one, today) for one in known]
    priors = np.array([prior_of_role(framework, one.role) for one in known])
    profiles = measure_all(framework, ratings, priors)
    odds = must_have_odds_all(profiles, framework.roles[target], framework.measurement.margin.value)
    return [
        Standing(verdict_of(float(one.probability(profile.mean))).value) if profile.ratings else Standing.UNKNOWN
        for one, profile in zip(odds, profiles, strict=True)
    ]


def count_moves(
    present: Framework, other: Framework, target: str, people: Sequence[Answers], today: date
) -> Counter[Move]:
    """Count the moves of people who aim at a role of the present version. KeyError for another role."""
    _ = present.roles[target]
    pairs = zip(standings(present, people, target, today), standings(other, people, target, today), strict=True)
    return Counter(Move(*pair) for pair in pairs)


def role_moves(role: str, counts: Mapping[Move, int]) -> RoleMoves | None:
    """Return what may be told of the people who aim at a role; None where they are fewer than ten."""
    cells: dict[Cell, int] = {(move.before.value, move.after.value): count for move, count in counts.items()}
    groups = tuple(
        MoveGroup(tuple(sorted((_move(cell) for cell in group), key=_place)), people)
        for group, people in release(_in_order(cells)).groups.items()
    )
    ordered = sorted(groups, key=lambda group: [_place(move) for move in group.moves])
    return RoleMoves(role, tuple(ordered)) if groups else None


def plan_groups(counts: Mapping[Fate, int]) -> tuple[PlanGroup, ...]:
    """Return what may be told of plans; () where there are fewer than ten."""
    order = list(Fate)
    told = release({(fate.value,): counts[fate] for fate in order if counts.get(fate)})
    groups = [PlanGroup(tuple(fate for fate in order if (fate.value,) in group), n) for group, n in told.groups.items()]
    return tuple(sorted(groups, key=lambda group: [order.index(fate) for fate in group.fates]))


def fates(present: Framework, other: Framework) -> dict[str, Fate]:
    """Return what becomes of each activity of the present version: also by the topics that it works on.

    Where a thing comes from and how far it was tried is no change of what is done.
    """
    return {id: _fate(present, other, activity) for id, activity in present.activities.items()}


def plan_fate(activities: Iterable[str], known: Mapping[str, Fate]) -> Fate:
    """Return the worst that becomes of any activity of a plan; one that is gone by now already is no news."""
    order = list(Fate)
    return min((known[id] for id in activities if id in known), key=order.index, default=Fate.SAME)


def vacancy_move(stored: Framework, other: Framework, vacancy: Vacancy) -> VacancyMove:
    """Return what a vacancy would ask otherwise if it moved from its version to another.

    What its people changed by hand stays as they wrote it, as long as the topic is there; all else follows the role.
    """
    if vacancy.role not in other.roles:
        return VacancyMove(vacancy.id, None)
    was, becomes = cells_of(stored.roles[vacancy.role]), cells_of(other.roles[vacancy.role])
    moved = {}
    for id in dict.fromkeys([*vacancy.cells, *becomes]):
        by_hand = was.get(id) != vacancy.cells.get(id)
        cell = vacancy.cells.get(id) if by_hand else becomes.get(id)
        if cell and id in other.competencies:
            moved[id] = cell
    return VacancyMove(vacancy.id, changes(vacancy.cells, moved))


def _fate(present: Framework, other: Framework, activity: Activity) -> Fate:
    now = other.activities.get(activity.id)
    if now is None or not set(activity.gains) <= other.competencies.keys():
        return Fate.GONE
    same = _said(activity) == _said(now) and all(
        _said(present.competencies[id]) == _said(other.competencies[id]) for id in activity.gains
    )
    return Fate.SAME if same else Fate.CHANGED


def _said(element: Activity | Competency) -> Mapping[str, object]:
    return element.model_dump(exclude=set(Grounded.model_fields))


def _move(cell: Cell) -> Move:
    before, after = cell
    return Move(Standing(before), Standing(after))


def _place(move: Move) -> tuple[int, int]:
    order = list(Standing)
    return order.index(move.before), order.index(move.after)


def _in_order(cells: Mapping[Cell, int]) -> dict[Cell, int]:
    """Return cells in an order of their own: which are merged must not depend on who was counted first."""
    return {cell: cells[cell] for cell in sorted(cells, key=lambda cell: _place(_move(cell)))}
