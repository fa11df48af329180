"""Whom to show of the people of a vacancy, as the address of their list says it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import Length, NumberRange, Optional

from kamcareer.core.applications import (
    LONGEST_REGIONS,
    MOST_NOTICE_WEEKS,
    MOST_SALARY,
    TRAVELS_AT_LEAST,
    Tool,
    Travel,
    WantedFacts,
)
from kamcareer.core.education import ASKED, Education
from kamcareer.core.selection.screening import Act
from kamcareer.services.screenings import Filter
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.web.kind_form import KindForm
from kamcareer.web.languages import words
from kamcareer.web.typed import one_line
from kamcareer.web.vacancy_words import ACTS, EDUCATIONS_ASKED, TOOLS, TRAVELS_WANTED
from kamcareer.web.whole_number import WholeNumber


class FilterForm(KindForm):
    """What narrows the list. A choice that is not there, in an old address, narrows nothing."""

    act = SelectField(validate_choice=False)
    topic = SelectField(validate_choice=False)
    holds = BooleanField()
    salary = WholeNumber(
        validators=[Optional(), NumberRange(0, MOST_SALARY, _l("Give the money in whole units, at most 100 million"))]
    )
    notice = WholeNumber(validators=[Optional(), NumberRange(0, MOST_NOTICE_WEEKS, _l("Write weeks from 0 to 52"))])
    travel = SelectField(
        choices=[SelectChoice("", _l("any")), *[SelectChoice(one, name) for one, name in TRAVELS_WANTED.items()]],
        validate_choice=False,
    )
    education = SelectField(
        choices=[SelectChoice("", _l("any")), *[SelectChoice(one, name) for one, name in EDUCATIONS_ASKED.items()]],
        validate_choice=False,
    )
    licence = BooleanField()
    car = BooleanField()
    tool = SelectMultipleField(choices=[SelectChoice(one, name) for one, name in TOOLS.items()], validate_choice=False)
    words = StringField(filters=[one_line], validators=[Length(max=LONGEST_REGIONS)])
    topics: frozenset[str] = frozenset()

    def __init__(self, asked: Any) -> None:
        super().__init__(asked, meta={"csrf": False})  # it changes nothing

    def offer(self, found: OpenVacancy) -> None:
        """Offer what may be done next, and the topics of the vacancy; education where people are asked for it."""
        if found.vacancy.terms.education is None:
            del self.education
        self.act.choices = [SelectChoice(one, name) for one, name in ACTS.items()]
        named, self.topics = found.framework.competencies, frozenset(found.vacancy.cells)
        self.topic.choices = [SelectChoice(id, words(named[id].name)) for id in found.vacancy.cells]

    def wanted(self) -> Filter:
        """Return the filter; a field with an error in it narrows nothing."""
        act, topic, travel = self.act.data, self.topic.data, self.travel.data
        known = topic if topic in self.topics else None
        education = self.education.data if self.education else None
        facts = WantedFacts(
            salary=None if self.salary.errors else self.salary.data,
            notice_weeks=None if self.notice.errors else self.notice.data,
            travel=Travel(travel) if travel in set(TRAVELS_AT_LEAST) else None,
            licence=self.licence.data,
            car=self.car.data,
            tools=frozenset(Tool(one) for one in self.tool.data or () if one in set(Tool)),
            words="" if self.words.errors else self.words.data or "",
            education=Education(education) if education in set(ASKED) else None,
        )
        return Filter(Act(act) if act in set(Act) else None, known, bool(known and self.holds.data), facts)
