"""From which roles people come into a role: one or two ways of the career graph before it."""

from kamcareer.core.careers import edges_from, step
from kamcareer.core.framework.model import Framework


def feeders(framework: Framework) -> dict[str, tuple[str, ...]]:
    """Return the roles that lead to each role within two steps, in the order of the framework; never itself.

    A variant to which no way of its own leads is reached from its base, and from where its base is. A lateral way that
    asks less than it leaves behind is a step back, and fills nothing.
    """
    before: dict[str, set[str]] = {id: set() for id in framework.roles}
    for id in framework.roles:
        for edge in edges_from(framework, id):
            if edge.to_role and not (edge.type == "lateral" and step(framework, id, edge.to_role).asks_less):
                before[edge.to_role].add(id)
    for id, role in framework.roles.items():
        if role.base and not before[id]:
            before[id] = before[role.base] | {role.base}
    found = {}
    for id, near in before.items():
        all_before = near.union(*(before[one] for one in near)) - {id}
        found[id] = tuple(one for one in framework.roles if one in all_before)
    return found
