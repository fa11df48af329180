"""How far a job has come, as whoever does it can tell."""

from time import monotonic

NEARLY = 0.95  # what is left to be written down is not told apart


class Progress:
    """The share of a job that is done; of one whose end is known by the clock alone it is the time gone by."""

    def __init__(self) -> None:
        self._share = 0.0
        self._begun, self._expected = monotonic(), 0.0

    @property
    def share(self) -> float:
        """The share that is done, 0 to 1."""
        if not self._expected:
            return self._share
        return min(NEARLY, (monotonic() - self._begun) / self._expected)

    def expect(self, seconds: float) -> None:
        """Say that it will take about so long from now on."""
        self._begun, self._expected = monotonic(), seconds

    def counts(self, total: int, done: int) -> None:
        """Say that so many of a total are done."""
        self._share = min(NEARLY, done / total) if total else NEARLY
