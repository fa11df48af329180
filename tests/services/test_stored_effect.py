"""What a draft would do to what is stored: whose reports are counted, whose never; which vacancies and plans move."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.answers import Answers
from kamcareer.core.assessment import Draft
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework_effect import framework_effects
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.legal_texts import Agreement
from kamcareer.core.rating_requests import Asked
from kamcareer.core.settings_effect import Sample
from kamcareer.core.stored_effect import Fate, Move, Standing, StoredEffect
from kamcareer.core.vacancies import Cell, Reach, Reason, Terms, cells_of
from kamcareer.services.all_known import all_known, all_known_of
from kamcareer.services.development_plan import keep_plan, own_plan
from kamcareer.services.evidence_log import keep_evidence
from kamcareer.services.gap_report import report_of
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.own_assessments import claim
from kamcareer.services.self_assessment import erase, finish, open_sitting, save_answer, start
from kamcareer.services.stored_effect import read, stored_effect, vacancy_titles, written
from kamcareer.services.vacancies import change_profile, close_vacancy, make_vacancy, open_vacancy, own_vacancy
from kamcareer.store.accounts import add_account
from kamcareer.store.assessments import find_assessments
from tests.agreements import agreed
from tests.conftest import NOW
from tests.services.processes import DEED
from tests.services.test_asking_others import rated

TODAY = date(2026, 11, 28)
THEN = datetime(2026, 8, 3, 9, tzinfo=UTC)
TARGET, TOPIC = "supervisor", "negotiation"


def somebody(session: Session) -> Account:
    account = Account(str(uuid4()), f"{uuid4()}@example.ru", frozenset(), THEN)
    add_account(session, account)
    return account


def assess(
    session: Session,
    framework: Framework,
    level: int,
    at: datetime = THEN,
    text: Agreement | None = None,
    owner: Account | None = None,
) -> str:
    """Put a finished report there of somebody who says the same level of every must-have of the role."""
    id = start(session, framework, None, TARGET, at, text or agreed()).id
    claim(session, id, (owner or somebody(session)).id, at)
    for topic in framework.roles[TARGET].must_haves:
        save_answer(session, id, topic, Draft(level=level, confidence="sure"), topic, at)
    finish(session, id, at)
    return id


def asking(framework: Framework, levels: dict[str, int]) -> Framework:
    """The framework where the role asks other levels, each as a must-have."""
    role = framework.roles[TARGET]
    needs = {
        id: need.model_copy(update={"level": levels[id], "weight": 3, "must_have": True}) if id in levels else need
        for id, need in role.requirements.items()
    }
    changed = role.model_copy(update={"requirements": needs})
    return framework.model_copy(update={"roles": {**framework.roles, TARGET: changed}})


@pytest.fixture
def easier(framework: Framework) -> Framework:
    return asking(framework, dict.fromkeys(framework.roles[TARGET].must_haves, 1))


def told(session: Session, framework: Framework, other: Framework, today: date = TODAY) -> StoredEffect:
    session.commit()
    return stored_effect(session, framework, other, today)


def test_people_are_counted_by_role_in_groups_of_ten_and_as_their_reports_say(
    session: Session, framework: Framework, easier: Framework
):
    ids = [assess(session, framework, level) for level in (4,) * 12 + (0,) * 11]
    found = told(session, framework, easier)

    [role] = found.roles
    assert role.role == TARGET
    assert (sum(group.people for group in role.groups), found.people, found.few) == (20, 20, 0)
    samples = [Sample(id, known(session, framework, id), TARGET) for id in ids]
    moves = {Move(*map(Standing, one.verdicts)) for one in framework_effects(framework, easier, TODAY, samples)}
    assert {move for group in role.groups for move in group.moves} == moves
    assert len(moves) == 2
    assert found.moved == (20, 20)
    assert read(written(found)) == found


def known(session: Session, framework: Framework, id: str):
    sitting = open_sitting(session, id)
    assert sitting
    return all_known(session, framework, sitting.assessment)


def test_a_version_that_says_the_same_moves_nobody_and_nine_people_are_not_told_of(
    session: Session, framework: Framework
):
    for _ in range(9):
        assess(session, framework, 4)
    assert told(session, framework, framework).roles == ()
    assert told(session, framework, framework).few == 1

    assess(session, framework, 4)
    found = told(session, framework, framework)
    assert (found.people, found.moved) == (10, (0, 0))


def without_its_words(text: Agreement) -> Agreement:
    return replace(text, text=replace(text.text, body="Раньше об этом не говорили.", counts_models=False))


def take_back(session: Session, id: str) -> None:
    sitting = open_sitting(session, id)
    assert sitting
    withdraw(session, Holder(account_id=sitting.assessment.owner), Purpose.DEVELOPMENT, NOW)


def test_nobody_is_counted_who_read_other_words_withdrew_is_gone_or_finished_in_this_quarter_and_nobody_twice(
    session: Session, framework: Framework
):
    owner = somebody(session)
    for _ in range(10):
        assess(session, framework, 4)
    assess(session, framework, 4, owner=owner)
    before = told(session, framework, framework)
    for _ in range(2):
        assess(session, framework, 4, text=without_its_words(agreed()))
        assess(session, framework, 4, at=datetime(2026, 10, 5, tzinfo=UTC))
        assess(session, framework, 4, owner=owner)
        take_back(session, assess(session, framework, 4))
        erase(session, assess(session, framework, 4))

    assert told(session, framework, framework) == before
    assert before.people == 10
    assert told(session, framework, framework, date(2027, 1, 11)).people == 15


def test_whoever_withdraws_or_goes_while_others_are_counted_is_left_out_and_nothing_fails(
    session: Session, framework: Framework, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("kamcareer.services.stored_effect.AT_ONCE", 10)
    ids = sorted(assess(session, framework, 4) for _ in range(24))
    assert told(session, framework, framework).people == 25

    def withdraw_when_ten_are_done(_all: int, done: int) -> None:
        if done == 10:
            take_back(session, ids[-1])
            erase(session, ids[-2])
            session.commit()

    found = stored_effect(session, framework, framework, TODAY, withdraw_when_ten_are_done)
    assert (found.people, found.few) == (20, 0)


def test_a_role_and_a_topic_that_are_gone_are_said_to_be(session: Session, framework: Framework):
    for _ in range(10):
        assess(session, framework, 4)
    roles = {id: role for id, role in framework.roles.items() if id != TARGET}
    [gone] = told(session, framework, framework.model_copy(update={"roles": roles})).roles
    assert {move.after for group in gone.groups for move in group.moves} == {Standing.GONE}

    topics = {id: one for id, one in framework.competencies.items() if id != TOPIC}
    needs = {id: need for id, need in framework.roles[TARGET].requirements.items() if id != TOPIC}
    fewer = {**framework.roles, TARGET: framework.roles[TARGET].model_copy(update={"requirements": needs})}
    without = framework.model_copy(update={"competencies": topics, "roles": fewer})
    assert told(session, framework, without).people == 10


def plan_of(session: Session, framework: Framework) -> set[str]:
    """Give somebody a kept plan; return its activities."""
    id = assess(session, framework, 1)
    sitting = open_sitting(session, id)
    assert sitting
    made = own_plan(session, sitting, report_of(session, sitting, TODAY), NOW)
    keep_plan(session, sitting, made)
    return {step.activity for step in made.kept.steps}


def test_plans_that_hold_what_changes_or_goes_are_counted(session: Session, framework: Framework):
    held = [plan_of(session, framework) for _ in range(10)]
    one = min(held[0])
    same = told(session, framework, framework)
    changed = framework.activities[one].model_copy(update={"hours": 99})
    longer = framework.model_copy(update={"activities": {**framework.activities, one: changed}})
    rest = {id: activity for id, activity in framework.activities.items() if id != one}

    def fate_under(other: Framework) -> list[tuple[Fate, ...]]:
        return [group.fates for group in told(session, framework, other).plans]

    assert [(group.fates, group.plans) for group in same.plans] == [((Fate.SAME,), 10)]
    assert fate_under(longer) == [(Fate.CHANGED,)]
    assert fate_under(framework.model_copy(update={"activities": rest})) == [(Fate.GONE,)]


def test_a_vacancy_would_ask_what_the_role_asks_besides_what_was_changed_by_hand(
    session: Session, framework: Framework
):
    account = somebody(session)
    terms = Terms("Супервайзер, Север", Reach.PUBLIC, NOW.date() + timedelta(weeks=4))
    first, second, closed = (make_vacancy(session, framework, TARGET, terms, account, NOW) for _ in range(3))
    cells = cells_of(framework.roles[TARGET])
    mine = {**cells, TOPIC: Cell(1, 1)}
    change_profile(session, second, mine, frozenset({Reason.WORK_DIFFERS}), "", account, NOW)
    open_vacancy(session, second, NOW)
    open_vacancy(session, closed, NOW)
    again = own_vacancy(session, closed.id, account.id)
    assert again
    close_vacancy(session, again.vacancy, NOW)
    found = {one.vacancy: one.changes for one in told(session, framework, asking(framework, {TOPIC: 4})).vacancies}

    [change] = found[first.id]
    assert (change.competency, change.before, change.after) == (TOPIC, cells[TOPIC], Cell(4, 3, must_have=True))
    assert found[second.id] == ()
    assert found.keys() == {first.id, second.id}
    titles = vacancy_titles(session, list(found), somebody(session).id)
    assert {id: (one.own, one.announced) for id, one in titles.items()} == {
        first.id: (False, False),
        second.id: (False, True),
    }
    assert all(one.own for one in vacancy_titles(session, list(found), account.id).values())


def test_many_people_are_read_in_as_many_statements_as_one_and_nobody_gets_what_another_did(
    session: Session, framework: Framework
):
    ids = [assess(session, framework, 2) for _ in range(3)]
    for level, id in enumerate(ids):
        keep_evidence(session, id, DEED.model_copy(update={"level": level}), NOW)
        rated(session, id, Asked.MANAGER, {TOPIC: level}, f"Олег {level}")
    session.commit()

    def read(*some: str) -> tuple[list[Answers], int]:
        there, asked = find_assessments(session, some), []
        event.listen(session.get_bind(), "before_cursor_execute", listen := lambda *a: asked.append(a[2]))
        found = all_known_of(session, [(framework, there[id]) for id in some])
        event.remove(session.get_bind(), "before_cursor_execute", listen)
        return found, len(asked)

    together, many = read(*ids)
    alone = [read(id) for id in ids]
    assert [[one] for one in together] == [found for found, _ in alone]
    assert [[entry.level for entry in one.evidence] for one in together] == [[0], [1], [2]]
    assert [[one.rater for one in answers.others] for answers in together] == [["Олег 0"], ["Олег 1"], ["Олег 2"]]
    assert {statements for _, statements in alone} == {many}
