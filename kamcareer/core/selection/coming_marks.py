"""Marks of one more interviewer that are not given yet: what they will probably be, and what each would move.

The posterior is normal, so its covariance after a mark does not depend on what the mark says, and its mean is linear in
it. With loads b of a mark on levels and raters, y = b'z + e:

    E y = y0 + b'(m − m0),    Var y = b'Vb + Var e,    m after y = m + Vb (y − E y) / Var y

where y0 is what the mark would be for somebody who is exactly as assumed (Raiffa and Schlaifer 1961, preposterior
analysis; the update is the one of `core.measurement.posterior`, one rating at a time).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement import Profile, Rating
from kamcareer.core.measurement.prior import offset
from kamcareer.core.measurement.terms import at_profile, terms_of
from kamcareer.core.next_question import NEW, loads_of

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
SOURCE = "interview"


@dataclass(frozen=True)
class ComingMarks:
    """Marks of one talk before it is held, in the order of `competencies`."""

    competencies: tuple[str, ...]
    expected: Vector
    covariance: Matrix  # of the marks
    reach: Matrix  # covariance of each mark with the levels and raters, shape (marks, K)

    def moved(self, levels: Vector) -> Vector:
        """Return by how much all levels and raters move when the marks are these, shape (K,)."""
        moved: Vector = np.linalg.solve(self.covariance, levels - self.expected) @ self.reach
        return moved

    def taken(self) -> Vector:
        """Return what the marks take off the variance of each level and rater, whatever they say, shape (K,)."""
        taken: Vector = (self.reach * np.linalg.solve(self.covariance, self.reach)).sum(axis=0)
        return taken

    def only(self, competencies: Sequence[str]) -> "ComingMarks":
        """Return some of the marks, as if nothing else were asked in the talk."""
        rows = [self.competencies.index(id) for id in competencies]
        return ComingMarks(
            tuple(competencies), self.expected[rows], self.covariance[np.ix_(rows, rows)], self.reach[rows]
        )


def coming_marks(framework: Framework, profile: Profile, competencies: Sequence[str]) -> ComingMarks:
    """Return the marks that one more interviewer would give. KeyError where the framework has no interviews."""
    asked = [Rating(id, SOURCE, 0.0, rater=NEW) for id in competencies]
    terms = terms_of(framework.measurement, profile.competencies, [asked], {})
    loads, noise = loads_of(profile, terms)
    beyond, assumed = offset(framework), profile.prior_mean
    at = at_profile(assumed[terms.competency] - beyond, terms.slope, terms.low, terms.high)
    # What is known of the raters so far says nothing of a new one.
    away = loads[:, : len(assumed)] @ (profile.mean - assumed)
    reach = loads @ profile.joint
    expected = at + terms.slope * beyond + terms.bias + away
    return ComingMarks(tuple(competencies), expected, reach @ loads.T + noise, reach)
