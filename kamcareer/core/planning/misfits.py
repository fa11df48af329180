"""Activities that do not fit the calendar together: what one question found out spares the next one the search."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kamcareer.core.planning.problem import Problem

if TYPE_CHECKING:
    from kamcareer.core.planning.selection import Selection

EFFORT = 0.2  # the solver's deterministic seconds


@dataclass
class Misfits:
    """Sets of activities of which not all can be in a plan: never, or not unless something else comes before them.

    They hold for every problem of the same person with the same calendar: the hours, weeks and things at a time, what
    was begun and what must start when. Money, the share of practice, what is refused and what is pinned may differ.
    """

    never: list[frozenset[str]] = field(default_factory=list)
    alone: list[frozenset[str]] = field(default_factory=list)

    def cut_from(self, selection: "Selection") -> None:
        """Rule all of them out."""
        for ids in self.never:
            if ids <= selection.chosen.keys():
                selection.cut(ids)
        for ids in self.alone:
            if ids <= selection.chosen.keys():
                selection.cut(ids, _ways(selection.problem, ids))

    def add(self, selection: "Selection", ids: frozenset[str]) -> bool:
        """Learn that a selection does not fit, and rule out everything that does not fit for the same reason.

        Return whether that was shown here, of a part of it.
        """
        core = _core(selection.problem, ids)
        if core is not None:
            self.never.append(core)
            selection.cut(core)
        else:
            self.alone.append(ids)
            selection.cut(ids, _ways(selection.problem, ids))
        return core is not None


def _core(problem: Problem, ids: frozenset[str]) -> frozenset[str] | None:
    """Return a part of a selection that does not fit whatever else is chosen; None where none was found."""
    # OR-Tools takes longer to load than most commands take to run.
    from kamcareer.core.planning.model import PlanModel  # noqa: PLC0415

    loose = tuple(
        replace(
            one,
            pinned=False,
            entries={},
            after=tuple(id for id in one.after if id in ids),
            closers=one.closers if len(one.closers) == 1 and one.closers[0] in ids else (),
        )
        for one in problem.candidates
        if one.id in ids
    )
    limits = replace(problem.limits, practice_share=0.0, budget=None)
    return PlanModel(replace(problem, candidates=loose, limits=limits, hold_must_haves=False)).conflict(EFFORT)


def _ways(problem: Problem, ids: frozenset[str]) -> list[str]:
    """Return what might make a selection fit: other activities that lift to an entry level, other closing tasks."""
    members = [problem.by_id[id] for id in sorted(ids)]
    ways = {helper.id for one in members for id in one.entries for helper in problem.lifting[id]}
    ways |= {id for one in members for id in one.closers if id in problem.by_id}
    return sorted(ways - ids)
