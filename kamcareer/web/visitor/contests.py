"""Contests of the company as its employees read them: for which post, what is asked, the days, how far each is."""

from flask import render_template

from kamcareer.core.accounts import Role
from kamcareer.core.contests import ContestStage
from kamcareer.services.contests import announced_contests
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.contest_words import STAGES
from kamcareer.web.viewer import roles


def list_contests() -> str:
    """Show the contests that were announced, those that take applications first."""
    found = announced_contests(db.session())
    staged = [(one, one.vacancy.contest_stage(today())) for one in found]
    staged.sort(key=lambda pair: pair[1] is not ContestStage.APPLICATIONS)
    return render_template("visitor/contests.html", contests=staged, stages=STAGES, staff=Role.HR in roles())
