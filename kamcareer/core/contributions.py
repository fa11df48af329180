"""Readiness taken apart: what each competency holds and loses of a role, and what each source brought.

Both are exactly additive. The parts of the competencies sum to 1: what is there (together R), what is known to be
missing, and what is only not known yet, which goes away with evidence. The sources lead from what is assumed to R.
"""

from dataclasses import dataclass, replace

import numpy as np

from kamcareer.core.framework.role import Role
from kamcareer.core.measurement import Profile
from kamcareer.core.readiness import asked, expected_levels

ASSUMED = "prior"
NUDGE = 1e-6  # levels; below it a difference quotient is noise


@dataclass(frozen=True)
class Part:
    """One competency's part of a role, as shares of the whole role."""

    there: float
    known_gap: float
    uncertainty: float


def parts_of(role: Role, profile: Profile) -> dict[str, Part]:
    """Return the part of each competency asked; {} where the role asks nothing."""
    needs = asked(role)
    if not needs.competencies:
        return {}
    scale = needs.weights / needs.required
    there = expected_levels(needs, profile)
    means = profile.mean[[profile.index[id] for id in needs.competencies]]
    gap = np.maximum(needs.required - means, 0.0)
    unknown = np.maximum(needs.required - there - gap, 0.0)
    rows = zip(needs.competencies, scale * there, scale * gap, scale * unknown, strict=True)
    return {id: Part(float(a), float(b), float(c)) for id, a, b, c in rows}


def sources_of(role: Role, profile: Profile) -> dict[str, float]:
    """Return what is assumed and what each source added, as shares of the whole role; they sum to R.

    Along the straight way from the assumed to the estimated levels, at today's uncertainty: a competency's gain is
    split as the sources split its levels (Aumann and Shapley 1974, exact since each competency enters alone).
    """
    needs = asked(role)
    if not needs.competencies:
        return {ASSUMED: 1.0}
    rows = [profile.index[id] for id in needs.competencies]
    before = expected_levels(needs, replace(profile, mean=profile.prior_mean))
    scale = needs.weights / needs.required
    moved = (profile.mean - profile.prior_mean)[rows]
    # Where the pulls of sources cancel out, the slope is that of the spot.
    nudged = expected_levels(needs, replace(profile, mean=profile.prior_mean + NUDGE))
    slope = (nudged - before) / NUDGE
    far = np.abs(moved) > NUDGE
    gained = expected_levels(needs, profile) - before
    slope[far] = gained[far] / moved[far]
    pushes = profile.pushes[rows]
    found = {ASSUMED: float(scale @ before)}
    for number, rating in enumerate(profile.ratings):
        added = float((scale * slope) @ pushes[:, number])
        found[rating.source] = found.get(rating.source, 0.0) + added
    return found
