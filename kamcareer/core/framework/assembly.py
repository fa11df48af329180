"""Put checked parts together: overlays on their bases, situations in their competencies, an installation's prices."""

from collections.abc import Mapping

from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.competency import Competency, Situation
from kamcareer.core.framework.entries import Text
from kamcareer.core.framework.model import Framework, Retired
from kamcareer.core.framework.parts import Located, Parts
from kamcareer.core.framework.retirement import gone_from, left_of_items
from kamcareer.core.framework.role import Overlay, Role


def assembled(parts: Parts) -> Framework:
    """Return the framework of parts in which no problem was found; of what is retired only the names are in it."""
    assert parts.head and parts.facts and parts.measurement  # noqa: S101, PT018 - missing files were reported before
    head, gone = parts.head.value, gone_from(parts)
    roles = {id: gone.left_of_role(role) for id, role in parts.resolved_roles().items()}
    prices = head.prices
    if prices and parts.prices:
        prices = parts.prices.value.over(prices)
    activities = {id: _with_price(parts, part.value) for id, part in parts.activities.items()}
    return Framework(
        **dict(head) | {"prices": prices, "edges": gone.left_of_edges(head.edges)},
        competencies={id: _with_situations(parts, id) for id in head.order.competencies if id in parts.competencies},
        roles={id: roles[id] for id in head.order.roles if id in roles},
        activities={id: gone.left_of_activity(activity) for id, activity in activities.items()},
        guides={id: parts.guides[id].value for id in head.order.guides},
        facts=parts.facts.value.facts,
        left_out=parts.facts.value.left_out,
        measurement=parts.measurement.value,
        retired=Retired(**{folder: _names(kept) for folder, kept in parts.retired.items()}),
    )


def _names(kept: Mapping[str, Located[Competency | Role | Overlay | Activity]]) -> dict[str, Text]:
    return {id: part.value.name for id, part in kept.items()}


def _with_situations(parts: Parts, id: str) -> Competency:
    competency = parts.competencies[id].value
    situations: tuple[Situation, ...] = competency.situations
    for kept, private in ((parts.situations, False), (parts.private_situations, True)):
        if id in kept:
            situations += kept[id].value.items(private=private)
    return left_of_items(competency.model_copy(update={"situations": situations}))


def _with_price(parts: Parts, activity: Activity) -> Activity:
    own = parts.prices.value.activities if parts.prices else {}
    return activity.model_copy(update={"price": own[activity.id]}) if activity.id in own else activity
