"""A release brought into the company's own version of the model, from the notice to the draft."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.services.audit import Event, trail
from kamcareer.store.database import db
from kamcareer.web.frameworks import current_framework
from tests.core.framework.tiny import REAL
from tests.web.pages import Page, Reader

PAGE = "/hr/models/release"
FILE = "competencies/negotiation.yaml"
OURS, THEIRS = "Bargaining", "Negotiating deals"
CHOICE, TEXT = f"choice:{FILE}:name.en", f"text:{FILE}:name.en"


@pytest.fixture
def files(app: Flask, tmp_path: Path) -> Path:
    """The files of an installation that may be upgraded."""
    copytree(REAL, tmp_path / "key_account")
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], frameworks=tmp_path)
    return tmp_path / "key_account"


@pytest.fixture
def hr(member: Callable[..., Reader]) -> Reader:
    return member("hr@example.ru", Role.HR, second_factor=True)


@pytest.fixture
def published(files: Path, hr: Reader, member: Callable[..., Reader]) -> Path:
    """A version of the company's own is in use: another name of one topic, another level of one role."""
    grid = hr.follow(hr.send(hr.open("/hr/models")))
    hr.follow(hr.send(grid, **{"supervisor:negotiation": "3/1"}))
    hr.follow(hr.send(hr.open(f"{grid.path}/texts?file={FILE}"), **{"name:en": OURS}))
    publish(hr, grid.path, "1.0.1", member("second@example.ru", Role.HR, second_factor=True))
    return files


def publish(hr: Reader, draft: str, version: str, second: Reader) -> None:
    review = hr.follow(hr.send(hr.open(f"{draft}/review"), "/ask", version=version, words="Своё"))
    second.follow(second.send(second.open(review.path), "/publish"))


def upgrade(files: Path, *edits: tuple[str, str, str]) -> None:
    for file, old, new in edits:
        text = (files / file).read_text()
        assert old in text
        (files / file).write_text(text.replace(old, new, 1))


RENAMED = (FILE, "en: Negotiation and objections", f"en: {THEIRS}")
VERSION = ("framework.yaml", "version: 1.0.0", "version: 1.1.0")


def texts(hr: Reader, draft: str, file: str) -> Page:
    return hr.open(f"{draft}/texts?file={file}")


def test_what_both_changed_is_chosen_and_the_rest_is_put_together(app: Flask, hr: Reader, published: Path):
    upgrade(published, RENAMED, VERSION, ("roles/supervisor.yaml", "purpose:", "# from the release\npurpose:"))
    assert "/hr/models/release" in hr.open("/hr/models").html
    page = hr.open(PAGE)
    assert all(word in page.main.text for word in (OURS, THEIRS, "Negotiation"))
    assert [item["name"] for item in page.main.all("input", type="radio", value="ours")] == [CHOICE]

    undecided = hr.send(page)
    assert (undecided.status, len(undecided.tree.one("section", class_="errors").all("li"))) == (422, 1)

    changes = hr.follow(hr.send(page, **{CHOICE: "release"}))
    draft = changes.path.removesuffix("/changes")
    assert texts(hr, draft, FILE).tree.one("textarea", name="name:en").text.strip() == THEIRS
    assert hr.open(draft).tree.one("input", name="supervisor:negotiation")["value"] == "3/1"
    assert (published / "roles/supervisor.yaml").read_text().count("# from the release") == 1
    with app.app_context():
        entries = [entry for entry in trail(db.session()) if entry.event == Event.MODEL_DRAFT_BEGUN]
        assert "release" in entries[-1].detail
        assert current_framework().version == "1.0.1"


def test_own_words_stay_in_the_form_until_they_are_taken(hr: Reader, published: Path):
    upgrade(published, RENAMED)
    page = hr.open(PAGE)
    empty = hr.send(page, **{CHOICE: "typed"})
    assert empty.status == 422

    upgrade(published, VERSION)
    stale = hr.send(page, **{CHOICE: "typed", TEXT: "Haggling"})
    assert stale.status == 409
    assert stale.tree.one("textarea", name=TEXT).text.strip() == "Haggling"

    draft = hr.follow(hr.send(stale)).path.removesuffix("/changes")
    assert texts(hr, draft, FILE).tree.one("textarea", name="name:en").text.strip() == "Haggling"


def test_once_it_is_published_the_release_no_longer_waits(hr: Reader, published: Path, member: Callable[..., Reader]):
    upgrade(published, VERSION)
    page = hr.open(PAGE)
    assert not page.main.all("fieldset")
    draft = hr.follow(hr.send(page)).path.removesuffix("/changes")
    publish(hr, draft, "1.1.1", member("third@example.ru", Role.HR, second_factor=True))

    assert PAGE not in hr.open("/hr/models").html
    assert hr.get(PAGE).status == 303


def test_a_version_published_without_the_release_still_lacks_it(
    hr: Reader, published: Path, member: Callable[..., Reader]
):
    upgrade(published, RENAMED)
    models = hr.open("/hr/models")
    grid = hr.follow(hr.request("POST", models.path, data={"csrf_token": models.csrf}))
    hr.follow(hr.send(grid, **{"supervisor:negotiation": "2/1"}))
    publish(hr, grid.path, "1.0.2", member("third@example.ru", Role.HR, second_factor=True))

    assert THEIRS in hr.open(PAGE).main.text


def test_what_would_not_pass_the_check_is_told_and_begins_no_draft(hr: Reader, published: Path, rows: Callable):
    before = len(rows()["framework_draft"])
    upgrade(published, RENAMED)
    refused = hr.send(hr.open(PAGE), **{CHOICE: "typed", TEXT: "Hagg\u202eling"})

    assert refused.status == 422
    assert f"{FILE}:" in refused.tree.one("section", class_="errors").text
    assert len(rows()["framework_draft"]) == before
