"""Ways from role to role as plain data: the published JSON of the command line."""

from typing import Any

from kamcareer.core.planning.routes import Comparison, Route, RouteStep


def routes_json(found: Comparison) -> dict[str, Any]:
    """Return the ways as JSON-ready data; what nothing was planned for has no weeks, hours, cost and activities: null.

    `fastest`, `gentlest` and `cheapest` are the number of one way, from 0; `best_at` names all that are equal.
    """
    return {
        "routes": [
            _route(route) | {"best_at": list(found.best_at(number))} for number, route in enumerate(found.routes)
        ],
        "fastest": found.fastest,
        "gentlest": found.gentlest,
        "cheapest": found.cheapest,
    }


def _route(route: Route) -> dict[str, Any]:
    planned = route.weeks is not None
    return {
        "steps": [_step(one) for one in route.steps],
        "weeks": route.weeks,
        "hours": route.hours if planned else None,
        "cost": route.cost if planned else None,
        "largest_step": route.largest_step,
    }


def _step(one: RouteStep) -> dict[str, Any]:
    planned = one.weeks is not None
    activities = [
        {"id": placement.candidate.id, "start_week": placement.start, "end_week": placement.end}
        for placement in one.placements
    ]
    return {
        "from": one.edge.from_role,
        "to": one.target,
        "type": one.edge.type,
        "short": dict(one.short),
        "levels": one.levels,
        "weeks": one.weeks,
        "hours": one.hours if planned else None,
        "cost": one.cost if planned else None,
        "activities": activities if planned else None,
        "beyond_the_catalogue": list(one.beyond) if planned else None,
    }
