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
    "recruiting.candidate": 27,
    "recruiting.download_contest": 25,
    "team.talk": 25,
    "recruiting.download_presentation": 23,
    "team.peers": 20,
    "candidate.ambition": 19,
    "account.round": 18,
    "candidate.download_ambition": 18,
    "recruiting.download_sheet": 18,
    "recruiting.feedback": 18,
    "recruiting.sheet": 18,
    "recruiting.talk_sheet": 18,
    "visitor.shared": 18,
    "account.shown": 17,
    "recruiting.contest": 17,
    "team.round": 17,
    "visitor.plan_feed": 17,
    "visitor.presented": 17,
    "candidate.download_plan": 16,
    "candidate.plan": 16,
    "candidate.plan_activity": 16,
    "candidate.what_if": 16,
    "team.rate": 16,
    "visitor.download_presented": 16,
    "account.overview": 15,
    "candidate.links": 15,
    "recruiting.pool": 14,
    "candidate.report": 13,
    "recruiting.compare": 13,
    "recruiting.marks": 13,
    "recruiting.presentation": 13,
    "visitor.apply": 13,
    "visitor.demo": 13,
    "candidate.contest": 12,
    "recruiting.rescoring": 12,
    "recruiting.scorecard": 12,
    "team.calibrate": 12,
    "team.calibration": 12,
    "account.calibration": 11,
    "candidate.download": 11,
    "candidate.explore": 11,
    "candidate.numbers": 11,
    "recruiting.candidates": 11,
    "recruiting.lock_scorecard": 11,
    "candidate.side_by_side": 10,
    "hr.rating_quality": 10,
    "hr.round": 10,
    "recruiting.inquiry": 10,
    "recruiting.talk_calendar": 10,
    "recruiting.talks": 10,
    "visitor.agree_posted": 10,
    "visitor.apply_posted": 10,
    "board.offers": 9,
    "candidate.history": 9,
    "candidate.others": 9,
    "candidate.plan_calendar": 9,
    "recruiting.download_kit": 9,
    "recruiting.kit": 9,
    "recruiting.vacancy": 9,
    "visitor.rate": 9,
    "visitor.rate_check": 9,
    "visitor.rate_topic": 9,
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
