"""What a programme does, activity by activity and competency by competency."""

from collections.abc import Mapping
from dataclasses import dataclass

from kamcareer.core.framework.role import Role
from kamcareer.core.planning.worth import UNIT
from kamcareer.core.programme.programme import Programme
from kamcareer.core.programme.question import Question


@dataclass(frozen=True)
class Share:
    """One activity of a programme: who does it, in how many groups (None where it is not bought in groups), its cost.

    `lost` is what the programme is worth less without it and what cannot be without it, in parts of worth, and never
    more than all of it; what is freed by that is not spent anew, so it is the most that is really lost. Shares do not
    add up to the programme: two activities that can stand in for each other lose little each.
    """

    id: str
    people: tuple[str, ...]
    groups: int | None
    cost: int
    lost: int


@dataclass(frozen=True)
class Lifted:
    """One competency of a programme: the levels gained by all together, and how many are expected to hold it.

    Counted are the people whose role asks for it, before and after; held is a mean at what is asked less the margin.
    """

    id: str
    levels: float
    asked_of: int
    held_before: int
    held_after: int


def shares(question: Question, programme: Programme) -> tuple[Share, ...]:
    """Return every activity of a programme, the one with most to lose first."""
    ids = sorted({id for those in programme.chosen.values() for id in those})
    return tuple(sorted((_share(question, programme, id) for id in ids), key=lambda one: (-one.lost, one.id)))


def lifted_by(question: Question, programme: Programme, roles: Mapping[str, Role], margin: float) -> tuple[Lifted, ...]:
    """Return every competency that somebody's role asks for, in order of their names.

    `roles` are the roles people are on their way to, `margin` how far below a level it counts as held, in levels.
    """
    asked = sorted({id for role in roles.values() for id, need in role.requirements.items() if need.level})
    return tuple(_lifted(question, programme, roles, round(margin * UNIT), id) for id in asked)


def value_of_free(question: Question, programme: Programme) -> int:
    """Return what the free activities of a programme are worth alone: people could do them without it."""
    free = {person: ids - question.offers[person].matters for person, ids in programme.chosen.items()}
    return sum(question.offers[person].value(ids) for person, ids in free.items())


def _share(question: Question, programme: Programme, id: str) -> Share:
    people = tuple(person for person, ids in programme.chosen.items() if id in ids)
    lost = 0
    for person in people:
        offer, ids = question.offers[person], programme.chosen[person]
        # What only served it would not be done for its own sake: time is not spent for less than nothing.
        lost += offer.value(ids) - max(0, offer.value(offer.without(ids, id)))
    group = question.terms.groups.get(id)
    groups = programme.groups.get(id, 0) if group else None
    cost = programme.groups.get(id, 0) * group.price if group else len(people) * question.prices[id]
    return Share(id, people, groups, cost, lost)


def _lifted(question: Question, programme: Programme, roles: Mapping[str, Role], margin: int, id: str) -> Lifted:
    gained, asked, before, after = 0, 0, 0, 0
    for person in question.people:
        need = roles[person.id].requirements.get(id)
        if need is None or not need.level:
            continue
        chosen = [person.problem.by_id[one] for one in programme.chosen.get(person.id, ())]
        here, there = person.problem.targets[id].level, person.problem.level_with(id, chosen)
        least = need.level * UNIT - margin
        gained, asked = gained + there - here, asked + 1
        before, after = before + (here >= least), after + (there >= least)
    return Lifted(id, gained / UNIT, asked, before, after)
