"""A programme at once, step by step: the answer before any solver, and what the solver begins with.

Each step takes what is worth most by a rule: an activity for one person, with what comes before and closes it, or a
whole group filled with those who gain most. No step is taken back. What was worth most a while ago is worth no more
now, so that only the first of the queue is worked out anew.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from kamcareer.core.programme.offer import Offer
from kamcareer.core.programme.programme import Programme, programme_of
from kamcareer.core.programme.question import Question


@dataclass(frozen=True)
class Step:
    """Activities for each of some people, what they add in parts of worth, and what they cost in money and minutes."""

    given: tuple[tuple[str, frozenset[str]], ...]
    gain: int
    cost: int
    minutes: int


Rule = Callable[[Step], float]
Key = tuple[str, str]  # (person, activity); ("", activity) for a new group
NOBODY: Mapping[str, int] = {}


def value_per_money(step: Step) -> float:
    """Return what a step adds per unit of money; what is free goes first."""
    return step.gain / max(step.cost, 1)


def value_per_minute(step: Step) -> float:
    """Return what a step adds per minute: where people's time runs out before the money does, that is more."""
    return step.gain / step.minutes


RULES: tuple[Rule, ...] = (value_per_money, value_per_minute)


def greedy_programme(question: Question, start: Programme | None = None) -> Programme:
    """Return the best programme by any of the rules, within every limit; it goes on from `start` where there is one."""
    found = [Taking(question, rule, start).programme() for rule in RULES]
    return max(found, key=lambda one: one.value)


@dataclass
class Taking:
    """A programme that is being put together by one rule."""

    question: Question
    rule: Rule
    start: Programme | None = None
    chosen: dict[str, frozenset[str]] = field(init=False)
    doing: Counter[str] = field(init=False)
    money: int = field(init=False)

    def __post_init__(self) -> None:
        begun = self.start.chosen if self.start else {}
        self.chosen = {person: begun.get(person, frozenset()) for person in self.question.offers}
        self.doing = self.question.people_in(self.chosen)
        self.money = self.question.terms.budget - self.question.cost(self.chosen)
        self._known: dict[Key, tuple[frozenset[str], int, frozenset[str]]] = {}

    def programme(self) -> Programme:
        """Take steps until none fits or adds anything."""
        queue = [(-score, key) for key in self._keys() if (score := self._score(self._step(*key))) > 0]
        heapify(queue)
        while queue:
            _, key = heappop(queue)
            step = self._step(*key)
            score = self._score(step)
            if score <= 0 or step is None:
                continue
            if queue and score < -queue[0][0]:
                heappush(queue, (-score, key))
                continue
            for other in self._take(step):
                if (score := self._score(self._step(*other))) > 0:
                    heappush(queue, (-score, other))
        return programme_of(self.question, self.chosen)

    def _keys(self) -> Iterator[Key]:
        yield from (("", id) for id in sorted(self.question.terms.groups))
        for person, offer in self.question.offers.items():
            yield from ((person, id) for id in sorted(offer.matters))

    def _score(self, step: Step | None) -> float:
        if step is None or step.gain <= 0 or step.cost > self.money:
            return 0.0
        return self.rule(step)

    def _step(self, person: str, id: str) -> Step | None:
        if not person:
            return self._new_group(id)
        way = self._way(person, id)
        if way is None:
            return None
        gain, ids = way
        if id in self.question.terms.groups and not self._open_seats(id):
            return None
        return Step(((person, ids),), gain, self._cost(ids), self._minutes(person, ids))

    def _way(self, person: str, id: str) -> tuple[int, frozenset[str]] | None:
        """Return the way to do an activity that adds most per money, with what it adds; None where none fits."""
        offer, here = self.question.offers[person], self.chosen[person]
        known = self._known.get((person, id))
        if known is not None and known[0] is here and self._places(known[2]):
            return known[1], known[2]
        ways = [way - here for way in offer.bundles.get(id, ())] if id not in here else []
        fitting = [(offer.gain(here, ids), ids) for ids in ways if self._fits(offer, ids)]
        if not fitting:
            return None
        best = max(fitting, key=lambda one: (one[0] / max(self._cost(one[1]), 1), one[0], sorted(one[1])))
        self._known[person, id] = (here, *best)
        return best

    def _new_group(self, id: str) -> Step | None:
        """Return a new group of those who gain most."""
        terms = self.question.terms
        seats = min(terms.groups[id].seats, terms.places.get(id, 10**9) - self.doing[id])
        if self._open_seats(id) or seats <= 0:
            return None
        ways = [(person, way) for person in self.chosen if (way := self._way(person, id)) and way[0] > 0]
        ways.sort(key=lambda one: (-one[1][0], one[0]))
        given: list[tuple[str, frozenset[str]]] = []
        taken, gain, cost, minutes = Counter[str](), 0, terms.groups[id].price, 0
        for person, (added, ids) in ways:
            beside = self._cost(ids - {id}, taken)
            if len(given) == seats:
                break
            if cost + beside <= self.money and self._places(ids, taken):
                given.append((person, ids))
                taken.update(ids)
                gain, cost, minutes = gain + added, cost + beside, minutes + self._minutes(person, ids)
        return Step(tuple(given), gain, cost, minutes) if given else None

    def _open_seats(self, id: str, taken: int = 0) -> int:
        return -(self.doing[id] + taken) % self.question.terms.groups[id].seats

    def _cost(self, ids: Iterable[str], taken: Mapping[str, int] = NOBODY) -> int:
        """Return what activities cost one more person, besides those who have taken a seat just now."""
        groups, prices = self.question.terms.groups, self.question.prices
        return sum(
            (0 if self._open_seats(id, taken.get(id, 0)) else groups[id].price) if id in groups else prices[id]
            for id in ids
        )

    def _minutes(self, person: str, ids: Iterable[str]) -> int:
        candidates = self.question.offers[person].candidates
        return sum(candidates[id].minutes for id in ids)

    def _fits(self, offer: Offer, ids: frozenset[str]) -> bool:
        everything = self.chosen[offer.person.id] | ids
        groups = [group for id in everything if (group := offer.candidates[id].group)]
        return (
            len(groups) == len(set(groups))
            and self._minutes(offer.person.id, everything) <= offer.minutes
            and self._places(ids)
        )

    def _places(self, ids: Iterable[str], taken: Mapping[str, int] = NOBODY) -> bool:
        places = self.question.terms.places
        return all(self.doing[id] + taken.get(id, 0) < places[id] for id in ids if id in places)

    def _take(self, step: Step) -> Iterator[Key]:
        """Take a step, and return the steps that may be worth more now than before."""
        new = Counter(id for _, ids in step.given for id in ids)
        in_groups = [id for id in sorted(new) if id in self.question.terms.groups]
        were_full = [id for id in in_groups if not self._open_seats(id)]
        self.money -= step.cost
        self.doing.update(new)
        for person, ids in step.given:
            self.chosen[person] |= ids
            offer = self.question.offers[person]
            yield from ((person, id) for id in sorted(offer.matters) if any(way & ids for way in offer.bundles[id]))
        yield from (("", id) for id in in_groups if not self._open_seats(id))
        for id in were_full:
            yield from ((person, id) for person, offer in self.question.offers.items() if id in offer.matters)
