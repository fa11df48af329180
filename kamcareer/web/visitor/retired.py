"""What is no longer part of the model: whoever follows an old link is told so by its name."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from kamcareer.core.framework.model import Framework

GONE = 410


def no_longer_used(framework: Framework, folder: str, id: str) -> ResponseReturnValue:
    """Return the page of a retired element of "roles", say; 404 where there never was one."""
    name = framework.name_of(folder, id) or abort(404)
    return render_template("visitor/retired.html", name=name), GONE
