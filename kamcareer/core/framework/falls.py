"""Levels that fall along a promotion, and where the reason of each belongs."""

from collections.abc import Iterator
from dataclasses import dataclass

from kamcareer.core.framework.matrix import HEAD, Matrix, Need, Place, Promotion


@dataclass(frozen=True)
class Fall:
    """A competency in which the higher role asks less than the lower one, by how much, and the place of its reason."""

    promotion: Promotion
    competency: str
    before: int
    after: int

    @property
    def place(self) -> Place:
        """Where its reason stands, or belongs."""
        return HEAD, f"{self.promotion.place}.falls.{self.competency}"


def falls_of(matrix: Matrix) -> Iterator[Fall]:
    """Return every fall, with a reason or without, in the order of ways and competencies."""
    for promotion in matrix.promotions:
        lower, upper = _asked(matrix, promotion.start), _asked(matrix, promotion.end)
        for id in matrix.competencies:
            if id in lower and id in upper and upper[id].level < lower[id].level:
                yield Fall(promotion, id, lower[id].level, upper[id].level)


def without_reason(matrix: Matrix) -> tuple[Fall, ...]:
    """Return the falls that still need one."""
    return tuple(fall for fall in falls_of(matrix) if fall.place not in matrix.texts)


def reasons_left_over(matrix: Matrix) -> tuple[Place, ...]:
    """Return the reasons of what falls no longer; the whole list of a way where none of it is left."""
    kept = {fall.place for fall in falls_of(matrix)}
    found: list[Place] = []
    for promotion in matrix.promotions:
        within = f"{promotion.place}.falls"
        there = [place for place in matrix.texts if place[0] == HEAD and place[1].startswith(f"{within}.")]
        left_over = [place for place in there if place not in kept]
        found += [(HEAD, within)] if left_over and left_over == there else left_over
    return tuple(found)


def _asked(matrix: Matrix, role: str) -> dict[str, Need]:
    profile = matrix.profiles[role]
    base = matrix.profiles.get(profile.base or "")
    return {**(base.needs if base else {}), **profile.needs}
