"""From a draft to the version in use, on both databases: who may, what stays, what several processes see."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.accounts import Account
from kamcareer.core.assessment import Draft
from kamcareer.core.framework.draft import DraftFramework
from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.review import Hindrance
from kamcareer.core.vacancies import Reach, Terms, cells_of
from kamcareer.services import framework_in_use as in_use
from kamcareer.services.development_plan import OwnPlan, keep_plan, own_plan
from kamcareer.services.framework_drafts import (
    begin_draft,
    files_with_cells,
    files_with_texts,
    find_draft,
    matrix_in_draft,
    save_files,
)
from kamcareer.services.framework_in_use import Place, files_moved_on, framework_in_use, put_files_in_charge
from kamcareer.services.framework_publishing import (
    HinderedError,
    VersionError,
    ask_for_review,
    newest_publication,
    publish,
    send_back,
)
from kamcareer.services.gap_report import report_of
from kamcareer.services.self_assessment import Sitting, finish, open_sitting, save_answer, start
from kamcareer.services.vacancies import make_vacancy, own_vacancy
from kamcareer.store.accounts import add_account, find_account
from tests.agreements import agreed
from tests.conftest import NOW

PLACE = Place(PROJECT_ROOT / "competencies", None, "key_account")
FILE = "competencies/negotiation.yaml"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def people(session: Session) -> tuple[str, str]:
    """Who makes a draft, and who reads it."""
    accounts = [Account(str(uuid4()), f"{name}@example.ru", frozenset(), NOW) for name in ("maker", "reader")]
    for account in accounts:
        add_account(session, account)
    maker, reader = (account.id for account in accounts)
    return maker, reader


def asked(session: Session, by: str, version: str = "1.0.1", name: str = "Bargaining") -> DraftFramework:
    """A draft in which one text is another, with a second look asked for."""
    draft = find_draft(session, begin_draft(session, PLACE, NOW).id)
    assert draft
    russian, _english = matrix_in_draft(draft).texts[FILE, "name"]
    assert save_files(session, draft, files_with_texts(draft, FILE, {"name": (russian, name)}), PLACE, by, NOW)
    assert ask_for_review(session, found(session, draft), version, "clearer", PLACE, by, NOW)
    return found(session, draft)


def found(session: Session, draft: DraftFramework) -> DraftFramework:
    again = find_draft(session, draft.head.id)
    assert again
    return again


def published(session: Session, draft: DraftFramework, by: str, *, alone: bool = False) -> str | None:
    return publish(session, draft, draft.head.revision, PLACE, by, LATER, alone=alone).sha256


def test_new_assessments_begin_with_what_was_published_and_running_ones_stay(session: Session, people: tuple[str, str]):
    maker, reader = people
    before = framework_in_use(session, PLACE)
    running = start(session, before, None, "supervisor", NOW, agreed()).id
    sha256 = published(session, asked(session, maker), reader)
    now_used = framework_in_use(session, PLACE)
    begun = start(session, now_used, None, "supervisor", LATER, agreed()).id

    assert (now_used.version, now_used.competencies["negotiation"].name.en) == ("1.0.1", "Bargaining")
    assert sha256_of(now_used) == sha256 != sha256_of(before)
    assert opened(session, running) == sha256_of(before)
    assert opened(session, begun) == sha256
    # A draft of what is in use goes on from there.
    again = find_draft(session, begin_draft(session, PLACE, LATER).id)
    assert again
    assert matrix_in_draft(again).texts[FILE, "name"][1] == "Bargaining"
    assert again.head.base_sha256 == sha256


def opened(session: Session, id: str) -> str:
    return sitting_of(session, id).assessment.framework_sha256


def sitting_of(session: Session, id: str) -> Sitting:
    sitting = open_sitting(session, id)
    assert sitting
    return sitting


def raised(session: Session, by: str) -> DraftFramework:
    """A draft in which supervisors are asked more of one topic, with a second look asked for."""
    draft = find_draft(session, begin_draft(session, PLACE, NOW).id)
    assert draft
    assert save_files(
        session, draft, files_with_cells(draft, {("supervisor", "negotiation"): "3/1"}, {}, {}), PLACE, by, NOW
    )
    assert ask_for_review(session, found(session, draft), "1.1.0", "they lead talks", PLACE, by, NOW)
    return found(session, draft)


def test_a_vacancy_keeps_its_version_and_a_new_one_begins_with_what_was_published(
    session: Session, people: tuple[str, str]
):
    maker, reader = people
    account, before = find_account(session, maker), framework_in_use(session, PLACE)
    assert account
    terms = Terms("Супервайзер", Reach.INVITATION, NOW.date() + timedelta(weeks=4))
    made = make_vacancy(session, before, "supervisor", terms, account, NOW).id
    sha256 = published(session, raised(session, maker), reader)
    session.expire_all()
    old = own_vacancy(session, made, maker)
    later = make_vacancy(session, framework_in_use(session, PLACE), "supervisor", terms, account, LATER)

    assert old
    assert old.vacancy.framework_sha256 == sha256_of(old.stored) == sha256_of(before) != sha256
    assert old.vacancy.cells == cells_of(before.roles["supervisor"])
    assert later.framework_sha256 == sha256
    assert later.cells["negotiation"].level == 3 != old.vacancy.cells["negotiation"].level


def planned(session: Session, id: str) -> OwnPlan:
    sitting = sitting_of(session, id)
    return own_plan(session, sitting, report_of(session, sitting, NOW.date()), NOW)


def test_a_plan_stays_as_it_was_shown_with_the_version_it_was_made_with(session: Session, people: tuple[str, str]):
    maker, reader = people
    before = framework_in_use(session, PLACE)
    id = start(session, before, None, "supervisor", NOW, agreed()).id
    save_answer(session, id, "negotiation", Draft(level=1, confidence="fairly"), "k", NOW)
    finish(session, id, NOW)
    shown = planned(session, id)
    keep_plan(session, sitting_of(session, id), shown)
    published(session, raised(session, maker), reader)
    session.expire_all()
    again = planned(session, id)

    assert shown.kept.steps
    assert (again.new, again.changes) == (False, None)
    assert (again.kept.steps, again.kept.fingerprint) == (shown.kept.steps, shown.kept.fingerprint)
    assert sha256_of(again.course.framework) == sha256_of(again.ground.framework) == sha256_of(before)


def test_whoever_typed_publishes_only_where_the_installation_allows_it(session: Session, people: tuple[str, str]):
    maker, _reader = people
    draft = asked(session, maker)

    assert refused(session, draft, maker) is Hindrance.OWN_WORK
    assert published(session, draft, maker, alone=True)


def refused(session: Session, draft: DraftFramework, by: str) -> Hindrance:
    with pytest.raises(HinderedError) as error:
        published(session, draft, by)
    return error.value.why


def test_only_what_was_read_is_published(session: Session, people: tuple[str, str]):
    maker, reader = people
    draft = asked(session, maker)
    russian, _english = matrix_in_draft(draft).texts[FILE, "name"]
    save_files(session, draft, files_with_texts(draft, FILE, {"name": (russian, "Haggling")}), PLACE, maker, NOW)
    changed = found(session, draft)

    assert refused(session, changed, reader) is Hindrance.CHANGED

    review = ask_for_review(session, changed, "1.0.1", "clearer still", PLACE, maker, NOW)
    assert review
    assert send_back(session, review, reader, "too blunt", NOW)
    assert not send_back(session, review, reader, "twice", NOW)
    assert refused(session, found(session, draft), reader) is Hindrance.NOT_ASKED


def test_a_draft_whose_base_is_gone_and_a_version_that_is_not_later_are_refused(
    session: Session, people: tuple[str, str]
):
    maker, reader = people
    first, second = asked(session, maker), asked(session, maker, "1.1.0", "Haggling")
    published(session, first, reader)

    assert refused(session, second, reader) is Hindrance.MOVED_ON
    with pytest.raises(VersionError):
        asked(session, maker, "1.0.1")


def test_of_two_who_publish_at_the_same_moment_one_is_told(
    session: Session, people: tuple[str, str], at_once: Callable, any_app: Flask
):
    maker, reader = people
    drafts = [asked(session, maker), asked(session, maker, "1.1.0", "Haggling")]

    def publishing(draft: DraftFramework) -> Callable[[Session], object]:
        def call(of_one: Session) -> object:
            try:
                return published(of_one, found(of_one, draft), reader)
            except HinderedError as error:
                of_one.rollback()
                return error.why

        return call

    outcomes = at_once(*map(publishing, drafts))
    session.expire_all()

    assert sum(isinstance(one, Hindrance) for one in outcomes) == 1
    assert sha256_of(framework_in_use(session, PLACE)) in outcomes


def test_what_does_not_pass_the_check_is_not_published(session: Session, people: tuple[str, str], tmp_path):
    maker, reader = people
    draft = asked(session, maker)
    situations = tmp_path / "key_account" / "situations"
    situations.mkdir(parents=True)
    (situations / "negotiation.yaml").write_text("nothing: here\n")
    place = replace(PLACE, additions=tmp_path)
    with pytest.raises(FileError):
        publish(session, draft, draft.head.revision, place, reader, LATER, alone=False)


def test_a_published_version_outlives_other_files_until_somebody_says_otherwise(
    session: Session, people: tuple[str, str], tmp_path
):
    maker, reader = people
    sha256 = published(session, asked(session, maker), reader)
    gone = replace(PLACE, frameworks=tmp_path)

    newest = newest_publication(session, PLACE.framework_id)
    assert not files_moved_on(newest, PLACE)
    assert files_moved_on(newest, gone)
    assert sha256_of(framework_in_use(session, gone)) == sha256

    assert put_files_in_charge(session, PLACE, LATER)
    assert put_files_in_charge(session, PLACE, LATER) is None
    assert framework_in_use(session, PLACE).version == "1.0.0"


def test_what_is_changed_in_the_files_is_there_a_second_later_at_most(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shutil.copytree(PLACE.frameworks, tmp_path / "own")
    own = replace(PLACE, frameworks=tmp_path / "own")
    first = framework_in_use(session, own)
    about = tmp_path / "own" / "key_account" / "framework.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.0.1"), encoding="utf-8")

    assert framework_in_use(session, own) is first
    monkeypatch.setattr(in_use, "LOOKED_AGAIN_AFTER", 0.0)
    assert framework_in_use(session, own).version == "1.0.1"
