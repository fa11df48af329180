"""What every template of a report needs."""

from typing import Any

from kamcareer.core.gaps import cluster_levels
from kamcareer.services.gap_report import StoredReport
from kamcareer.web.clock import now


def report_context(stored: StoredReport) -> dict[str, Any]:
    """Return what every template of a report needs."""
    report = stored.report
    return {
        "assessment": stored.assessment,
        "report": report,
        "framework": report.framework,
        "clusters": cluster_levels(report),
        "today": now(),
    }
