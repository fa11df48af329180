"""In how many months somebody may have what a role must have: what the catalogue says of levels, drawn."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.bench.benches import Bench
from kamcareer.core.bench.effort import Pace, Table, cell, effort
from kamcareer.core.bench.essentials import least_of
from kamcareer.core.bench.filling import ENDS, MONTHS, Filling, Waits, filling, range_of
from kamcareer.core.bench.staff import DRAWS, Staff, levels_drawn
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement.posterior import standard_draws

CHUNK = 256  # people drawn in one go
SLATE = 3  # people who develop for one role at a time
SLOWER = 0.4  # deviation of the logarithm: nine plans of ten take between half and twice of what is estimated
WEEKS_A_MONTH = 365.25 / 7 / 12

Places = NDArray[np.intp]
Months = tuple[int | None, int | None, int | None]


@dataclass(frozen=True)
class Outlook:
    """What is expected of some people of one bench: months, and how many of the essentials each holds today."""

    waits: Waits  # probability of each whole month, the last for later; shape (people, MONTHS + 2)
    number_held: NDArray[np.intp]  # both ends, shape (people, 2)

    @property
    def months(self) -> list[Months]:
        """The low end, the middle and the high end of the months of each; None is later than MONTHS."""
        return range_of(self.waits)


class Forecast:
    """Months to a role, from the hours that the catalogue takes for levels; no plan that somebody made."""

    def __init__(self, framework: Framework, staff: Staff, pace: Pace) -> None:
        self.framework, self.staff, self.pace = framework, staff, pace
        self._tables: dict[str, Table] = {}

    def outlook(self, bench: Bench, which: Places) -> Outlook:
        """Return what is expected of some rows of the candidates of a bench."""
        parts = [self._part(bench, which[start : start + CHUNK]) for start in range(0, max(len(which), 1), CHUNK)]
        waits, held = zip(*parts, strict=True)
        return Outlook(np.concatenate(waits), np.concatenate(held))

    def _part(self, bench: Bench, which: Places) -> tuple[Waits, Places]:
        drawn = levels_drawn(self.staff, bench.candidates[which])[:, bench.rows]
        short = self._least(bench)[:, None] - drawn
        there = short <= 0
        standard = standard_draws(self.staff.mean.shape[1] + 1, DRAWS)[:, -1]
        weeks = self._weeks(bench, drawn) * np.exp(SLOWER * standard)
        months = np.clip(np.ceil(weeks / WEEKS_A_MONTH), 1, MONTHS + 1).astype(np.intp)
        months[there.all(axis=1)] = 0
        ends = np.quantile(there.sum(axis=1), (ENDS[0], ENDS[-1]), axis=1, method="inverted_cdf")
        return _shares(months), ends.T.astype(np.intp)

    def filling(self, bench: Bench) -> Filling | None:
        """Return when a role is filled from inside, if the SLATE people who need the least time develop for it.

        None where of nobody enough is known.
        """
        return filling(self.outlook(bench, self._slate(bench)).waits, self.pace.keeping)

    def _slate(self, bench: Bench) -> Places:
        """Return the rows of those who need the least time; of equals in all levels it does not matter who."""
        told = np.flatnonzero(bench.told)
        levels = self.staff.mean[bench.candidates[told]][:, bench.rows]
        weeks = self._weeks(bench, levels[:, :, None])[:, 0]
        return told[np.lexsort((*(-levels).T, weeks))[:SLATE]]

    def _weeks(self, bench: Bench, levels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return weeks by levels of shape (people, rows, draws): hours one after the other, topics side by side."""
        table, rows = self._table(bench.role.ladder), bench.rows
        goal = table[rows, cell(self._least(bench))]
        left = np.maximum(goal[:, None] - table[rows[:, None], cell(levels)], 0)
        longest = left[..., 1].max(axis=1, initial=0)
        weeks: NDArray[np.float32] = np.maximum(left[..., 0].sum(axis=1) / np.float32(self.pace.hours), longest)
        return weeks

    def _least(self, bench: Bench) -> NDArray[np.float32]:
        return least_of(bench.role, self.framework.measurement.margin.value)

    def _table(self, ladder: str) -> Table:
        if ladder not in self._tables:
            self._tables[ladder] = effort(self.framework, ladder)
        return self._tables[ladder]


def _shares(months: NDArray[np.intp]) -> Waits:
    """Return how often each whole month was drawn for each person."""
    people, width = len(months), MONTHS + 2
    flat = (months + np.arange(people)[:, None] * width).ravel()
    return np.bincount(flat, minlength=people * width).reshape(people, width) / DRAWS
