"""What it changes to weigh the topics of a profile alike instead of as the profile says."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations

from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.measurement import Profile
from kamcareer.core.readiness import Readiness, readiness_all
from kamcareer.core.selection.bands import apart_from, readier_of, share_points


@dataclass(frozen=True)
class Weighed:
    """Some people by one set of weights; in each pair of `apart` the first is clearly readier than the second."""

    readiness: Mapping[str, Readiness]
    apart: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Weighing:
    """The same people by the weights of a profile, and with all of its topics alike."""

    by_profile: Weighed
    alike: Weighed

    @property
    def moved(self) -> tuple[str, ...]:
        """The people whose readiness is another in whole percent."""
        before, after = self.by_profile.readiness, self.alike.readiness
        return tuple(id for id in before if round(before[id].estimate, 2) != round(after[id].estimate, 2))

    @property
    def only_by_profile(self) -> tuple[tuple[str, str], ...]:
        """The pairs that are told apart by the weights of the profile alone."""
        return tuple(sorted(self.by_profile.apart - self.alike.apart))

    @property
    def only_alike(self) -> tuple[tuple[str, str], ...]:
        """The pairs that are told apart only where all topics weigh the same."""
        return tuple(sorted(self.alike.apart - self.by_profile.apart))


def weighing(framework: Framework, role: Role, people: Mapping[str, Profile]) -> Weighing:
    """Return a few people by both sets of weights."""
    apart = apart_from(framework)
    own, alike = (_weighed(framework, one, people, apart) for one in (role, weighed_alike(role)))
    return Weighing(own, alike)


def weighed_alike(role: Role) -> Role:
    """Return a role whose topics all weigh the same; what it needs stays."""
    needs = {id: need.model_copy(update={"weight": 1}) for id, need in role.requirements.items()}
    return role.model_copy(update={"requirements": needs})


def _weighed(framework: Framework, role: Role, people: Mapping[str, Profile], apart: float) -> Weighed:
    if not people:
        return Weighed({}, frozenset())
    names, profiles = list(people), list(people.values())
    ready = dict(zip(names, readiness_all(framework, role, profiles), strict=True))
    readier = readier_of(share_points(role, profiles))
    pairs = permutations(range(len(names)), 2)
    return Weighed(ready, frozenset((names[one], names[two]) for one, two in pairs if readier[one, two] >= apart))
