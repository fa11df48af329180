"""A manager in a round: everybody of theirs at once, one topic a page; then the talk with each of them."""

from dataclasses import dataclass
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import Length

from kamcareer.core.company_rounds import MAX_NOTE, AgreedLevel
from kamcareer.core.rating_requests import GivenRating
from kamcareer.core.reading_time import minutes, topic_seconds
from kamcareer.core.readings import Capacity
from kamcareer.services.audit import Event
from kamcareer.services.calibration_sessions import sessions_seating
from kamcareer.services.readings import TALK
from kamcareer.services.round_peers import proposed_in
from kamcareer.services.team_ratings import (
    Talk,
    TeamRound,
    agree_on,
    rate_team,
    rounds_rated_by,
    send_team,
    talk_with,
    team_round,
)
from kamcareer.store.database import db, written_apart
from kamcareer.web.agreed_levels import LEVELS, AgreedLevelsForm, agreed_levels_form, was_sent
from kamcareer.web.clock import now, today
from kamcareer.web.languages import language
from kamcareer.web.records import note, note_reading
from kamcareer.web.round_peers import agree_to_peers
from kamcareer.web.rounds import OWN
from kamcareer.web.viewer import current_known

NOT_SEEN = "not_seen"
SECONDS_A_PERSON = 4  # to think of somebody and tap, once the descriptions are read
AT_MOST = Length(max=MAX_NOTE, message=_l("At most 2,000 characters; please shorten it"))


@dataclass(frozen=True)
class Progress:
    """Where a manager is among the topics."""

    states: list[str]
    total: int
    all_answered: bool
    minutes: int


def list_rounds() -> str:
    """Show the rounds in which whoever asks rates people."""
    account = current_known().account.id
    rounds, sessions = rounds_rated_by(db.session(), account), sessions_seating(db.session(), account)
    return render_template("team/rounds.html", rounds=rounds, sessions=sessions, today=today())


def show_round(id: UUID) -> str:
    """Show the people, how far each is, and where to go on."""
    team = _team(id)
    return render_template(
        "team/round.html",
        team=team,
        framework=team.framework,
        form=FlaskForm(formdata=None),
        own=OWN,
        proposed=proposed_in(db.session(), team.round.id),
        following=_first_open(team),
        over=team.round.over(today()),
    )


def rate_here(id: UUID, competency: str) -> ResponseReturnValue:
    """Show one topic and everybody whose role asks it; on POST keep what was said and go on."""
    team = _team(id)
    if competency not in team.asked:
        abort(404)
    place, form = team.asked.index(competency), FlaskForm()
    if form.validate_on_submit():
        rate_team(db.session(), team, current_known().account.id, competency, _said(team, competency))
        db.session.commit()
        following = team.asked[place + 1] if place + 1 < len(team.asked) else None
        back = request.form.get("then") == "list" or following is None
        page = url_for("team.round", id=id) if back else url_for("team.rate", id=id, competency=following)
        return redirect(page, 303)
    return render_template(
        "team/rate.html",
        team=team,
        framework=team.framework,
        competency=team.framework.competencies[competency],
        members=team.asked_about(competency),
        form=form,
        number=place + 1,
        progress=_progress(team, place),
        previous=team.asked[place - 1] if place else None,
        levels=LEVELS,
        not_seen=NOT_SEEN,
    )


def send_here(id: UUID) -> ResponseReturnValue:
    """Send what was said about those whom the manager ticked; it stays as it is from then on."""
    team = _team(id)
    account = current_known().account.id
    sent = send_team(db.session(), team, account, frozenset(request.form.getlist("people")))
    if sent:
        note(Event.TEAM_RATED, account, team.round.id)
        db.session.commit()
        flash(_("Sent. Whoever has finished too sees your answers beside their own."))
    else:
        flash(_("Nothing was sent: tick somebody first."))
    return redirect(url_for("team.round", id=id), 303)


def talk_here(id: UUID, person: UUID) -> ResponseReturnValue:
    """Show a person and oneself side by side; on POST keep what both agreed on of every topic that was changed."""
    talk = _talk_or_404(id, person)
    form = agreed_levels_form((row.competency for row in talk.rows), AT_MOST)
    if was_sent(form):
        _keep_agreed(talk, form)
        if not form.errors:
            anchor = f"t-{form.row.data}" if form.row.data in form.rows else None
            return redirect(url_for("team.talk", id=id, person=person, _anchor=anchor), 303)
        talk = _talk_or_404(id, person)
    for one in form.rows.values():
        if not one.wrong:
            before = talk.agreed.get(one.id)
            one.show(before.level if before else None, before.note if before else "")
    with written_apart():
        note_reading(Event.TALK_READ, [talk.assessment_id], TALK, Capacity.MANAGER)
    page = render_template(
        "team/talk.html",
        talk=talk,
        framework=talk.framework,
        form=form,
        others=[row for row in talk.rows if row not in talk.agenda],
        levels=LEVELS,
    )
    return page, 422 if form.errors else 200


def _talk_or_404(id: UUID, person: UUID) -> Talk:
    return talk_with(db.session(), _team(id), str(person)) or abort(404)


def _keep_agreed(talk: Talk, form: AgreedLevelsForm) -> None:
    """Keep what was agreed on; words without a level stay on the page, and it says so."""
    sent = list(form.sent)
    if len(sent) > 1:  # the button beside an empty topic was pressed to keep another one
        sent = [one for one in sent if one.changed]
    for one in sent:
        if not one.level.data:
            one.level.errors = [_("Choose the level you agreed on")]
            continue
        agreed = AgreedLevel(one.id, int(one.level.data), one.words.data or "", talk.person.rater_name, now())
        if one.changed:
            agree_on(db.session(), talk, agreed)
            note(Event.LEVEL_AGREED, current_known().account.id, talk.round.id)
    db.session.commit()


def peers_here(id: UUID, person: UUID) -> ResponseReturnValue:
    """Agree to the colleagues whom one of the manager's people proposes."""
    team = _team(id)
    found = next((one for one in team.members if one.person.record == str(person) and one.request), None)
    back = url_for("team.round", id=id)
    return agree_to_peers(team.round, team.framework, found.person if found else abort(404), back)


def _team(id: UUID) -> TeamRound:
    return team_round(db.session(), str(id), current_known().account.id, now()) or abort(404)


def _said(team: TeamRound, competency: str) -> dict[str, GivenRating]:
    """Return what the form says of whom; who is not in it, or with anything else, is left as they were."""
    said = {}
    for member in team.asked_about(competency):
        chosen = request.form.get(f"level-{member.person.record}")
        if chosen == NOT_SEEN:
            said[member.person.record] = GivenRating(no_chance=True)
        elif chosen in LEVELS:
            said[member.person.record] = GivenRating(int(chosen))
    return said


def _progress(team: TeamRound, here: int) -> Progress:
    done = [team.done(id) for id in team.asked]
    states = ["now" if n == here else "done" if all_said else "" for n, all_said in enumerate(done)]
    framework, left = team.framework, [id for id, all_said in zip(team.asked, done, strict=True) if not all_said]
    reading = sum(topic_seconds(framework, framework.competencies[id], language()) for id in left)
    choosing = SECONDS_A_PERSON * sum(len(team.asked_about(id)) for id in left)
    return Progress(states, len(done), all(done), minutes(reading + choosing))


def _first_open(team: TeamRound) -> str | None:
    return next((id for id in team.asked if not team.done(id)), team.asked[0] if team.asked else None)
