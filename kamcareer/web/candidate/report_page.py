"""The gap report."""

from flask import render_template, url_for

from kamcareer.core.assessment import Depth, seconds_between_answers
from kamcareer.core.better_fit import better_fit
from kamcareer.core.blocks import situations
from kamcareer.core.next_question import Kind as Next
from kamcareer.core.next_question import NextQuestion
from kamcareer.core.plausibility import hints
from kamcareer.core.side_by_side import agenda, side_by_side
from kamcareer.services.development_plan import limits_until
from kamcareer.services.gap_report import report_of
from kamcareer.services.newer_version import is_newer
from kamcareer.services.round_peers import together_about
from kamcareer.services.self_assessment import Sitting
from kamcareer.store.database import db
from kamcareer.web.candidate.what_if import WhatIfForm
from kamcareer.web.clock import now, today
from kamcareer.web.frameworks import current_framework
from kamcareer.web.report_context import report_context
from kamcareer.web.retention import kept_until
from kamcareer.web.sitting import current_sitting


def show_report() -> str:
    """Show what the person said against what the role asks, what can be concluded, and what would tell more."""
    sitting = current_sitting()
    stored = report_of(db.session(), sitting, today())
    report, assessment, said = stored.report, sitting.assessment, stored.said
    current, in_round = current_framework(), together_about(assessment, said.rounds)
    rows = side_by_side(report.target, assessment.answers().levels(), said.requests, in_round)
    return render_template(
        "candidate/report.html",
        steps=[(question, address_of_step(sitting, question)) for question in report.next_questions],
        hints=hints(sitting.framework, report.answers, seconds_between_answers(assessment)),
        fit=better_fit(report),
        agenda=agenda(report.target, rows),
        others=bool(rows),
        kept=kept_until(sitting),
        what_if=_what_if(sitting) if report.answered else None,
        earlier_rounds=assessment.rounds > 0,
        newer=current if is_newer(current, sitting.framework, assessment) else None,
        **report_context(stored),
    )


def _what_if(sitting: Sitting) -> WhatIfForm | None:
    """Return a form that asks what a plan would bring; None once the last day of the plan has come."""
    limits, until = limits_until(db.session(), sitting, now())
    if until < today():
        return None
    return WhatIfForm(sitting.framework, limits, until, sitting.assessment.target, today())


def address_of_step(sitting: Sitting, question: NextQuestion) -> str | None:
    """Return where something that would tell more is done; None where it is not done here."""
    if question.kind is Next.ANSWER:
        return url_for("candidate.question", competency=question.competency)
    if question.kind is Next.RATER:
        return None if question.source == "interview" else url_for("candidate.others")
    # Each assessment asks its own situation of a topic.
    asked = dict(situations(sitting.framework, sitting.assessment, Depth.FULL))
    item = asked.get(question.competency or "")
    if item is None or sitting.assessment.situation(item.id).answered:
        return url_for("candidate.tasks")
    return url_for("candidate.situation", situation=item.id)
