"""The career graph: which roles follow which, how long a step is, which roles are near to a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kamcareer.core.answers import Answers
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Edge, Role
from kamcareer.core.measurement import assumed_level

UPWARD = {"promotion", "branch"}
NEAREST = 3
ENOUGH = 0.5  # of a role's topics answered: less carries no sentence about what is missing for it
REALISTIC = 12  # topics short, about half of a role: more than that is not near


@dataclass(frozen=True)
class Step:
    """How far one role is from another, for a person who exactly meets the first."""

    short: dict[str, int]  # competency -> levels that are missing
    beyond: dict[str, int] = field(default_factory=dict)  # competency -> levels that the new role does not ask

    @property
    def levels(self) -> int:
        """All missing levels together."""
        return sum(self.short.values())

    @property
    def asks_less(self) -> bool:
        """Whether more is left behind than is to be learned: a way down, whatever the post is called."""
        return sum(self.beyond.values()) > self.levels

    @property
    def large(self) -> tuple[str, ...]:
        """The competencies in which two levels or more are missing."""
        return tuple(id for id, missing in self.short.items() if missing > 1)


@dataclass(frozen=True)
class NearRole:
    """A role within reach: what is still missing for it by the person's own answers, largest first."""

    role: str
    short: tuple[str, ...]
    must_haves_short: tuple[str, ...]
    open: int = 0  # topics of the role that the person has not answered


def step(framework: Framework, present: str | None, target: str) -> Step:
    """Return what somebody who exactly meets the present role would miss in the target; from outside: entry levels."""
    asked = {id: need.level for id, need in framework.roles[target].requirements.items()}
    missing = {id: level - round(assumed_level(framework, present, id)) for id, level in asked.items()}
    held = framework.roles[present].requirements if present in framework.roles else {}
    spare = {id: need.level - asked.get(id, 0) for id, need in held.items()}
    return Step(
        {id: levels for id, levels in missing.items() if levels > 0},
        {id: levels for id, levels in spare.items() if levels > 0},
    )


def edges_from(framework: Framework, role: str) -> list[Edge]:
    """Return the ways out of a role; an overlay without ways of its own has those of its base."""
    own = [edge for edge in framework.edges if edge.from_role == role]
    base = framework.roles[role].base
    return own if own or base is None else edges_from(framework, base)


def routes(framework: Framework, present: str, target: str, most_steps: int = 6) -> list[tuple[Edge, ...]]:
    """Return every way from one role to another that passes no role twice, shortest first."""
    return sorted(_routes(framework, (present,), target, most_steps), key=len)


def _routes(framework: Framework, trail: tuple[str, ...], target: str, most_steps: int) -> Iterator[tuple[Edge, ...]]:
    if most_steps == 0:
        return
    for edge in edges_from(framework, trail[-1]):
        if edge.to_role == target:
            yield (edge,)
        elif edge.to_role and edge.to_role not in trail:
            for rest in _routes(framework, (*trail, edge.to_role), target, most_steps - 1):
                yield (edge, *rest)


def below(framework: Framework, role: str) -> set[str]:
    """Return the roles from which promotions and branches lead up to this one."""
    found: set[str] = set()
    waiting = [role]
    while waiting:
        current = waiting.pop()
        for edge in framework.edges:
            if edge.to_role == current and edge.type in UPWARD and edge.from_role not in found:
                found.add(edge.from_role)
                waiting.append(edge.from_role)
    return found


def nearest_roles(framework: Framework, answers: Answers, target: str) -> list[NearRole]:
    """Return up to three realistic roles for which less is missing than for the target; none without answers.

    Realistic are the roles on the way up from the present one, those on the way to the target, and the variants of the
    target; never the present role or one below it, and none of which less than half of the topics are answered.
    """
    levels = answers.levels()
    if not _told(framework.roles[target], levels):
        return []
    far = _missing(framework.roles[target], levels)
    realistic = _realistic(framework, answers.role, target)
    candidates = {id for id in realistic if _told(framework.roles[id], levels)}
    found = []
    for id in candidates:
        missing = _missing(framework.roles[id], levels)
        if len(missing) <= REALISTIC and sum(missing.values()) < sum(far.values()):
            found.append(
                (sum(missing.values()), framework.order.roles.index(id), _near(framework.roles[id], missing, levels))
            )
    return [near for _, _, near in sorted(found, key=lambda item: item[:2])[:NEAREST]]


def _realistic(framework: Framework, present: str | None, target: str) -> set[str]:
    nexts = {edge.to_role for edge in edges_from(framework, present) if edge.to_role} if present else set()
    on_the_way = below(framework, target)
    family = framework.roles[target].base or target
    variants = {id for id, role in framework.roles.items() if role.base == family}
    outgrown = below(framework, present) | {present} if present else set()
    return {id for id in nexts | on_the_way | variants if id not in outgrown and id != target}


def _missing(role: Role, levels: dict[str, int]) -> dict[str, int]:
    """Return the levels missing by answers; a competency without an answer counts as not missing."""
    missing = {id: need.level - levels.get(id, need.level) for id, need in role.requirements.items()}
    return {id: short for id, short in missing.items() if short > 0}


def _told(role: Role, levels: Mapping[str, int]) -> bool:
    return sum(id in levels for id in role.requirements) >= max(1, ENOUGH * len(role.requirements))


def _near(role: Role, missing: dict[str, int], levels: Mapping[str, int]) -> NearRole:
    ordered = sorted(missing, key=lambda id: -missing[id] * role.requirements[id].weight)
    return NearRole(
        role.id,
        tuple(ordered),
        tuple(id for id in ordered if id in role.must_haves),
        sum(id not in levels for id in role.requirements),
    )
