"""The order in which people meet competencies and roles names each of them once."""

from collections.abc import Iterator

from kamcareer.core.framework.errors import Problem, unknown
from kamcareer.core.framework.message import Message, Named
from kamcareer.core.framework.parts import Parts


def order_problems(parts: Parts) -> Iterator[Problem]:
    """Return what is missing in the order, unknown to it or named twice."""
    if parts.head is None:
        return
    document = parts.head.document
    for folder, kind in (("competencies", "competency"), ("roles", "role"), ("guides", "guide")):
        listed = getattr(parts.head.value.order, folder)
        known = parts.known(folder)
        for index, id in enumerate(listed):
            where = document.where(("order", folder, index))
            if id not in known:
                yield Problem(where, unknown(kind, id, known))
            elif id in listed[:index]:
                message = Message('"%(id)s" stands twice in the order; remove one', id=Named(folder, id))
                yield Problem(where, message)
        for id in sorted(known - set(listed)):
            where = document.where_key(("order", folder))
            message = Message(
                '"%(id)s" has a file but no place in the order; add it to order: %(folder)s',
                id=Named(folder, id),
                folder=Named("keys", folder),
            )
            yield Problem(where, message)
