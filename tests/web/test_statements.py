"""How often a page asks the database: eight statements at most, but for the pages that are named here."""

from collections.abc import Callable

from flask import Flask

from kamcareer.core.accounts import GRANTED
from kamcareer.core.framework.model import Framework
from tests.web.conftest import Person
from tests.web.pages import Reader
from tests.web.routes import addresses
from tests.web.stock import seat, stock

MOST = 8
# What asks more often now. A number here may fall, and never rise.
MORE = {
    "account.my_data": 65,
    "recruiting.candidate": 25,
    "recruiting.download_contest": 25,
    "recruiting.download_presentation": 21,
    "team.talk": 19,
    "candidate.ambition": 17,
    "recruiting.contest": 17,
    "account.round": 16,
    "candidate.download_ambition": 16,
    "recruiting.download_sheet": 16,
    "recruiting.feedback": 16,
    "recruiting.sheet": 16,
    "recruiting.talk_sheet": 16,
    "team.peers": 16,
    "account.shown": 15,
    "visitor.plan_feed": 15,
    "visitor.presented": 15,
    "candidate.download_plan": 14,
    "candidate.plan": 14,
    "candidate.plan_activity": 14,
    "candidate.what_if": 14,
    "visitor.download_presented": 14,
    "visitor.shared": 14,
    "account.overview": 13,
    "recruiting.compare": 13,
    "recruiting.marks": 13,
    "recruiting.presentation": 13,
    "team.round": 13,
    "recruiting.pool": 12,
    "recruiting.rescoring": 10,
    "recruiting.scorecard": 12,
    "team.rate": 12,
    "candidate.links": 11,
    "candidate.report": 11,
    "recruiting.candidates": 10,
    "recruiting.lock_scorecard": 11,
    "visitor.apply": 11,
    "visitor.demo": 11,
    "candidate.contest": 10,
    "hr.round": 10,
    "recruiting.inquiry": 10,
    "recruiting.talk_calendar": 10,
    "recruiting.talks": 10,
    "team.calibrate": 10,
    "team.calibration": 10,
    "account.calibration": 9,
    "board.offers": 9,
    "candidate.download": 9,
    "candidate.explore": 9,
    "candidate.numbers": 9,
    "recruiting.download_kit": 9,
    "recruiting.kit": 9,
    "recruiting.vacancy": 9,
}


def test_a_page_asks_the_database_eight_times_at_most(
    app: Flask, framework: Framework, person: Person, member: Callable[..., Reader], queries: Callable
):
    known = list(addresses(app, stock(app, framework, person.id)))
    reader = member("vera@example.ru", *GRANTED, second_factor=True).sit_down(person.id)
    seat(app, "vera@example.ru")
    asked: dict[str, int] = {}
    for address in known:
        if address.method == "GET":
            reader.get(address.path)  # what is read once a process is read
            asked[address.endpoint] = max(
                asked.get(address.endpoint, 0), queries(lambda path=address.path: reader.get(path))
            )

    assert {endpoint: count for endpoint, count in asked.items() if count > MORE.get(endpoint, MOST)} == {}
    assert {endpoint: asked[endpoint] for endpoint, most in MORE.items() if asked[endpoint] < most} == {}
