"""What a draft of the model would do to reports, plans and vacancies that are stored."""

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from kamcareer.core.accounts import Role
from kamcareer.core.background_jobs import KEPT
from kamcareer.core.framework.errors import FileError
from kamcareer.core.small_cells import LEAST
from kamcareer.services.framework_drafts import framework_in_draft
from kamcareer.store.database import db
from kamcareer.web.frameworks import current_framework, framework_place
from kamcareer.web.hr.models import draft_or_404
from kamcareer.web.languages import language
from kamcareer.web.limits import EFFECTS, limited
from kamcareer.web.problem_words import problem_lines
from kamcareer.web.stored_effect import ask_for_effect, shown_effect, with_vacancies
from kamcareer.web.vacancy_words import WEIGHTS
from kamcareer.web.viewer import roles


def show_effect(id: UUID) -> str:
    """Show whom a draft reaches of those who are counted, in groups, or how far the counting is."""
    draft, present = draft_or_404(id), current_framework()
    try:
        other = framework_in_draft(draft, framework_place())
    except FileError as error:
        problems, other = problem_lines(error.problems), present
    else:
        problems = []
    return render_template(
        "hr/model_effect.html",
        draft=draft.head,
        problems=problems,
        stored=with_vacancies(shown_effect(draft)),
        framework=present,
        other=other,
        lost=[one.name[language()] for id, one in present.competencies.items() if id not in other.competencies],
        least=LEAST,
        kept=KEPT,
        weights=WEIGHTS,
        may_edit=Role.HR in roles(),
        form=FlaskForm(formdata=None),
    )


@limited(EFFECTS, by_account=EFFECTS)
def ask_here(id: UUID) -> ResponseReturnValue:
    """Ask for the effect of a draft as it is now, or see the one there is."""
    draft = draft_or_404(id)
    ask_for_effect(draft)
    db.session.commit()
    return redirect(url_for("hr.model_effect", id=draft.head.id), 303)
