import gzip
import hashlib
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.answers import Answers
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.core.gaps import gap_report
from kamcareer.store.frameworks import keep_framework, remember_framework, stored_framework
from kamcareer.store.tables import FrameworkRow
from tests.conftest import NOW
from tests.rows import count


def test_a_framework_comes_back_whole_under_the_hash_of_its_content(session: Session, framework: Framework):
    sha256 = keep_framework(session, framework, NOW)
    session.commit()

    assert sha256 == sha256_of(framework)
    assert stored_framework(session, sha256) == framework


def test_the_same_framework_is_kept_once(session: Session, framework: Framework):
    assert keep_framework(session, framework, NOW) == keep_framework(session, framework, NOW)
    assert count(session)["framework"] == 1


def test_a_changed_framework_is_kept_beside_the_old_one(session: Session, framework: Framework):
    newer = framework.model_copy(update={"version": "99.0.0"})
    old, new = keep_framework(session, framework, NOW), keep_framework(session, newer, NOW)
    session.commit()

    assert old != new
    assert stored_framework(session, old).version == framework.version
    assert stored_framework(session, new).version == "99.0.0"


def test_a_framework_that_was_never_stored_is_an_error_that_names_it(session: Session):
    with pytest.raises(LookupError, match="abc"):
        stored_framework(session, "abc")


def test_what_was_stored_in_the_first_format_is_read_for_ever(session: Session):
    # Written when format 1 was released. If this fails, a change of shape has made old reports unreadable: convert
    # old documents when they are read, and keep this file as it is.
    document = gzip.decompress((Path(__file__).parent / "data" / "framework-format-1.json.gz").read_bytes()).decode()
    sha256 = hashlib.sha256(document.encode()).hexdigest()
    row = FrameworkRow(sha256=sha256, framework_id="key_account", version="1.0.0", document=document, stored_at=NOW)
    session.add(row)
    session.flush()

    framework = stored_framework(session, sha256)

    assert len(framework.competencies) == 22
    assert gap_report(framework, Answers("supervisor"), "sales_manager").target.name.ru == "Менеджер по продажам"


def test_competencies_and_roles_keep_their_order_in_the_store(session: Session, framework: Framework):
    found = stored_framework(session, keep_framework(session, framework, NOW))

    assert tuple(found.competencies) == framework.order.competencies
    assert tuple(found.roles) == framework.order.roles
    assert list(found.ladders) == ["retail", "pharma", "agency"]


def test_what_the_files_say_answers_for_the_stored_framework_of_the_same_content(
    session: Session, framework: Framework
):
    sha256 = keep_framework(session, framework, NOW)
    remember_framework(framework)

    assert stored_framework(session, sha256) is framework
