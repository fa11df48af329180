"""An expert reads a model without its levels: by a private link, without an account, one topic or situation a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import Length

from kamcareer.core.accounts import Role
from kamcareer.core.erasures import Erased
from kamcareer.core.expert_readings import LONGEST_REMARK, SCALES, Asked
from kamcareer.core.expert_review import anchors_in_disorder, options_in_disorder
from kamcareer.services.audit import Event
from kamcareer.services.expert_readings import (
    OpenReading,
    keep_words,
    known_expert,
    leave_reading,
    opened_reading,
    send_words,
)
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.erasures import list_erased
from kamcareer.web.languages import words
from kamcareer.web.records import note
from kamcareer.web.typed import plain_text
from kamcareer.web.viewer import roles

REALISM = "realism"
RATINGS = {1: _l("harmful"), 2: _l("weak"), 3: _l("good"), 4: _l("the best")}
FREQUENCIES = {1: _l("never"), 2: _l("hardly ever"), 3: _l("sometimes"), 4: _l("often")}
TOPIC, SITUATION = "visitor.expert_topic", "visitor.expert_situation"


class WordsForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """What an expert says of one topic or situation: a field for each letter beside the remark."""

    remark = TextAreaField(
        filters=[plain_text],
        validators=[Length(max=LONGEST_REMARK, message=_l("At most 1,000 characters; please shorten it"))],
        render_kw={"rows": "3"},
    )


@dataclass(frozen=True)
class Step:
    """One page of a reading: how much of it is answered, and how much there is."""

    endpoint: str
    element: str
    said: int
    whole: int

    def url(self, token: str) -> str:
        """Return the address of the page."""
        if self.endpoint == TOPIC:
            return url_for(TOPIC, token=token, competency=self.element)
        return url_for(SITUATION, token=token, situation=self.element)


def show_reading(token: str) -> ResponseReturnValue:
    """Say what is asked and who sees what, and how far one is; on POST send it."""
    opened, refused = _opened(token)
    if opened is None:
        return refused
    form = FlaskForm()
    if form.validate_on_submit():
        if sent := send_words(db.session(), token, now()):
            note(Event.EXPERT_SENT, "", sent.id)
            db.session.commit()
        return redirect(url_for("visitor.expert", token=token), 303)
    steps = _steps(opened)
    page = render_template(
        "visitor/expert.html",
        token=token,
        opened=opened,
        steps={one.element: one for one in steps},
        following=next((one.url(token) for one in steps if not one.said), steps[0].url(token)),
        form=form,
    )
    return page, 422 if form.errors else 200


def place_topic(token: str, competency: str) -> ResponseReturnValue:
    """Show the descriptions of a topic in disorder; on POST keep the levels they were put on, and go on."""
    opened, refused = _opened(token)
    if opened is None:
        return refused
    topic = opened.topics.get(competency) or abort(404)
    letters = anchors_in_disorder(topic)
    said = {letter: opened.words.anchors.get((competency, letter)) for letter in letters}
    asked = dict.fromkeys(letters, Asked.LEVEL)
    texts = {letter: topic.anchors[level] for letter, level in letters.items()}
    levels = {level: words(one.name) for level, one in opened.framework.scale.items()}
    shown = {"topic": topic, "texts": texts, "levels": levels}
    return _element(opened, token, competency, asked, said, "visitor/expert_topic.html", **shown)


def rate_situation(token: str, situation: str) -> ResponseReturnValue:
    """Show the ways to act of a situation in disorder; on POST keep how good each is and whether it is real."""
    opened, refused = _opened(token)
    if opened is None:
        return refused
    one = opened.situations.get(situation) or abort(404)
    letters = options_in_disorder(one)
    said = {letter: opened.words.options.get((situation, letter)) for letter in letters}
    said[REALISM] = opened.words.realism.get(situation)
    asked = dict.fromkeys(letters, Asked.RATING) | {REALISM: Asked.REALISM}
    texts = {letter: one.options[way].text for letter, way in letters.items()}  # type: ignore[index]  # letters of it
    shown = {"situation": one, "texts": texts, "ratings": RATINGS, "frequencies": FREQUENCIES}
    return _element(opened, token, situation, asked, said, "visitor/expert_situation.html", **shown)


def leave_here(token: str) -> ResponseReturnValue:
    """Delete what an expert said, with their name and the link."""
    opened, refused = _opened(token)
    if opened is None:
        return refused
    if FlaskForm().validate_on_submit() and (gone := leave_reading(db.session(), token)):
        list_erased((Erased.EXPERT, gone.id))
        note(Event.EXPERT_LEFT, "", gone.id)
        db.session.commit()
        flash(_("Your answers, your name and the link are deleted. Thank you for your time."))
    return redirect(url_for("visitor.home"), 303)


def _opened(token: str) -> tuple[OpenReading | None, ResponseReturnValue]:
    """Return what a link opens, or the page that says why it opens nothing here."""
    opened = opened_reading(db.session(), token, now())
    if opened is None:
        status = HTTPStatus.GONE if known_expert(db.session(), token) else HTTPStatus.NOT_FOUND
        return None, (render_template("visitor/expert_closed.html", by_editor=False), status)
    if Role.HR in roles():
        # Whoever edits the model would judge their own texts, and has had every link in their hands.
        return None, (render_template("visitor/expert_closed.html", by_editor=True), HTTPStatus.FORBIDDEN)
    return opened, ""


def _element(
    opened: OpenReading,
    token: str,
    element: str,
    asked: Mapping[str, Asked],
    said: Mapping[str, int | None],
    template: str,
    **shown: object,
) -> ResponseReturnValue:
    if opened.expert.sent:
        return redirect(url_for("visitor.expert", token=token), 303)
    form = _form(asked, said, opened.words.remarks.get(element, ""))
    steps = _steps(opened)
    here = next(place for place, one in enumerate(steps) if one.element == element)
    if form.validate_on_submit():
        answers = {
            (kind, "" if name == REALISM else name): int(form[name].data)
            for name, kind in asked.items()
            if form[name].data
        }
        keep_words(db.session(), token, element, answers, form.remark.data or "", now())
        db.session.commit()
        return redirect(_next(steps[here + 1 :], token), 303)
    page = render_template(
        template,
        token=token,
        framework=opened.framework,
        form=form,
        fragments={name: name for name in (*asked, "remark")},
        number=here + 1,
        total=len(steps),
        previous=steps[here - 1].url(token) if here else url_for("visitor.expert", token=token),
        **shown,
    )
    return page, 422 if form.errors else 200


def _form(asked: Mapping[str, Asked], said: Mapping[str, int | None], remark: str) -> WordsForm:
    fields = {
        name: RadioField(choices=[SelectChoice("", ""), *(SelectChoice(str(one), str(one)) for one in SCALES[kind])])
        for name, kind in asked.items()
    }
    known = {name: "" if level is None else str(level) for name, level in said.items()}
    form: WordsForm = type("WordsOfElement", (WordsForm,), fields)(data={**known, "remark": remark})
    return form


def _steps(opened: OpenReading) -> list[Step]:
    """Return the pages in their order: each topic, then its situations."""
    return [step for id in opened.topics for step in _steps_of(opened, id)]


def _steps_of(opened: OpenReading, topic: str) -> Iterable[Step]:
    competency = opened.topics[topic]
    yield Step(TOPIC, topic, opened.words.about(topic), len(competency.anchors))
    for one in competency.situations:
        if one.id in opened.situations:
            yield Step(SITUATION, one.id, opened.words.about(one.id), len(one.options) + 1)


def _next(later: list[Step], token: str) -> str:
    return next((one.url(token) for one in later if one.said < one.whole), url_for("visitor.expert", token=token))
