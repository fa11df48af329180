"""The day of a talk on both databases: after it whoever has not locked their marks is written to, once."""

from collections.abc import Callable
from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.decisions import Because, Ground, Outcome
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.services.decisions import decide
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.screenings import Row
from kamcareer.services.talk_days import missing_marks, set_talk_day
from kamcareer.services.vacancies import OpenVacancy
from tests.services.test_applications import LATER, NOW
from tests.services.test_applications import screened as screened  # noqa: PLC0414 - the same people
from tests.services.test_scorecards import SEALED_BY, marked, now
from tests.services.test_scorecards import anna as anna  # noqa: PLC0414 - the same panel
from tests.services.test_scorecards import boris as boris  # noqa: PLC0414 - the same panel
from tests.services.test_scorecards import found as found  # noqa: PLC0414 - the same vacancy
from tests.services.test_scorecards import sent as sent  # noqa: PLC0414 - the same people
from tests.services.test_scorecards import talk as talk  # noqa: PLC0414 - the same person

DAY = NOW.date()
NEXT, AFTER = DAY + timedelta(days=1), DAY + timedelta(days=2)


def asked(session: Session, day: date) -> list[str]:
    return sorted(one.mailbox.partition("@")[0] for one in missing_marks(session, SEALED_BY, day, NOW))


def test_whoever_has_not_locked_is_written_to_once_and_again_only_after_another_day(
    session: Session, found: OpenVacancy, talk: Callable, anna: Account, boris: Account
):
    row = talk()
    assert asked(session, AFTER) == []
    set_talk_day(session, row.application, DAY, time(14, 30), "Тверская, 1; спросить Анну")
    kept = now(session, found, row)
    assert (kept.application.talk_on, kept.application.talk_at) == (DAY, time(14, 30))
    assert kept.application.talk_place == "Тверская, 1; спросить Анну"
    marked(session, found, kept, anna)

    assert asked(session, DAY) == []
    assert asked(session, NEXT) == ["boris"]
    assert asked(session, AFTER) == []
    set_talk_day(session, kept.application, DAY, time(16))
    assert asked(session, AFTER) == []
    set_talk_day(session, kept.application, NEXT, None)
    assert asked(session, AFTER) == ["boris"]

    set_talk_day(session, now(session, found, row).application, DAY, None)
    marked(session, found, kept, boris)
    assert asked(session, AFTER) == []


def withdrawn(session: Session, _found: OpenVacancy, row: Row, _by: Account) -> None:
    withdraw(session, Holder(assessment_id=row.application.assessment_id), Purpose.SELECTION, LATER)


def declined(session: Session, found: OpenVacancy, row: Row, by: Account) -> None:
    why = (Because(Ground.NOT_SHOWN, "negotiation"),)
    after = LATER + timedelta(hours=1)
    decide(session, SEALED_BY, found, row, Outcome.DECLINE, why, "Передумали говорить", by, after)


def test_nobody_is_written_to_about_who_withdrew_or_is_not_talked_with(
    session: Session, found: OpenVacancy, talk: Callable, anna: Account
):
    for change in (withdrawn, declined):
        row = talk()
        set_talk_day(session, row.application, DAY, None)
        change(session, found, row, anna)
    assert asked(session, NEXT) == []
    row = talk("Ольга")
    set_talk_day(session, row.application, None, time(9), "Тверская, 1")
    gone = now(session, found, row).application
    assert (gone.talk_at, gone.talk_place) == (None, "")
