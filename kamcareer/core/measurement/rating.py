"""One rating of one competency, whatever it came from."""

from dataclasses import dataclass
from functools import lru_cache

from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.names import plain_name

WHOLE_SCALE = (0.0, float(MAX_LEVEL))
THEMSELVES = "self"
OWN_WORD = {"self", "indicators"}  # what people say of themselves
# Nobody else stands for it: done alone, or given long ago by whoever, against words that nobody kept.
UNSUPERVISED = {"situations", "earlier"}


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating of one competency, in levels.

    `rater` tells apart two people of the same source. `voice` says who speaks where that is not the source: frequency
    answers and evidence that nobody confirmed are the person's own word. `weight`, above 0 and at most 1, is how much
    of a full rating it is worth; `step` the distance between neighbouring answers; `within` the levels it can tell
    apart.
    """

    competency: str
    source: str
    level: float
    confidence: str = "fairly"
    rater: str = ""
    voice: str = ""
    weight: float = 1.0
    step: float = 1.0
    within: tuple[float, float] = WHOLE_SCALE

    @property
    def speaker(self) -> str:
        """Whose word it is: a source, or the source in whose voice it speaks."""
        return self.voice or self.source

    @property
    def person(self) -> tuple[str, str]:
        """Who stands for it: the person themselves, a rater by name whatever the source, or else the source."""
        if self.source in UNSUPERVISED:
            return (THEMSELVES, "")
        return mood_of(self.speaker, self.rater)

    def expected_at(self, level: float) -> float:
        """Return what the rating would be without error for somebody at the level: never beyond what it can tell."""
        low, high = self.within
        return min(max(level, low), high)


@lru_cache(maxsize=4096)
def mood_of(speaker: str, rater: str) -> tuple[str, str]:
    """Return whose impression colours a rating: one for each rater by name, whatever the source; else the speaker's."""
    name = plain_name(rater)
    return ("", name) if name and speaker != THEMSELVES and speaker not in UNSUPERVISED else (speaker, "")
