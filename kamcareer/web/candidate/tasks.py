"""The task list: what is answered, what is open, where to go on."""

from flask import render_template

from kamcareer.core.assessment import progress
from kamcareer.core.blocks import Kind, minutes_left, total_minutes
from kamcareer.web.candidate.start import DepthForm, ways_of
from kamcareer.web.flow import address_of, blocks_of, first_open_address
from kamcareer.web.retention import kept_until
from kamcareer.web.sitting import current_sitting


def show_tasks() -> str:
    """Show the blocks with their states; the button leads to the first page that is open."""
    sitting = current_sitting()
    assessment, framework = sitting.assessment, sitting.framework
    found = blocks_of(sitting)
    asked = [item.id for item in found[Kind.TOPICS].items]
    groups = {
        code: tuple(id for id in asked if framework.competencies[id].cluster == code) for code in framework.clusters
    }
    return render_template(
        "candidate/tasks.html",
        framework=framework,
        assessment=assessment,
        groups={code: ids for code, ids in groups.items() if ids},
        blocks=found,
        address_of=address_of,
        progress=progress,
        done=sum(block.done for block in found.values()),
        total=sum(len(block.items) for block in found.values()),
        next=first_open_address(sitting) if any(block.open for block in found.values()) else None,
        minutes={kind: minutes_left(assessment, block) for kind, block in found.items()},
        left=total_minutes(assessment, found),
        form=DepthForm(formdata=None),
        ways=ways_of(sitting),
        kept=kept_until(sitting),
    )
