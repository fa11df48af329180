"""How the numbers come about, and who sees what."""

from flask import render_template

from kamcareer.web.frameworks import current_framework


def show_method() -> str:
    """Show the method in plain words, with every parameter and what it rests on."""
    return render_template("visitor/method.html", framework=current_framework())


def show_privacy() -> str:
    """Say what is stored, who can see it, how to delete it."""
    return render_template("visitor/privacy.html")
