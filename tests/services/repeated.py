"""People of the company who assessed themselves twice, through the services that they use."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.assessment import Draft
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_texts import Agreement
from kamcareer.core.people import Person
from kamcareer.core.planning.decisions import Decision, Said
from kamcareer.services.development_plan import decide
from kamcareer.services.own_assessments import claim
from kamcareer.services.reassessment import begin_again
from kamcareer.services.self_assessment import finish, open_sitting, save_answer, start
from kamcareer.store.accounts import add_account
from kamcareer.store.people import put_people
from kamcareer.store.tables import PersonRow
from tests.agreements import agreed

FIRST, SECOND = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 8, 3, 9, tzinfo=UTC)
BETWEEN = datetime(2026, 6, 1, 9, tzinfo=UTC)
TOPIC, PRESENT, TARGET = "negotiation", "sales_representative", "key_account_manager_retail"


def activity_for(framework: Framework, topic: str = TOPIC) -> str:
    """Return the first activity that works on a topic."""
    return next(id for id, one in sorted(framework.activities.items()) if topic in one.gains)


def assess_twice(  # noqa: PLR0913 - somebody's two rounds
    session: Session,
    framework: Framework,
    number: str,
    levels: Sequence[int],
    done: str | None = None,
    text: Agreement | None = None,
    second: datetime = SECOND,
) -> str:
    """Put somebody there who said a level of one topic twice, and what they did in between; return the assessment."""
    account = Account(str(uuid4()), f"{number}@example.ru", frozenset(), FIRST)
    add_account(session, account)
    put_people(session, [Person(number, f"Человек {number}", "Север", None, PRESENT)], FIRST)
    session.execute(update(PersonRow).where(PersonRow.number == number).values(account_id=account.id))
    id = start(session, framework, PRESENT, TARGET, FIRST, text or agreed()).id
    claim(session, id, account.id, FIRST)
    for level, at in zip(levels, (FIRST, second), strict=True):
        if at != FIRST:
            begin_again(session, id, at - timedelta(hours=1))
        save_answer(session, id, TOPIC, Draft(level=level, confidence="fairly"), f"{number}-{at}", at)
        finish(session, id, at)
        if at == FIRST and done:
            sitting = open_sitting(session, id)
            assert sitting
            decide(session, sitting, Decision(done, Said.DONE, BETWEEN))
    return id


def assess_many(session: Session, framework: Framework, done: str, prefix: str = "") -> None:
    """Put twelve there who did an activity and rose, and twelve who did nothing and stayed where they were."""
    for n in range(24):
        with_it = n < 12
        assess_twice(
            session, framework, f"{prefix}{n:05}", (n % 2, n % 2 + (2 if with_it else 0)), done if with_it else None
        )
