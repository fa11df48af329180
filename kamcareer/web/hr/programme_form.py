"""What a training programme may spend: for whom, how much, and what is bought in groups or has few places."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList, Form, FormField, IntegerField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired, NumberRange, Optional

from kamcareer.core.framework.model import Framework
from kamcareer.core.planning.limits import MOST_HOURS, MOST_MONEY, MOST_WEEKS, Limits
from kamcareer.core.programme.terms import Group, Terms
from kamcareer.services.heat_map import Wanted
from kamcareer.services.programme import Asked
from kamcareer.web.decimal_number import DecimalNumber
from kamcareer.web.heat_map import Filters
from kamcareer.web.kind_form import KindForm, Said
from kamcareer.web.languages import words
from kamcareer.web.whole_number import WholeNumber

ROWS = 4
MOST_PEOPLE = 10_000
IN_GROUPS = frozenset({"training"})
WITH_PLACES = frozenset({"training", "project", "mentoring", "rotation"})  # a book has room for everybody
BUDGET, HOURS, WEEKS, MORE = 300_000, 3, 26, 100_000  # what stands there before anybody typed


class GroupRow(Form):
    """An activity that is bought for a whole group."""

    activity = SelectField()
    price = WholeNumber(validators=[Optional(), NumberRange(0, MOST_MONEY, _l("Give the money in whole units"))])
    seats = IntegerField(validators=[Optional(), NumberRange(1, MOST_PEOPLE, _l("A group has at least one seat"))])

    class Meta(Said):
        """Where the words come from."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether everything can be used; a group needs its seats."""
        fine: bool = super().validate(extra_validators)
        if self.activity.data and self.seats.data is None and not self.seats.errors:
            self.seats.errors = [_("Say how many seats the group has")]
            return False
        return fine


class PlacesRow(Form):
    """An activity that only so many people can do."""

    activity = SelectField()
    places = IntegerField(validators=[Optional(), NumberRange(0, MOST_PEOPLE, _l("Give a whole number of places"))])

    class Meta(Said):
        """Where the words come from."""


class ProgrammeForm(KindForm):
    """Whom, towards what, how much, how long; left empty, groups and places are as the catalogue says."""

    target = SelectField()
    unit = SelectField(validate_choice=True)
    post = SelectField(validate_choice=True)
    manager = SelectField(validate_choice=True)
    budget = WholeNumber(
        default=BUDGET,
        validators=[
            InputRequired(_l("Say how much there is to spend")),
            NumberRange(0, MOST_MONEY, _l("Give the money in whole units, at most 100 million")),
        ],
    )
    hours = DecimalNumber(
        places=None,
        default=Decimal(HOURS),
        validators=[
            InputRequired(_l("Say how many hours a week each of them can give")),
            NumberRange(0, MOST_HOURS, _l("Give at most 60 hours a week")),
        ],
    )
    weeks = IntegerField(
        default=WEEKS,
        validators=[
            InputRequired(_l("Say how many weeks it may take")),
            NumberRange(1, MOST_WEEKS, _l("Give between 1 and 156 weeks")),
        ],
    )
    more = WholeNumber(
        default=MORE,
        validators=[Optional(), NumberRange(1, MOST_MONEY, _l("Give the money in whole units, at most 100 million"))],
    )
    groups = FieldList(FormField(GroupRow), min_entries=ROWS, max_entries=ROWS)
    places = FieldList(FormField(PlacesRow), min_entries=ROWS, max_entries=ROWS)

    def __init__(self, framework: Framework, filters: Filters, **options: Any) -> None:
        super().__init__(**options)
        roles = [SelectChoice(id, words(role.name)) for id, role in framework.roles.items()]
        self.target.choices = roles
        self.unit.choices = [SelectChoice("", _("all units")), *(SelectChoice(one, one) for one in filters.units)]
        self.post.choices = [SelectChoice("", _("all posts")), *_posts(framework, filters)]
        managers = [SelectChoice(number, name) for name, number in filters.managers]
        self.manager.choices = [SelectChoice("", _("all managers")), *managers]
        if not self.is_submitted():
            self.target.data, self.unit.data = filters.target, filters.wanted.unit
            self.post.data, self.manager.data = filters.wanted.role, filters.wanted.manager
        for rows, kinds in ((self.groups, IN_GROUPS), (self.places, WITH_PLACES)):
            choices = [SelectChoice("", "—"), *_activities(framework, kinds)]
            for row in rows:
                row.form.activity.choices = choices
                row.form.activity.data = row.form.activity.data or ""

    @property
    def asked(self) -> Asked:
        """What was asked for; only after it was found right."""
        wanted = Wanted(unit=self.unit.data, role=self.post.data, manager=self.manager.data)
        groups = {
            row.activity.data: Group(row.price.data or 0, row.seats.data or 1)
            for row in (entry.form for entry in self.groups)
            if row.activity.data
        }
        places = {
            row.activity.data: row.places.data
            for row in (entry.form for entry in self.places)
            if row.activity.data and row.places.data is not None
        }
        limits = Limits(float(self.hours.data or 0), self.weeks.data or WEEKS)
        terms = Terms(self.budget.data or 0, groups, places)
        return Asked(self.target.data, wanted, limits, terms, self.more.data)

    def fields_of(self, rows: "FieldList[FormField[Any]]") -> list[Field]:
        """Return the fields of all rows, as the page shows them."""
        return [field for entry in rows for field in entry.form]

    def says(self, rows: "FieldList[FormField[Any]]") -> bool:
        """Return whether anything stands in rows."""
        return any(entry.form.activity.data for entry in rows)

    def wrong(self) -> Iterator[tuple[str, str]]:
        """Yield the id of each field that is wrong, with what is wrong."""
        plain = (self.target, self.unit, self.post, self.manager, self.budget, self.hours, self.weeks, self.more)
        for field in (*plain, *self.fields_of(self.groups), *self.fields_of(self.places)):
            if field.errors:
                yield field.id, field.errors[0]


def _posts(framework: Framework, filters: Filters) -> Iterator[SelectChoice]:
    for id in filters.posts:
        yield SelectChoice(id, words(framework.roles[id].name) if id in framework.roles else id)


def _activities(framework: Framework, kinds: frozenset[str]) -> list[SelectChoice]:
    named = sorted((words(one.name), id) for id, one in framework.activities.items() if one.kind in kinds)
    return [SelectChoice(id, name) for name, id in named]
