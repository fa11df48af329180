"""What a framework must make sense of beyond the shape of its files."""

from kamcareer.core.framework.errors import Problem
from kamcareer.core.framework.meaning.activities import activity_problems, prices_problems
from kamcareer.core.framework.meaning.career_graph import edge_problems
from kamcareer.core.framework.meaning.competencies import competency_problems
from kamcareer.core.framework.meaning.facts import fact_problems
from kamcareer.core.framework.meaning.measurement import measurement_problems
from kamcareer.core.framework.meaning.order import order_problems
from kamcareer.core.framework.meaning.retirement import retirement_problems
from kamcareer.core.framework.meaning.roles import overlay_problems, role_problems
from kamcareer.core.framework.meaning.situations import situation_problems
from kamcareer.core.framework.meaning.wording import wording_problems
from kamcareer.core.framework.parts import Parts


def problems_of_meaning(parts: Parts) -> list[Problem]:
    """Return every problem of meaning in files whose shape is right."""
    return [
        *fact_problems(parts),
        *competency_problems(parts),
        *situation_problems(parts),
        *role_problems(parts),
        *overlay_problems(parts),
        *order_problems(parts),
        *edge_problems(parts),
        *activity_problems(parts),
        *prices_problems(parts),
        *retirement_problems(parts),
        *measurement_problems(parts),
        *wording_problems(parts),
    ]
