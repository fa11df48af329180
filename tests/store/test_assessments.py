from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from kamcareer.core.assessment import Assessment, Draft
from kamcareer.core.framework.model import Framework
from kamcareer.store.assessments import (
    add_assessment,
    delete_assessment,
    demo_assessments,
    find_assessment,
    put_draft,
    remember_save,
    saved_revision,
    set_finished,
    set_target,
)
from kamcareer.store.frameworks import keep_framework
from tests.conftest import NOW
from tests.rows import count

DRAFT = Draft(
    2, no_chance=False, confidence="sure", example="Ёлка 🎄 «+9 %»", revision=3, first_saved=NOW, last_saved=NOW
)
LATER = NOW + timedelta(hours=1)

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
drafts = st.builds(
    Draft,
    level=st.none() | st.integers(0, 4),
    confidence=st.sampled_from([None, "sure", "fairly", "guess"]),
    example=texts,
    revision=st.integers(1, 10**6),
    first_saved=st.just(NOW),
    last_saved=st.just(LATER),
) | st.just(Draft(no_chance=True, revision=1, first_saved=NOW, last_saved=NOW))


@pytest.fixture
def stored(session: Session, framework: Framework) -> Assessment:
    sha256 = keep_framework(session, framework, NOW)
    assessment = Assessment("a-1", sha256, "merchandiser", "supervisor", NOW)
    add_assessment(session, assessment)
    session.commit()
    return assessment


def test_an_assessment_comes_back_as_it_was_stored(session: Session, stored: Assessment):
    assert find_assessment(session, stored.id) == stored


def test_there_is_no_assessment_of_an_unknown_id(session: Session, stored: Assessment):
    assert find_assessment(session, "a-2") is None


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draft=drafts)
def test_every_answer_comes_back_as_it_was_stored(session: Session, stored: Assessment, draft: Draft):
    put_draft(session, stored.id, "negotiation", draft)
    session.commit()
    found = find_assessment(session, stored.id)

    assert found is not None
    assert found.drafts == {"negotiation": draft}


def test_an_answer_is_stored_in_place_of_the_one_before(session: Session, stored: Assessment):
    put_draft(session, stored.id, "negotiation", DRAFT)
    put_draft(session, stored.id, "negotiation", replace(DRAFT, level=4, revision=4))
    found = find_assessment(session, stored.id)

    assert found is not None
    assert found.draft("negotiation").level == 4
    assert count(session)["answer"] == 1


def test_a_save_is_known_by_its_key_inside_its_assessment_alone(session: Session, stored: Assessment):
    remember_save(session, stored.id, "k", "negotiation", 7)

    assert saved_revision(session, stored.id, "k") == 7
    assert saved_revision(session, stored.id, "l") is None
    assert saved_revision(session, "a-2", "k") is None


def test_aiming_at_another_role_keeps_the_answers(session: Session, stored: Assessment):
    put_draft(session, stored.id, "negotiation", DRAFT)
    set_target(session, stored.id, "sales_manager")
    found = find_assessment(session, stored.id)

    assert found is not None
    assert (found.target, found.drafts) == ("sales_manager", {"negotiation": DRAFT})


def test_the_first_time_the_report_was_asked_for_is_kept(session: Session, stored: Assessment):
    set_finished(session, stored.id, NOW)
    set_finished(session, stored.id, LATER)
    found = find_assessment(session, stored.id)

    assert found is not None
    assert found.finished == NOW


def test_deleting_takes_answers_and_saves_and_nobody_elses(session: Session, stored: Assessment):
    other = replace(stored, id="a-2")
    add_assessment(session, other)
    for id in (stored.id, other.id):
        put_draft(session, id, "negotiation", DRAFT)
        remember_save(session, id, "k", "negotiation", 1)

    assert delete_assessment(session, stored.id) is True
    assert delete_assessment(session, stored.id) is False
    assert count(session) == {"framework": 1, "assessment": 1, "answer": 1, "answer_save": 1}
    assert find_assessment(session, other.id) == replace(other, drafts={"negotiation": DRAFT})


def test_only_invented_people_belong_to_the_demonstration(session: Session, stored: Assessment):
    for name in ("Яна", "Анна"):
        add_assessment(session, replace(stored, id=name, demo_name=name))

    assert [person.demo_name for person in demo_assessments(session)] == ["Анна", "Яна"]
