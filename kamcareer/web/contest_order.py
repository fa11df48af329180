"""What an order to hold a contest says."""

from collections.abc import Iterable

from flask_babel import gettext

from kamcareer.exports.document_template import Values
from kamcareer.services.contests import PanelMember
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.web.clock import today
from kamcareer.web.languages import day, words

BLANK = "_" * 12


def contest_order_labels() -> dict[str, str]:
    """Return the words that stand in the shipped template, in the language of the reader."""
    return {
        "title": gettext("Order to hold a contest"),
        "draft": gettext("DRAFT. Your lawyer reads it before anybody signs; then delete this line."),
        "number": gettext("No. %(blank)s of %(blank)s", blank=BLANK),
        "aim": gettext("To fill the post “%(title)s” from among the employees I order:", title="{{ title }}"),
        "hold": gettext(
            "1. To hold a contest for the post “%(title)s” (role: %(role)s) on these days:",
            title="{{ title }}",
            role="{{ role }}",
        ),
        "deadline": gettext("Applications are taken until"),
        "first_stage": gettext("Finalists are named by"),
        "final": gettext("Final, talks with the panel"),
        "result": gettext("Everybody is told the result by"),
        "seat": gettext("2. To seat this panel:"),
        "name": gettext("Full name"),
        "part": gettext("Part"),
        "first": gettext(
            "3. The first stage goes without names: until the finalists are named the panel reads answers under codes."
        ),
        "decides": gettext(
            "4. People decide, by name and with written reasons about each applicant. Members of the panel mark the "
            "talks of the final each alone and talk over the marks after all are locked. Nobody is chosen by a total."
        ),
        "told": gettext(
            "5. Everybody who takes part is told the result and what they may do next, and may ask for the reason in "
            "writing."
        ),
        "asks": gettext("6. The post asks for:"),
        "topic": gettext("Topic"),
        "level": gettext("Level"),
        "must": gettext("A must"),
        "control": gettext("7. %(chair)s answers for the contest.", chair="{{ chair }}"),
        "head": gettext("Head of the company"),
        "read": gettext("I have read the order"),
    }


def order_values(found: OpenVacancy, panel: Iterable[PanelMember]) -> Values:
    """Return what stands in the places of the template. LookupError where the vacancy is no contest."""
    vacancy, framework, members = found.vacancy, found.framework, list(panel)
    if vacancy.contest is None:
        raise LookupError(vacancy.id)
    role, days = framework.roles[vacancy.role], vacancy.contest.days
    return {
        "title": vacancy.terms.title,
        "role": words(role.name),
        "deadline": day(vacancy.terms.deadline),
        "first_stage": day(days.first_stage),
        "final": day(days.final),
        "result": day(days.result),
        "chair": next((one.name for one in members if one.chair), BLANK),
        "panel": [
            {
                "line": str(line),
                "name": one.name,
                "part": gettext("chair") if one.chair else gettext("member") if one.talks else gettext("recruiter"),
            }
            for line, one in enumerate(members, start=1)
        ],
        "asked": [
            {
                "topic": words(framework.competencies[id].name),
                "level": words(framework.scale[need.level].name),
                "must": gettext("yes") if need.must_have else "",
            }
            for id, need in role.requirements.items()
        ],
        "today": day(today()),
    }
