"""Rating somebody who asked for it: by a private link, without an account, one topic a page."""

from dataclasses import dataclass

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired

from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.rating_requests import LIFE, GivenRating
from kamcareer.core.reading_time import minutes, topic_seconds
from kamcareer.services.asking_others import (
    OpenRequest,
    begun_elsewhere,
    give_rating,
    opened_request,
    send_ratings,
)
from kamcareer.services.secret import new_secret
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.cookies import cookie, keep_cookie
from kamcareer.web.languages import language
from kamcareer.web.links import Purpose, private_id, private_url
from kamcareer.web.sitting import is_own
from kamcareer.web.visitor.own_link import own_link

NO_CHANCE = "no_chance"
COOKIE = "rater"
LOOK_OVER = "check"


class RatingForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """What the rater has seen of one competency."""

    level = RadioField(
        choices=[SelectChoice(str(level), str(level)) for level in range(MAX_LEVEL + 1)]
        + [SelectChoice(NO_CHANCE, NO_CHANCE)],
        validators=[InputRequired(_l("Choose what you have seen most of the time, or “no chance to see this”"))],
    )

    def rating(self) -> GivenRating:
        """Return what is said in this form."""
        if self.level.data == NO_CHANCE:
            return GivenRating(no_chance=True)
        return GivenRating(int(self.level.data))


@dataclass(frozen=True)
class Progress:
    """Where a rater is among the topics."""

    states: list[str]
    total: int
    all_answered: bool
    minutes: int


def show_request(token: str) -> ResponseReturnValue:
    """Say who asks, about what, how long it takes, and who will see what of it."""
    opened = _opened(token)
    if opened is None:
        return _closed()
    if refused := _refused(opened):
        return refused
    return render_template("visitor/rate.html", token=token, opened=opened, minutes=_first_minutes(opened))


def rate_topic(token: str, competency: str) -> ResponseReturnValue:
    """Show the descriptions of one competency; on POST keep the choice and go on."""
    opened = _opened(token)
    if opened is None:
        return _closed()
    if competency not in opened.asked:
        abort(404)
    if refused := _refused(opened):
        return refused
    if not opened.request.open(now()):
        return redirect(url_for("visitor.rate", token=token), 303)
    form, looks_over = RatingForm(), request.form.get("then") == LOOK_OVER
    check = url_for("visitor.rate_check", token=token)
    if looks_over and form.level.data is None:
        return redirect(check, 303)
    if form.validate_on_submit():
        return _keep(opened, competency, form, check if looks_over else _next(token, opened, competency))
    if not form.is_submitted():
        said = opened.request.rating(competency)
        form.level.data = NO_CHANCE if said.no_chance else None if said.level is None else str(said.level)
    number = opened.asked.index(competency)
    page = render_template(
        "visitor/rate_topic.html",
        token=token,
        opened=opened,
        framework=opened.sitting.framework,
        competency=opened.sitting.framework.competencies[competency],
        form=form,
        number=number + 1,
        progress=_progress(opened, number),
        previous=opened.asked[number - 1] if number else None,
        following=_next(token, opened, competency),
        no_chance=NO_CHANCE,
        look_over=LOOK_OVER,
    )
    return page, 422 if form.errors else 200


def check_ratings(token: str) -> ResponseReturnValue:
    """Show what is about to be sent; on POST send it. What was sent stays as it is."""
    opened = _opened(token)
    if opened is None:
        return _closed()
    if refused := _refused(opened):
        return refused
    form = FlaskForm()
    if form.validate_on_submit():
        send_ratings(db.session(), opened.request.id, now(), cookie(COOKIE))
        db.session.commit()
        return redirect(url_for("visitor.rate", token=token), 303)
    return render_template(
        "visitor/rate_check.html", token=token, opened=opened, framework=opened.sitting.framework, form=form
    )


def _opened(token: str) -> OpenRequest | None:
    id = private_id(token, Purpose.RATE)
    opened = opened_request(db.session(), id) if id else None
    if opened is None or opened.request.sent:
        return opened
    return opened if opened.request.open(now()) else None


def _closed() -> ResponseReturnValue:
    return render_template("visitor/shared_closed.html"), 404


def _refused(opened: OpenRequest) -> ResponseReturnValue | None:
    """Return the page that says why this browser may not answer; None where it may."""
    if is_own(opened.sitting.assessment):
        return own_link(opened.request.name, private_url(Purpose.RATE, opened.request.id), "candidate.others")
    if begun_elsewhere(opened.request, cookie(COOKIE)):
        return render_template("visitor/rate_elsewhere.html", asker=opened.request.asker), 403
    return None


def _keep(opened: OpenRequest, competency: str, form: RatingForm, following: str) -> ResponseReturnValue:
    secret = cookie(COOKIE) or new_secret()
    give_rating(db.session(), opened.request.id, competency, form.rating(), now(), secret)
    db.session.commit()
    response = make_response(redirect(following, 303))
    keep_cookie(response, COOKIE, secret, int(LIFE.total_seconds()))
    return response


def _next(token: str, opened: OpenRequest, competency: str) -> str:
    after = opened.asked[opened.asked.index(competency) + 1 :]
    later = [id for id in after if not opened.request.rating(id).answered]
    # After the most important ones a person may stop: they are asked, not led on.
    passed_the_first = opened.asked.index(competency) + 1 == opened.first
    if not later or passed_the_first:
        return url_for("visitor.rate_check", token=token)
    return url_for("visitor.rate_topic", token=token, competency=later[0])


def _first_minutes(opened: OpenRequest) -> int:
    return _minutes(opened, opened.asked[: opened.first or None])


def _minutes(opened: OpenRequest, ids: tuple[str, ...]) -> int:
    framework = opened.sitting.framework
    open_ones = (id for id in ids if not opened.request.rating(id).answered)
    return minutes(sum(topic_seconds(framework, framework.competencies[id], language()) for id in open_ones))


def _progress(opened: OpenRequest, here: int) -> Progress:
    done = [opened.request.rating(id).answered for id in opened.asked]
    states = ["now" if n == here else "done" if answered else "" for n, answered in enumerate(done)]
    return Progress(states, len(done), all(done), _minutes(opened, opened.asked))
