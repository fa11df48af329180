"""Facts: those cited are in the register, those left out are not, and nothing rests on thin air or claims too much."""

from collections.abc import Iterator, Mapping

from kamcareer.core.framework.entries import Grounded, Status
from kamcareer.core.framework.errors import Problem, unknown
from kamcareer.core.framework.message import Message, Named
from kamcareer.core.framework.model import FactsFile
from kamcareer.core.framework.parts import Located, Parts
from kamcareer.core.framework.yaml_reader import Document


def fact_problems(parts: Parts) -> Iterator[Problem]:
    """Return unknown facts and articles, facts both left out and cited, elements that rest on nothing."""
    if parts.facts is None:
        return
    known = parts.facts.value.facts
    cited: set[str] = set()
    for document in parts.documents():
        lists: set[tuple[object, str]] = set()
        for number, path in _citations(document):
            cited.add(number)
            if (path[:-1], number) in lists:
                message = Message("%(fact)s is cited twice in one list; remove one", fact=number)
                yield Problem(document.values[path], message)
            lists.add((path[:-1], number))
            if number not in known:
                yield Problem(document.values[path], _unknown_fact(number, known))
    yield from _unknown_articles(parts, parts.facts)
    yield from _left_out(parts.facts, cited)
    yield from _groundless(parts)


def _citations(document: Document) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    for path in document.values:
        if len(path) > 1 and path[-2] == "facts" and isinstance(path[-1], int):
            number = document.value_at(path)
            if isinstance(number, str):
                yield number, path


def _unknown_articles(parts: Parts, facts: Located[FactsFile]) -> Iterator[Problem]:
    articles = parts.head.value.articles if parts.head else {}
    for number, fact in facts.value.facts.items():
        if articles and fact.article not in articles:
            yield Problem(
                facts.document.where(("facts", number, "article")), unknown("article", fact.article, articles)
            )


def _left_out(facts: Located[FactsFile], cited: set[str]) -> Iterator[Problem]:
    for number in facts.value.left_out:
        where = facts.document.where_key(("left_out", number))
        if number not in facts.value.facts:
            yield Problem(where, _unknown_fact(number, facts.value.facts))
        elif number in cited:
            yield Problem(where, Message("%(fact)s is left out and cited; remove one of them", fact=number))


def _groundless(parts: Parts) -> Iterator[Problem]:
    for part in parts.by_id():
        element, document = part.value, part.document
        if not isinstance(element, Grounded):
            continue
        if element.source != "articles" and not element.rests_on:
            message = Message("it comes from outside the articles; add rests_on: with what it rests on")
            yield Problem(document.where_key(("source",)), message)
        if element.source != "external" and not element.facts:
            message = Message("it cites no fact of the articles; add facts:, or source: external and what it rests on")
            yield Problem(document.where(("id",)), message)
        if element.status != Status.DRAFT and not element.rests_on:
            message = Message(
                "nothing says who has %(status)s it; add rests_on: with who, when and how many",
                status=Named("status", element.status),
            )
            yield Problem(document.where(("status",)), message)


def _unknown_fact(number: str, known: Mapping[str, object]) -> Message:
    last = max(known, key=lambda one: int(one[1:]), default=Message("no fact"))
    return Message('unknown fact "%(fact)s"; facts.yaml ends at %(last)s', fact=number, last=last)
