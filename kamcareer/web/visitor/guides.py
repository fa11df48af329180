"""Help in plain words: how to answer, how to write an example, how to read a report, how to talk about growing."""

from flask import abort, render_template

from kamcareer.web.frameworks import current_framework


def show_guides() -> str:
    """Show the list of guides."""
    return render_template("visitor/guides.html", framework=current_framework())


def show_guide(guide: str) -> str:
    """Show one guide."""
    framework = current_framework()
    if guide not in framework.guides:
        abort(404)
    return render_template("visitor/guide.html", framework=framework, guide=framework.guides[guide])
