"""Which activities of the catalogue come into question for a person, and why the others do not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from math import ceil

from kamcareer.core.catalogue import main_competency
from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.competency import ANY_SETTING
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.measurement import Estimate, Profile
from kamcareer.core.planning.lifting import Lift, lifted
from kamcareer.core.planning.limits import PRACTICE, Limits
from kamcareer.core.planning.problem import Candidate, Pace, Problem, Target
from kamcareer.core.planning.worth import UNIT, Worth, worth

# How much longer than usual an activity may be spread. The same list whatever the limits: else a person with more hours
# would lose a pace, and with it a plan.
SLOWER = (1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4)
LIGHT = 45  # minutes a week below which nothing is spread further


class LeftOut(StrEnum):
    """Why an activity does not come into question."""

    DONE = "done"
    REFUSED = "refused"
    FULL = "full"
    TRACK = "track"
    TOO_EASY = "too_easy"
    TIME = "time"
    HOURS = "hours"
    MONEY = "money"
    BEFORE = "before"
    NO_GAP = "no_gap"


# Somebody who pins one of these has reasons of their own.
OVERRULED = {LeftOut.TRACK, LeftOut.TOO_EASY}


def planning_problem(framework: Framework, role: Role, profile: Profile, limits: Limits) -> Problem:
    """Return the problem of getting from a person's estimated levels nearest to a role."""
    sieve = Sieve(framework, role, profile, limits)
    candidates = tuple(sieve.candidate(id) for id in sorted(framework.activities) if id not in sieve.left_out)
    return Problem(
        candidates,
        sieve.targets(candidates),
        limits,
        tuple(sorted(id for id in limits.pinned if id in sieve.left_out or id not in framework.activities)),
    )


def left_out(framework: Framework, role: Role, profile: Profile, limits: Limits) -> Mapping[str, LeftOut]:
    """Return the activities that do not come into question, each with its reason."""
    return Sieve(framework, role, profile, limits).left_out


@dataclass(frozen=True)
class Sieve:
    """The catalogue as one person and one target see it."""

    framework: Framework
    role: Role
    profile: Profile
    limits: Limits

    @cached_property
    def levels(self) -> dict[str, int]:
        """The levels in hundredths, what was done since they were estimated included."""
        counting = self.limits.done - self.limits.absorbed
        done = [self.framework.activities[id] for id in counting if id in self.framework.activities]
        return {id: lifted(round(self.profile[id].mean * UNIT), _lifts(done, id)) for id in self.profile.competencies}

    @cached_property
    def margin(self) -> int:
        """How far below a level it counts as held, in hundredths."""
        return round(self.framework.measurement.margin.value * UNIT)

    @cached_property
    def left_out(self) -> Mapping[str, LeftOut]:
        """The activities that do not come into question, each with its reason."""
        activities = self.framework.activities
        reasons = {id: reason for id in activities if (reason := self._own_reason(activities[id])) is not None}
        # What cannot be closed or built upon falls out too, and then what depends on that.
        while fallen := {
            id for id in activities if id not in reasons and not self._supported(id, activities.keys() - reasons.keys())
        }:
            reasons |= dict.fromkeys(fallen, LeftOut.BEFORE)
        there = activities.keys() - reasons.keys()
        wanted = self._useful(there) | set(self.limits.pinned)
        return reasons | dict.fromkeys(there - wanted, LeftOut.NO_GAP)

    def candidate(self, id: str) -> Candidate:
        """Return an activity as the solvers see it."""
        activity, limits = self.framework.activities[id], self.limits
        return Candidate(
            id=id,
            minutes=self._minutes(activity),
            cost=self.price(activity),
            practice=activity.kind in PRACTICE,
            own_time=activity.hours_at == "own",
            paces=self._paces(activity),
            lifts={
                id: Lift(_parts(gain.levels), gain.cap * UNIT)
                for id, gain in activity.gains.items()
                if gain.cap * UNIT > self.levels[id]
            },
            entries=self._entries(activity),
            after=tuple(before for before in activity.requires.activities if before not in limits.done),
            closers=activity.closers,
            group=activity.one_of,
            pinned=id in limits.pinned,
            start=limits.pinned.get(id),
            begun=id in limits.progress,
        )

    def targets(self, candidates: Iterable[Candidate]) -> dict[str, Target]:
        """Return where the person stands in every competency, and what more of it is worth for the role."""
        those = tuple(candidates)
        total = sum(need.weight for need in self.role.requirements.values() if need.level)
        found = {}
        for id, level in self.levels.items():
            need = self.role.requirements.get(id)
            if need is None:
                found[id] = Target(level, Worth(()))
                continue
            most = lifted(level, (one.lifts[id] for one in those if id in one.lifts)) - level
            here = Estimate(level / UNIT, self.profile[id].deviation)
            curve = worth(here, need, total, self.margin / UNIT, most)
            found[id] = Target(level, curve, need.level * UNIT - self.margin if need.must_have else None)
        return found

    def price(self, activity: Activity) -> int:
        """Return what an activity costs here."""
        prices = self.framework.prices
        return prices.of(activity) if prices else activity.price or 0

    def _own_reason(self, activity: Activity) -> LeftOut | None:
        limits, activities = self.limits, self.framework.activities
        taken = {activities[id].one_of for id in limits.done if id in activities} - {None}
        highest = activity.level_range[1] * UNIT + self.margin
        checks = {
            LeftOut.DONE: activity.id in limits.done or activity.one_of in taken,
            LeftOut.REFUSED: activity.id in limits.refused,
            LeftOut.FULL: activity.id in limits.full,
            LeftOut.TRACK: not {ANY_SETTING, limits.track or self.role.ladder} & set(activity.tracks),
            LeftOut.TOO_EASY: self.levels[main_competency(activity)] >= highest
            or all(gain.cap * UNIT <= self.levels[id] for id, gain in activity.gains.items()),
            LeftOut.TIME: all(pace.weeks > limits.weeks for pace in self._every_pace(activity)),
            LeftOut.HOURS: not self._paces(activity),
            LeftOut.MONEY: limits.budget is not None and self.price(activity) > limits.budget,
        }
        overruled = OVERRULED if activity.id in limits.pinned else set()
        return next((reason for reason, holds in checks.items() if holds and reason not in overruled), None)

    def _supported(self, id: str, there: set[str]) -> bool:
        """Whether what the activity builds on, and what closes it, can be had."""
        activities = self.framework.activities
        activity = activities[id]
        if not all(before in there or before in self.limits.done for before in activity.requires.activities):
            return False
        if activity.closers and not there & set(activity.closers):
            return False
        others = [activities[other] for other in there if other != id]
        return all(
            lifted(self.levels[competency], _lifts(others, competency)) >= least
            for competency, least in self._entries(activity).items()
        )

    def _useful(self, there: set[str]) -> set[str]:
        """Return the activities that lift something the role asks, and those that these build on or are closed by."""
        activities = {id: self.framework.activities[id] for id in there}

        def lifting(competencies: set[str]) -> set[str]:
            return {
                id
                for id, activity in activities.items()
                if any(
                    one in competencies and gain.cap * UNIT > self.levels[one] for one, gain in activity.gains.items()
                )
            }

        wanted = lifting({id for id, need in self.role.requirements.items() if need.level})
        while True:
            chosen = [activities[id] for id in wanted]
            more = {id for one in chosen for id in (*one.requires.activities, *one.closers) if id in there}
            more |= lifting({id for one in chosen for id in self._entries(one)})
            if more <= wanted:
                return wanted
            wanted |= more

    def _entries(self, activity: Activity) -> dict[str, int]:
        """Return the levels still missing before the start: what is asked, and the lowest level it is meant for."""
        asked = dict(activity.requires.levels)
        main = main_competency(activity)
        asked[main] = max(asked.get(main, 0), activity.level_range[0])
        least = {id: level * UNIT - self.margin for id, level in asked.items() if level}
        return {id: level for id, level in least.items() if level > self.levels[id]}

    def _paces(self, activity: Activity) -> tuple[Pace, ...]:
        limits = self.limits
        return tuple(
            pace
            for pace in self._every_pace(activity)
            if pace.weeks <= limits.weeks and pace.minutes <= limits.minutes_per_week
        )

    def _every_pace(self, activity: Activity) -> tuple[Pace, ...]:
        left = 1 - self.limits.progress.get(activity.id, 0.0)
        return _paces(self._minutes(activity), max(1, ceil(activity.weeks * left)))

    def _minutes(self, activity: Activity) -> int:
        return max(1, round(activity.hours * 60 * (1 - self.limits.progress.get(activity.id, 0.0))))


@lru_cache(maxsize=1024)
def _paces(minutes: int, usual: int) -> tuple[Pace, ...]:
    paces: list[Pace] = []
    for weeks in sorted({ceil(usual * factor) for factor in SLOWER}):
        if paces and paces[-1].minutes <= LIGHT:
            break
        paces.append(Pace(weeks, ceil(minutes / weeks)))
    return tuple(paces)


def _lifts(activities: Iterable[Activity], competency: str) -> list[Lift]:
    gains = [activity.gains[competency] for activity in activities if competency in activity.gains]
    return [Lift(_parts(gain.levels), gain.cap * UNIT) for gain in gains]


def _parts(levels: float) -> int:
    return round(levels * UNIT)
