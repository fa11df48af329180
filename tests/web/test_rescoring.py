"""A profile that changes for many: the recruiter sees how far it is, and on each page who is still measured as before."""

from collections.abc import Callable

import pytest
from flask import Flask

from kamcareer.core.background_jobs import State
from kamcareer.services import rescoring
from kamcareer.services.background_jobs import fail, jobs_to_take, take
from kamcareer.store.background_jobs import find_job
from kamcareer.store.database import db, may_write
from kamcareer.worker.running import run_job
from tests.conftest import now
from tests.web.pages import Page, Reader
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_candidates import links, people
from tests.web.test_candidates import sent as sent  # noqa: PLC0414 - the same people
from tests.web.test_page_lint import problems

WORDS = {"ru": "старому профилю", "en": "as it was before"}


@pytest.fixture(params=["ru", "en"])
def language(request: pytest.FixtureRequest, rita: Reader) -> str:
    rita.client.set_cookie("language", request.param)
    return request.param


@pytest.fixture
def changed(rita: Reader, vacancy: Page, sent: Callable, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Page]:
    """Let the vacancy of two people ask something else, where one person is few; return the page that follows."""
    sent("Вера", "4")
    sent("Олег", "1")

    def change() -> Page:
        monkeypatch.setattr(rescoring, "AT_ONCE", 1)
        profile = rita.open(f"{vacancy.path}/profile")
        return rita.follow(rita.send(profile, level_negotiation="1", reasons=["too_much"], confirmed="y"))

    return change


def waiting(app: Flask) -> list[str]:
    with app.app_context():
        return list(jobs_to_take(db.session(), now()))


def shown(rita: Reader, vacancy: Page) -> list[Page]:
    """The list, both people, and both side by side."""
    listed = people(rita, vacancy)
    each = links(listed)
    who = "&".join(f"who={link.rpartition('/')[2]}" for link in each)
    return [listed, people(rita, vacancy, f"/compare?{who}"), *map(rita.open, each)]


def test_while_old_figures_stand_the_list_says_so_and_every_other_page_has_the_new_ones(
    app: Flask, rita: Reader, vacancy: Page, changed: Callable, language: str
):
    assert not any(WORDS[language] in page.main.text for page in shown(rita, vacancy))
    page = changed()
    assert page.path == f"{vacancy.path}/profile/measured"
    assert page.main.all("progress")
    old = shown(rita, vacancy)
    assert [WORDS[language] in one.main.text for one in old] == [True, False, False, False]
    assert [problem for one in (page, *old) for problem in problems(one)] == []

    (id,) = waiting(app)
    assert run_job(app, id)
    after = rita.open(page.path)
    assert not after.main.all("progress")
    assert problems(after) == []
    assert not any(WORDS[language] in one.main.text for one in (after, *shown(rita, vacancy)))


def test_where_a_job_failed_it_is_said_and_can_be_asked_for_again(
    app: Flask, rita: Reader, vacancy: Page, changed: Callable, language: str
):
    page = changed()
    (id,) = waiting(app)
    may_write.set(True)
    with app.app_context():
        fail(db.session(), take(db.session(), id, now()), now())
        db.session.commit()
    failed = rita.open(page.path)
    assert WORDS[language] in failed.main.text
    assert problems(failed) == []

    again = rita.follow(rita.send(failed))
    assert again.main.all("progress")
    assert run_job(app, id)
    with app.app_context():
        assert find_job(db.session(), id).state is State.DONE
    assert not any(WORDS[language] in one.main.text for one in shown(rita, vacancy))


def test_few_people_are_measured_before_the_page_answers(app: Flask, rita: Reader, vacancy: Page, sent: Callable):
    sent("Вера", "4")
    profile = rita.open(f"{vacancy.path}/profile")
    page = rita.follow(rita.send(profile, level_negotiation="1", reasons=["too_much"], confirmed="y"))
    assert (page.path, waiting(app)) == (vacancy.path, [])
    assert not people(rita, vacancy).main.all(".notice")
