import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.framework.model import Framework
from kamcareer.core.links import Extent
from kamcareer.services.framework_files import load_framework
from kamcareer.services.gap_report import report_of, shown_report
from kamcareer.services.self_assessment import Sitting, erase, open_sitting
from kamcareer.services.sharing import show_link
from tests.conftest import NOW
from tests.services.people import TARGET, answered

TOPIC = "negotiation"
WEEK = timedelta(days=7)


@pytest.fixture
def sitting(session: Session, framework: Framework) -> Sitting:
    found = open_sitting(session, answered(session, framework, "Канарейка").id)
    assert found is not None
    return found


def examples(report) -> set[str]:
    return {gap.competency for gap in report.gaps if gap.answer and gap.answer.example}


def test_a_report_compares_with_the_chosen_role_or_with_another_one(session: Session, sitting: Sitting):
    assert report_of(session, sitting, NOW.date()).report.target.id == TARGET
    assert report_of(session, sitting, NOW.date(), "sales_manager").report.target.id == "sales_manager"
    assert report_of(session, sitting, NOW.date()).assessment == sitting.assessment


def test_a_shown_report_has_the_same_numbers_and_no_example(session: Session, sitting: Sitting):
    own = report_of(session, sitting, NOW.date()).report
    shown = shown_report(
        session, show_link(session, sitting.assessment.id, Extent.REPORT, [], WEEK, NOW), NOW.date()
    ).stored

    assert len(examples(own)) == len(own.gaps)
    assert examples(shown.report) == set()
    assert shown.report.readiness == own.readiness
    assert [gap.level for gap in shown.report.gaps] == [gap.level for gap in own.gaps]


def test_a_shown_report_has_the_examples_that_were_agreed_to(session: Session, sitting: Sitting):
    link = show_link(session, sitting.assessment.id, Extent.REPORT, [TOPIC, "finance"], WEEK, NOW)
    shown = shown_report(session, link, NOW.date()).stored

    assert examples(shown.report) == {TOPIC, "finance"}


def test_a_link_of_a_deleted_assessment_shows_no_report(session: Session, sitting: Sitting):
    link = show_link(session, sitting.assessment.id, Extent.REPORT, [], WEEK, NOW)
    erase(session, sitting.assessment.id)

    assert shown_report(session, link, NOW.date()) is None


@pytest.fixture
def editable(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "edited" / "key_account"
    shutil.copytree(PROJECT_ROOT / "competencies" / "key_account", folder)
    return folder


def test_an_old_report_stays_as_it_was_after_the_files_have_changed(session: Session, editable: Path):
    before = load_framework(editable)
    mine = answered(session, before)
    old_words = before.competencies[TOPIC].anchors[2].ru
    file = editable / "competencies" / f"{TOPIC}.yaml"
    file.write_text(file.read_text().replace(before.competencies[TOPIC].name.ru, "Совсем другое имя"))
    role = editable / "roles" / f"{TARGET}.yaml"
    role.write_text(role.read_text().replace(before.roles[TARGET].name.ru, "Совсем другая роль"))
    after = load_framework(editable)
    sitting = open_sitting(session, mine.id)

    assert after.competencies[TOPIC].name.ru == "Совсем другое имя"
    assert sitting is not None
    assert sitting.framework == before
    assert report_of(session, sitting, NOW.date()).report.framework.competencies[TOPIC].anchors[2].ru == old_words
    assert report_of(session, sitting, NOW.date()).report.target.name == before.roles[TARGET].name
    newer = open_sitting(session, answered(session, after).id)
    assert newer is not None
    assert newer.framework == after
