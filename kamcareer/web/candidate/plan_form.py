"""What a person can give to their development plan, as a form."""

from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, DecimalField, IntegerField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from kamcareer.core.planning.follow_up import next_monday
from kamcareer.core.planning.limits import MOST_HOURS, MOST_WEEKS, Limits, Objective
from kamcareer.web.plan_timeline import Weeks

LEAST_HOURS = 0.5
MOST_MONEY = 100_000_000


class PlanForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Hours a week, a day by which, money, and what the plan should be good at."""

    hours = DecimalField(
        places=None,
        validators=[
            InputRequired(_l("Say how many hours a week you can find")),
            NumberRange(LEAST_HOURS, MOST_HOURS, _l("Give between half an hour and 60 hours a week")),
        ],
    )
    until = DateField(validators=[InputRequired(_l("Choose the day by which"))])
    budget = IntegerField(
        validators=[Optional(), NumberRange(0, MOST_MONEY, _l("Give the money in whole units, or leave it empty"))]
    )
    objective = RadioField(
        choices=[SelectChoice(aim, aim) for aim in Objective],
        validators=[InputRequired(_l("Choose what the plan should be good at"))],
    )

    def __init__(self, today: date, **options: Any) -> None:
        super().__init__(**options)
        self.monday = next_monday(today)

    @property
    def weeks(self) -> int:
        """Return the whole weeks from the next Monday to the chosen day."""
        until = self.until.data or self.monday
        return ((until - self.monday).days + 1) // 7

    def validate_until(self, _field: DateField) -> None:
        """Refuse a day that leaves no whole week, or that lies further off than anybody can plan."""
        if not 1 <= self.weeks <= MOST_WEEKS:
            raise ValidationError(_l("Choose a day at least two weeks and at most three years from now"))

    @property
    def limits(self) -> Limits:
        """Return what was said."""
        return Limits(float(self.hours.data or 0), self.weeks, self.budget.data, Objective(self.objective.data))

    def fill(self, limits: Limits, weeks: Weeks) -> None:
        """Show what was said before."""
        self.hours.data = Decimal(f"{limits.hours_per_week:g}")
        self.until.data = weeks.end(limits.weeks)
        self.budget.data = limits.budget
        self.objective.data = limits.objective.value
