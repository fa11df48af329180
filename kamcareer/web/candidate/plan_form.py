"""What a person can give to their development plan, as a form."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, IntegerField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from kamcareer.core.planning.follow_up import WEEK, next_monday
from kamcareer.core.planning.limits import (
    MOST_HOURS,
    MOST_MONEY,
    MOST_PARALLEL,
    MOST_WEEKS,
    PARALLEL,
    PRACTICE_SHARE,
    Limits,
    Objective,
)
from kamcareer.web.decimal_number import DecimalNumber
from kamcareer.web.kind_form import KindForm
from kamcareer.web.plan_timeline import Weeks
from kamcareer.web.whole_number import WholeNumber

LEAST_HOURS = 0.5


class PlanForm(KindForm):
    """Hours a week, a day by which, money, and what the plan should be good at.

    And what few people change: when it begins, how much of it is practice, how many things at a time; left empty each
    is as usual.
    """

    hours = DecimalNumber(
        places=None,
        validators=[
            InputRequired(_l("Say how many hours a week you can find")),
            NumberRange(LEAST_HOURS, MOST_HOURS, _l("Give between half an hour and 60 hours a week")),
        ],
    )
    until = DateField(validators=[InputRequired(_l("Choose the day by which"))])
    budget = WholeNumber(
        validators=[
            Optional(),
            NumberRange(0, MOST_MONEY, _l("Give the money in whole units, at most 100 million, or leave it empty")),
        ]
    )
    objective = RadioField(
        choices=[SelectChoice(aim, aim) for aim in Objective],
        validators=[InputRequired(_l("Choose what the plan should be good at"))],
    )

    # When the limits were kept that the page has shown: what another tab has kept since is not overwritten unseen.
    seen = HiddenField()
    begins = DateField(validators=[Optional()])
    practice = IntegerField(
        validators=[Optional(), NumberRange(0, 100, _l("Give the share of practice from 0 to 100 percent"))]
    )
    parallel = IntegerField(
        validators=[
            Optional(),
            NumberRange(1, MOST_PARALLEL, _l("Give how many things at a time you can carry, from 1 to 10")),
        ]
    )

    def __init__(self, today: date, **options: Any) -> None:
        super().__init__(**options)
        self.today = today

    @property
    def monday(self) -> date:
        """Return the Monday of the first week."""
        return next_monday(max(self.today, (self.begins.data if self.begins else None) or self.today))

    @property
    def weeks(self) -> int:
        """Return the whole weeks from the first Monday to the chosen day."""
        until = self.until.data or self.monday
        return ((until - self.monday).days + 1) // 7

    @property
    def earliest(self) -> date:
        """Return the first day by which a plan that begins at once may be."""
        return next_monday(self.today) + WEEK - timedelta(days=1)

    @property
    def latest(self) -> date:
        """Return the last day by which a plan that begins at once may be."""
        return next_monday(self.today) + MOST_WEEKS * WEEK - timedelta(days=1)

    def validate_begins(self, field: DateField) -> None:
        """Refuse a day that has passed: nothing can begin on it."""
        if field.data and field.data < self.today:
            raise ValidationError(_l("Choose a day to come, or leave it empty"))

    def validate_until(self, _field: DateField) -> None:
        """Refuse a day that leaves no whole week, or that lies further off than anybody can plan."""
        if self.begins and self.begins.data and self.weeks < 1:
            raise ValidationError(_l("Choose a day at least two weeks after the plan begins"))
        if not 1 <= self.weeks <= MOST_WEEKS:
            raise ValidationError(_l("Choose a day at least two weeks and at most three years from now"))

    @property
    def limits(self) -> Limits:
        """Return what was said."""
        practice, parallel = self.practice.data, self.parallel.data
        return Limits(
            float(self.hours.data or 0),
            self.weeks,
            self.budget.data,
            Objective(self.objective.data),
            practice_share=PRACTICE_SHARE if practice is None else practice / 100,
            parallel=PARALLEL if parallel is None else parallel,
        )

    @property
    def unusual(self) -> bool:
        """Whether anything of what few people change is changed, or cannot be taken."""
        seldom = (self.begins, self.practice, self.parallel)
        usual = (None, round(100 * PRACTICE_SHARE), PARALLEL)
        return any(field.errors or field.data not in {None, value} for field, value in zip(seldom, usual, strict=True))

    def fill(self, limits: Limits, weeks: Weeks, begins: date | None) -> None:
        """Show what was said before; a day of beginning that has come is said no more."""
        self.begins.data = begins if begins and begins > self.today else None
        self.practice.data = round(100 * limits.practice_share)
        self.parallel.data = limits.parallel
        self.hours.data = Decimal(f"{limits.hours_per_week:g}")
        self.until.data = weeks.end(limits.weeks)
        self.budget.data = limits.budget
        self.objective.data = limits.objective.value
