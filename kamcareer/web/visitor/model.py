"""The model in the open: every competency, its anchors, its status and its sources."""

from flask import render_template
from flask.typing import ResponseReturnValue

from kamcareer.core.catalogue import by_competency
from kamcareer.core.framework.coverage import cited
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.standing import standings
from kamcareer.web.frameworks import current_framework
from kamcareer.web.visitor.retired import no_longer_used


def show_model() -> str:
    """Show the clusters, the competencies, the scale, and how far each kind of element has been tried."""
    framework = current_framework()
    return render_template(
        "visitor/model.html",
        framework=framework,
        sha256=sha256_of(framework),
        standings=standings(framework),
    )


def show_competency(competency: str) -> ResponseReturnValue:
    """One competency: definition, five anchors, which roles ask it, the facts behind it."""
    framework = current_framework()
    if competency not in framework.competencies:
        return no_longer_used(framework, "competencies", competency)
    return render_template(
        "visitor/competency.html",
        framework=framework,
        competency=framework.competencies[competency],
        activities=by_competency(framework)[competency],
        facts=cited(framework.competencies[competency].model_copy(update={"situations": ()})),
    )
