"""Competencies: known clusters, ids given once, anchors whose length gives no level away."""

from collections.abc import Iterator

from kamcareer.core.framework.competency import Competency
from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.core.framework.errors import Problem, unknown
from kamcareer.core.framework.parts import Parts
from kamcareer.core.framework.yaml_reader import Document

ANCHOR_RATIO = 1.6
ANCHORS_TOGETHER = 750  # characters in Russian: five cards that fit two screens of a phone


def competency_problems(parts: Parts) -> Iterator[Problem]:
    """Return unknown clusters, ids given twice, anchors of uneven length or too long together."""
    for part in parts.competencies.values():
        competency, document = part.value, part.document
        if parts.head and competency.cluster not in parts.head.value.clusters:
            message = unknown("cluster", competency.cluster, parts.head.value.clusters)
            yield Problem(document.where(("cluster",)), message)
        yield from _twice(document, "indicators", [item.id for item in competency.indicators])
        yield from _twice(document, "interview", [item.id for item in competency.interview])
        yield from _anchor_problems(competency, document)


def _anchor_problems(competency: Competency, document: Document) -> Iterator[Problem]:
    where = document.where_key(("anchors",))
    for language in LANGUAGES:
        lengths = [len(anchor[language]) for anchor in competency.anchors.values()]
        if max(lengths) > ANCHOR_RATIO * min(lengths):
            message = f"the longest anchor ({language}) is more than {ANCHOR_RATIO} times the shortest; even them out"
            yield Problem(where, message)
    together = sum(len(anchor.ru) for anchor in competency.anchors.values())
    if together > ANCHORS_TOGETHER:
        message = f"the anchors have {together} characters together (ru); at most {ANCHORS_TOGETHER} fit a phone"
        yield Problem(where, message)


def _twice(document: Document, key: str, ids: list[str]) -> Iterator[Problem]:
    for index, id in enumerate(ids):
        if id in ids[:index]:
            yield Problem(document.where((key, index, "id")), f'the id "{id}" is given twice in {key}; rename one')
