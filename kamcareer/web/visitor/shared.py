"""A report that somebody chose to show: read-only, with the examples they agreed to."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from kamcareer.core.accounts import Account
from kamcareer.core.legal_basis import NoBasisError
from kamcareer.core.links import Extent, Link, LinkKind
from kamcareer.core.notifications import Happening
from kamcareer.services.accounts import find
from kamcareer.services.gap_report import ShownReport, shown_report
from kamcareer.services.sharing import note_opening, working_link
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now, today
from kamcareer.web.links import link_id
from kamcareer.web.mailing import tell
from kamcareer.web.own_plan import current_plan
from kamcareer.web.plan_context import plan_context
from kamcareer.web.report_context import report_context
from kamcareer.web.robots import is_robot
from kamcareer.web.sitting import is_own
from kamcareer.web.viewer import NotSignedInError, viewer


def _own(found: ShownReport, reader: Account | None) -> bool:
    assessment = found.stored.assessment
    if assessment.owner:
        return reader is not None and assessment.owner == reader.id
    return is_own(assessment)


def _tell_owner(found: ShownReport) -> None:
    owner = found.stored.assessment.owner
    account = find(db.session(), owner) if owner else None
    if account and account.email:
        tell(Happening.SHOWN_REPORT_OPENED, account.email, moment=now(), shown=full_address("account.shown"))


def _report(link: Link) -> ShownReport | None:
    try:
        return shown_report(db.session(), link, today())
    except NoBasisError:
        return None  # whoever withdrew a consent need not explain it to those who have a link


def show_shared(token: str) -> ResponseReturnValue:
    """Show the report as far as its owner shows it."""
    id = link_id(token, LinkKind.SHOW)
    link = working_link(db.session(), id, LinkKind.SHOW, now()) if id else None
    found = _report(link) if link else None
    reader = viewer()
    if link is None or found is None or not link.opens_for(reader.email if reader else None):
        if link and link.audience.mailbox and reader is None:
            raise NotSignedInError  # it was shown to one account; whose it is is not said
        return render_template("visitor/shared_closed.html"), 404
    # Messengers fetch a link to preview it; they get a page without anybody's data.
    if is_robot():
        return render_template("visitor/shared_preview.html")
    if request.method == "GET" and not _own(found, reader):
        if note_opening(db.session(), link, reader, now()):
            _tell_owner(found)
        db.session.commit()
    if link.extent is Extent.PLAN:
        return _plan_page(link, found)
    return render_template(
        "visitor/shared.html",
        link=link,
        summary_only=link.extent is Extent.SUMMARY,
        evidence=found.evidence,
        **report_context(found.stored),
    )


def _plan_page(link: Link, found: ShownReport) -> str:
    shown: dict[str, object] = {"plan": None, "link": link, "report": found.stored.report}
    if found.stored.report.answered:
        own = current_plan(found.sitting, found.stored)
        shown |= plan_context(own.plan, own.kept.monday, evidence=own.explained.evidence)
    return render_template("visitor/shared_plan.html", **shown)
