"""The values that the pages, the print templates and the texts of a report share."""

from collections.abc import Callable
from typing import Any

from kamcareer.core.assessment import Depth
from kamcareer.core.blocks import Kind, blocks
from kamcareer.core.catalogue import suitable
from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.model import Framework
from kamcareer.core.gap import Gap
from kamcareer.core.gaps import GapReport, cluster_levels
from kamcareer.core.verdict import POSSIBLE_FROM, READY_FROM
from kamcareer.services.gap_report import StoredReport
from kamcareer.web.clock import now
from kamcareer.web.frameworks import current_framework
from kamcareer.web.languages import language

WAYS_SHOWN = 2


def report_context(stored: StoredReport, catalogue: Framework | None = None) -> dict[str, Any]:
    """Return what every template of a report needs; without a catalogue that of the framework in use."""
    report, assessment = stored.report, stored.assessment
    current = catalogue or current_framework()
    asked = blocks(report.framework, assessment, language())
    return {
        "assessment": assessment,
        "report": report,
        "framework": report.framework,
        "clusters": cluster_levels(report),
        "today": now(),
        # An old report may name roles that have no page any more.
        "role_pages": current.roles.keys(),
        "helps": ways_to_grow(report, current),
        "cut_points": {"possible": POSSIBLE_FROM, "ready": READY_FROM},
        "preliminary": assessment.depth is Depth.QUICK and bool(report.answered),
        "open_situations": len(asked[Kind.SITUATIONS].open) if Kind.SITUATIONS in asked else 0,
    }


def ways_to_grow(report: GapReport, catalogue: Framework) -> Callable[[Gap], list[Activity]]:
    """Return what finds the first ways to grow in a gap, from today's catalogue however old the report is."""

    def ways(gap: Gap) -> list[Activity]:
        # What is practised is practised where one works now; from outside, on the way of the target.
        present = report.present or report.target
        role = present.base or present.id
        return suitable(catalogue, gap.competency, gap.said or 0, present.ladder, role)[:WAYS_SHOWN]

    return ways
