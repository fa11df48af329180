"""People with targets and limits for the tests of planning."""

from dataclasses import dataclass

import numpy as np

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.careers import edges_from
from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement import measure, self_ratings
from kamcareer.core.planning.limits import Limits
from kamcareer.core.planning.outcome import Ground
from kamcareer.services.framework_files import load_framework
from tests.core.people import scattered

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
WAYS = [(edge.from_role, edge.to_role) for id in FRAMEWORK.roles for edge in edges_from(FRAMEWORK, id) if edge.to_role]


@dataclass(frozen=True)
class Case:
    """One person, one target, one set of limits."""

    ground: Ground
    limits: Limits


def case(seed: int, framework: Framework = FRAMEWORK) -> Case:
    """Return a person in some role who wants the next one, with hours, weeks and money as people have them."""
    draw = np.random.default_rng(seed)
    present, target = WAYS[draw.integers(len(WAYS))]
    profile = measure(framework, present, self_ratings(scattered(framework, present, draw)))
    budget = None if draw.random() < 0.4 else int(draw.choice([0, 10_000, 30_000, 60_000]))
    limits = Limits(
        hours_per_week=float(draw.choice([2, 3, 4, 5, 6])), weeks=int(draw.choice([13, 20, 26, 39])), budget=budget
    )
    return Case(Ground(framework, framework.roles[target], profile), limits)


def with_activities(*activities: Activity, framework: Framework = FRAMEWORK) -> Framework:
    """Return the framework with no other activities than these."""
    return framework.model_copy(update={"activities": {activity.id: activity for activity in activities}})


def sampled(count: int, seed: int) -> Framework:
    """Return the framework with so many of its activities, and what closes them."""
    draw = np.random.default_rng(seed)
    chosen: list[str] = []
    for id in draw.permutation(sorted(FRAMEWORK.activities)):
        together = [str(id), *FRAMEWORK.activities[str(id)].closers]
        chosen += [one for one in together if one not in chosen]
        if len(chosen) >= count:
            break
    return with_activities(*(FRAMEWORK.activities[id] for id in chosen[:count] if _whole(id, chosen[:count])))


def _whole(id: str, chosen: list[str]) -> bool:
    closers = FRAMEWORK.activities[id].closers
    return not closers or bool(set(closers) & set(chosen))


def invented(id: str, **changes: object) -> Activity:
    """Return an invented activity: a small project for negotiation, changed as asked."""
    like = FRAMEWORK.activities["renew_three_small_contracts"].model_dump(mode="json")
    base = {
        "id": id,
        "kind": "project",
        "gains": {"negotiation": {"levels": 0.4, "cap": 4}},
        "hours": 4,
        "weeks": 2,
        "hours_at": "work",
        "cost": "free",
        "level_range": [0, 4],
        "requires": {},
        "closes_with": None,
        "one_of": None,
        "tracks": ["any"],
    }
    return Activity.model_validate(like | base | changes)
