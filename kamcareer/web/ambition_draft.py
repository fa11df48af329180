"""A first draft of the ambition statement: what the report and the plan can say; the reasons stay the person's own."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext

from kamcareer.core.ambition import Ambition
from kamcareer.core.evidence_log import EvidenceEntry
from kamcareer.core.gaps import GapReport
from kamcareer.core.planning.plan import Plan, Step
from kamcareer.services.development_plan import OwnPlan
from kamcareer.web.languages import words
from kamcareer.web.plan_context import day_month, hours_number
from kamcareer.web.plan_timeline import Weeks

FEW = 3


def drafted(report: GapReport, own: OwnPlan | None, log: Iterable[EvidenceEntry], today: date) -> Ambition:
    """Return what can be said without the person: the aim, what speaks for it, the next steps, what to ask for.

    Of a plan whose last day has come nothing lies ahead.
    """
    ahead = own if own and not own.course.over(today) else None
    return Ambition(
        aim=_aim(report, ahead),
        reasons="",
        results=_results(report, own, list(log)),
        next_steps=_steps(ahead.plan, Weeks(ahead.kept.monday)) if ahead else "",
        wish=_wish(ahead.plan) if ahead else "",
    )


def _aim(report: GapReport, own: OwnPlan | None) -> str:
    aim = gettext("The role I am working towards: %(role)s.", role=words(report.target.name))
    if own is None:
        return str(aim)
    ready, until = own.kept.ready, day_month(own.course.until)
    if ready:
        day = day_month(ready)
        when = gettext("If all goes as planned, I can expect to have its must-haves by about %(day)s.", day=day)
    else:
        when = gettext("I have a plan until %(day)s and will then see how far I am.", day=until)
    vacancy = gettext("I know that a promotion also depends on a vacancy.")
    return f"{aim} {when} {vacancy}"


def _results(report: GapReport, own: OwnPlan | None, log: list[EvidenceEntry]) -> str:
    deeds = [entry.note for entry in log if not entry.declined][:FEW]
    deeds += [one.note for one in own.decided.decisions if one.note] if own else []
    strong = []
    for gap in report.strengths[:FEW]:
        competency, said = report.framework.competencies[gap.competency], gap.said or 0
        by_own_words = gettext(
            "%(topic)s: “%(level)s” – that is how I see myself",
            topic=words(competency.name),
            level=words(competency.anchors[said]),
        )
        strong.append(by_own_words)
    return _lines([*deeds, *strong])


def _steps(plan: Plan, weeks: Weeks) -> str:
    def when(step: Step) -> str:
        return f"{day_month(weeks.begin(step.start_week))} – {day_month(weeks.end(step.end_week))}"

    return _lines(f"{words(step.activity.name)} ({when(step)})" for step in plan.ahead[: FEW + 1])


def _wish(plan: Plan) -> str:
    wishes = []
    if task := _first(plan, {"project", "rotation"}):
        wishes.append(gettext("a task: %(name)s", name=words(task.activity.name)))
    if mentor := _first(plan, {"mentoring"}):
        wishes.append(gettext("a person to learn from (%(name)s)", name=words(mentor.activity.name)))
    wishes.append(
        gettext("working time for it: about %(hours)s h a week", hours=hours_number(plan.limits.hours_per_week))
    )
    return _lines(wishes)


def _first(plan: Plan, kinds: set[str]) -> Step | None:
    return next((step for step in plan.ahead if step.activity.kind in kinds), None)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(f"— {text}" for text in texts)
