"""The career map and the role cards."""

from flask import render_template
from flask.typing import ResponseReturnValue

from kamcareer.core.career_layout import career_layout
from kamcareer.core.careers import edges_from, step
from kamcareer.core.framework.coverage import cited
from kamcareer.web.drawing import CareerDrawing
from kamcareer.web.frameworks import current_framework
from kamcareer.web.vacancies import vacancy_search
from kamcareer.web.visitor.retired import no_longer_used


def show_career_map() -> str:
    """All roles, ladder by ladder, and the ways between them."""
    framework = current_framework()
    return render_template(
        "visitor/career_map.html", framework=framework, drawing=CareerDrawing(career_layout(framework)), step=step
    )


def show_role(role: str) -> ResponseReturnValue:
    """One role: what it is for, what it does and with whom, what must not be expected, where it leads."""
    framework = current_framework()
    if role not in framework.roles:
        return no_longer_used(framework, "roles", role)
    ways = [
        (edge, step(framework, role, edge.to_role) if edge.to_role else None) for edge in edges_from(framework, role)
    ]
    found = framework.roles[role]
    return render_template(
        "visitor/role.html",
        framework=framework,
        role=found,
        ways=ways,
        vacancies=vacancy_search(found, framework.vacancy_words.get(found.ladder, ())),
        facts=cited(found),
    )
