"""A report that somebody chose to show: read-only, with the examples they agreed to."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from kamcareer.core.legal_basis import NoBasisError
from kamcareer.core.links import Extent, Link, LinkKind
from kamcareer.services.gap_report import ShownReport, shown_report
from kamcareer.services.sharing import note_opening, working_link
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.links import link_id
from kamcareer.web.report_context import report_context

# Messengers fetch a link to preview it; they get a page without anybody's data.
PREVIEW_ROBOTS = (
    "bot",
    "preview",
    "facebookexternalhit",
    "whatsapp",
    "vkshare",
    "slurp",
    "embedly",
    "crawler",
    "spider",
)


def _report(link: Link) -> ShownReport | None:
    try:
        return shown_report(db.session(), link, now().date())
    except NoBasisError:
        return None  # whoever withdrew a consent need not explain it to those who have a link


def show_shared(token: str) -> ResponseReturnValue:
    """Show the report as far as its owner shows it."""
    id = link_id(token, LinkKind.SHOW)
    link = working_link(db.session(), id, LinkKind.SHOW, now()) if id else None
    found = _report(link) if link else None
    if link is None or found is None:
        return render_template("visitor/shared_closed.html"), 404
    if any(robot in request.user_agent.string.lower() for robot in PREVIEW_ROBOTS):
        return render_template("visitor/shared_preview.html")
    if request.method == "GET":
        note_opening(db.session(), link, now())
        db.session.commit()
    return render_template(
        "visitor/shared.html",
        link=link,
        summary_only=link.extent is Extent.SUMMARY,
        evidence=found.evidence,
        **report_context(found.stored),
    )
