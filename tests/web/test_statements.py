"""How often a page asks the database: each thing once, and eight things at most but for the pages named here."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask

from kamcareer.core.accounts import GRANTED
from kamcareer.core.framework.model import Framework
from tests.web.conftest import Person
from tests.web.pages import Reader
from tests.web.routes import addresses
from tests.web.stock import seat, stock

MOST = 8
# What shows more kinds of things, each asked once. A number here may fall, and never rise.
MORE = {
    "account.my_data": 65,
    "recruiting.candidate": 18,
    "recruiting.download_contest": 17,
    "account.round": 15,
    "recruiting.download_presentation": 15,
    "account.shown": 14,
    "candidate.ambition": 13,
    "candidate.download_ambition": 13,
    "recruiting.download_sheet": 13,
    "recruiting.feedback": 13,
    "recruiting.sheet": 13,
    "recruiting.talk_sheet": 13,
    "visitor.plan_feed": 13,
    "visitor.presented": 13,
    "account.overview": 12,
    "candidate.download_plan": 12,
    "candidate.plan": 12,
    "candidate.plan_activity": 12,
    "candidate.what_if": 12,
    "visitor.download_presented": 12,
    "recruiting.pool": 11,
    "recruiting.presentation": 11,
    "team.peers": 11,
    "team.talk": 11,
    "team.calibrate": 10,
    "team.calibration": 10,
    "board.offers": 9,
    "candidate.report": 9,
    "recruiting.candidates": 9,
    "recruiting.lock_scorecard": 9,
    "recruiting.marks": 9,
    "recruiting.scorecard": 9,
    "visitor.shared": 9,
}
# What asks the same question about two things, whatever there is of them. A name here may go, and none may come.
TWICE = {
    "account.open_link": "the account of a link, by whoever answers and by whoever shows",
    "account.shown": "what the account agreed to, for itself and for those it is compared with",
    "board.calendar": "the topics of what is offered, and of what was asked for",
    "board.offers": "the same",
    "hr.peers": "everybody in the round, with what they left, and who of them may be proposed",
    "recruiting.marks": "with what whoever looks applied, and the panel",
    "recruiting.pool": "the end of the trail, before two entries of two kinds",
}

# On PostgreSQL what is noted takes a statement more: it waits for the end of the trail.
pytestmark = pytest.mark.sqlite

Asked = dict[str, list[str]]
SEVERAL = re.compile(r"\(\?(, \?)+\)")  # one value or several: the same question


@pytest.fixture
def asked(
    app: Flask, framework: Framework, person: Person, member: Callable[..., Reader], statements: Callable
) -> Asked:
    """Return what each page asks of the stock, by endpoint; of several addresses the longest."""
    known = list(addresses(app, stock(app, framework, person.id)))
    reader = member("vera@example.ru", *GRANTED, second_factor=True).sit_down(person.id)
    seat(app, "vera@example.ru")
    found: Asked = {}
    for address in known:
        if address.method == "GET":
            reader.get(address.path)  # what is read once a process is read
            page = statements(lambda path=address.path: reader.get(path))
            found[address.endpoint] = max(found.get(address.endpoint, []), page, key=len)
    return found


def test_a_page_asks_the_database_eight_times_at_most(asked: Asked):
    counts = {endpoint: len(page) for endpoint, page in asked.items()}
    assert {endpoint: count for endpoint, count in counts.items() if count > MORE.get(endpoint, MOST)} == {}
    assert {endpoint: counts[endpoint] for endpoint, most in MORE.items() if counts[endpoint] < most} == {}


def test_a_page_asks_nothing_twice_so_that_more_rows_are_no_more_statements(asked: Asked):
    questions = {endpoint: Counter(SEVERAL.sub("(?)", one) for one in page) for endpoint, page in asked.items()}
    repeated = {endpoint for endpoint, count in questions.items() if max(count.values(), default=0) > 1}
    assert repeated == set(TWICE)
