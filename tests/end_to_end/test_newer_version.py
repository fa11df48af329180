"""The page that reads the same answers by the present version of the model, looked at by every reader."""

from urllib.parse import urlsplit

import pytest
from flask import Flask

from kamcareer.core.assessment import Draft, questions
from kamcareer.core.framework.model import Framework
from kamcareer.services.self_assessment import save_answer, start
from kamcareer.services.sharing import continue_link
from kamcareer.store.database import db, may_write
from kamcareer.web.frameworks import current_framework
from kamcareer.web.links import link_url
from tests.agreements import agreed
from tests.conftest import now
from tests.end_to_end.conftest import ALL_PAGES, OpenPage, follow
from tests.end_to_end.test_pages import MATRIX, SAMPLE, SCRIPTS, SIZES, problems
from tests.end_to_end.test_reassessment import PRESENT, TARGET, go_on

pytestmark = pytest.mark.browser


def older() -> Framework:
    """A version in which the role asked less of finance, nothing of negotiating, and the product in other words."""
    present = current_framework()
    needs = dict(present.roles[TARGET].requirements)
    needs.pop("negotiation")
    needs["finance"] = needs["finance"].model_copy(update={"level": 1, "must_have": False})
    asked = present.competencies["product"]
    role = present.roles[TARGET].model_copy(update={"requirements": needs})
    topics = {**present.competencies, "product": asked.model_copy(update={"question": asked.name})}
    changed = {"version": "0.9.0", "competencies": topics, "roles": {**present.roles, TARGET: role}}
    return present.model_copy(update=changed)


@pytest.fixture
def early(live_app: Flask, base_url: str) -> str:
    """The private link of somebody who began with that version."""
    may_write.set(True)
    with live_app.test_request_context(base_url=base_url):
        session, framework = db.session(), older()
        id = start(session, framework, PRESENT, TARGET, now(), agreed()).id
        for place, topic in enumerate(questions(framework, TARGET)):
            save_answer(session, id, topic, Draft(level=place % 4, confidence="fairly"), f"k-{place}", now())
        link = urlsplit(link_url(continue_link(session, id, now()))).path
        session.commit()
    return link


@pytest.mark.parametrize("reader", MATRIX if ALL_PAGES else SAMPLE)
def test_the_report_leads_to_what_the_present_version_would_say(
    open_page: OpenPage, early: str, reader: tuple[str, int, str, str]
):
    language, width, scheme, script = reader
    page = open_page(language, width, SIZES[width], color_scheme=scheme, java_script_enabled=SCRIPTS[script])
    go_on(page, early)
    page.goto("/report")
    assert problems(page, width, script) == []
    follow(page.locator("main a[href='/report/newer-version']"))

    assert page.locator("main tbody tr").count() == 2
    assert page.locator("main .note").count() == 1
    assert problems(page, width, script) == []
