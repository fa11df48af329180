"""The best way to put together what each person could be given: one of a few ways for each, within the shared terms."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kamcareer.core.programme.pricing import Prices, relaxed
from kamcareer.core.programme.question import Chosen, Question
from kamcareer.core.programme.rows import Rows, Ways, add_shared
from kamcareer.core.programme.solver import Solver

Seen = Mapping[str, Collection[frozenset[str]]]  # person -> sets of activities that keep the rules of one person


@dataclass(frozen=True)
class Combination:
    """The rows of a question in which everybody has one of the ways seen for them, or nothing."""

    question: Question
    rows: Rows
    ways: Ways

    def prices(self, seconds: float) -> Prices:
        """Return what money, seats and places are worth among these ways."""
        return relaxed(self.rows, seconds).prices

    def best(self, start: Chosen, seconds: float) -> Chosen:
        """Return the best combination; `start` where none was found in so many seconds."""
        hint = {one: int(start.get(person) == ids) for (person, ids), one in self.ways.items()}
        hint |= {one: self.question.groups(start).get(id, 0) for id, one in self.rows.groups.items()}
        answer = Solver(self.rows).best(seconds, hint=hint)
        if answer.values is None:
            return start
        return {person: ids for (person, ids), one in self.ways.items() if answer.values[one]}


def combination(question: Question, seen: Seen) -> Combination:
    """Return the combination of what was seen."""
    rows, ways = Rows(), dict[tuple[str, frozenset[str]], int]()
    for person, sets in seen.items():
        own = {}
        for ids in sorted(sets, key=sorted):
            if (value := question.offers[person].value(ids)) > 0:
                own[person, ids] = rows.variable(1, value)
        rows.at_most(((one, 1) for one in own.values()), 1)
        ways |= own
    add_shared(rows, question, ways, {})
    return Combination(question, rows, ways)
