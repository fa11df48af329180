"""Which activities moved levels: whose rounds are counted, whose never, and nothing of this quarter."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from kamcareer.core.activity_effects import Effect, Word
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.rating_requests import Asked, GivenRating
from kamcareer.services.activity_effects import effects_of
from kamcareer.services.asking_others import ask_somebody, give_rating, send_ratings
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.self_assessment import erase, open_sitting
from kamcareer.store.people import delete_person, record_of
from tests.agreements import agreed
from tests.conftest import NOW
from tests.services.repeated import FIRST, SECOND, TOPIC, activity_for, assess_many, assess_twice

TODAY = date(2026, 11, 28)


def told(session: Session, framework: Framework, today: date = TODAY) -> Effect | None:
    session.flush()
    found = effects_of(session, framework, today).told
    return found[0] if found else None


def test_what_moved_is_told_of_ten_on_each_side_and_of_no_round_of_this_quarter(session: Session, framework: Framework):
    activity = activity_for(framework)
    assert effects_of(session, framework, TODAY).people is None
    assess_many(session, framework, activity)
    found = told(session, framework)

    assert (found.activity, found.competency, found.word) == (activity, TOPIC, Word.MORE)
    assert (found.with_it, found.without, effects_of(session, framework, TODAY).people) == (10, 10, 25)
    assert found.more.low < 2 < found.more.high
    assert told(session, framework, date(2026, 9, 30)) is None, "their second round is of that quarter"


def test_nobody_is_counted_whose_words_did_not_say_so_who_withdrew_is_gone_or_does_not_work_here(
    session: Session, framework: Framework
):
    activity = activity_for(framework)
    assess_many(session, framework, activity)
    before = told(session, framework)
    old = agreed()
    silent = replace(old, text=replace(old.text, body="Раньше об этом не говорили.", counts=False))
    for n in range(3):
        assess_twice(session, framework, f"9000{n}", (0, 0), activity, text=silent)
    assert told(session, framework) == before

    late = assess_twice(session, framework, "80000", (0, 0), activity, second=datetime(2026, 10, 5, tzinfo=UTC))
    assert told(session, framework) == before
    assert told(session, framework, date(2027, 1, 11)) != before

    holder = Holder(account_id=open_sitting(session, late).assessment.owner)
    withdraw(session, holder, Purpose.DEVELOPMENT, NOW)
    assert told(session, framework, date(2027, 1, 11)) == before

    gone = assess_twice(session, framework, "70000", (0, 0), activity)
    assert told(session, framework) != before
    erase(session, gone)
    assert told(session, framework) == before
    for n in range(3):
        delete_person(session, record_of(session, f"{n:05}"))
    assert told(session, framework) is None


def test_a_manager_asked_both_times_counts_beside_the_persons_own_word(session: Session, framework: Framework):
    activity = activity_for(framework)
    assess_many(session, framework, activity)
    before = told(session, framework)
    id = assess_twice(session, framework, "60000", (0, 0), activity)
    alone = told(session, framework)
    for level, at in ((0, FIRST), (4, SECOND)):
        asked = ask_somebody(session, id, Asked.MANAGER, "Олег", "Вера", at)
        give_rating(session, asked.id, TOPIC, GivenRating(level), at, "browser")
        send_ratings(session, asked.id, at, "browser")

    assert alone.more.mean < before.more.mean
    assert told(session, framework).more.mean > alone.more.mean


@pytest.mark.parametrize("count", [3, 30])
def test_it_takes_as_many_statements_for_many_as_for_few(session: Session, framework: Framework, count: int):
    for n in range(count):
        assess_twice(session, framework, f"{n:05}", (1, 2))
    session.flush()
    session.expire_all()
    asked: list[str] = []
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    effects_of(session, framework, TODAY)

    assert len(asked) <= 11
