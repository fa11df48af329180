"""A decision about somebody in a vacancy: made by a named person, with reasons tied to competencies and in words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LEAST_WORDS = 10  # characters: a dot is no reason
LONGEST_WORDS = 1200


class Outcome(StrEnum):
    """What was decided; the post is offered after an invitation to a talk, in a contest in its final."""

    TALK = "talk"
    DECLINE = "decline"
    OFFER = "offer"


class Ground(StrEnum):
    """What a competency was to a decision; a knock-out is none of a competency."""

    HELD = "held"
    NOT_SHOWN = "not_shown"
    TO_CHECK = "to_check"
    KNOCK_OUT = "knock_out"


@dataclass(frozen=True)
class Because:
    """One reason: what it is about, a competency or a knock-out, and what that was to the decision."""

    ground: Ground
    about: str

    @classmethod
    def read(cls, code: str) -> "Because":
        """Return the reason of a code such as "held:negotiation". ValueError when it is none."""
        ground, _, about = code.partition(":")
        return cls(Ground(ground), about)

    @property
    def code(self) -> str:
        """The reason as it is stored and sent."""
        return f"{self.ground}:{self.about}"


@dataclass(frozen=True)
class Decision:
    """One decision; `decider` is the pseudonym of the person in the trail, `account` names them while it exists."""

    id: str
    application_id: str
    outcome: Outcome
    because: tuple[Because, ...]
    words: str
    decider: str
    account: str | None
    at: datetime


class DecisionProblem(StrEnum):
    """Why a decision cannot be taken."""

    NO_REASON = "no_reason"
    UNKNOWN_REASON = "unknown_reason"
    BOTH_WAYS = "both_ways"
    NO_WORDS = "no_words"
    NOT_SAID = "not_said"
    SAID_OTHERWISE = "said_otherwise"


def decision_problem(
    because: Collection[Because],
    words: str,
    competencies: Collection[str],
    knock_outs: Collection[str],
    lacking: Collection[str],
    *,
    held: Collection[str] = (),
) -> DecisionProblem | None:
    """Return why a decision cannot be taken.

    `competencies` and `knock_outs` are those of the vacancy, `lacking` the knock-outs of which the person said that
    they lack them, here or to whoever decides: nobody is turned down for what nobody asked them. Of those in `held`
    they said that they have them.
    """
    if not because:
        return DecisionProblem.NO_REASON
    if any(one.about not in (knock_outs if one.ground is Ground.KNOCK_OUT else competencies) for one in because):
        return DecisionProblem.UNKNOWN_REASON
    if _about(because, Ground.KNOCK_OUT) & set(held):
        return DecisionProblem.SAID_OTHERWISE
    if not _about(because, Ground.KNOCK_OUT) <= set(lacking):
        return DecisionProblem.NOT_SAID
    if _about(because, Ground.HELD) & _about(because, Ground.NOT_SHOWN):
        return DecisionProblem.BOTH_WAYS
    return DecisionProblem.NO_WORDS if len(words.strip()) < LEAST_WORDS else None


def _about(because: Collection[Because], ground: Ground) -> set[str]:
    return {one.about for one in because if one.ground is ground}
