import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from kamcareer.core.assessment import Draft, questions
from kamcareer.core.framework.model import Framework
from kamcareer.core.links import Extent
from kamcareer.services.self_assessment import (
    Conflict,
    Saved,
    aim_at,
    erase,
    finish,
    open_sitting,
    save_answer,
    start,
)
from kamcareer.services.sharing import continue_link, show_link
from kamcareer.store.database import db
from tests.agreements import agreed
from tests.conftest import NOW
from tests.rows import count, every_row
from tests.services.people import PRESENT, TARGET, answered, begun

LATER, LAST = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)
TWO = Draft(level=2, confidence="sure")
THREE = Draft(level=3, confidence="sure")
TOPIC = "negotiation"
WEEK = timedelta(days=7)
OFTEN = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def id(session: Session, framework: Framework) -> str:
    return begun(session, framework).id


def stored(session: Session, id: str, competency: str = TOPIC) -> Draft:
    sitting = open_sitting(session, id)
    assert sitting is not None
    return sitting.assessment.draft(competency)


def test_an_assessment_starts_without_answers_on_the_framework_of_today(
    session: Session, framework: Framework, id: str
):
    sitting = open_sitting(session, id)

    assert sitting is not None
    assert (sitting.assessment.present, sitting.assessment.target, sitting.assessment.drafts) == (PRESENT, TARGET, {})
    assert sitting.framework == framework


@pytest.mark.parametrize(("present", "target"), [("astronaut", TARGET), (PRESENT, "astronaut"), (None, "")])
def test_nobody_starts_with_a_role_that_does_not_exist(session: Session, framework: Framework, present, target):
    with pytest.raises(KeyError):
        start(session, framework, present, target, NOW, agreed())


def test_the_first_save_makes_revision_one(session: Session, id: str):
    outcome = save_answer(session, id, TOPIC, TWO, "k", LATER)

    assert outcome == Saved(replace(TWO, revision=1, first_saved=LATER, last_saved=LATER))
    assert stored(session, id) == outcome.draft


def test_the_same_save_sent_twice_is_stored_once(session: Session, id: str):
    first = save_answer(session, id, TOPIC, TWO, "k", LATER)
    second = save_answer(session, id, TOPIC, TWO, "k", LAST)

    assert first == second
    assert stored(session, id).revision == 1
    assert (count(session)["answer"], count(session)["answer_save"]) == (1, 1)


def test_a_save_sent_again_after_a_newer_one_brings_nothing_old_back(session: Session, id: str):
    save_answer(session, id, TOPIC, TWO, "k", NOW)
    newer = save_answer(session, id, TOPIC, replace(THREE, revision=1), "l", LATER)
    again = save_answer(session, id, TOPIC, TWO, "k", LAST)

    assert again == newer
    assert (stored(session, id).level, stored(session, id).revision) == (3, 2)
    assert count(session)["answer_save"] == 2


def test_other_words_on_a_stale_revision_are_a_conflict_and_overwrite_nothing(session: Session, id: str):
    save_answer(session, id, TOPIC, TWO, "k", NOW)
    session.commit()
    before = every_row(session)
    outcome = save_answer(session, id, TOPIC, THREE, "l", LATER)
    session.commit()

    assert isinstance(outcome, Conflict)
    assert (outcome.stored.level, outcome.offered.level) == (2, 3)
    assert every_row(session) == before


@pytest.mark.parametrize(
    "other",
    [replace(TWO, confidence="guess"), replace(TWO, example="Иначе"), Draft(no_chance=True), Draft(confidence="sure")],
)
def test_every_part_of_an_answer_counts_as_other_words(session: Session, id: str, other: Draft):
    save_answer(session, id, TOPIC, TWO, "k", NOW)

    assert isinstance(save_answer(session, id, TOPIC, other, "l", LATER), Conflict)


def test_a_revision_from_the_future_is_a_conflict_too(session: Session, id: str):
    save_answer(session, id, TOPIC, TWO, "k", NOW)

    assert isinstance(save_answer(session, id, TOPIC, replace(THREE, revision=9), "l", LATER), Conflict)


def test_the_same_words_on_a_stale_revision_are_no_conflict(session: Session, id: str):
    save_answer(session, id, TOPIC, TWO, "k", NOW)
    outcome = save_answer(session, id, TOPIC, TWO, "l", LATER)

    assert isinstance(outcome, Saved)
    assert (outcome.draft.level, stored(session, id).level) == (2, 2)


def test_whoever_saw_the_conflict_may_choose_their_own_words(session: Session, id: str):
    save_answer(session, id, TOPIC, TWO, "k", NOW)
    conflict = save_answer(session, id, TOPIC, THREE, "l", LATER)
    assert isinstance(conflict, Conflict)
    save_answer(session, id, TOPIC, replace(THREE, revision=conflict.stored.revision), "m", LAST)

    assert stored(session, id).level == 3


def test_an_answer_to_an_assessment_that_was_deleted_is_stored_nowhere(session: Session, id: str):
    erase(session, id)

    assert save_answer(session, id, TOPIC, TWO, "k", NOW) is None
    assert count(session)["answer"] == count(session)["answer_save"] == 0


def test_the_pace_is_measured_from_the_choice_of_a_level_not_from_a_typed_example(session: Session, id: str):
    save_answer(session, id, TOPIC, Draft(example="Сеть"), "k", NOW)
    save_answer(session, id, TOPIC, replace(TWO, example="Сеть", revision=1), "l", LATER)
    save_answer(session, id, TOPIC, replace(THREE, revision=2), "m", LAST)

    assert (stored(session, id).first_saved, stored(session, id).last_saved) == (LATER, LAST)


steps = st.lists(
    st.tuples(
        st.sampled_from(["negotiation", "finance", "logistics"]),
        st.builds(Draft, level=st.sampled_from([1, 2, None]), example=st.sampled_from(["", "а"])),
        st.sampled_from([0, 0, 0, -1, 1]),
        st.integers(0, 12),
    ),
    max_size=14,
)


@OFTEN
@given(steps=steps)
def test_saving_is_a_dictionary_that_refuses_stale_words_and_ignores_repeated_keys(
    session: Session, framework: Framework, steps
):
    id = begun(session, framework).id
    model: dict[str, Draft] = {}
    keys: set[int] = set()
    for topic, words, off, key in steps:
        known = model.get(topic, Draft())
        outcome = save_answer(session, id, topic, replace(words, revision=known.revision + off), str(key), NOW)
        refused = key not in keys and off != 0 and not words.same_words(known)
        assert isinstance(outcome, Conflict) == refused
        if key not in keys and not refused:
            keys.add(key)
            model[topic] = replace(words, revision=known.revision + 1, first_saved=NOW, last_saved=NOW)
    session.commit()
    sitting = open_sitting(session, id)
    assert sitting is not None
    assert sitting.assessment.drafts == model


def test_answers_to_different_questions_saved_at_once_are_all_there(
    session: Session, framework: Framework, id: str, at_once: Callable
):
    asked = questions(framework, TARGET)[:8]
    calls = [lambda s, c=c: save_answer(s, id, c, TWO, f"key-{c}", NOW) for c in asked]
    outcomes = at_once(*calls)

    assert all(isinstance(outcome, Saved) for outcome in outcomes)
    assert {stored(session, id, c).revision for c in asked} == {1}


@pytest.mark.parametrize("round", range(4))
def test_of_two_different_answers_saved_at_once_one_is_stored_and_the_other_is_told(
    session: Session, id: str, at_once: Callable, round: int
):
    outcomes = at_once(
        lambda s: save_answer(s, id, TOPIC, TWO, "k", NOW), lambda s: save_answer(s, id, TOPIC, THREE, "l", NOW)
    )
    saved = [outcome for outcome in outcomes if isinstance(outcome, Saved)]
    told = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]

    assert len(saved) == len(told) == 1
    assert stored(session, id) == saved[0].draft == told[0].stored


def test_the_same_save_sent_twice_at_once_is_stored_once(session: Session, id: str, at_once: Callable):
    outcomes = at_once(*[lambda s: save_answer(s, id, TOPIC, TWO, "k", NOW)] * 4)

    assert [outcome.draft.revision for outcome in outcomes] == [1] * 4
    assert count(session)["answer_save"] == 1


def test_an_answer_that_meets_a_deletion_leaves_nothing_behind(session: Session, id: str, at_once: Callable):
    at_once(lambda s: save_answer(s, id, TOPIC, TWO, "k", NOW), lambda s: erase(s, id))

    assert count(session) == {"framework": 1, "legal_text": 1}


def test_another_target_keeps_the_answers(session: Session, id: str):
    save_answer(session, id, TOPIC, TWO, "k", NOW)
    aim_at(session, id, "sales_manager")
    sitting = open_sitting(session, id)

    assert sitting is not None
    assert sitting.assessment.target == "sales_manager"
    assert sitting.assessment.draft(TOPIC).level == 2


def test_the_moment_of_the_first_report_stays(session: Session, id: str):
    finish(session, id, LATER)
    finish(session, id, LAST)
    sitting = open_sitting(session, id)

    assert sitting is not None
    assert sitting.assessment.finished == LATER


def test_deletion_takes_answers_saves_and_links_at_once_and_touches_nobody_else(session: Session, framework: Framework):
    mine, other = (answered(session, framework, "Сеть") for _ in range(2))
    for person in (mine, other):
        continue_link(session, person.id, NOW)
        show_link(session, person.id, Extent.REPORT, [TOPIC], WEEK, NOW)
    session.commit()
    both = count(session)
    assert erase(session, mine.id) is True
    session.commit()

    nobodys = {"framework", "legal_text"}
    assert count(session) == {name: number if name in nobodys else number // 2 for name, number in both.items()}
    assert mine.id not in str(every_row(session))
    assert open_sitting(session, mine.id) is None
    assert erase(session, mine.id) is False


def test_a_deleted_example_is_in_no_table(session: Session, framework: Framework):
    canary = "канарейка-7315"
    mine = answered(session, framework, canary)
    assert canary in str(every_row(session))
    erase(session, mine.id)
    session.commit()

    assert canary not in str(every_row(session))


@pytest.mark.sqlite
def test_a_deleted_example_is_not_even_in_the_file_of_sqlite(app: Flask, framework: Framework):
    file, canary = Path(app.config["SETTINGS"].data_folder) / "kamcareer.db", "канарейка-7316"

    def holds_it() -> bool:
        with sqlite3.connect(file) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        return any(canary.encode() in path.read_bytes() for path in file.parent.glob("kamcareer.db*"))

    with app.app_context():
        mine = answered(db.session(), framework, canary * 20)
        assert holds_it()
        erase(db.session(), mine.id)
        db.session.commit()

    assert not holds_it()
