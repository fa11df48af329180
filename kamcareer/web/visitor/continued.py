"""A link to continue an assessment on another device."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from kamcareer.core.links import Link, LinkKind
from kamcareer.services.sharing import working_link
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.links import link_id
from kamcareer.web.sitting import remember_sitting


def show_continue(token: str) -> ResponseReturnValue:
    """Ask before anything happens: robots that preview links in messengers follow them too."""
    link = _link(token)
    page = render_template("visitor/continue.html", token=token if link else None)
    return page, 200 if link else 404


def continue_here(token: str) -> ResponseReturnValue:
    """Open the assessment in this browser."""
    link = _link(token)
    if link is None:
        return render_template("visitor/continue.html", token=None), 404
    remember_sitting(link.assessment_id)
    return redirect(url_for("candidate.tasks"), 303)


def _link(token: str) -> Link | None:
    id = link_id(token, LinkKind.CONTINUE)
    return working_link(db.session(), id, LinkKind.CONTINUE, now()) if id else None
