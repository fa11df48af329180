"""Versions of the model as HR reads them: which there were, and what changed in words."""

from collections.abc import Callable

import pytest
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.core.framework.difference import difference
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.exports.framework_difference import difference_text
from kamcareer.store.database import db, may_write
from kamcareer.store.frameworks import keep_framework
from tests.conftest import NOW
from tests.web.pages import Reader

PAGE = "/hr/models/versions"


@pytest.fixture
def older(app: Flask, framework: Framework) -> Framework:
    """A version that was in use before, in which one competency was called otherwise."""
    first = next(iter(framework.competencies.values()))
    renamed = first.model_copy(update={"name": first.name.model_copy(update={"en": "Old name", "ru": "Старое имя"})})
    before = framework.model_copy(
        update={"version": "0.1.0", "competencies": {**framework.competencies, first.id: renamed}}
    )
    may_write.set(True)
    with app.app_context():
        keep_framework(db.session(), before, NOW)
        db.session.commit()
    return before


def test_what_changed_is_said_as_the_command_says_it(
    member: Callable[..., Reader], older: Framework, framework: Framework
):
    reader = member("hr@example.ru", Role.HR, second_factor=True)
    listed = reader.open(PAGE)
    assert "key_account 0.1.0" in listed.tree.text
    page = reader.open(f"{PAGE}?before={sha256_of(older)}&after={sha256_of(framework)}")
    changes = difference(older, framework)
    said = difference_text(older, framework, changes, "ru")
    assert "Старое имя" in said
    assert page.tree.one("pre").text == " ".join(said.split())


def test_a_version_is_the_same_as_itself(member: Callable[..., Reader], older: Framework):
    reader = member("hr@example.ru", Role.HR, second_factor=True)
    same = reader.open(f"{PAGE}?before={sha256_of(older)}&after={sha256_of(older)}")
    assert same.tree.one("section", id="changes").all("pre") == []


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.MANAGER, Role.INTERVIEWER, Role.ADMINISTRATOR])
def test_nobody_else_reads_them(member: Callable[..., Reader], role: Role):
    assert member("vera@example.ru", role, second_factor=True).client.get(PAGE).status_code in {403, 404}


def test_a_version_that_never_was_is_not_found(member: Callable[..., Reader], older: Framework):
    reader = member("hr@example.ru", Role.HR, second_factor=True)
    assert reader.client.get(f"{PAGE}?before=no&after={sha256_of(older)}").status_code == 404
