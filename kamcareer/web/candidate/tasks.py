"""The task list: what is answered, what is open, where to go on."""

from flask import render_template

from kamcareer.core.assessment import first_open, minutes_left, progress, questions
from kamcareer.web.sitting import current_sitting


def show_tasks() -> str:
    """Show the questions by cluster with their states; the button leads to the first open one."""
    sitting = current_sitting()
    assessment, framework = sitting.assessment, sitting.framework
    asked = questions(framework, assessment.target)
    groups = {
        code: tuple(id for id in asked if framework.competencies[id].cluster == code) for code in framework.clusters
    }
    return render_template(
        "candidate/tasks.html",
        framework=framework,
        assessment=assessment,
        groups={code: ids for code, ids in groups.items() if ids},
        progress=progress,
        done=sum(assessment.draft(id).answered for id in asked),
        total=len(asked),
        next=first_open(assessment, asked),
        minutes=minutes_left(assessment, asked),
    )
