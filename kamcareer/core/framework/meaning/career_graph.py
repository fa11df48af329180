"""The career graph: edges between known roles, reasons where a level falls, no circle, no role left alone."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from kamcareer.core.framework.errors import Problem, unknown
from kamcareer.core.framework.message import Listed, Message, Named
from kamcareer.core.framework.parts import Parts
from kamcareer.core.framework.retirement import gone_from
from kamcareer.core.framework.role import Edge, Role
from kamcareer.core.framework.yaml_reader import Document, Path


def edge_problems(parts: Parts) -> Iterator[Problem]:
    """Return what is wrong with the edges, and the roles that no edge reaches."""
    if parts.head is None:
        return
    document, edges = parts.head.document, parts.head.value.edges
    roles, known = parts.resolved_roles(), parts.known("roles")
    for index, edge in enumerate(edges):
        path: Path = ("edges", index)
        yield from _end_problems(edge, path, document, known)
        if edge.type == "promotion" and edge.from_role in roles and edge.to_role in roles:
            yield from _falls(edge, path, document, roles)
    gone = gone_from(parts)
    open_ways = [edge for edge in edges if not gone.closes(edge)]
    touched = {edge.from_role for edge in open_ways} | {edge.to_role for edge in open_ways if edge.to_role}
    bases = {id: part.value.base for id, part in parts.overlays.items()}
    documents = {id: part.document for id, part in parts.roles.items()}
    documents |= {id: part.document for id, part in parts.overlays.items()}
    for id, where in documents.items():
        # A variant without ways of its own has those of its base.
        if id not in touched and bases.get(id) not in touched:
            message = Message(
                'no edge of framework.yaml leads to or from "%(id)s"; add one to edges:', id=Named("roles", id)
            )
            yield Problem(where.where(("id",)), message)
    yield from _cycle(edges, document)


def _end_problems(edge: Edge, path: Path, document: Document, known: set[str]) -> Iterator[Problem]:
    for key, id in (("from", edge.from_role), ("to", edge.to_role)):
        if id is not None and id not in known:
            yield Problem(document.where((*path, key)), unknown("role", id, known))
    if (edge.type == "exit") != (edge.to_role is None):
        message = Message('an exit leads out and has no "to"; any other edge needs "to"')
        yield Problem(document.where(path), message)
    if edge.type == "exit" and edge.name is None:
        yield Problem(document.where(path), Message('an exit needs a "name": where does it lead?'))
    if edge.from_role == edge.to_role:
        yield Problem(document.where((*path, "to")), Message("an edge cannot lead to the role it comes from"))


def _falls(edge: Edge, path: Path, document: Document, roles: Mapping[str, Role]) -> Iterator[Problem]:
    lower, upper = roles[edge.from_role].requirements, roles[str(edge.to_role)].requirements
    fallen = {id for id in lower.keys() & upper.keys() if upper[id].level < lower[id].level}
    for id in sorted(fallen - edge.falls.keys()):
        message = Message(
            '"%(id)s" falls from %(before)s to %(after)s along the promotion '
            "%(start)s → %(end)s; give the reason under falls:",
            id=Named("competencies", id),
            before=lower[id].level,
            after=upper[id].level,
            start=Named("roles", edge.from_role),
            end=Named("roles", str(edge.to_role)),
        )
        yield Problem(document.where(path), message)
    for id in sorted(edge.falls.keys() - fallen):
        message = Message('"%(id)s" does not fall along this edge; remove the reason', id=Named("competencies", id))
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
        ends = Listed(tuple(Named("roles", id) for id in circle), between=" → ")
        message = Message("promotions run in a circle: %(circle)s; make one of them lateral", circle=ends)
        yield Problem(document.where(("edges", steps[circle[-2], circle[-1]])), message)
