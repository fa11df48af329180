"""A programme: who does what, how many groups are bought, and how near that is to the best possible."""

from collections.abc import Mapping
from dataclasses import dataclass

from kamcareer.core.programme.question import Chosen, Question


@dataclass(frozen=True)
class Programme:
    """What is paid for, with its cost, its value and the bound of any other, both in parts of worth.

    `chosen` names only people who are given something, `groups` only activities that are bought in groups.
    """

    chosen: Chosen
    groups: Mapping[str, int]
    cost: int
    value: int
    bound: int

    @property
    def gap(self) -> float:
        """The part of the best possible that may be missing, 0 to 1; 0 where nothing better exists."""
        return max(0.0, 1 - self.value / self.bound) if self.bound > 0 else 0.0


def programme_of(question: Question, chosen: Chosen, bound: int | None = None) -> Programme:
    """Return the programme of a choice; without a bound only what `most` says is known.

    What is free and needed by nothing that is paid for is left out: two free activities that need each other could
    have slipped in.
    """
    kept = {person: _kept(question, person, ids) for person, ids in sorted(chosen.items())}
    given = {person: ids for person, ids in kept.items() if ids}
    value = question.value(given)
    groups = dict(sorted(question.groups(given).items()))
    known = question.most() if bound is None else bound
    return Programme(given, groups, question.cost(given), value, known)


def _kept(question: Question, person: str, ids: frozenset[str]) -> frozenset[str]:
    offer = question.offers[person]
    return offer.needed(ids & offer.matters, ids)
