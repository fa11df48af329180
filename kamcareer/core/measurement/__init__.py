"""From ratings to estimated levels with their uncertainty.

A person's true levels θ are normal around what is assumed of them (the profile of the present role, or for a vacancy
one and the same for all who apply), with a common part; a rating of source s is

    y = E + α_s + λ_s (θ − μ) + h + e,    λ_s = ρ_s k_s,    Var(h) + Var(e) = (1 − ρ_s²) k_s² τ²  (+ step²/12)

where E is the profile μ, drawn into what the rating can tell apart, h is one value for each rater and person (halo and
leniency, shared by all competencies and by all sources under which the rater speaks, in each source's own size) and e
belongs to one rating; step²/12 is what rounding adds. Leaving h out makes
the interval of any sum over competencies far too narrow (coverage .45 instead of .90 in simulation). All levels are in
levels of the scale, 0 to MAX_LEVEL; variances in levels squared. The posterior mean is linear in the ratings, so what
each rating adds is exact.
"""

from kamcareer.core.measurement.estimate import Estimate, on_scale
from kamcareer.core.measurement.posterior import Profile, measure, measure_all
from kamcareer.core.measurement.prior import assumed_level, prior_of_anybody, prior_of_role, prior_of_vacancy
from kamcareer.core.measurement.rating import Rating
from kamcareer.core.measurement.ratings import all_ratings, observed_levels, self_ratings
from kamcareer.core.measurement.terms import Leniency

__all__ = [
    "Estimate",
    "Leniency",
    "Profile",
    "Rating",
    "all_ratings",
    "assumed_level",
    "measure",
    "measure_all",
    "observed_levels",
    "on_scale",
    "prior_of_anybody",
    "prior_of_role",
    "prior_of_vacancy",
    "self_ratings",
]
