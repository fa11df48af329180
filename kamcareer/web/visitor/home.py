"""The start page."""

from flask import render_template

from kamcareer.core.blocks import Block, Kind, quick_minutes
from kamcareer.web.flow import address_of, blocks_of
from kamcareer.web.frameworks import current_framework
from kamcareer.web.languages import language
from kamcareer.web.sitting import sitting_or_none


def show_home() -> str:
    """Say what this is, how long it takes, who sees the answers, what one gets."""
    sitting, framework = sitting_or_none(), current_framework()
    resumed = None
    if sitting:
        found = blocks_of(sitting)
        main: dict[Kind, Block] = {kind: block for kind, block in found.items() if kind is not Kind.FREQUENCIES}
        resumed = {
            "role": sitting.framework.roles[sitting.assessment.target],
            "done": sum(block.done for block in main.values()),
            "total": sum(len(block.items) for block in main.values()),
            "next": next((address_of(item) for block in main.values() for item in block.open), None),
        }
    return render_template(
        "visitor/home.html", framework=framework, resumed=resumed, minutes=quick_minutes(framework, language())
    )
