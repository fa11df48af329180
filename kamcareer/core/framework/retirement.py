"""What is left of a framework where parts of it are retired: they are asked, offered and led to no more.

What names a retired part lets go of it by itself, so that to retire one thing is one edit: a role no longer asks a
retired competency, an activity no longer counts for it, no way leads to a retired role. What would be left empty is a
problem of meaning (`meaning/retirement.py`).
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeVar

from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.competency import Competency
from kamcareer.core.framework.parts import RETIRABLE, Parts
from kamcareer.core.framework.role import Edge, NotExpected, Role

Value = TypeVar("Value")


@dataclass(frozen=True)
class Gone:
    """The ids of what is retired."""

    competencies: AbstractSet[str]
    roles: AbstractSet[str]
    activities: AbstractSet[str]

    def __bool__(self) -> bool:
        return bool(self.competencies or self.roles or self.activities)

    def left_of_role(self, role: Role) -> Role:
        """Return what a role still asks."""
        guards = tuple(self._left_of_guard(guard) for guard in role.not_expected)
        left = {"requirements": _without(role.requirements, self.competencies), "not_expected": guards}
        return role.model_copy(update=left)

    def left_of_activity(self, activity: Activity) -> Activity:
        """Return what an activity still counts for, asks before it and is closed by."""
        before = activity.requires
        closers = _kept(activity.closers, self.activities)
        left = {
            "gains": _without(activity.gains, self.competencies),
            "requires": before.model_copy(
                update={
                    "levels": _without(before.levels, self.competencies),
                    "activities": _kept(before.activities, self.activities),
                }
            ),
            "closes_with": closers[0] if len(closers) == 1 else closers or None,
            "not_for": _kept(activity.not_for, self.roles),
        }
        return activity.model_copy(update=left)

    def left_of_edges(self, edges: Iterable[Edge]) -> tuple[Edge, ...]:
        """Return the ways between roles that are still there, with the reasons for falls of what is still asked."""
        return tuple(
            edge.model_copy(update={"falls": _without(edge.falls, self.competencies)})
            for edge in edges
            if not self.closes(edge)
        )

    def closes(self, edge: Edge) -> bool:
        """Whether a way leads from or to what is retired."""
        return bool(self.roles & {edge.from_role, edge.to_role})

    def _left_of_guard(self, guard: NotExpected) -> NotExpected:
        return guard.model_copy(update={"never_must": _kept(guard.never_must, self.competencies)})


def gone_from(parts: Parts) -> Gone:
    """Return the ids of what is retired in files."""
    return Gone(**{folder: frozenset(parts.retired[folder]) for folder in RETIRABLE})


def left_of_items(competency: Competency) -> Competency:
    """Return a competency without its retired indicators, situations and interview questions."""
    items = {key: getattr(competency, key) for key in ("indicators", "situations", "interview")}
    return competency.model_copy(
        update={key: tuple(item for item in of_kind if not item.retired) for key, of_kind in items.items()}
    )


def _without(cells: Mapping[str, Value], gone: AbstractSet[str]) -> dict[str, Value]:
    return {id: cell for id, cell in cells.items() if id not in gone}


def _kept(ids: Iterable[str], gone: AbstractSet[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id not in gone)
