"""Retired parts: nothing that is in use may be left empty by them."""

from collections.abc import Iterator

from kamcareer.core.framework.errors import Problem
from kamcareer.core.framework.message import Message, Named
from kamcareer.core.framework.parts import Parts
from kamcareer.core.framework.retirement import gone_from


def retirement_problems(parts: Parts) -> Iterator[Problem]:
    """Return roles, activities and variants for which nothing is left of what they rest on."""
    gone = gone_from(parts)
    if not gone:
        return
    for id, role in parts.resolved_roles().items():
        if role.requirements.keys() <= gone.competencies:
            where = (parts.roles.get(id) or parts.overlays[id]).document
            message = Message('all that "%(id)s" asks is retired; retire the role too', id=Named("roles", id))
            yield Problem(where.where(("id",)), message)
    for part in parts.overlays.values():
        if part.value.base in gone.roles:
            message = Message(
                '"%(id)s" is a variant of "%(base)s", which is retired; retire it too',
                id=Named("roles", part.value.id),
                base=Named("roles", part.value.base),
            )
            yield Problem(part.document.where(("base",)), message)
    for practice in parts.activities.values():
        activity, document = practice.value, practice.document
        named = Named("activities", activity.id)
        if activity.gains.keys() <= gone.competencies:
            message = Message('all that "%(id)s" trains is retired; retire the activity too', id=named)
            yield Problem(document.where_key(("gains",)), message)
        if activity.closers and set(activity.closers) <= gone.activities:
            message = Message('what closes "%(id)s" is retired; retire it too, or name another practice', id=named)
            yield Problem(document.where_key(("closes_with",)), message)
