"""A release brought into the company's own version of the model, and its matrix as a spreadsheet, on their pages."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.framework_drafts import begin_draft, files_with_texts, find_draft, matrix_in_draft, save_files
from kamcareer.services.framework_publishing import ask_for_review, publish
from kamcareer.store.database import db
from kamcareer.web.frameworks import framework_place
from tests.conftest import now
from tests.core.framework.tiny import REAL
from tests.end_to_end.conftest import OpenPage, follow
from tests.end_to_end.test_contests import signed_in
from tests.end_to_end.test_hiring import look

FILE = "competencies/negotiation.yaml"
NAME = "Negotiation and objections"


@pytest.fixture(scope="module")
def upgraded(live_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An own version is in use, and the program was upgraded since; both gave one topic another name."""
    folder = tmp_path_factory.mktemp("frameworks") / "key_account"
    copytree(REAL, folder)
    live_app.config["SETTINGS"] = replace(live_app.config["SETTINGS"], frameworks=folder.parent)
    signed_in(live_app, "http://127.0.0.1", "maker", Role.HR)
    with live_app.app_context():
        session, place = db.session(), framework_place()
        draft = find_draft(session, begin_draft(session, place, now()).id)
        assert draft
        russian, _english = matrix_in_draft(draft).texts[FILE, "name"]
        by = account_id()
        assert save_files(
            session, draft, files_with_texts(draft, FILE, {"name": (russian, "Bargaining")}), place, by, now()
        )
        draft = find_draft(session, draft.head.id)
        assert draft
        assert ask_for_review(session, draft, "1.0.1", "clearer", place, by, now())
        draft = find_draft(session, draft.head.id)
        assert draft
        publish(session, draft, draft.head.revision, place, by, now(), alone=True)
        session.commit()
    (folder / FILE).write_text((folder / FILE).read_text().replace(f"en: {NAME}", "en: Negotiating deals", 1))
    return folder


def account_id() -> str:
    account = find_by_mailbox(db.session(), "maker@example.ru")
    assert account
    return account.id


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ru", "dark")])
def test_from_the_notice_to_a_draft_with_the_release(
    open_page: OpenPage, live_app: Flask, base_url: str, upgraded: Path, language: str, scheme: str
):
    assert upgraded.is_dir()
    page = open_page(language, color_scheme=scheme)
    page.set_default_timeout(40_000)  # reads two hundred files
    page.context.add_cookies([signed_in(live_app, base_url, f"hr-{scheme}", Role.HR)])
    found = {}
    page.goto("/hr/models")
    found["models"] = look(page)
    follow(page.locator("a[href$='/release']"))
    found["release"] = look(page)
    follow(page.locator("main form .btn-1"))
    assert page.locator("[data-error-summary] li").count() == 1
    found["undecided"] = look(page)
    page.locator("input[value=typed]").check()
    page.locator("main textarea").fill("Haggling")
    follow(page.locator("main form .btn-1"))
    assert "Haggling" in page.locator("main").inner_text()
    draft = page.url.removesuffix("/changes")
    page.goto(f"{draft}/table")
    found["table"] = look(page)

    assert {name: these for name, these in found.items() if these} == {}
