"""What was worked out from everybody, kept in the process as long as what it was worked out from stays the same."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")
MOST = 2


class WorkedOut(Generic[Made]):
    """The last few things made for one mark. With another mark all of them go: nothing outlives what it rests on."""

    def __init__(self) -> None:
        self._mark: str | None = None
        self._kept: dict[Hashable, Made] = {}
        self._lock = Lock()

    def get(self, mark: str, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what was made for a mark and a key; made now, by one thread while others wait, if it was not."""
        with self._lock:
            if mark != self._mark:
                self._kept.clear()
                self._mark = mark
            if key in self._kept:
                self._kept[key] = self._kept.pop(key)
            else:
                made = make()
                while len(self._kept) >= MOST:
                    del self._kept[next(iter(self._kept))]
                self._kept[key] = made
            return self._kept[key]
