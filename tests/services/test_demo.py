from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from kamcareer.core.assessment import questions
from kamcareer.core.framework.model import Framework
from kamcareer.services.demo import PEOPLE, clear_demo, demo_people, demo_sitting, load_demo
from kamcareer.services.demo_voices import VOICES
from kamcareer.services.gap_report import report_of, shown_report
from kamcareer.services.self_assessment import open_sitting
from kamcareer.store.database import db, may_write
from tests.conftest import NOW
from tests.rows import Rows, count, every_row
from tests.services.people import answered


@pytest.fixture
def loaded(session: Session, framework: Framework) -> int:
    number = load_demo(session, framework, NOW)
    session.commit()
    return number


def known(session: Session) -> Rows:
    """All rows; the addresses of links are secrets and new each time."""
    return {
        name: sorted(({**row, "id": ""} if name == "link" else row for row in rows), key=str)
        for name, rows in every_row(session).items()
    }


def test_loading_twice_gives_the_same_people_and_rows(session: Session, framework: Framework, loaded: int):
    before = known(session)
    assert load_demo(session, framework, NOW) == loaded == len(PEOPLE)
    session.commit()

    assert known(session) == before


def test_loaded_by_two_at_once_the_people_are_there_once(any_app: Flask, framework: Framework):
    def load(_: int) -> int:
        may_write.set(True)
        with any_app.app_context():
            count = load_demo(db.session(), framework, NOW)
            db.session.commit()
            return count

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(load, range(3))) == [len(PEOPLE)] * 3
    with any_app.app_context():
        assert len(demo_people(db.session(), NOW)) == len(PEOPLE)


def test_clearing_takes_the_invented_people_and_nobody_else(session: Session, framework: Framework):
    mine = answered(session, framework, "Сеть")
    before = every_row(session)
    number = load_demo(session, framework, NOW)
    session.commit()
    assert every_row(session) != before

    assert clear_demo(session) == number
    session.commit()
    assert every_row(session) == before
    assert open_sitting(session, mine.id) is not None
    assert clear_demo(session) == 0


def test_the_invented_people_replace_those_of_an_earlier_load_and_leave_real_ones(
    session: Session, framework: Framework, loaded: int
):
    answered(session, framework)
    before = count(session)
    load_demo(session, framework, NOW + timedelta(days=1))
    session.commit()

    assert count(session) == before


def test_every_invented_person_has_a_report_with_answers_to_all_questions(
    session: Session, framework: Framework, loaded: int
):
    for person in demo_people(session, NOW):
        sitting = demo_sitting(session, person.assessment.id)
        assert sitting is not None
        report = report_of(session, sitting, NOW.date()).report
        assert set(sitting.assessment.drafts) == set(questions(framework, sitting.assessment.target))
        assert report.answered
        assert person.target.id == report.target.id


def test_some_have_situations_a_manager_three_colleagues_and_evidence_and_some_only_themselves(
    session: Session, framework: Framework, loaded: int
):
    found = {}
    for person in demo_people(session, NOW):
        sitting = demo_sitting(session, person.assessment.id)
        report = report_of(session, sitting, NOW.date()).report
        found[person.assessment.demo_name] = {rating.source for rating in report.profile.ratings}

    assert found["Алия Сафина"] == {"self", "situations", "manager", "peer", "evidence"}
    assert {"self"} in found.values()
    assert set(VOICES) == {name for name, sources in found.items() if sources != {"self"}}


def test_reports_are_shown_to_a_recruiter_and_to_hr(session: Session, loaded: int):
    shown = {person.audience: person for person in demo_people(session, NOW) if person.links}

    assert set(shown) == {"recruiter", "hr"}
    assert all(shown_report(session, person.links[0], NOW.date()) for person in shown.values())


def test_nobody_enters_a_real_assessment_through_the_demonstration(session: Session, framework: Framework):
    assert demo_sitting(session, answered(session, framework).id) is None
    assert demo_sitting(session, "nobody") is None
