"""How often a person does what can be seen and counted: the behavioural indicators of a competency."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import get_args

from kamcareer.core.answers import Frequency

WORDS: tuple[Frequency, ...] = get_args(Frequency)
MAX_FREQUENCY = len(WORDS) - 1


@dataclass(frozen=True)
class FrequencyDraft:
    """The frequencies of one competency by indicator: 0 never to MAX_FREQUENCY always; one left out is open."""

    frequencies: Mapping[str, int] = field(default_factory=dict)
    revision: int = 0
    first_saved: datetime | None = None
    last_saved: datetime | None = None

    @property
    def answered(self) -> bool:
        """Whether anything was said."""
        return bool(self.frequencies)

    def words(self) -> dict[str, Frequency | None]:
        """Return the frequencies in words, by indicator."""
        return {id: WORDS[step] for id, step in self.frequencies.items()}

    def same_words(self, other: "FrequencyDraft") -> bool:
        """Return whether two drafts say the same."""
        return dict(self.frequencies) == dict(other.frequencies)
