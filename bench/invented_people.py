"""People whose true levels are known, and what sources would say of them: with other parameters than the settings.

The generator is not the model: levels and ratings are cut to the scale and rounded, situations are choices under
bounded credit, raters are shared by several people and some sources are missing.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement import Rating, assumed_level

TEAM, PEERS, PANELS = 8, 800, 60  # people of one manager; colleagues and panels there are
INTERVIEWED, TESTED = 0.3, 0.5
PRESENT = ("sales_representative", "supervisor", "sales_manager", "key_account_specialist_retail", "account_manager")


@dataclass(frozen=True)
class Truth:
    """How one source really works: validity, bias, spread, and how its error splits into rater, halo and rest."""

    validity: float
    bias: float
    spread: float = 1.0
    shares: tuple[float, float, float] = (0.0, 0.4, 0.6)


@dataclass(frozen=True)
class World:
    """What the settings do not know."""

    spread: float = 0.76
    common_share: float = 0.5
    offset: float = -0.05
    sources: dict[str, Truth] = field(
        default_factory=lambda: {
            "self": Truth(0.29, 0.45, 1.05, (0, 0.5, 0.5)),
            # The anchor defines the scale: what is wrong with its own bias cannot be found out. See ANCHOR.
            "manager": Truth(0.72, 0.15, 0.95, (0.15, 0.25, 0.6)),
            "peer": Truth(0.48, 0.28, 1.0, (0.1, 0.35, 0.55)),
            "interview": Truth(0.58, 0.05, 1.0, (0.15, 0.25, 0.6)),
        }
    )
    test_noise: tuple[float, float] = (1.2, 1.8)  # of a situation: for a person in a competency, for one item


GROSS = World(
    sources=World().sources
    | {"self": Truth(0.2, 0.9, 1.1, (0, 0.5, 0.5)), "peer": Truth(0.48, 0.6, 1.0, (0.1, 0.35, 0.55))}
)
ANCHOR = World(spread=0.9, sources=World().sources | {"manager": Truth(0.72, 0.4, 0.95, (0.15, 0.25, 0.6))})


@dataclass(frozen=True)
class People:
    """People, one row each: the role they hold, their true levels, and their ratings."""

    roles: list[str]
    truth: NDArray[np.float64]
    ratings: list[list[Rating]]

    def only(self, *sources: str) -> list[list[Rating]]:
        """Return the ratings of some sources."""
        return [[rating for rating in ratings if rating.source in sources] for ratings in self.ratings]


@dataclass
class Sitting:
    """What is needed to let sources rate people: who they truly are, and the ratings so far."""

    ids: tuple[str, ...]
    world: World
    draw: np.random.Generator
    profile: NDArray[np.float64]
    truth: NDArray[np.float64]
    ratings: list[list[Rating]]

    def rate(self, source: str, raters: dict[int, list[str]], seen: float) -> None:
        """Let the raters of each person say what they see; some competencies they had no chance to see."""
        how = self.world.sources[source]
        error = (1 - how.validity**2) * (how.spread * self.world.spread) ** 2
        rater, halo, rest = ((share * error) ** 0.5 for share in how.shares)
        slope = how.validity * how.spread
        lenient: dict[str, float] = {"": 0.0}
        for person, names in raters.items():
            beyond = slope * (self.truth[person] - self.profile[person])
            for name in names:
                mood = lenient.setdefault(name, self.draw.normal() * rater) + self.draw.normal() * halo
                said = self.profile[person] + how.bias + beyond + mood + self.draw.normal(size=len(self.ids)) * rest
                levels = np.clip(np.rint(said), 0, MAX_LEVEL)
                chances = self.draw.random(len(self.ids))
                for id, level, chance in zip(self.ids, levels, chances, strict=True):
                    if chance < seen:
                        self.ratings[person].append(Rating(id, source, float(level), rater=name))

    def choose(self, framework: Framework, person: int) -> None:
        """Let a person choose in all situations: credit in six steps, the more the better they see the case."""
        part = framework.measurement.sources["situations"].part
        for column, (id, competency) in enumerate(framework.competencies.items()):
            sight = self.truth[person, column] + self.draw.normal() * self.world.test_noise[0]
            for item in competency.situations:
                low, high = item.level_range
                reach = (sight + self.draw.normal() * self.world.test_noise[1] - low + 0.5) / (high - low + 1)
                level = low + np.rint(6 * np.clip(reach, 0, 1)) / 6 * (high - low)
                within = (float(low), float(high))
                rating = Rating(id, "situations", float(level), weight=part, step=0.0, within=within)
                self.ratings[person].append(rating)


def invented(framework: Framework, world: World, count: int, seed: int) -> People:
    """Return so many people of a world, the same for the same seed."""
    draw = np.random.default_rng(seed)
    ids = tuple(framework.competencies)
    roles = [PRESENT[number] for number in draw.integers(0, len(PRESENT), count)]
    profile = np.array([[assumed_level(framework, role, id) for id in ids] for role in roles])
    common = draw.normal(size=(count, 1)) * world.common_share**0.5
    own = draw.normal(size=profile.shape) * (1 - world.common_share) ** 0.5
    truth = np.clip(profile + world.offset + world.spread * (common + own), 0, MAX_LEVEL)
    sitting = Sitting(ids, world, draw, profile, truth, [[] for _ in range(count)])
    order = [int(person) for person in draw.permutation(count)]
    sitting.rate("self", {person: [""] for person in range(count)}, seen=0.95)
    sitting.rate("manager", {person: [f"m{place // TEAM}"] for place, person in enumerate(order)}, seen=0.95)
    peers = {p: [f"p{n}" for n in draw.choice(PEERS, draw.integers(0, 5), replace=False)] for p in range(count)}
    sitting.rate("peer", peers, seen=0.7)
    panels = {p: [f"i{draw.integers(PANELS)}"] for p in range(count) if draw.random() < INTERVIEWED}
    sitting.rate("interview", panels, seen=0.5)
    for person in range(count):
        if draw.random() < TESTED:
            sitting.choose(framework, person)
    return People(roles, truth, sitting.ratings)
