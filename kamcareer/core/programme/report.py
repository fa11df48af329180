"""A programme with everything that is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.people import Person
from kamcareer.core.programme.marginal import Marginal, marginal
from kamcareer.core.programme.outcome import Lifted, Share, lifted_by, shares, value_of_free
from kamcareer.core.programme.programme import Programme
from kamcareer.core.programme.question import Question
from kamcareer.core.programme.solving import best_programme


@dataclass(frozen=True)
class Report:
    """Who gets what, what each activity and topic comes to, what is free in it, and what more money would add.

    `people` are those of whom something is known, by number; of `unknown` others nothing is. `free` is the part of the
    value that its free activities have alone, 0 to 1. `bench` are the numbers of those whose must-haves count first.
    """

    framework: Framework
    people: Mapping[str, Person]
    unknown: int
    programme: Programme
    shares: tuple[Share, ...]
    lifted: tuple[Lifted, ...]
    free: float
    more: Marginal | None = None
    bench: tuple[str, ...] = ()

    @property
    def given(self) -> int:
        """How many people get something."""
        return len(self.programme.chosen)


def report(  # noqa: PLR0913 - who, towards what, how long to search, how much more to ask for
    framework: Framework,
    question: Question,
    people: Mapping[str, Person],
    role: Role,
    seconds: float,
    *,
    unknown: int = 0,
    more: int | None = None,
    bench: tuple[str, ...] = (),
) -> Report:
    """Search for the best programme towards a role and tell of it; `more` money takes as long again."""
    made = best_programme(question, seconds)
    return Report(
        framework,
        people,
        unknown,
        made,
        shares(question, made),
        lifted_by(question, made, dict.fromkeys(people, role), framework.measurement.margin.value),
        value_of_free(question, made) / made.value if made.value > 0 else 0.0,
        marginal(question, made, more, seconds) if more else None,
        bench,
    )
