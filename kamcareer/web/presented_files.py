"""What a client reads of somebody, as a file."""

from pathlib import Path

from flask import abort, current_app
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from kamcareer.core.presentations import Profile, ShownTopic
from kamcareer.exports.presentation_docx import Sheet, presentation_docx
from kamcareer.services.presentations import Presented
from kamcareer.web.attachments import DOCX, attached
from kamcareer.web.clock import now
from kamcareer.web.languages import day, language, words
from kamcareer.web.operators import operator_words
from kamcareer.web.presented_words import (
    cautions,
    estimate_words,
    fact_words,
    heading_of,
    range_words,
    shown_title,
    source_words,
    unknown_words,
)
from kamcareer.web.printed import printed

STYLES = {"pdf", "docx"}


def presented_context(presented: Presented) -> dict[str, object]:
    """Return what page and print say of somebody."""
    framework, profile = presented.found.framework, presented.profile
    return {
        "title": shown_title(profile),
        "heading": heading_of(profile),
        "profile": profile,
        "framework": framework,
        "vacancy": presented.found.vacancy,
        "client": presented.request.client,
        "presentation": presented.presentation,
        "operator": operator_words(language())["operator"],
        "facts": fact_words(profile),
        "estimate_words": lambda topic: estimate_words(framework, topic),
        "range_words": lambda topic: range_words(framework, topic),
        "source_words": source_words,
        "unknown": unknown_words(framework, profile),
        "cautions": cautions(profile),
    }


def presented_file(presented: Presented, style: str) -> ResponseReturnValue:
    """Return the page as PDF or DOCX, named by the vacancy's code of the person; 404 for any other style."""
    if style not in STYLES:
        abort(404)
    called = _("Candidate")
    name = f"{called}_{presented.profile.code}_{now():%Y-%m-%d}.{style}"
    logo: Path | None = current_app.config["SETTINGS"].logo
    if style == "pdf":
        body = printed("print/presentation.html", today=now(), **presented_context(presented))
        return attached(body, "application/pdf", name)
    return attached(presentation_docx(_sheet(presented), language(), logo), DOCX, name)


def _sheet(presented: Presented) -> Sheet:
    framework, profile = presented.found.framework, presented.profile
    return Sheet(
        title=shown_title(profile),
        about=f"{presented.found.vacancy.terms.title} · {presented.request.client.name}",
        by=_("Shown by %(operator)s on %(day)s", operator=operator_words(language())["operator"], day=day(now())),
        heading=heading_of(profile),
        labels=(_("Topic"), _("Needed"), _("Most likely there"), _("Nine cases of ten"), _("Known from")),
        topics=[_line(presented, topic) for topic in profile.known],
        parts=[
            (_unknown_heading(profile), unknown_words(framework, profile)),
            *fact_words(profile),
            *((words(framework.competencies[id].name), text) for id, text in profile.examples.items()),
        ],
        cautions=cautions(profile),
    )


def _unknown_heading(profile: Profile) -> str:
    count = len(profile.unknown)
    heading = ngettext("Nothing is known yet of the topic:", "Nothing is known yet of the topics:", count)
    return str(heading).rstrip(":")


def _line(presented: Presented, topic: ShownTopic) -> tuple[str, ...]:
    framework = presented.found.framework
    return (
        words(framework.competencies[topic.competency].name),
        words(framework.scale[topic.required].name),
        words(framework.scale[topic.likeliest].name),
        range_words(framework, topic),
        source_words(topic),
    )
