"""The catalogue of development activities."""

from flask import render_template
from flask.typing import ResponseReturnValue

from kamcareer.core.catalogue import by_competency, main_competency
from kamcareer.web.frameworks import current_framework
from kamcareer.web.visitor.retired import no_longer_used


def show_activities() -> str:
    """Show every activity under the competency it lifts most."""
    framework = current_framework()
    return render_template("visitor/activities.html", framework=framework, catalogue=by_competency(framework))


def show_activity(activity: str) -> ResponseReturnValue:
    """One activity: what to do, the first step, the result, whom to ask, what if there is no access."""
    framework = current_framework()
    if activity not in framework.activities:
        return no_longer_used(framework, "activities", activity)
    found = framework.activities[activity]
    main = framework.competencies[main_competency(found)]
    return render_template("visitor/activity.html", framework=framework, activity=found, main=main)
