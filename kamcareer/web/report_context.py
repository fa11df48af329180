"""The values that the pages, the print templates and the texts of a report share."""

from typing import Any

from kamcareer.core.gaps import cluster_levels
from kamcareer.services.gap_report import StoredReport
from kamcareer.web.clock import now
from kamcareer.web.frameworks import current_framework


def report_context(stored: StoredReport) -> dict[str, Any]:
    """Return what every template of a report needs."""
    report = stored.report
    return {
        "assessment": stored.assessment,
        "report": report,
        "framework": report.framework,
        "clusters": cluster_levels(report),
        "today": now(),
        # An old report may name roles that have no page any more.
        "role_pages": current_framework().roles.keys(),
    }
