"""Ways from a role to a far one, step by step, side by side."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import ValidationError

from kamcareer.core.framework.model import Framework
from kamcareer.core.planning.routes import Comparison
from kamcareer.services.career_routes import HOURS, routes_between
from kamcareer.services.development_plan import limits_of
from kamcareer.services.self_assessment import Sitting
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.kind_form import KindForm
from kamcareer.web.languages import words
from kamcareer.web.sitting import current_sitting


class RouteForm(KindForm):
    """From where, to where, with how many hours a week."""

    start = SelectField()
    target = SelectField()
    hours = RadioField(choices=[SelectChoice(str(hours), str(hours)) for hours in HOURS])

    def __init__(self, sitting: Sitting, usual: float) -> None:
        super().__init__(formdata=request.args or None, meta={"csrf": False})
        framework, assessment = sitting.framework, sitting.assessment
        self.start.choices = self.target.choices = _roles(framework)
        if not request.args:
            self.start.data = assessment.present or next(iter(framework.roles))
            self.target.data = assessment.target
            self.hours.data = str(min(HOURS, key=lambda hours: abs(hours - usual)))

    def validate_target(self, field: SelectField) -> None:
        """Refuse a way that leads nowhere else."""
        if field.data == self.start.data:
            raise ValidationError(_("Choose two different roles"))


def show_routes() -> ResponseReturnValue:
    """Show every way, the praised ones first; the way from the present role to the target until something is asked."""
    sitting = current_sitting()
    framework = sitting.framework
    form = RouteForm(sitting, limits_of(db.session(), sitting, now()).limits.hours_per_week)
    found = None
    if form.validate() if request.args else form.start.data != form.target.data:
        sha256 = sitting.assessment.framework_sha256
        found = routes_between(framework, sha256, form.start.data, form.target.data, int(form.hours.data))
    page = render_template(
        "candidate/routes.html",
        form=form,
        framework=framework,
        found=found,
        ways=_praised_first(found) if found else [],
        start=framework.roles.get(form.start.data),
        praises=PRAISES,
    )
    return page, 422 if form.errors else 200


PRAISES = {"fastest": _l("the fastest"), "gentlest": _l("the gentlest"), "cheapest": _l("the cheapest")}


def _praised_first(found: Comparison) -> list[tuple[int, list[str]]]:
    """Return the numbers of the ways with what each is best at."""
    praised = {number: list(found.best_at(number)) for number in range(len(found.routes))}
    return sorted(praised.items(), key=lambda item: (-len(item[1]), item[0]))


def _roles(framework: Framework) -> list[SelectChoice]:
    return [SelectChoice(id, words(role.name)) for id, role in framework.roles.items()]
