"""Answers to situations: which item is asked, in which order its options stand, what was chosen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TypeVar

from kamcareer.core.answers import Choice
from kamcareer.core.framework.competency import ANY_SETTING, Option, Situation
from kamcareer.core.framework.model import Framework

Drawn = TypeVar("Drawn")
TOGETHER = 3  # private situations count by so many, as colleagues do


@dataclass(frozen=True)
class SituationDraft:
    """What was chosen in one situation so far; `closed` once it counts and may be explained."""

    best: Option | None = None
    worst: Option | None = None
    revision: int = 0
    first_saved: datetime | None = None
    last_saved: datetime | None = None
    closed: datetime | None = None

    @property
    def answered(self) -> bool:
        """Whether the best and another one as the worst were chosen."""
        return self.best is not None and self.worst is not None and self.best != self.worst

    @property
    def choice(self) -> Choice | None:
        """The choice for the report; None while it can still be changed: trying it out would give the key away."""
        if self.closed is None or not self.answered or not self.best or not self.worst:
            return None
        return Choice(best=self.best, worst=self.worst)

    def same_words(self, other: "SituationDraft") -> bool:
        """Return whether two drafts say the same."""
        return (self.best, self.worst) == (other.best, other.worst)


def asked_situation(
    framework: Framework,
    competency: str,
    track: str,
    seed: str,
    seen: Collection[str] = (),
    *,
    private_first: bool = False,
) -> Situation | None:
    """Return the situation that an assessment asks in a competency; None where the framework has none.

    `seed` names the assessment: the same one always gets the same item. What the person has `seen` in earlier
    assessments comes again only when nothing else is left, and an item of another track only after those of the own.
    With `private_first` the installation's own bank is asked as long as it has any: its keys are nowhere to be read.
    """
    pool = sorted(framework.competencies[competency].situations, key=lambda item: item.id)
    if not pool:
        return None
    drawn = _shuffled(pool, f"{seed}:{competency}")
    return min(
        drawn,
        key=lambda item: (
            private_first and not item.private,
            item.id in seen,
            item.setting not in {track, ANY_SETTING},
        ),
    )


def fitting(framework: Framework, competency: str, track: str) -> tuple[Situation, ...]:
    """Return the situations of a competency that are set in a track or in any; all of them where none is."""
    pool = framework.competencies[competency].situations
    return tuple(item for item in pool if item.setting in {track, ANY_SETTING}) or pool


def option_order(situation: Situation, seed: str) -> tuple[Option, ...]:
    """Return the order in which an assessment shows the options: it never changes, and differs between assessments."""
    return tuple(_shuffled(sorted(situation.options), f"{seed}:{situation.id}"))


def situation_of(framework: Framework, id: str) -> tuple[str, Situation] | None:
    """Return a situation with its competency; None when the framework has no such item."""
    return next(((c.id, item) for c in framework.competencies.values() for item in c.situations if item.id == id), None)


def counted_choices(framework: Framework, drafts: Mapping[str, SituationDraft]) -> dict[str, Choice]:
    """Return the choices that count: of private situations three, six, nine… in the order in which they were finished.

    One more that counted at once would show its credit as the difference of two reports.
    """
    chosen = {id: choice for id, draft in drafts.items() if (choice := draft.choice)}
    private = [id for id in chosen if (found := situation_of(framework, id)) and found[1].private]
    private.sort(key=lambda id: (str(drafts[id].closed), id))
    waiting = private[len(private) // TOGETHER * TOGETHER :]
    return {id: choice for id, choice in chosen.items() if id not in waiting}


def _shuffled(items: list[Drawn], seed: str) -> list[Drawn]:
    return Random(seed).sample(items, len(items))  # noqa: S311 - an order, no secret
