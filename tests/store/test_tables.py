from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kamcareer.core.assessment import Assessment, Draft
from kamcareer.core.framework.model import Framework
from kamcareer.store.assessments import add_assessment, find_assessment, put_draft
from kamcareer.store.frameworks import keep_framework
from tests.conftest import NOW

MOSCOW = timezone(timedelta(hours=3))


@pytest.fixture
def stored(session: Session, framework: Framework) -> str:
    sha256 = keep_framework(session, framework, NOW)
    add_assessment(session, Assessment("a-1", sha256, None, "supervisor", NOW))
    return "a-1"


@pytest.mark.parametrize(
    "moment", [NOW, datetime(2026, 11, 23, 2, 30, 5, 123456, tzinfo=MOSCOW), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)]
)
def test_a_moment_comes_back_as_the_same_moment_in_utc(session: Session, framework: Framework, moment: datetime):
    sha256 = keep_framework(session, framework, NOW)
    add_assessment(session, Assessment("a-2", sha256, None, "supervisor", moment))
    session.commit()
    session.expire_all()
    found = find_assessment(session, "a-2")

    assert found is not None
    assert found.started == moment
    assert found.started.tzinfo is UTC or found.started.utcoffset() == timedelta(0)


@pytest.mark.parametrize("level", [-1, 5])
def test_the_database_refuses_a_level_off_the_scale(session: Session, stored: str, level: int):
    with pytest.raises(DBAPIError):
        put_draft(session, stored, "negotiation", Draft(level=level, revision=1, first_saved=NOW, last_saved=NOW))


def test_an_error_of_the_database_does_not_repeat_what_a_person_wrote(session: Session):
    draft = Draft(level=1, example="канарейка", revision=1, first_saved=NOW, last_saved=NOW)
    with pytest.raises(DBAPIError) as caught:
        put_draft(session, "nobody", "negotiation", draft)

    assert "канарейка" not in str(caught.value)


def test_the_database_refuses_a_level_beside_no_chance(session: Session, stored: str):
    both = Draft(level=2, no_chance=True, revision=1, first_saved=NOW, last_saved=NOW)
    with pytest.raises(DBAPIError):
        put_draft(session, stored, "negotiation", both)


def test_the_database_refuses_an_unknown_kind_of_link(session: Session, stored: str):
    insert = "INSERT INTO link VALUES ('l', :id, 'admin', 'report', '[]', :now, :now, NULL, '', NULL)"
    with pytest.raises(DBAPIError, match=r"(?i)kind|check"):
        session.execute(text(insert), {"id": stored, "now": NOW.replace(tzinfo=None)})
