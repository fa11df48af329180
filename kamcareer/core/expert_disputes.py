"""Texts that experts disagree about: among themselves, or together with the model."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kamcareer.core.expert_review import FAR_OFF, LEAST_EXPERTS, Words, anchors_in_disorder, options_in_disorder
from kamcareer.core.framework.competency import Competency, Situation

HAPPENS = 3  # from here on a situation is one that people of the trade meet


@dataclass(frozen=True)
class Disputed:
    """A description or a way to act: what the model says of it, and what experts said, in ascending order."""

    element: str
    letter: str
    here: int
    said: tuple[int, ...]


@dataclass(frozen=True)
class Realism:
    """How many experts said of a situation how often it happens, and for how many of them it does."""

    situation: str
    experts: int
    happens: int

    @property
    def rare(self) -> bool:
        """Whether it happens for fewer than half of them."""
        return 2 * self.happens < self.experts


def disputed_anchors(topics: Mapping[str, Competency], experts: Sequence[Words]) -> list[Disputed]:
    """Return the descriptions that experts put two levels apart, or that fewer than half put where the model does."""
    known = ((id, letter, level) for id, one in topics.items() for letter, level in anchors_in_disorder(one).items())
    return list(_disputed(known, experts))


def disputed_options(situations: Mapping[str, Situation], experts: Sequence[Words]) -> list[Disputed]:
    """Return the ways to act that experts rated two points apart, or that fewer than half rated as the model does."""
    known = (
        (id, letter, one.options[way].rating)  # type: ignore[index]  # letters of it
        for id, one in situations.items()
        for letter, way in options_in_disorder(one).items()
    )
    return list(_disputed(known, experts))


def realism_of(situations: Mapping[str, Situation], experts: Sequence[Mapping[str, int]]) -> list[Realism]:
    """Return what experts said of each situation of which two of them or more said anything."""
    said = {id: [one[id] for one in experts if id in one] for id in situations}
    return [
        Realism(id, len(found), sum(one >= HAPPENS for one in found))
        for id, found in said.items()
        if len(found) >= LEAST_EXPERTS
    ]


def _disputed(known: Iterator[tuple[str, str, int]], experts: Sequence[Words]) -> Iterator[Disputed]:
    for element, letter, here in known:
        said = tuple(sorted(one[element, letter] for one in experts if (element, letter) in one))
        if len(said) < LEAST_EXPERTS:
            continue
        if said[-1] - said[0] >= FAR_OFF or 2 * said.count(here) < len(said):
            yield Disputed(element, letter, here, said)
