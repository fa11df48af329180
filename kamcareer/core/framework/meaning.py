"""What a framework must make sense of beyond its shape: references, must-haves, the career graph, the measurement."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from kamcareer.core.framework.errors import Problem, unknown
from kamcareer.core.framework.model import MAX_LEVEL, Activity, Edge, Requirement, Role
from kamcareer.core.framework.parts import Located, Parts
from kamcareer.core.framework.yaml_reader import Document, Path

MAX_MUST_HAVES = 8
CRITICAL = 3

# Outside these bounds the measurement model divides by zero or says nothing.
POSSIBLE = {
    "spread": (0.05, MAX_LEVEL),
    "common_share": (0, 0.95),
    "entry_level": (0, MAX_LEVEL),
    "validity": (0.01, 0.99),
    "bias": (-MAX_LEVEL, MAX_LEVEL),
    "confidence": (0.05, 20),
    "interval": (0.1, 0.999),
    "margin": (0, 1),
}


def problems_of_meaning(parts: Parts) -> list[Problem]:
    """Return every problem of meaning in files whose shape is right."""
    return [
        *_unknown_facts(parts),
        *_competency_problems(parts),
        *_role_problems(parts),
        *_overlay_problems(parts),
        *_order_problems(parts),
        *_edge_problems(parts),
        *_activity_problems(parts),
        *_measurement_problems(parts),
    ]


def _all_documents(parts: Parts) -> Iterator[Document]:
    for kept in (parts.competencies, parts.roles, parts.overlays, parts.activities):
        for part in kept.values():
            yield part.document
    if parts.head:
        yield parts.head.document


def _unknown_facts(parts: Parts) -> Iterator[Problem]:
    if parts.facts is None:
        return
    known = parts.facts.value.facts
    for document in _all_documents(parts):
        for path, position in document.values.items():
            if len(path) > 1 and path[-2] == "facts" and isinstance(path[-1], int):
                number = _value_at(document, path)
                if isinstance(number, str) and number not in known:
                    yield Problem(position, f'unknown fact "{number}"; facts.yaml ends at {_last(known)}')
    articles = parts.head.value.articles if parts.head else {}
    for number, fact in known.items():
        if articles and fact.article not in articles:
            where = parts.facts.document.where(("facts", number, "article"))
            yield Problem(where, unknown("article", fact.article, articles))


def _last(facts: Mapping[str, object]) -> str:
    return max(facts, key=lambda number: int(number[1:]), default="no fact")


def _value_at(document: Document, path: Path) -> object:
    value: object = document.value
    for part in path:
        value = value[part]  # type: ignore[index]  # the path was recorded from this very value
    return value


def _competency_problems(parts: Parts) -> Iterator[Problem]:
    for part in parts.competencies.values():
        competency, document = part.value, part.document
        if parts.head and competency.cluster not in parts.head.value.clusters:
            message = unknown("cluster", competency.cluster, parts.head.value.clusters)
            yield Problem(document.where(("cluster",)), message)
        yield from _twice(document, "indicators", [item.id for item in competency.indicators])
        yield from _twice(document, "situations", [item.id for item in competency.situations])
        yield from _twice(document, "interview", [item.id for item in competency.interview])
        for index, situation in enumerate(competency.situations):
            ratings = {letter: option.rating for letter, option in situation.options.items()}
            path: Path = ("situations", index)
            if len(ratings) != 4:  # noqa: PLR2004 - four options: A, B, C, D
                yield Problem(document.where((*path, "options")), "a situation has four options: A, B, C and D")
                continue
            for key, extreme in (("best", max(ratings.values())), ("worst", min(ratings.values()))):
                chosen = getattr(situation, key)
                if ratings[chosen] != extreme:
                    message = f'"{key}" is {chosen}, but another option has the {key} rating ({extreme})'
                    yield Problem(document.where((*path, key)), message)
            low, high = situation.level_range
            if low > high:
                yield Problem(document.where((*path, "level_range")), "the lower level comes first")


def _twice(document: Document, key: str, ids: list[str]) -> Iterator[Problem]:
    for index, id in enumerate(ids):
        if id in ids[:index]:
            yield Problem(document.where((key, index, "id")), f'the id "{id}" is given twice in {key}; rename one')


def _role_problems(parts: Parts) -> Iterator[Problem]:
    for part in parts.roles.values():
        cells = part.value.requirements
        yield from _cell_problems(cells, "requirements", part.document, parts)
        yield from _too_many_must_haves(part.value, "requirements", part.document)
        if parts.head and part.value.ladder not in parts.head.value.ladders:
            message = unknown("ladder", part.value.ladder, parts.head.value.ladders)
            yield Problem(part.document.where(("ladder",)), message)


def _overlay_problems(parts: Parts) -> Iterator[Problem]:
    for part in parts.overlays.values():
        overlay, document = part.value, part.document
        yield from _cell_problems(overlay.changes, "changes", document, parts)
        if overlay.base in parts.overlays:
            message = f'"{overlay.base}" is itself an overlay; name the role it is based on'
            yield Problem(document.where(("base",)), message)
        elif overlay.base not in parts.known("roles"):
            yield Problem(document.where(("base",)), unknown("role", overlay.base, parts.roles))
        elif overlay.base in parts.roles:
            yield from _too_many_must_haves(overlay.applied_to(parts.roles[overlay.base].value), "changes", document)


def _cell_problems(cells: Mapping[str, Requirement], key: str, document: Document, parts: Parts) -> Iterator[Problem]:
    known = parts.known("competencies")
    for id, need in cells.items():
        path: Path = (key, id)
        if id not in known:
            yield Problem(document.where_key(path), unknown("competency", id, known))
        if need.must_have and need.weight < CRITICAL:
            message = f'the must-have "{id}" has weight {need.weight}; a must-have has weight 3'
            yield Problem(document.where((*path, "weight")), message)
        if need.reason is None and (need.must_have or need.weight == CRITICAL):
            what = "a must-have" if need.must_have else "weight 3"
            yield Problem(document.where_key(path), f'"{id}" is {what} without a reason; add reason: with ru and en')


def _too_many_must_haves(role: Role, key: str, document: Document) -> Iterator[Problem]:
    count = len(role.must_haves)
    if count > MAX_MUST_HAVES:
        message = f"{count} must-haves; at most {MAX_MUST_HAVES} are allowed: a longer list selects nobody"
        yield Problem(document.where_key((key,)), message)


def _order_problems(parts: Parts) -> Iterator[Problem]:
    if parts.head is None:
        return
    document = parts.head.document
    for folder in ("competencies", "roles"):
        listed = getattr(parts.head.value.order, folder)
        known = parts.known(folder)
        for index, id in enumerate(listed):
            where = document.where(("order", folder, index))
            if id not in known:
                yield Problem(where, unknown("competency" if folder == "competencies" else "role", id, known))
            elif id in listed[:index]:
                yield Problem(where, f'"{id}" stands twice in the order; remove one')
        for id in sorted(known - set(listed)):
            where = document.where_key(("order", folder))
            yield Problem(where, f'"{id}" has a file but no place in the order; add it to order: {folder}')


def _edge_problems(parts: Parts) -> Iterator[Problem]:
    if parts.head is None:
        return
    document, edges = parts.head.document, parts.head.value.edges
    roles, known = parts.resolved_roles(), parts.known("roles")
    for index, edge in enumerate(edges):
        path: Path = ("edges", index)
        yield from _end_problems(edge, path, document, known)
        if edge.type == "promotion" and edge.from_role in roles and edge.to_role in roles:
            yield from _falls(edge, path, document, roles)
    touched = {edge.from_role for edge in edges} | {edge.to_role for edge in edges if edge.to_role}
    bases = {id: part.value.base for id, part in parts.overlays.items()}
    documents = {id: part.document for id, part in parts.roles.items()}
    documents |= {id: part.document for id, part in parts.overlays.items()}
    for id, where in documents.items():
        # A variant without ways of its own has those of its base.
        if id not in touched and bases.get(id) not in touched:
            message = f'no edge of framework.yaml leads to or from "{id}"; add one to edges:'
            yield Problem(where.where(("id",)), message)
    yield from _cycle(edges, document)


def _end_problems(edge: Edge, path: Path, document: Document, known: set[str]) -> Iterator[Problem]:
    for key, id in (("from", edge.from_role), ("to", edge.to_role)):
        if id is not None and id not in known:
            yield Problem(document.where((*path, key)), unknown("role", id, known))
    if (edge.type == "exit") != (edge.to_role is None):
        yield Problem(document.where(path), 'an exit leads out and has no "to"; any other edge needs "to"')
    if edge.type == "exit" and edge.name is None:
        yield Problem(document.where(path), 'an exit needs a "name": where does it lead?')
    if edge.from_role == edge.to_role:
        yield Problem(document.where((*path, "to")), "an edge cannot lead to the role it comes from")


def _falls(edge: Edge, path: Path, document: Document, roles: Mapping[str, Role]) -> Iterator[Problem]:
    lower, upper = roles[edge.from_role].requirements, roles[str(edge.to_role)].requirements
    fallen = {id for id in lower.keys() & upper.keys() if upper[id].level < lower[id].level}
    for id in sorted(fallen - edge.falls.keys()):
        message = (
            f'"{id}" falls from {lower[id].level} to {upper[id].level} along the promotion '
            f"{edge.from_role} → {edge.to_role}; give the reason under falls:"
        )
        yield Problem(document.where(path), message)
    for id in sorted(edge.falls.keys() - fallen):
        message = f'"{id}" does not fall along this edge; remove the reason'
        yield Problem(document.where_key((*path, "falls", id)), message)


def _cycle(edges: tuple[Edge, ...], document: Document) -> Iterator[Problem]:
    """Report a circle of promotions: following them one would never arrive."""
    steps = {
        (edge.from_role, edge.to_role): index
        for index, edge in enumerate(edges)
        if edge.type == "promotion" and edge.to_role and edge.to_role != edge.from_role
    }
    above: dict[str, set[str]] = {}
    for lower, upper in steps:
        above.setdefault(lower, set()).add(upper)
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        circle = error.args[1][::-1]
        message = f"promotions run in a circle: {' → '.join(circle)}; make one of them lateral"
        yield Problem(document.where(("edges", steps[circle[-2], circle[-1]])), message)


def _activity_problems(parts: Parts) -> Iterator[Problem]:
    competencies, activities = parts.known("competencies"), parts.known("activities")
    for part in parts.activities.values():
        activity, document = part.value, part.document
        for id in activity.gains:
            if id not in competencies:
                yield Problem(document.where_key(("gains", id)), unknown("competency", id, competencies))
        for id in activity.needs.levels:
            if id not in competencies:
                where = document.where_key(("needs", "levels", id))
                yield Problem(where, unknown("competency", id, competencies))
        for index, id in enumerate(activity.needs.activities):
            if id not in activities:
                where = document.where(("needs", "activities", index))
                yield Problem(where, unknown("activity", id, activities))
        yield from _closing_problems(part, activities)


def _closing_problems(part: Located[Activity], activities: set[str]) -> Iterator[Problem]:
    activity, document = part.value, part.document
    if activity.closes_with is not None and activity.closes_with not in activities:
        yield Problem(document.where(("closes_with",)), unknown("activity", activity.closes_with, activities))
    if activity.kind == "training" and activity.closes_with is None:
        message = "a training counts only with a practice task; add closes_with: and the id of a project"
        yield Problem(document.where(("kind",)), message)


def _measurement_problems(parts: Parts) -> Iterator[Problem]:
    if parts.measurement is None:
        return
    document = parts.measurement.document
    if "self" not in parts.measurement.value.sources:
        yield Problem(document.where_key(("sources",)), 'the source "self" is missing; a self-assessment needs it')
    for id, source in parts.measurement.value.sources.items():
        shares = source.error_shares
        if abs(shares.rater + shares.halo + shares.rest - 1) > 1e-6:  # noqa: PLR2004 - rounding of decimals
            yield Problem(document.where(("sources", id, "error_shares")), "the three shares must sum to 1")
    for path in [path for path in document.values if path and path[-1] == "value"]:
        owner = _value_at(document, path[:-1])
        if isinstance(owner, dict) and "range" in owner:
            yield from _out_of_range(document, path[:-1], owner)


def _out_of_range(document: Document, path: Path, owner: Mapping[str, object]) -> Iterator[Problem]:
    low, high = (float(bound) for bound in owner["range"])  # type: ignore[attr-defined]
    least, most = POSSIBLE.get(str(path[-1])) or POSSIBLE.get(str(path[0]), (low, high))
    if not least <= low <= high <= most:
        message = f'the range of "{path[-1]}" must run from low to high within {least:g} to {most:g}'
        yield Problem(document.where((*path, "range")), message)
    value = float(owner["value"])  # type: ignore[arg-type]
    if not low <= value <= high:
        message = f'"{path[-1]}" is {value:g}, outside its range {low:g} to {high:g}'
        yield Problem(document.where((*path, "value")), message)
