"""From what was set, decided and done to what is to be planned now: the limits of the rest, and when it begins.

A week counts as worked where the person said so. A week without a word is asked about for a week, then planned again as
if it had fallen out. Whatever was planned for a week is asked about, also once the plan was made anew in between.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.model import Framework
from kamcareer.core.planning.decisions import Asked, CheckIn, Decided, Said, Went
from kamcareer.core.planning.kept_plan import KeptPlan, KeptStep
from kamcareer.core.planning.limits import FIRST_MONTH, Limits

WEEK = timedelta(weeks=1)
MIDWEEK = 3  # until Wednesday most of a week is still ahead
WHOLE = 0.99  # of the minutes of an activity: weeks are rounded to whole minutes


def next_monday(today: date) -> date:
    """Return the Monday a plan begins on: today on a Monday, else the next."""
    return today + timedelta(days=-today.weekday() % 7)


def this_monday(today: date) -> date:
    """Return the Monday of the week under way."""
    return today - timedelta(days=today.weekday())


@dataclass(frozen=True)
class Course:
    """What the person set, when, and everything that was decided and happened since.

    `since` is by the clock of the person: its date is the day they set it.
    `answered` is when anything was last answered about oneself: what was done by then is in the levels already.
    `begins` is the day before which nothing should begin; None: at once.
    """

    framework: Framework
    limits: Limits
    since: datetime
    decided: Decided
    answered: datetime
    begins: date | None = None

    @property
    def first_monday(self) -> date:
        """The Monday of the first week of all."""
        return next_monday(max(self.since.date(), self.begins or date.min))

    @property
    def until(self) -> date:
        """The last day of the plan, a Sunday."""
        return self.first_monday + self.limits.weeks * WEEK - timedelta(days=1)

    def over(self, today: date) -> bool:
        """Whether no whole week of the plan is left."""
        return self.rest_begins(today) > self.until

    def rest_begins(self, today: date) -> date:
        """Return the Monday from which the rest is planned: of this week while most of it is ahead and nothing told."""
        monday = this_monday(today)
        told = any(one.monday == monday for one in self.decided.check_ins)
        if told or today.weekday() >= MIDWEEK:
            monday += WEEK
        return max(monday, self.first_monday)

    def limits_from(self, monday: date) -> Limits:
        """Return the limits of the rest that begins on a Monday."""
        done = self.done
        return replace(
            self.limits,
            weeks=max(1, ((self.until - monday).days + 1) // 7),
            budget=None if self.limits.budget is None else max(0, self.limits.budget - self._spent()),
            starts_in_first_month=(
                self.limits.starts_in_first_month
                if monday < self.first_monday + FIRST_MONTH * WEEK
                else self.limits.parallel
            ),
            done=done,
            absorbed=frozenset(id for id in done if self._finished(id) < self.answered),
            refused=self.decided.refused(self.framework),
            pinned=dict.fromkeys(sorted(self.decided.pinned(self.framework) - done)),
            progress=self._progress(monday),
        )

    def held(self, monday: date) -> frozenset[str]:
        """Return what does not leave the rest from a Monday on by itself: begun, put off or still asked about."""
        asked = {one.activity for one in self.decided.asked if one.monday == monday - WEEK}
        gone = self.finished | self.decided.refused(self.framework)
        return (self.decided.going_on(monday) | asked) & self.framework.activities.keys() - gone

    @property
    def done(self) -> frozenset[str]:
        """What was finished and counts: knowledge once a practice that closes it is finished too."""
        finished = self.finished
        return frozenset(
            id for id in finished if not (closers := self.framework.activities[id].closers) or finished & set(closers)
        )

    @property
    def finished(self) -> frozenset[str]:
        """What the person marked as done or whose every week was done."""
        marked = {one.activity for one in self.decided.said(Said.DONE)}
        begun = {one.activity for one in self.decided.check_ins}
        ended = {id for id in begun if id in self.framework.activities and self._share(id, date.max) >= WHOLE}
        return frozenset(id for id in marked | ended if id in self.framework.activities)

    def finished_at(self) -> dict[str, datetime]:
        """Return when each finished activity was finished."""
        return {id: self._finished(id) for id in sorted(self.finished)}

    def _progress(self, monday: date) -> dict[str, float]:
        """Return the part of each begun activity that lies before a Monday; 1 for what only waits for its practice."""
        done = self.done
        waiting = dict.fromkeys(sorted(self.finished - done), 1.0)
        begun = sorted({one.activity for one in self.decided.check_ins} - done - waiting.keys())
        shares = {id: self._share(id, monday) for id in begun if id in self.framework.activities}
        return {id: share for id, share in shares.items() if share} | waiting

    def _share(self, id: str, before: date) -> float:
        return min(1.0, self.decided.worked(id, before) / (self.framework.activities[id].hours * 60))

    def _finished(self, id: str) -> datetime:
        decision = self.decided.of(id)
        if decision and decision.said is Said.DONE:
            return decision.at
        return max(one.at for one in self.decided.check_ins if one.activity == id)

    def _spent(self) -> int:
        """Return the money that went into what was done since the limits were set."""
        prices = self.framework.prices
        done = [self.framework.activities[id] for id in self.done if self._finished(id) >= self.since]
        return sum(prices.of(one) if prices else one.price or 0 for one in done)


@dataclass(frozen=True)
class Week:
    """The week of a step that is asked about or was told of; a step of an earlier plan is that week alone."""

    step: KeptStep
    activity: Activity
    monday: date
    went: Went | None


def weeks_to_tell(framework: Framework, plan: KeptPlan, decided: Decided, today: date) -> tuple[Week, ...]:
    """Return what was planned for the week before and this one, in whichever plan, with what was said of it."""
    now, gone = this_monday(today), decided.decided_away(framework)
    return tuple(
        week
        for monday in (now - WEEK, now)
        for week in _asked_about(framework, plan, decided, monday)
        if week.step.activity not in gone
    )


def still_asked(framework: Framework, plan: KeptPlan, decided: Decided, today: date, monday: date) -> tuple[Asked, ...]:
    """Return the weeks without a word that a plan which begins on a Monday leaves behind."""
    return tuple(
        Asked(one.step.activity, one.monday, one.step.minutes_per_week)
        for one in weeks_to_tell(framework, plan, decided, today)
        if one.went is None and one.monday < monday
    )


def overtaken(plan: KeptPlan, decided: Decided) -> bool:
    """Whether a week before the plan was told of, or told otherwise, since the plan was made."""
    return any(one.monday < plan.monday and one.at > plan.made for one in decided.check_ins)


def fell_out(framework: Framework, plan: KeptPlan, decided: Decided, today: date) -> tuple[date, ...]:
    """Return the Mondays of weeks that did not go as planned: put off, or over for a week without a word."""
    mondays = [plan.monday + number * WEEK for number in range(plan.weeks)]
    silent = this_monday(today) - WEEK
    return tuple(
        monday
        for monday in mondays
        if any(_did_not_go(one, silent) for one in _weeks(framework, plan, decided, monday))
    )


def _did_not_go(week: Week, silent_before: date) -> bool:
    return week.monday < silent_before if week.went is None else week.went is not Went.DONE


def _asked_about(framework: Framework, plan: KeptPlan, decided: Decided, monday: date) -> tuple[Week, ...]:
    """Return the weeks of this plan and those before it, in an order that no answer changes."""
    here = {one.step.activity: one for one in _weeks(framework, plan, decided, monday)}
    number = (monday - plan.monday) // WEEK + 1
    known: tuple[Asked | CheckIn, ...] = (*decided.asked, *decided.check_ins)
    for one in known:
        if one.monday == monday and one.activity in framework.activities and one.activity not in here:
            step, told = KeptStep(one.activity, number, 1, one.minutes), decided.week(one.activity, monday)
            here[one.activity] = Week(step, framework.activities[one.activity], monday, told.went if told else None)
    return tuple(here[id] for id in sorted(here))


def _weeks(framework: Framework, plan: KeptPlan, decided: Decided, monday: date) -> Iterable[Week]:
    for step in plan.steps:
        if not step.waits and plan.begin(step) <= monday <= plan.end(step):
            told = decided.week(step.activity, monday)
            yield Week(step, framework.activities[step.activity], monday, told.went if told else None)
