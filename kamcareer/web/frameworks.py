"""The framework that new assessments are made with."""

from flask import current_app

from kamcareer.core.framework.model import Framework
from kamcareer.services.framework_files import load_all


def current_framework() -> Framework:
    """Return the installation's framework as its files say now."""
    settings = current_app.config["SETTINGS"]
    return load_all(settings.frameworks, settings.additions)[settings.framework_id]
