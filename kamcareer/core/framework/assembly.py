"""Put checked parts together: overlays on their bases, situations in their competencies, an installation's prices."""

from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.competency import Competency, Situation
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.parts import Parts


def assembled(parts: Parts) -> Framework:
    """Return the framework of parts in which no problem was found."""
    assert parts.head and parts.facts and parts.measurement  # noqa: S101, PT018 - missing files were reported before
    head, roles = parts.head.value, parts.resolved_roles()
    prices = head.prices
    if prices and parts.prices:
        prices = parts.prices.value.over(prices)
    return Framework(
        **dict(head) | {"prices": prices},
        competencies={id: _with_situations(parts, id) for id in head.order.competencies},
        roles={id: roles[id] for id in head.order.roles},
        activities={id: _with_price(parts, part.value) for id, part in parts.activities.items()},
        guides={id: parts.guides[id].value for id in head.order.guides},
        facts=parts.facts.value.facts,
        left_out=parts.facts.value.left_out,
        measurement=parts.measurement.value,
    )


def _with_situations(parts: Parts, id: str) -> Competency:
    competency = parts.competencies[id].value
    situations: tuple[Situation, ...] = competency.situations
    for kept, private in ((parts.situations, False), (parts.private_situations, True)):
        if id in kept:
            situations += kept[id].value.items(private=private)
    return competency.model_copy(update={"situations": situations})


def _with_price(parts: Parts, activity: Activity) -> Activity:
    own = parts.prices.value.activities if parts.prices else {}
    return activity.model_copy(update={"price": own[activity.id]}) if activity.id in own else activity
