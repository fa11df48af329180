"""What a programme may give to one person, and what it is worth to them.

The programme's matter is what costs money, is bought in groups or has places. What is free comes along only for that:
the practice task that closes a course, the activity that must come before. Other free activities are a personal plan's.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from kamcareer.core.planning.problem import MINUTE_PRICE, Candidate, Problem
from kamcareer.core.programme.terms import Terms

ALTERNATIVES = 8  # ways to close and prepare one activity that are looked at


@dataclass(frozen=True)
class Person:
    """Somebody to develop: their own planning problem, and how much their gain weighs (whole, 1 or more).

    Of the problem's limits the hours a week and the weeks count, without the weeks that a plan keeps free; what is
    pinned, how much goes on at a time and the share of practice do not. ValueError for a weight below 1.
    """

    id: str
    problem: Problem
    weight: int = 1

    def __post_init__(self) -> None:
        if self.weight < 1:
            raise ValueError("a weight is a whole number from 1")


@dataclass(frozen=True)
class Offer:
    """The candidates that one person can be given, and what the free ones are needed for.

    A candidate whose entry levels are missing at the start is left out, even where other activities would bring the
    person there: a programme has no calendar in which one comes before the other.
    """

    person: Person
    candidates: Mapping[str, Candidate]
    matters: frozenset[str]

    @property
    def minutes(self) -> int:
        """The minutes that this person can give."""
        return self.person.problem.limits.planned_minutes

    @cached_property
    def reasons(self) -> dict[str, frozenset[str]]:
        """Of each free candidate that a matter leads to the candidates that need it: as a closer, or before them."""
        known = self.needed(self.matters, self.candidates.keys())
        found: dict[str, set[str]] = {id: set() for id in known - self.matters}
        for id in known:
            for need in found.keys() & self._needs(id):
                found[need].add(id)
        return {id: frozenset(those) for id, those in found.items()}

    @cached_property
    def bundles(self) -> dict[str, tuple[frozenset[str], ...]]:
        """Each matter with what must come before it and one way to close it, way by way."""
        return {id: tuple(islice(self._ways(id, frozenset()), ALTERNATIVES)) for id in sorted(self.matters)}

    def closers(self, id: str) -> tuple[str, ...]:
        """Return the practice tasks that can close a candidate for this person; () where it needs none."""
        return tuple(closer for closer in self.candidates[id].closers if closer in self.candidates)

    def value(self, ids: Iterable[str]) -> int:
        """Return what these are worth to the programme, in parts of worth times the weight of the person."""
        return self.person.weight * self.person.problem.value([self.candidates[id] for id in sorted(ids)])

    def gain(self, here: Iterable[str], more: Iterable[str]) -> int:
        """Return what more activities add to those that are there, as `value` counts."""
        problem, before = self.person.problem, [self.candidates[id] for id in here]
        added = [self.candidates[id] for id in more]
        gained = -MINUTE_PRICE * sum(one.minutes for one in added)
        for id in {id for one in added for id in one.lifts}:
            target = problem.targets[id]
            after = target.worth.of(problem.level_with(id, [*before, *added]) - target.level)
            gained += after - target.worth.of(problem.level_with(id, before) - target.level)
        return self.person.weight * gained

    def without(self, ids: Iterable[str], id: str) -> frozenset[str]:
        """Return what is left of a person's activities without one of them: what cannot be without it goes too."""
        left = frozenset(ids) - {id}
        while (kept := frozenset(one for one in left if self._stands(one, left))) != left:
            left = kept
        return self.needed(left & self.matters, left)

    def needed(self, ids: Iterable[str], there: Collection[str]) -> frozenset[str]:
        """Return activities with what they need of those that are there, directly or by way of others."""
        found, left = set[str](), list(ids)
        while left:
            one = left.pop()
            if one not in found:
                found.add(one)
                left += [need for need in self._needs(one) if need in there]
        return frozenset(found)

    def most(self) -> int:
        """Return what no choice can exceed: every lift, and no time spent."""
        targets = self.person.problem.targets.values()
        return self.person.weight * sum(target.worth.of(10**6) for target in targets)

    def _stands(self, id: str, there: frozenset[str]) -> bool:
        one = self.candidates[id]
        closed = not one.closers or not there.isdisjoint(one.closers)
        return closed and there.issuperset(one.after)

    def _needs(self, id: str) -> tuple[str, ...]:
        return (*self.candidates[id].after, *self.closers(id))

    def _ways(self, id: str, there: frozenset[str]) -> Iterator[frozenset[str]]:
        if id in there:
            yield there
            return
        for prepared in self._prepared(self.candidates[id].after, there | {id}):
            closers = self.closers(id)
            if not closers:
                yield prepared
            for closer in closers:
                yield from self._ways(closer, prepared)

    def _prepared(self, before: tuple[str, ...], there: frozenset[str]) -> Iterator[frozenset[str]]:
        if not before:
            yield there
            return
        for way in self._ways(before[0], there):
            yield from self._prepared(before[1:], way)


def offer(person: Person, terms: Terms) -> Offer:
    """Return what these terms allow a person to be given."""
    there = {one.id: one for one in person.problem.candidates if not one.entries}
    while fallen := {id for id, one in there.items() if not _supported(one, there)}:
        there = {id: one for id, one in there.items() if id not in fallen}
    matters = frozenset(id for id, one in there.items() if one.cost or id in terms.groups or id in terms.places)
    whole = Offer(person, there, matters)
    kept = matters | whole.reasons.keys()
    return Offer(person, {id: one for id, one in there.items() if id in kept}, matters)


def _supported(candidate: Candidate, there: Mapping[str, Candidate]) -> bool:
    closable = not candidate.closers or any(id in there for id in candidate.closers)
    return closable and all(id in there for id in candidate.after)
