"""A checker that knows the rules of a programme and nothing of how one is made.

Nothing here is taken from the model or the greedy: money, seats, places, minutes and levels are added up anew from the
people's own problems.
"""

from collections.abc import Iterator
from math import ceil

from kamcareer.core.planning.problem import MINUTE_PRICE, Candidate
from kamcareer.core.programme.offer import Person
from kamcareer.core.programme.programme import Programme
from kamcareer.core.programme.question import Question


def broken_rules(question: Question, programme: Programme) -> list[str]:
    """Return every rule that a programme breaks, in words; [] for a programme that keeps them all."""
    known = {person.id: person for person in question.people}
    strangers = [f"{person}: is not among the people" for person in programme.chosen if person not in known]
    unknown = [
        f"{person}: {id} does not come into question"
        for person, ids in programme.chosen.items()
        if person in known
        for id in sorted(ids - {one.id for one in known[person].problem.candidates})
    ]
    if strangers or unknown:
        return strangers + unknown
    given = {
        person: [one for one in known[person].problem.candidates if one.id in ids]
        for person, ids in programme.chosen.items()
    }
    own = (line for person, those in given.items() for line in _person(question, known[person], those))
    shared = (*_money(question, programme, given), *_seats_and_places(question, programme, given))
    return [*shared, *own, *_value(programme, known, given)]


def _money(question: Question, programme: Programme, given: dict[str, list[Candidate]]) -> Iterator[str]:
    groups = question.terms.groups
    cost = sum(one.cost for those in given.values() for one in those if one.id not in groups)
    cost += sum(count * groups[id].price for id, count in programme.groups.items() if id in groups)
    if cost != programme.cost:
        yield f"costs {cost}, says {programme.cost}"
    if max(cost, programme.cost) > question.terms.budget:
        yield "the budget is exceeded"


def _seats_and_places(question: Question, programme: Programme, given: dict[str, list[Candidate]]) -> Iterator[str]:
    everything = [one.id for those in given.values() for one in those]
    for id, group in question.terms.groups.items():
        needed = ceil(everything.count(id) / group.seats)
        if programme.groups.get(id, 0) != needed:
            yield f"{id}: needs {needed} groups, has {programme.groups.get(id, 0)}"
    for id, places in question.terms.places.items():
        if everything.count(id) > places:
            yield f"{id}: has {places} places, is given to {everything.count(id)}"


def _person(question: Question, person: Person, given: list[Candidate]) -> Iterator[str]:
    limits, ids = person.problem.limits, {one.id for one in given}
    free_weeks = ceil(limits.weeks / 10) if limits.weeks > 4 else 0  # noqa: PLR2004
    if sum(one.minutes for one in given) > (limits.weeks - free_weeks) * int(limits.hours_per_week * 60):
        yield f"{person.id}: has less time than that takes"
    for one in given:
        if one.closers and not ids & set(one.closers):
            yield f"{person.id}: no practice task closes {one.id}"
        yield from (f"{person.id}: {before} does not come before {one.id}" for before in one.after if before not in ids)
        if any(person.problem.targets[id].level < least for id, least in one.entries.items()):
            yield f"{person.id}: the levels that {one.id} asks for are not there"
    groups = [one.group for one in given if one.group]
    if len(groups) != len(set(groups)):
        yield f"{person.id}: has two of one group"
    paid = {one.id for one in given if one.cost or one.id in {*question.terms.groups, *question.terms.places}}
    for id in sorted(ids - _needed_by(paid, {one.id: one for one in given})):
        yield f"{person.id}: {id} is free and nothing that is paid for needs it"


def _needed_by(paid: set[str], given: dict[str, Candidate]) -> set[str]:
    """Return what is paid for and what that needs, as far as it is given."""
    found = set(paid)
    while more := {need for id in found for need in (*given[id].after, *given[id].closers) if need in given} - found:
        found |= more
    return found


def _value(programme: Programme, known: dict[str, Person], given: dict[str, list[Candidate]]) -> Iterator[str]:
    value = sum(known[person].weight * _worth(known[person], those) for person, those in given.items())
    if value != programme.value:
        yield f"is worth {value}, says {programme.value}"
    if programme.bound < programme.value:
        yield "is worth more than its bound"


def _worth(person: Person, given: list[Candidate]) -> int:
    """Return what activities are worth to a person: lower caps first, none beyond its cap."""
    total = -MINUTE_PRICE * sum(one.minutes for one in given)
    for id, target in person.problem.targets.items():
        level = target.level
        for lift in sorted((one.lifts[id] for one in given if id in one.lifts), key=lambda lift: lift.cap):
            if level < lift.cap:
                level = min(level + lift.levels, lift.cap)
        total += target.worth.of(level - target.level)
    return total
