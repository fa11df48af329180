"""Putting something on the board: a project or a course, and oneself as a mentor."""

from decimal import Decimal
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.model import Framework
from kamcareer.core.offers import (
    LONGEST_CONTACT,
    LONGEST_TITLE,
    MAX_WORDS,
    MOST_HOURS,
    MOST_PLACES,
    Kind,
    may_last,
)
from kamcareer.services.audit import Event
from kamcareer.services.offers import Offered, post, unit_of_account
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.decimal_number import DecimalNumber
from kamcareer.web.frameworks import current_framework
from kamcareer.web.kind_form import KindForm
from kamcareer.web.languages import words
from kamcareer.web.mailing import sends_mail
from kamcareer.web.offers import KINDS
from kamcareer.web.records import note
from kamcareer.web.typed import one_line, plain_text
from kamcareer.web.viewer import current_known

USUAL_LEVEL = 3
DONE_AT_WORK = ("project", "rotation", "training")
LONGEST_UNIT = 120
PLACES = [
    InputRequired(_l("Say for how many people there is a place")),
    NumberRange(1, MOST_PLACES, _l("Give between 1 and 500 places")),
]


class OfferForm(KindForm):
    """What every offer says: topics, until when, for how many, whom to contact."""

    words = TextAreaField(
        filters=[plain_text],
        validators=[
            DataRequired(_l("Say in a few sentences what it is about")),
            Length(max=MAX_WORDS, message=_l("At most 2,000 characters; please shorten it")),
        ],
        render_kw={"rows": 6},
    )
    topic_1, level_1 = SelectField(), SelectField()
    topic_2, level_2 = SelectField(), SelectField()
    topic_3, level_3 = SelectField(), SelectField()
    topic_4, level_4 = SelectField(), SelectField()
    until = DateField(validators=[InputRequired(_l("Choose the last day"))])
    places = IntegerField(default=1, validators=PLACES)
    contact = StringField(
        filters=[one_line],
        validators=[DataRequired(_l("Say how you can be reached")), Length(max=LONGEST_CONTACT)],
    )

    def __init__(self, framework: Framework, **options: Any) -> None:
        super().__init__(**options)
        topics = [SelectChoice(id, words(one.name)) for id, one in framework.competencies.items()]
        levels = [SelectChoice(str(level), words(framework.scale[level].name)) for level in range(1, MAX_LEVEL + 1)]
        for topic, level in self.rows:
            topic.choices, level.choices = [SelectChoice("", "—"), *topics], levels
            topic.data, level.data = topic.data or "", level.data or str(USUAL_LEVEL)

    @property
    def rows(self) -> list[tuple[SelectField, SelectField]]:
        """The pairs of fields: a topic, and up to which level."""
        return [
            (self.topic_1, self.level_1),
            (self.topic_2, self.level_2),
            (self.topic_3, self.level_3),
            (self.topic_4, self.level_4),
        ]

    @property
    def trains(self) -> dict[str, int]:
        """The topics that were chosen, each with its level."""
        return {topic.data: int(level.data) for topic, level in self.rows if topic.data}

    @property
    def tied(self) -> str | None:
        """The activity of the catalogue that it is; None for most."""
        return None

    def validate_topic_1(self, _field: SelectField) -> None:
        """Refuse an offer of which nobody learns what it trains."""
        if not self.tied and not any(topic.data for topic, _ in self.rows):
            raise ValidationError(_l("Choose at least one topic"))

    def validate_until(self, field: DateField) -> None:
        """Refuse days that are over, out of order, or further away than two years."""
        begins = self.begins.data if hasattr(self, "begins") else today()
        if begins and field.data and not may_last(begins, field.data, today()):
            raise ValidationError(_("Choose a day from today on, not before the first one and at most two years ahead"))


class ProjectForm(OfferForm):
    """What a project or a course says besides."""

    kind = RadioField(
        choices=[SelectChoice(one, KINDS[one]) for one in (Kind.PROJECT, Kind.COURSE)],
        default=Kind.PROJECT,
        validators=[InputRequired(_l("Choose whether it is a project or a course"))],
    )
    title = StringField(
        filters=[one_line],
        validators=[
            DataRequired(_l("Give it a name")),
            Length(max=LONGEST_TITLE, message=_l("At most 120 characters; please shorten it")),
        ],
    )
    activity = SelectField()
    begins = DateField(validators=[InputRequired(_l("Choose the first day"))])
    hours = DecimalNumber(
        places=None,
        default=Decimal(4),
        validators=[
            InputRequired(_l("Say how many hours a week it takes")),
            NumberRange(0, MOST_HOURS, _l("Give at most 60 hours a week")),
        ],
    )
    unit = StringField(filters=[one_line], validators=[Optional(), Length(max=LONGEST_UNIT)])

    def __init__(self, framework: Framework, **options: Any) -> None:
        super().__init__(framework, **options)
        fitting = [one for one in framework.activities.values() if one.kind in DONE_AT_WORK]
        named = sorted((SelectChoice(one.id, words(one.name)) for one in fitting), key=lambda choice: choice.label)
        self.activity.choices = [SelectChoice("", "—"), *named]
        self.activity.data = self.activity.data or ""

    @property
    def tied(self) -> str | None:
        """The activity of the catalogue that it is."""
        return self.activity.data or None


def post_project() -> ResponseReturnValue:
    """Ask what is to be done, what it trains, when and for whom; then put it on the board."""
    framework, form = current_framework(), ProjectForm(current_framework())
    if form.validate_on_submit():
        hours = float(form.hours.data or 0)
        return _posted(
            framework,
            Offered(
                Kind(form.kind.data),
                form.title.data or "",
                form.words.data or "",
                form.trains,
                form.begins.data or today(),
                form.until.data or today(),
                hours,
                form.places.data or 1,
                form.contact.data or "",
                form.unit.data or "",
                form.tied,
            ),
        )
    return _page("board/post_project.html", framework, form)


def offer_mentoring() -> ResponseReturnValue:
    """Ask in which topics somebody helps, how many people at once and until when; then show them as a mentor."""
    framework, form = current_framework(), OfferForm(current_framework())
    if form.validate_on_submit():
        said = (form.words.data or "", form.trains, today(), form.until.data or today(), None, form.places.data or 1)
        return _posted(framework, Offered(Kind.MENTORING, "", *said, form.contact.data or ""))
    return _page("board/offer_mentoring.html", framework, form)


def _posted(framework: Framework, offered: Offered) -> ResponseReturnValue:
    account = current_known().account
    made = post(db.session(), framework, offered, account, now(), today())
    note(Event.OFFER_POSTED, account.id, f"{made.kind} {made.id}")
    db.session.commit()
    if sends_mail():
        flash(_("It is on the board. You are written to when somebody asks for a place."))
    else:
        flash(_("It is on the board. Whoever asks for a place will stand on this page; no letter leaves."))
    return redirect(url_for("board.own_offer", id=made.id), 303)


def _page(template: str, framework: Framework, form: OfferForm) -> ResponseReturnValue:
    if request.method != "POST":
        account = current_known().account
        form.contact.data = account.email or ""
        if isinstance(form, ProjectForm):
            form.unit.data = unit_of_account(db.session(), account.id)
    return render_template(template, framework=framework, form=form), 422 if form.errors else 200
