"""Competencies: known clusters, ids given once, anchors whose length gives no level away."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from kamcareer.core.framework.competency import Competency
from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.core.framework.errors import Problem, unknown
from kamcareer.core.framework.message import Message, Named
from kamcareer.core.framework.parts import Parts
from kamcareer.core.framework.yaml_reader import Document

ANCHOR_RATIO = 1.6
ANCHORS_TOGETHER = {"ru": 750, "en": 830}  # characters: five cards that fit two screens of a phone
ENOUGH_TO_COMPARE = 12
HIGH = (3, 4)
TELLING_TAU = 0.15
TELLING_LONGEST = 0.55  # of all competencies; two levels of five would have 0.4 by chance


def competency_problems(parts: Parts) -> Iterator[Problem]:
    """Return unknown clusters, ids given twice, anchors whose length is too much or tells their level."""
    for part in parts.competencies.values():
        competency, document = part.value, part.document
        if parts.head and competency.cluster not in parts.head.value.clusters:
            message = unknown("cluster", competency.cluster, parts.head.value.clusters)
            yield Problem(document.where(("cluster",)), message)
        yield from _twice(document, "indicators", [item.id for item in competency.indicators])
        yield from _twice(document, "interview", [item.id for item in competency.interview])
        yield from _anchor_problems(competency, document)
    yield from _telling_lengths(parts)
    yield from _without_situations(parts)


def _anchor_problems(competency: Competency, document: Document) -> Iterator[Problem]:
    where = document.where_key(("anchors",))
    for language in LANGUAGES:
        lengths = [len(anchor[language]) for anchor in competency.anchors.values()]
        if max(lengths) > ANCHOR_RATIO * min(lengths):
            message = Message(
                "the longest anchor (%(language)s) is more than %(ratio)s times the shortest; even them out",
                language=Named("keys", language),
                ratio=ANCHOR_RATIO,
            )
            yield Problem(where, message)
        if sum(lengths) > ANCHORS_TOGETHER[language]:
            most = ANCHORS_TOGETHER[language]
            message = Message(
                "the anchors have %(length)s characters together (%(language)s); at most %(most)s fit a phone",
                length=sum(lengths),
                language=Named("keys", language),
                most=most,
            )
            yield Problem(where, message)


def _telling_lengths(parts: Parts) -> Iterator[Problem]:
    """Report anchors that grow, or shrink, with their level over the whole framework: length would give it away."""
    if parts.head is None or len(parts.competencies) < ENOUGH_TO_COMPARE:
        return
    where = parts.head.document.where_key(("order", "competencies"))
    for language in LANGUAGES:
        rows = [
            [len(part.value.anchors[level][language]) for level in sorted(part.value.anchors)]
            for part in parts.competencies.values()
        ]
        tau = sum(map(rank_agreement, rows)) / len(rows)
        if abs(tau) > TELLING_TAU:
            message = Message(
                "length tells the level of anchors (%(language)s): Kendall’s tau is %(tau)s; even them out",
                language=Named("keys", language),
                tau=f"{tau:+.2f}",
            )
            yield Problem(where, message)
        high = sum(row.index(max(row)) in HIGH for row in rows)
        if high > TELLING_LONGEST * len(rows):
            message = Message(
                "the longest anchor (%(language)s) is a high one in %(high)s of %(all)s; lengthen lower ones",
                language=Named("keys", language),
                high=high,
                all=len(rows),
            )
            yield Problem(where, message)


def rank_agreement(lengths: Sequence[int]) -> float:
    """Return Kendall’s tau-a of values against their places: 1 always growing, -1 always falling, 0 neither.

    (pairs in order - pairs out of order) / all pairs; ties count for neither.
    Kendall, M. G. (1938). A new measure of rank correlation. Biometrika, 30, 81-93.
    """
    signs = [(later > earlier) - (later < earlier) for earlier, later in combinations(lengths, 2)]
    return sum(signs) / len(signs)


def _without_situations(parts: Parts) -> Iterator[Problem]:
    """Report competencies that lack situations although most have them: a lost file, and a set would be lopsided."""
    having = parts.known("situations") | {id for id, part in parts.competencies.items() if part.value.situations}
    lacking = [part for id, part in parts.competencies.items() if id not in having]
    if 2 * len(lacking) < len(parts.competencies):
        for part in lacking:
            message = Message(
                "most competencies have situations, this one has none; add %(file)s",
                file=f"situations/{part.value.id}.yaml",
            )
            yield Problem(part.document.where(("id",)), message)


def _twice(document: Document, key: str, ids: list[str]) -> Iterator[Problem]:
    for index, id in enumerate(ids):
        if id in ids[:index]:
            message = Message('the id "%(id)s" is given twice in %(key)s; rename one', id=id, key=Named("keys", key))
            yield Problem(document.where((key, index, "id")), message)
