"""Sex and age of everybody together: groups of ten or more, rounded; nothing about anybody."""

from flask import render_template

from kamcareer.core.demographics import AgeGroup, Sex, cohort_until
from kamcareer.core.small_cells import LEAST, STEP
from kamcareer.services.demographics import counts
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.demographics import AGES, SEXES


def show_counts() -> str:
    """Show the groups that may be told, each with its rounded number."""
    told = counts(db.session(), today()).groups
    groups = [
        ([(SEXES[Sex(sex)], AGES[AgeGroup(age)]) for sex, age in sorted(group, key=_order)], number)
        for group, number in sorted(told.items(), key=lambda one: min(map(_order, one[0])))
    ]
    return render_template("hr/demographics.html", groups=groups, until=cohort_until(today()), least=LEAST, step=STEP)


def _order(cell: tuple[str, ...]) -> tuple[int, int]:
    return [*Sex].index(Sex(cell[0])), [*AgeGroup].index(AgeGroup(cell[1]))
