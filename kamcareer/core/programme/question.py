"""The question of a programme: whom to develop, on which terms."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kamcareer.core.programme.offer import Offer, Person, offer
from kamcareer.core.programme.terms import Terms

Chosen = Mapping[str, frozenset[str]]  # person -> activities


@dataclass(frozen=True)
class Question:
    """People and terms. ValueError where a person is there twice."""

    people: tuple[Person, ...]
    terms: Terms

    def __post_init__(self) -> None:
        if len({person.id for person in self.people}) != len(self.people):
            raise ValueError("a person is there twice")

    @cached_property
    def offers(self) -> dict[str, Offer]:
        """What each person can be given."""
        return {person.id: offer(person, self.terms) for person in self.people}

    @cached_property
    def prices(self) -> dict[str, int]:
        """The price per person of every activity that is not bought in groups."""
        found = {id: one.cost for offer in self.offers.values() for id, one in offer.candidates.items()}
        return {id: price for id, price in found.items() if id not in self.terms.groups}

    def with_budget(self, budget: int) -> "Question":
        """Return the same question with another budget; the offers are kept."""
        other = Question(self.people, Terms(budget, self.terms.groups, self.terms.places))
        other.__dict__["offers"] = self.offers
        return other

    def people_in(self, chosen: Chosen) -> Counter[str]:
        """Return how many people do each activity."""
        return Counter(id for ids in chosen.values() for id in ids)

    def groups(self, chosen: Chosen) -> dict[str, int]:
        """Return the fewest groups that hold everybody, of the activities that are bought in groups."""
        counts = self.people_in(chosen)
        return {id: self.terms.groups_for(id, count) for id, count in counts.items() if id in self.terms.groups}

    def cost(self, chosen: Chosen) -> int:
        """Return what a choice costs, groups included."""
        single = sum(
            self.offers[person].candidates[id].cost
            for person, ids in chosen.items()
            for id in ids
            if id not in self.terms.groups
        )
        return single + sum(count * self.terms.groups[id].price for id, count in self.groups(chosen).items())

    def value(self, chosen: Chosen) -> int:
        """Return what a choice is worth, in parts of worth."""
        return sum(self.offers[person].value(ids) for person, ids in chosen.items())

    def most(self) -> int:
        """Return a value that no choice can exceed, found without any search."""
        return sum(offer.most() for offer in self.offers.values())
