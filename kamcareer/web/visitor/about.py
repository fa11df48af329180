"""How the numbers come about, and who sees what."""

from flask import render_template

from kamcareer.core.framework.loading import sha256_of
from kamcareer.web.frameworks import current_framework
from kamcareer.web.privacy import privacy_words


def show_method() -> str:
    """Show the method in plain words, with every parameter and what it rests on."""
    return render_template("visitor/method.html", framework=current_framework())


def show_measurement() -> str:
    """Show the card of the measurement: purpose, assumptions, every parameter with its ground, limits."""
    framework = current_framework()
    return render_template("visitor/measurement.html", framework=framework, sha256=sha256_of(framework))


def show_privacy() -> str:
    """Say what is stored, who can see it, how to delete it."""
    return render_template("visitor/privacy.html", **privacy_words())
