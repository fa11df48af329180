"""Experts read a model, on both databases: what counts, what is told of it, what a status is raised on, what goes when."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.accounts import Account
from kamcareer.core.erasures import Erased
from kamcareer.core.expert_disputes import HAPPENS
from kamcareer.core.expert_readings import LIFE, MOST_EXPERTS, NAMED_FOR, Asked, ExpertReading
from kamcareer.core.expert_review import anchors_in_disorder, options_in_disorder, situations_of
from kamcareer.core.framework.draft import DraftFramework
from kamcareer.core.framework.loading import Folder
from kamcareer.core.framework.model import Framework
from kamcareer.services.erasures import ErasureList, erase_again
from kamcareer.services.expert_readings import (
    NoGroundError,
    TooManyExpertsError,
    begin_reading,
    experts_of,
    findings,
    forget_experts,
    invite_expert,
    keep_words,
    known_expert,
    leave_reading,
    opened_reading,
    raise_to_reviewed,
    revoke_expert,
    send_words,
)
from kamcareer.services.framework_drafts import (
    begin_draft,
    files_with_texts,
    find_draft,
    framework_in_draft,
    matrix_in_draft,
    save_files,
)
from kamcareer.services.framework_in_use import Place
from kamcareer.store.accounts import add_account
from tests.conftest import NOW

PLACE = Place(PROJECT_ROOT / "competencies", None, "key_account")
TOPIC, OTHER = "negotiation", "finance"
FILE = f"competencies/{TOPIC}.yaml"
SITUATION, SITUATIONS_FILE = "negotiation_last_minute_discount", f"situations/{TOPIC}.yaml"
WHO = ("КАМ сетей, от пяти лет", "Key account managers of chains, five years or more")
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def hr(session: Session) -> str:
    account = Account(str(uuid4()), "hr@example.ru", frozenset(), NOW)
    add_account(session, account)
    return account.id


@pytest.fixture
def reading(session: Session, framework: Framework, hr: str) -> ExpertReading:
    return begin_reading(session, framework, [OTHER, TOPIC], None, hr, NOW)


@pytest.fixture
def draft(session: Session) -> DraftFramework:
    return again(session, begin_draft(session, PLACE, NOW).id)


def again(session: Session, id: str) -> DraftFramework:
    found = find_draft(session, id)
    assert found
    return found


def levels(framework: Framework, topic: str, off: int = 0) -> dict[tuple[Asked, str], int]:
    """The descriptions of a topic as the model has them, or each of the lowest ones some levels too high."""
    letters = anchors_in_disorder(framework.competencies[topic])
    return {(Asked.LEVEL, letter): level + (off if level + off <= 4 else 0) for letter, level in letters.items()}


def sent(session: Session, framework: Framework, reading: ExpertReading, off: int = 0, remark: str = "") -> str:
    """An expert who placed the first topic so and sent; the secret of the link."""
    _expert, secret = invite_expert(session, reading, "Вера Кац", NOW)
    assert keep_words(session, secret, TOPIC, levels(framework, TOPIC, off), remark, NOW)
    assert send_words(session, secret, LATER)
    return secret


def found(session: Session, reading: ExpertReading):
    return findings(session, reading, experts_of(session, reading.id))


def test_nothing_is_told_before_two_have_sent(session: Session, framework: Framework, reading: ExpertReading):
    sent(session, framework, reading, remark="Слово «маржа» здесь лишнее")
    _expert, waits = invite_expert(session, reading, "Олег", NOW)
    assert keep_words(session, waits, TOPIC, levels(framework, TOPIC), "Верно", NOW)

    one = found(session, reading)
    assert (one.experts, one.told, one.review.anchors, one.anchors, one.remarks) == (1, False, None, (), {})
    assert not any(placed.holds for placed in one.review.placed)

    assert send_words(session, waits, LATER)
    both = found(session, reading)
    assert both.told
    assert both.remarks == {TOPIC: ("Верно", "Слово «маржа» здесь лишнее")}
    assert both.review.anchors.alpha == 1.0
    assert {one.competency for one in both.review.placed if one.holds} == {TOPIC}


def test_texts_that_experts_put_elsewhere_are_named(session: Session, framework: Framework, reading: ExpertReading):
    sent(session, framework, reading)
    sent(session, framework, reading, off=2)

    told = found(session, reading)
    assert {(one.here, one.said) for one in told.anchors} == {(0, (0, 2)), (1, (1, 3)), (2, (2, 4))}
    assert told.review.anchors.low < told.review.anchors.alpha < 1


def test_an_expert_stops_goes_on_and_sends_once(session: Session, framework: Framework, reading: ExpertReading):
    _expert, secret = invite_expert(session, reading, "Вера", NOW)
    assert not send_words(session, secret, NOW), "there is nothing to send yet"
    assert keep_words(session, secret, TOPIC, {(Asked.LEVEL, "A"): 3, (Asked.LEVEL, "B"): 1}, "", NOW)
    assert keep_words(session, secret, TOPIC, {(Asked.LEVEL, "A"): 2}, "", LATER)

    opened = opened_reading(session, secret, LATER)
    assert opened.words.anchors == {(TOPIC, "A"): 2}
    assert list(opened.topics) == [id for id in framework.competencies if id in {TOPIC, OTHER}]
    assert not any(one.private for one in opened.situations.values())

    assert send_words(session, secret, LATER)
    assert not keep_words(session, secret, TOPIC, {(Asked.LEVEL, "A"): 0}, "", LATER)
    assert not send_words(session, secret, LATER)
    assert opened_reading(session, secret, LATER).words.anchors == {(TOPIC, "A"): 2}


def test_a_link_opens_nothing_when_it_is_taken_back_or_over(session: Session, reading: ExpertReading, hr: str):
    expert, secret = invite_expert(session, reading, "Вера", NOW)
    other, over = invite_expert(session, reading, "Олег", NOW)
    assert session.execute(text("SELECT secret_sha256 FROM expert")).scalars().all().count(secret) == 0
    elsewhere = replace(reading, id=str(uuid4()))
    assert not revoke_expert(session, elsewhere, expert.id, NOW)
    assert revoke_expert(session, reading, expert.id, NOW)
    assert not revoke_expert(session, reading, expert.id, NOW)

    assert opened_reading(session, secret, NOW) is None
    assert not keep_words(session, secret, TOPIC, {(Asked.LEVEL, "A"): 3}, "", NOW)
    assert opened_reading(session, over, other.expires) is None
    assert known_expert(session, secret)
    assert not known_expert(session, "of nobody")


def test_what_passed_is_reviewed_in_the_draft_with_its_ground(
    session: Session, framework: Framework, reading: ExpertReading, draft: DraftFramework, hr: str
):
    for _ in range(2):
        sent(session, framework, reading)
    assert raise_to_reviewed(session, reading, draft, [TOPIC], WHO, PLACE, hr, LATER)

    after = again(session, draft.head.id)
    topic = framework_in_draft(after, PLACE).competencies[TOPIC]
    assert topic.status == "reviewed"
    assert topic.rests_on[-1].en == f"{WHO[1]}, 2026-11-23: 2 experts, 10 of 10 descriptions on their level"
    changed = {path for path, data in after.files.files.items() if data != draft.files.files[path]}
    assert changed == {FILE}
    assert below_the_grounds(after.files) == below_the_grounds(draft.files)
    # Whoever raised it is an editor of the draft now, so somebody else gives the second look.
    assert session.execute(text("SELECT account_id FROM framework_draft_editor")).scalars().all() == [hr]
    assert not raise_to_reviewed(session, reading, draft, [TOPIC], WHO, PLACE, hr, LATER), "saved meanwhile"


def rated(
    session: Session, framework: Framework, reading: ExpertReading, realism: int, *, turned: bool = False
) -> None:
    """An expert who rated the situation as the model does, or the other way round, and sent."""
    one, (_expert, secret) = situations_of(framework)[SITUATION], invite_expert(session, reading, "Вера Кац", NOW)
    said = {
        (Asked.RATING, letter): 5 - one.options[way].rating if turned else one.options[way].rating
        for letter, way in options_in_disorder(one).items()
    }
    assert keep_words(session, secret, SITUATION, {**said, (Asked.REALISM, ""): realism}, "", NOW)
    assert send_words(session, secret, LATER)


def test_a_situation_whose_key_holds_is_reviewed_alone_in_its_file(
    session: Session, framework: Framework, reading: ExpertReading, draft: DraftFramework, hr: str
):
    for _ in range(2):
        rated(session, framework, reading, HAPPENS)
    assert list(found(session, reading).holding) == [SITUATION]
    assert raise_to_reviewed(session, reading, draft, [SITUATION], WHO, PLACE, hr, LATER)

    after = again(session, draft.head.id)
    situations = situations_of(framework_in_draft(after, PLACE))
    here, before = situations[SITUATION], situations_of(framework)[SITUATION]
    said = "2 experts, the model’s best is the best for 2, its worst the worst for 2"
    assert [one.id for one in situations.values() if one.status == "reviewed"] == [SITUATION]
    assert here.rests_on[:-1] == before.rests_on
    assert here.rests_on[-1].en == f"{WHO[1]}, 2026-11-23: {said}"
    assert {path for path, data in after.files.files.items() if data != draft.files.files[path]} == {SITUATIONS_FILE}


@pytest.mark.parametrize(("realism", "turned"), [((HAPPENS, HAPPENS), 1), ((1, 1), 0), ((HAPPENS,), 0)])
def test_a_situation_that_experts_turn_round_or_never_met_stays_a_draft(  # noqa: PLR0913 - fixtures, and a case
    session: Session,
    framework: Framework,
    reading: ExpertReading,
    draft: DraftFramework,
    hr: str,
    realism: tuple[int, ...],
    turned: int,
):
    for number, one in enumerate(realism):
        rated(session, framework, reading, one, turned=number < turned)

    assert SITUATION not in found(session, reading).holding
    with pytest.raises(NoGroundError, match=SITUATION):
        raise_to_reviewed(session, reading, draft, [SITUATION], WHO, PLACE, hr, LATER)


def below_the_grounds(files: Folder) -> bytes:
    return files.files[FILE].partition(b"\nfacts:")[2]


def test_no_status_is_raised_without_ground(
    session: Session, framework: Framework, reading: ExpertReading, draft: DraftFramework, hr: str
):
    sent(session, framework, reading)
    for topics in ([TOPIC], [OTHER], ["teamwork"]):
        with pytest.raises(NoGroundError):
            raise_to_reviewed(session, reading, draft, topics, WHO, PLACE, hr, LATER)
    sent(session, framework, reading)
    russian, _english = matrix_in_draft(draft).texts[FILE, "name"]
    assert save_files(
        session, draft, files_with_texts(draft, FILE, {"name": (russian, "Bargaining")}), PLACE, hr, LATER
    )

    with pytest.raises(NoGroundError, match=TOPIC):
        raise_to_reviewed(session, reading, again(session, draft.head.id), [TOPIC], WHO, PLACE, hr, LATER)


def test_names_go_a_month_after_the_link_and_what_was_never_sent_with_them(
    session: Session, framework: Framework, reading: ExpertReading
):
    sent(session, framework, reading)
    _expert, waits = invite_expert(session, reading, "Олег", NOW)
    assert keep_words(session, waits, TOPIC, levels(framework, TOPIC), "Верно", NOW)
    forget_experts(session, NOW + LIFE + NAMED_FOR)
    assert {one.name for one in experts_of(session, reading.id)} == {"Вера Кац", "Олег"}

    forget_experts(session, NOW + LIFE + NAMED_FOR + timedelta(seconds=1))
    (left,) = experts_of(session, reading.id)
    assert (left.name, left.said) == ("", 5)
    assert session.execute(text("SELECT count(*) FROM expert_remark")).scalar() == 0


def test_an_expert_deletes_all_they_said_and_a_backup_does_not_bring_it_back(
    session: Session, framework: Framework, reading: ExpertReading, tmp_path
):
    erased = ErasureList(tmp_path / "erased", "secret")
    gone, stays = sent(session, framework, reading), sent(session, framework, reading)
    other, revoked = invite_expert(session, reading, "Олег", NOW)
    erased.add((Erased.LINK, other.id))
    with session.begin_nested() as before:
        left = leave_reading(session, gone)
        erased.add((Erased.EXPERT, left.id))
        assert not known_expert(session, gone)
        before.rollback()  # as an old backup would

    assert known_expert(session, gone)
    assert erase_again(session, erased, LATER) == {Erased.EXPERT: 1, Erased.LINK: 1}
    assert not known_expert(session, gone)
    assert opened_reading(session, revoked, LATER) is None
    assert opened_reading(session, stays, LATER)


def test_a_reading_takes_thirty_experts(session: Session, reading: ExpertReading):
    for number in range(MOST_EXPERTS):
        invite_expert(session, reading, str(number), NOW)
    with pytest.raises(TooManyExpertsError):
        invite_expert(session, reading, "31", NOW)
