"""A large question, which falls apart into its people once money, seats and places have prices.

Each person is solved alone at these prices, which bounds the whole. What was found for each is put together as well as
it goes, what that says of the prices is taken over, and it begins anew. In the rest of the time a few people at a time
are planned again with what the others leave them.
"""

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from random import Random
from time import perf_counter

from kamcareer.core.programme.combining import Combination, combination
from kamcareer.core.programme.greedy import greedy_programme
from kamcareer.core.programme.pricing import Prices, relaxed
from kamcareer.core.programme.programme import Programme, programme_of
from kamcareer.core.programme.question import Chosen, Question
from kamcareer.core.programme.rows import Rows, add_person, rows_of
from kamcareer.core.programme.solver import SEED, Solver

WORKERS = 2
PERSON_SECONDS = 0.5  # for one person alone, and for a few together
COMBINING_SECONDS = 2.0
PRICING = 0.6  # part of the time that may go to prices; the rest for planning a few people again
KEPT = 0.25  # part of the time that is kept for putting together, whoever was not solved alone by then
STEP = 0.15  # of the way to the prices of the last combination
TOGETHER = 8  # people that are planned again at a time


class Search:
    """A search under way: the best programme and the bound so far, and the ways seen for each person."""

    def __init__(self, question: Question, start: Programme, end: float) -> None:
        self.question, self.best, self.bound = question, start, start.bound
        self.begin, self.end = perf_counter(), end
        self.people = [person for person, offer in question.offers.items() if offer.candidates]
        self.seen = {person: {start.chosen.get(person, frozenset())} for person in self.people}
        self.solvers: dict[str, Solver] = {}

    @property
    def left(self) -> float:
        """The seconds left."""
        return self.end - perf_counter()

    def programme(self) -> Programme:
        """Return the best programme when the time is over or nothing better can be."""
        first = relaxed(rows_of(self.question), self.left / 2)
        prices, most = first.prices, first.most
        while True:
            began = self.left
            self._bound(prices, most)
            together = combination(self.question, self.seen)
            self._combine(together)
            took = began - self.left
            if self._proved() or self.left - took < (1 - PRICING) * (self.end - self.begin):
                break
            prices, most = prices.towards(together.prices(self.left / 2), STEP), {}
        self._improve()
        return programme_of(self.question, self.best.chosen, self.bound)

    def _proved(self) -> bool:
        return self.best.value >= self.bound

    def _bound(self, prices: Prices, most: Mapping[str, int]) -> None:
        """Solve everybody alone at some prices; who was not reached in time keeps the bound of the relaxation."""
        with ThreadPoolExecutor(WORKERS) as pool:
            found = list(pool.map(lambda person: self._alone(person, prices), self.people))
        bounds = [
            min((one for one in (alone, most.get(person)) if one is not None), default=None)
            for person, alone in zip(self.people, found, strict=True)
        ]
        known = [one for one in bounds if one is not None]
        if len(known) == len(bounds):
            self.bound = min(self.bound, prices.of_all(self.question) + sum(known))

    def _alone(self, person: str, prices: Prices) -> int | None:
        """Return what a person can gain at most after paying the prices, and remember the best way found."""
        if self.left < KEPT * (self.end - self.begin):
            return None
        offer, solver = self.question.offers[person], self._solver(person)
        worth = list(solver.rows.worth)
        for (_, id), variable in solver.rows.given.items():
            worth[variable] -= prices.of(self.question, id)
        answer = solver.best(PERSON_SECONDS, worth)
        if answer.values is not None:
            ids = solver.rows.chosen(answer.values).get(person, frozenset())
            self.seen[person] |= {ids, *(offer.without(ids, id) for id in ids)}
        return answer.bound

    def _solver(self, person: str) -> Solver:
        if person not in self.solvers:
            rows = Rows()
            add_person(rows, self.question.offers[person])
            self.solvers[person] = Solver(rows, presolve=False)
        return self.solvers[person]

    def _combine(self, together: Combination) -> None:
        """Put together what was seen, and give what is left by rule of thumb."""
        if self.left > 0:
            chosen = together.best(self.best.chosen, min(COMBINING_SECONDS, self.left))
            self._keep(greedy_programme(self.question, programme_of(self.question, chosen)))

    def _keep(self, programme: Programme) -> None:
        if programme.value > self.best.value:
            self.best = programme
            for person, ids in programme.chosen.items():
                self.seen[person].add(ids)

    def _improve(self) -> None:
        draw = Random(SEED)  # noqa: S311
        while self.left > 0 and not self._proved():
            free = draw.sample(self.people, min(TOGETHER, len(self.people)))
            chosen = self._again(free)
            self.best = programme_of(self.question, chosen, self.bound)

    def _again(self, free: Collection[str]) -> Chosen:
        """Return the best programme with a few people planned again, or the one there is."""
        here = self.best.chosen
        settled = {person: here.get(person, frozenset()) for person in self.question.offers if person not in free}
        rows = rows_of(self.question, settled)
        answer = Solver(rows).best(min(PERSON_SECONDS, self.left), hint=hint_of(self.question, rows, here))
        new = rows.chosen(answer.values) if answer.values is not None else {}
        before: Chosen = {person: here.get(person, frozenset()) for person in free}
        better = self.question.value(new) > self.question.value(before)
        return {**settled, **(new if better else before)}


def hint_of(question: Question, rows: Rows, chosen: Chosen) -> dict[int, int]:
    """Return a choice as values of the variables that stand for activities and groups."""
    groups = question.groups(chosen)
    hint = {one: int(id in chosen.get(person, ())) for (person, id), one in rows.given.items()}
    return hint | {one: groups.get(id, 0) for id, one in rows.groups.items()}
