"""Facts that are cited must be in the register, and the register must know its articles."""

from collections.abc import Iterator, Mapping

from kamcareer.core.framework.errors import Problem, unknown
from kamcareer.core.framework.parts import Parts
from kamcareer.core.framework.yaml_reader import Document


def fact_problems(parts: Parts) -> Iterator[Problem]:
    """Return citations of unknown facts and facts of unknown articles."""
    if parts.facts is None:
        return
    known = parts.facts.value.facts
    for document in _all_documents(parts):
        for path, position in document.values.items():
            if len(path) > 1 and path[-2] == "facts" and isinstance(path[-1], int):
                number = document.value_at(path)
                if isinstance(number, str) and number not in known:
                    yield Problem(position, f'unknown fact "{number}"; facts.yaml ends at {_last(known)}')
    articles = parts.head.value.articles if parts.head else {}
    for number, fact in known.items():
        if articles and fact.article not in articles:
            where = parts.facts.document.where(("facts", number, "article"))
            yield Problem(where, unknown("article", fact.article, articles))


def _all_documents(parts: Parts) -> Iterator[Document]:
    for kept in (parts.competencies, parts.roles, parts.overlays, parts.activities):
        for part in kept.values():
            yield part.document
    if parts.head:
        yield parts.head.document


def _last(facts: Mapping[str, object]) -> str:
    return max(facts, key=lambda number: int(number[1:]), default="no fact")
