"""The best programme in the time there is, with a bound of what any other can be worth.

The greedy programme is where it begins, so that there is always an answer. A small question is solved as a whole by
CP-SAT, which proves the best; a large one person by person (`search.py`); a middling one by both ways of which neither
is the better: person by person for the programme, and as a whole by HiGHS for the bound.
"""

from time import perf_counter
from typing import TYPE_CHECKING

from kamcareer.core.programme.greedy import greedy_programme
from kamcareer.core.programme.programme import Programme, programme_of
from kamcareer.core.programme.question import Question
from kamcareer.core.programme.rows import Rows, rows_of

if TYPE_CHECKING:
    from kamcareer.core.programme.solver import Answer

SECONDS = 9.0
SMALL, MIDDLING = 150, 4_000  # candidates of all people together
SEARCHED = 0.5  # part of the time of a middling question


def best_programme(question: Question, seconds: float = SECONDS, known: Programme | None = None) -> Programme:
    """Return the best programme found in so many seconds; `known` is one within these terms not to be undercut.

    Two threads are busy all the time. A small question has the same answer every time; of a larger one a busy machine
    finds a little less in the same time.
    """
    # OR-Tools takes longer to load than most commands take to run: only who solves waits for it.
    from kamcareer.core.programme.search import Search  # noqa: PLC0415

    begin = perf_counter()
    start = greedy_programme(question)
    if known is not None:
        start = max(start, greedy_programme(question, known), key=lambda one: one.value)
    size = sum(len(offer.candidates) for offer in question.offers.values())
    if not size:
        return programme_of(question, {}, 0)
    if size <= SMALL:
        return _small(question, start, begin + seconds)
    searched = Search(question, start, begin + seconds * (SEARCHED if size <= MIDDLING else 1)).programme()
    return _middling(question, searched, begin + seconds) if size <= MIDDLING else searched


def _small(question: Question, start: Programme, end: float) -> Programme:
    from kamcareer.core.programme.search import hint_of  # noqa: PLC0415
    from kamcareer.core.programme.solver import Solver  # noqa: PLC0415

    rows = rows_of(question)
    hint = hint_of(question, rows, start.chosen)
    return _better(question, start, rows, Solver(rows).best(end - perf_counter(), hint=hint))


def _middling(question: Question, start: Programme, end: float) -> Programme:
    from kamcareer.core.programme.highs import whole  # noqa: PLC0415

    rows = rows_of(question)
    return start if start.gap == 0 else _better(question, start, rows, whole(rows, end - perf_counter()))


def _better(question: Question, start: Programme, rows: Rows, answer: "Answer") -> Programme:
    """Return the better of two programmes, with the lower of their bounds."""
    found = rows.chosen(answer.values) if answer.values is not None else {}
    # What HiGHS finds is whole within a tolerance only: rounded it may be a rouble too dear.
    affordable = question.cost(found) <= question.terms.budget
    better = found if affordable and question.value(found) > start.value else start.chosen
    return programme_of(question, better, min(start.bound, answer.bound))
