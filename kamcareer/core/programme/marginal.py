"""What more money would add to a programme."""

from collections.abc import Mapping
from dataclasses import dataclass

from kamcareer.core.programme.programme import Programme
from kamcareer.core.programme.question import Question
from kamcareer.core.programme.solving import SECONDS, best_programme


@dataclass(frozen=True)
class Marginal:
    """What `extra` money would add, in parts of worth.

    The best programme with more money is worth `least` to `most` more than the best without. `value` is what the one
    found adds to the one there is; None where that may be nothing but what the first one missed. `added` says what each
    person is given in addition, `dropped` what they are given no more.
    """

    extra: int
    value: int | None
    least: int
    most: int
    cost: int
    added: Mapping[str, frozenset[str]]
    dropped: Mapping[str, frozenset[str]]


def marginal(question: Question, programme: Programme, extra: int, seconds: float = SECONDS) -> Marginal:
    """Return what so much more money adds to a programme, which is where the search begins. ValueError below 1."""
    if extra < 1:
        raise ValueError("more money is at least 1")
    richer = question.with_budget(question.terms.budget + extra)
    found = best_programme(richer, seconds, programme)
    least, most = max(0, found.value - programme.bound), max(0, found.bound - programme.value)
    known = least > 0 or most == 0
    return Marginal(
        extra,
        found.value - programme.value if known else None,
        least,
        most,
        found.cost - programme.cost,
        _more(found, programme),
        _more(programme, found),
    )


def _more(one: Programme, other: Programme) -> dict[str, frozenset[str]]:
    """Return what is in the first programme and not in the other."""
    added = {person: ids - other.chosen.get(person, frozenset()) for person, ids in one.chosen.items()}
    return {person: ids for person, ids in added.items() if ids}
