"""Ways from one role to another with the plan of each step: worked out once for each question, for everybody."""

from kamcareer.core.framework.model import Framework
from kamcareer.core.planning.limits import MOST_WEEKS, Limits
from kamcareer.core.planning.routes import Comparison, compared_routes

HOURS = (2, 4, 6, 8)  # a week; a few to choose from, so that answers can be kept
MOST_KEPT = 64

# Of roles and hours alone, nothing of any person. A few seconds of computing each.
_known: dict[tuple[str, str, str, int], Comparison] = {}


def routes_between(framework: Framework, sha256: str, present: str, target: str, hours: int) -> Comparison:
    """Return every way of a framework, known by its hash, for somebody who exactly meets the role they start from."""
    key = (sha256, present, target, hours)
    if key not in _known:
        found = compared_routes(framework, present, target, Limits(hours, MOST_WEEKS))
        while len(_known) >= MOST_KEPT:
            _known.pop(next(iter(_known)), None)
        _known[key] = found
    return _known[key]
