"""One activity of the plan in the hands of its owner: done, pinned, swapped, refused, and how its weeks went."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired, Length, Optional

from kamcareer.core.framework.activity import Activity
from kamcareer.core.planning.alternatives import alternatives
from kamcareer.core.planning.decisions import MAX_NOTE, CheckIn, Decision, Reason, Said, Went
from kamcareer.core.planning.follow_up import Week
from kamcareer.services.development_plan import OwnPlan, check_in, course_of, decide, take_back, understood
from kamcareer.services.gap_report import report_of
from kamcareer.services.self_assessment import Sitting
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.kind_form import KindForm
from kamcareer.web.languages import words
from kamcareer.web.own_plan import current_plan
from kamcareer.web.plan_context import plan_context
from kamcareer.web.sitting import current_sitting
from kamcareer.web.typed import plain_text

REASONS = {
    Reason.NO_ACCESS: _l("I have no access to the chain or the people it needs"),
    Reason.NO_MENTOR: _l("I have no mentor: offer no learning from people at all"),
    Reason.BOSS_AGAINST: _l("My boss is against it"),
    Reason.NOT_FOR_ME: _l("It is not for me"),
}


class DoneForm(KindForm):
    """What came of it, and for knowledge the practice that closes it."""

    note = TextAreaField(
        filters=[plain_text],
        validators=[Length(max=MAX_NOTE, message=_l("At most 600 characters; please shorten it"))],
    )
    closing = RadioField(validators=[Optional()], validate_choice=True)

    def offer(self, own: OwnPlan, activity: Activity) -> None:
        """Offer the practice tasks that close it, the planned one first."""
        framework = own.plan.framework
        planned = next((step.closed_by for step in own.plan.steps if step.id == activity.id), None)
        closers = sorted(activity.closers, key=lambda id: id != planned)
        self.closing.choices = [SelectChoice(id, words(framework.activities[id].name)) for id in closers]
        if not self.is_submitted():
            self.closing.data = closers[0] if closers else None


class RefuseForm(KindForm):
    """Why not."""

    reason = RadioField(
        choices=[SelectChoice(reason, label) for reason, label in REASONS.items()],
        validators=[InputRequired(_l("Choose why; it becomes a limit of the plan"))],
    )


class SwapForm(KindForm):
    """What comes instead."""

    other = RadioField(validators=[InputRequired(_l("Choose what comes instead"))])

    def offer(self, own: OwnPlan, activity: str) -> None:
        """Offer what works on the same topics, the most useful first."""
        activities = own.plan.framework.activities
        found = alternatives(own.ground, own.plan, activity)
        self.other.choices = [SelectChoice(id, words(activities[id].name)) for id in found]


class CheckInForm(KindForm):
    """How a week went."""

    monday = DateField(validators=[InputRequired()])
    went = RadioField(choices=[SelectChoice(went, went) for went in Went], validators=[InputRequired()])


def show_activity(activity: str) -> ResponseReturnValue:
    """Show an activity with what can be decided about it."""
    _sitting, one, own = _asked(activity)
    return _page(one, own)


def finish(activity: str) -> ResponseReturnValue:
    """Mark an activity as done."""
    sitting, one, own = _asked(activity)
    form = DoneForm()
    form.offer(own, one)
    if not form.validate_on_submit():
        return _page(one, own, done=form), 422
    _decide(sitting, Decision(activity, Said.DONE, now(), None, form.closing.data or None, form.note.data or ""))
    flash(_("Noted as done. The plan goes on from there."))
    return redirect(url_for("candidate.plan_activity", activity=activity), 303)


def refuse(activity: str) -> ResponseReturnValue:
    """Leave an activity out, for a reason."""
    sitting, one, own = _asked(activity)
    form = RefuseForm()
    if not form.validate_on_submit():
        return _page(one, own, refused=form), 422
    _decide(sitting, Decision(activity, Said.REFUSED, now(), Reason(form.reason.data)))
    flash(_("Left out. The plan is made without it; you can take this back at any time."))
    return redirect(url_for("candidate.plan"), 303)


def swap(activity: str) -> ResponseReturnValue:
    """Put another activity in the place of one."""
    sitting, one, own = _asked(activity)
    form = SwapForm()
    form.offer(own, activity)
    if not form.validate_on_submit():
        return _page(one, own, swapped=form), 422
    _decide(sitting, Decision(activity, Said.REFUSED, now(), Reason.SWAPPED, form.other.data))
    flash(_("Swapped. The rest of the plan is arranged around it."))
    return redirect(url_for("candidate.plan"), 303)


def pin(activity: str) -> ResponseReturnValue:
    """Keep an activity in the plan whatever else changes."""
    sitting = current_sitting()
    if activity not in sitting.framework.activities:
        abort(404)
    _decide(sitting, Decision(activity, Said.PINNED, now()))
    flash(_("Pinned: it stays in the plan."))
    return redirect(url_for("candidate.plan"), 303)


def take_decision_back(activity: str) -> ResponseReturnValue:
    """Forget what was decided about an activity."""
    take_back(db.session(), current_sitting(), activity)
    db.session.commit()
    flash(_("Taken back."))
    return redirect(url_for("candidate.plan"), 303)


def tell_week(activity: str) -> ResponseReturnValue:
    """Note in one tap how a week went."""
    sitting, one, own = _asked(activity)
    form = CheckInForm()
    weeks = own.weeks(today())
    week = next((w for w in weeks if (w.step.activity, w.monday) == (activity, form.monday.data)), None)
    if not form.validate_on_submit() or week is None:
        flash(_("The plan has changed since. Here it is as it stands now."))
        return _page(one, own), 422
    went = Went(form.went.data)
    check_in(db.session(), sitting, CheckIn(activity, week.monday, went, week.step.minutes_per_week, now()))
    db.session.commit()
    if went is Went.FAILED:
        return redirect(url_for("candidate.plan_activity", activity=activity, _anchor="refuse"), 303)
    if went is Went.DONE and _was_last(sitting, own, week):
        flash(_("That was the last week of it. Write down what came of it while it is fresh."))
        return redirect(url_for("candidate.plan_activity", activity=activity, _anchor="done"), 303)
    flash(_("Noted.") if went is Went.DONE else _("Noted. What was planned for this week is planned again."))
    return redirect(url_for("candidate.plan"), 303)


def note_changes_read() -> ResponseReturnValue:
    """Show the changes no longer."""
    understood(db.session(), current_sitting())
    db.session.commit()
    return redirect(url_for("candidate.plan"), 303)


def _asked(activity: str) -> tuple[Sitting, Activity, OwnPlan]:
    sitting = current_sitting()
    one = sitting.framework.activities.get(activity)
    stored = report_of(db.session(), sitting, today())
    if one is None or not stored.report.answered:
        abort(404)
    return sitting, one, current_plan(sitting, stored)


def _was_last(sitting: Sitting, own: OwnPlan, week: Week) -> bool:
    """Whether an activity ends with a week that was done: by the plan, or as no hours of it are left."""
    ends = week.step in own.kept.steps and week.monday + timedelta(days=6) >= own.kept.end(week.step)
    return ends or week.step.activity in course_of(db.session(), sitting, now()).finished


def _decide(sitting: Sitting, decision: Decision) -> None:
    decide(db.session(), sitting, decision)
    db.session.commit()


def _page(
    one: Activity,
    own: OwnPlan,
    done: DoneForm | None = None,
    refused: RefuseForm | None = None,
    swapped: SwapForm | None = None,
) -> str:
    # A form that was sent is shown as it is; the others have nothing of it.
    done, refused, swapped = (
        done or DoneForm(formdata=None),
        refused or RefuseForm(formdata=None),
        swapped or SwapForm(formdata=None),
    )
    done.offer(own, one)
    swapped.offer(own, one.id)
    return render_template(
        "candidate/plan_activity.html",
        activity=one,
        decision=own.decided.of(one.id),
        step=next((step for step in own.plan.steps if step.id == one.id), None),
        done=done,
        refused=refused,
        swapped=swapped,
        reasons=REASONS,
        press=FlaskForm(),
        **plan_context(own.plan, own.kept.monday),
    )
