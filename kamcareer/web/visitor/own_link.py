"""A private link opened by the one who asked: it is for somebody else, and nothing can be answered here."""

from flask import render_template
from flask.typing import ResponseReturnValue


def own_link(name: str, link: str, back: str) -> ResponseReturnValue:
    """Say whom the link is for and how to send it; `back` is the page of the one who asked."""
    return render_template("visitor/own_link.html", name=name, link=link, back_to=back), 403
