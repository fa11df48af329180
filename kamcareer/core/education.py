"""Education that the work itself asks for, and what somebody says of theirs; a field of study no program compares."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_FIELD, LONGEST_WHY = 200, 600
LEAST_WHY = 10  # characters: a dot is no reason


class Education(StrEnum):
    """Steps of education in Russia, the lowest first: a specialist degree stands on the step of a master's."""

    SCHOOL = "school"
    VOCATIONAL = "vocational"
    BACHELOR = "bachelor"
    MASTER = "master"
    POSTGRADUATE = "postgraduate"

    @property
    def at_least(self) -> tuple["Education", ...]:
        """The step and all above it."""
        steps = tuple(Education)
        return steps[steps.index(self) :]


ASKED = Education.VOCATIONAL.at_least  # school is no education for a certain work


@dataclass(frozen=True)
class RequiredEducation:
    """The least education that a vacancy asks for, and why the work cannot be done without it."""

    least: Education
    why: str
    field: str = ""  # of study, in words

    def __post_init__(self) -> None:
        """Refuse one that nobody can justify. ValueError."""
        if self.least not in ASKED or len(self.why.strip()) < LEAST_WHY:
            raise ValueError("an education above school is asked for, and only with a reason")

    def is_missed_by(self, said: Education | None) -> bool:
        """Return whether somebody said that they have less; whoever said nothing misses nothing."""
        return said is not None and said not in self.least.at_least
