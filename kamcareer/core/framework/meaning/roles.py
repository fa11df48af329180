"""Roles and overlays: known competencies, must-haves that are few and reasoned, cards as full as the others."""

from collections.abc import Iterator, Mapping

from kamcareer.core.framework.errors import Problem, unknown
from kamcareer.core.framework.message import Message, Named
from kamcareer.core.framework.parts import Parts
from kamcareer.core.framework.role import NotExpected, PreviewPoint, Requirement, Role
from kamcareer.core.framework.yaml_reader import Document

MAX_MUST_HAVES = 8
UNREASONED_MUST = Message('"%(id)s" is a must-have without a reason; add reason: with ru and en')
UNREASONED_WEIGHT = Message('"%(id)s" is weight 3 without a reason; add reason: with ru and en')
CRITICAL = 3
THIN = {
    "titles": Message("most roles have titles, this one has none; add titles:"),
    "preview": Message("most roles have preview, this one has none; add preview:"),
}


def role_problems(parts: Parts) -> Iterator[Problem]:
    """Return unknown competencies and ladders, and must-haves that are too many, too light or without a reason."""
    for part in parts.roles.values():
        cells = part.value.requirements
        yield from _cell_problems(cells, "requirements", part.document, parts)
        yield from _too_many_must_haves(part.value, "requirements", part.document)
        yield from _preview_problems(part.value.preview, part.document)
        yield from _guard_problems(part.value.not_expected, cells, part.document, parts)
        if parts.head and part.value.ladder not in parts.head.value.ladders:
            message = unknown("ladder", part.value.ladder, parts.head.value.ladders)
            yield Problem(part.document.where(("ladder",)), message)
    yield from _thin_cards(parts)
    if parts.head:
        ladders = parts.head.value.ladders
        for ladder in parts.head.value.vacancy_words:
            if ladder not in ladders:
                where = parts.head.document.where_key(("vacancy_words", ladder))
                yield Problem(where, unknown("ladder", ladder, ladders))


def _thin_cards(parts: Parts) -> Iterator[Problem]:
    """Report roles that lack what most cards have: a reader would take it for a verdict on the role."""
    for field, lacking_words in THIN.items():
        lacking = [part for part in parts.roles.values() if not getattr(part.value, field)]
        if 2 * len(lacking) < len(parts.roles):
            for part in lacking:
                message = lacking_words
                yield Problem(part.document.where(("id",)), message)


def overlay_problems(parts: Parts) -> Iterator[Problem]:
    """Return overlays without a usable base, and the same of the cells they change."""
    for part in parts.overlays.values():
        overlay, document = part.value, part.document
        yield from _cell_problems(overlay.changes, "changes", document, parts)
        yield from _preview_problems(overlay.preview or (), document)
        yield from _guard_problems(overlay.not_expected or (), overlay.changes, document, parts)
        if overlay.base in parts.overlays:
            message = Message(
                '"%(id)s" is itself an overlay; name the role it is based on', id=Named("roles", overlay.base)
            )
            yield Problem(document.where(("base",)), message)
        elif overlay.base not in parts.known("roles"):
            yield Problem(document.where(("base",)), unknown("role", overlay.base, parts.roles))
        elif overlay.base in parts.roles:
            yield from _too_many_must_haves(overlay.applied_to(parts.roles[overlay.base].value), "changes", document)


def _cell_problems(cells: Mapping[str, Requirement], key: str, document: Document, parts: Parts) -> Iterator[Problem]:
    known = parts.known("competencies")
    for id, need in cells.items():
        path, named = (key, id), Named("competencies", id)
        if id not in known:
            yield Problem(document.where_key(path), unknown("competency", id, known))
        if need.must_have and need.weight < CRITICAL:
            message = Message(
                'the must-have "%(id)s" has weight %(weight)s; a must-have has weight 3', id=named, weight=need.weight
            )
            yield Problem(document.where((*path, "weight")), message)
        if need.reason is None and (need.must_have or need.weight == CRITICAL):
            what = UNREASONED_MUST if need.must_have else UNREASONED_WEIGHT
            yield Problem(document.where_key(path), what.filled(id=named))


def _guard_problems(
    guards: tuple[NotExpected, ...], cells: Mapping[str, Requirement], document: Document, parts: Parts
) -> Iterator[Problem]:
    known = parts.known("competencies")
    for number, guard in enumerate(guards):
        where = document.where(("not_expected", number, "never_must"))
        for id in guard.never_must:
            if id not in known:
                yield Problem(where, unknown("competency", id, known))
            elif id in cells and cells[id].must_have:
                message = Message(
                    '"%(id)s" is a must-have of this very role; take one of the two out', id=Named("competencies", id)
                )
                yield Problem(where, message)


def _too_many_must_haves(role: Role, key: str, document: Document) -> Iterator[Problem]:
    count = len(role.must_haves)
    if count > MAX_MUST_HAVES:
        message = Message(
            "%(count)s must-haves; at most %(most)s are allowed: a longer list selects nobody",
            count=count,
            most=MAX_MUST_HAVES,
        )
        yield Problem(document.where_key((key,)), message)


def _preview_problems(preview: tuple[PreviewPoint, ...], document: Document) -> Iterator[Problem]:
    kinds = [point.kind for point in preview]
    pleases, weighs = kinds.count("pleases"), kinds.count("weighs")
    if pleases != weighs:
        message = Message(
            "%(pleases)s points please and %(weighs)s weigh; an honest preview has as many of each",
            pleases=pleases,
            weighs=weighs,
        )
        yield Problem(document.where_key(("preview",)), message)
