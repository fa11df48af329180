"""Which activities moved which levels, of everybody who works here and read that this is counted; nobody by name."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from kamcareer.core.activity_effects import Effects, TopicMove, activity_effects, topic_moves
from kamcareer.core.answers import Opinion
from kamcareer.core.demographics import cohort_until
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.core.history import KnownBesides
from kamcareer.core.legal_basis import Purpose, live
from kamcareer.core.measurement.rating import Rating
from kamcareer.core.measurement.ratings import opinion_ratings
from kamcareer.core.planning.follow_up import Course
from kamcareer.services.development_plan import USUAL
from kamcareer.services.worked_out import WorkedOut
from kamcareer.store.finished_rounds import FinishedRounds, finished_rounds, marks_of_rounds
from kamcareer.store.legal_bases import bases_of_staff
from kamcareer.store.people_mark import mark_of_people

_effects: WorkedOut[Effects] = WorkedOut()


def effects_of(session: Session, framework: Framework, today: date) -> Effects:
    """Return what may be told of the activities of a framework; rounds of this quarter are not in it yet.

    Else whoever looks before and after one person's round would see it in the difference. Worked out anew when
    anything that it rests on is another.
    """
    until = cohort_until(today)
    mark = mark_of_people(session, *marks_of_rounds())
    return _effects.get(mark, (sha256_of(framework), until), lambda: _effects_of(session, framework, until))


def _effects_of(session: Session, framework: Framework, until: date) -> Effects:
    counted, before = _counted(session), datetime(until.year, until.month, until.day, tzinfo=UTC)
    newest: dict[str, FinishedRounds] = {}
    for one in finished_rounds(session, before):
        if one.account in counted and one.framework_id == framework.id:
            last = newest.get(one.account)
            newest[one.account] = one if last is None or max(one.rounds) > max(last.rounds) else last
    return activity_effects(framework.activities, [_moves(framework, newest[id]) for id in sorted(newest)])


def _counted(session: Session) -> set[str]:
    """Return the accounts whose development rests on words that say that answers are counted together."""
    return {
        account
        for account, records in bases_of_staff(session).items()
        if (basis := live(Purpose.DEVELOPMENT, records)) and records[basis]
    }


def _moves(framework: Framework, one: FinishedRounds) -> list[TopicMove]:
    """Return what moved between the first and the last round of a person: everybody counts once, with all they did."""
    then, now = min(one.rounds), max(one.rounds)
    sent = [
        (at.date(), Opinion(source="manager", rater=name, levels=dict(said)))
        for (at, name), said in one.managers.items()
    ]
    besides = KnownBesides(tuple(sent))
    finished = Course(framework, USUAL, then, one.decided, then).finished_at()
    done = {id for id, at in finished.items() if then < at <= now}
    first = _ratings(framework, one.rounds[then], besides.nearer_to(then.date(), now.date()))
    second = _ratings(framework, one.rounds[now], besides.nearer_to(now.date(), then.date()))
    return topic_moves(framework.measurement, first, second, done)


def _ratings(framework: Framework, own: Sequence[Rating], besides: KnownBesides) -> list[Rating]:
    heard = [*own, *opinion_ratings([opinion for _, opinion in besides.opinions])]
    return [one for one in heard if one.competency in framework.competencies]
