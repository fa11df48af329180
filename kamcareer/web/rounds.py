"""What the pages of rounds share: words, the end of the last day, and how far somebody is."""

from datetime import datetime, time, timedelta

from flask import current_app
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from kamcareer.core.company_rounds import Aim, CompanyRound, Stage
from kamcareer.core.notifications import Happening
from kamcareer.web.clock import today

AIMS = {
    Aim.PRESENT: _l("each person’s present role"),
    Aim.NEXT: _l("the next step of each person on the career map"),
    Aim.ROLE: _l("one role for everybody"),
}
OWN = {
    Stage.NO_ACCOUNT: _l("no account yet"),
    Stage.NO_ROLE: _l("no role of the model"),
    Stage.AWAITED: _l("not begun"),
    Stage.BEGUN: _l("begun"),
    Stage.FINISHED: _l("finished"),
}
PROMISES = {
    Happening.ROUND_ASKED: _l(" You are reminded once, three days before it, and hear no more."),
    Happening.ROUND_TO_RATE: _l(" You are reminded once, three days before it, if somebody still waits."),
    Happening.PEER_ASKED: _l(" You are reminded once, three days before it."),
}


def ends_of(one: CompanyRound) -> datetime:
    """Return the end of the last day of a round, where the installation is."""
    return datetime.combine(one.deadline + timedelta(days=1), time(), current_app.config["SETTINGS"].zone)


def opening(one: CompanyRound) -> LazyString:
    """Return the sentence with which an invitation begins, to be said in the reader's language: whose round, which."""
    company, title = current_app.config["SETTINGS"].company_name, one.title
    if company is None:
        return _l("Your company begins the round of assessments “%(title)s” and invites you.", title=title)
    return _l("%(company)s begins the round of assessments “%(title)s” and invites you.", company=company, title=title)


def promised(happening: Happening, one: CompanyRound) -> LazyString | str:
    """Return the sentence of a letter that promises a reminder, to be said in the reader's language; none too late."""
    return PROMISES[happening] if one.reminds_after(today()) else ""
