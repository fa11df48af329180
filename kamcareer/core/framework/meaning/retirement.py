"""Retired parts: nothing that is in use may be left empty by them."""

from collections.abc import Iterator

from kamcareer.core.framework.errors import Problem
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
            yield Problem(where.where(("id",)), f'all that "{id}" asks is retired; retire the role too')
    for part in parts.overlays.values():
        if part.value.base in gone.roles:
            message = f'"{part.value.id}" is a variant of "{part.value.base}", which is retired; retire it too'
            yield Problem(part.document.where(("base",)), message)
    for practice in parts.activities.values():
        activity, document = practice.value, practice.document
        if activity.gains.keys() <= gone.competencies:
            message = f'all that "{activity.id}" trains is retired; retire the activity too'
            yield Problem(document.where_key(("gains",)), message)
        if activity.closers and set(activity.closers) <= gone.activities:
            message = f'what closes "{activity.id}" is retired; retire it too, or name another practice'
            yield Problem(document.where_key(("closes_with",)), message)
