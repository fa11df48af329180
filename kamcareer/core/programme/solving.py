"""The best programme in the time there is, with a bound of what any other can be worth.

The greedy programme is where it begins, so that there is always an answer. A small question is solved as a whole; a
large one person by person (`search.py`).
"""

from time import perf_counter

from kamcareer.core.programme.greedy import greedy_programme
from kamcareer.core.programme.programme import Programme, programme_of
from kamcareer.core.programme.question import Question
from kamcareer.core.programme.rows import rows_of

SECONDS = 9.0
WHOLE = 150  # candidates of all people together up to which everything is solved at once


def best_programme(question: Question, seconds: float = SECONDS, known: Programme | None = None) -> Programme:
    """Return the best programme found in so many seconds; `known` is one within the terms that must not be undercut."""
    # OR-Tools takes longer to load than most commands take to run: only who solves waits for it.
    from kamcareer.core.programme.search import Search  # noqa: PLC0415

    end = perf_counter() + seconds
    start = greedy_programme(question)
    if known is not None and known.value > start.value:
        start = programme_of(question, known.chosen)
    size = sum(len(offer.candidates) for offer in question.offers.values())
    if not size:
        return programme_of(question, {}, 0)
    return _whole(question, start, end) if size <= WHOLE else Search(question, start, end).programme()


def _whole(question: Question, start: Programme, end: float) -> Programme:
    from kamcareer.core.programme.search import hint_of  # noqa: PLC0415
    from kamcareer.core.programme.solver import Solver  # noqa: PLC0415

    rows = rows_of(question)
    answer = Solver(rows).best(end - perf_counter(), hint=hint_of(question, rows, start.chosen))
    found = rows.chosen(answer.values) if answer.values is not None else {}
    chosen = max(start.chosen, found, key=question.value)
    return programme_of(question, chosen, min(start.bound, answer.bound))
