"""The framework that new assessments are made with."""

from flask import current_app, g, has_request_context

from kamcareer.core.framework.model import Framework
from kamcareer.services.framework_in_use import Place, framework_in_use
from kamcareer.store.database import db


def current_framework() -> Framework:
    """Return the version that was published last, or what the installation's files say now; asked once a request."""
    if not has_request_context():
        return framework_in_use(db.session(), framework_place())
    if "framework" not in g:
        g.framework = framework_in_use(db.session(), framework_place())
    found: Framework = g.framework
    return found


def framework_place() -> Place:
    """Return where the installation's framework lies."""
    settings = current_app.config["SETTINGS"]
    return Place(settings.frameworks, settings.additions, settings.framework_id)
