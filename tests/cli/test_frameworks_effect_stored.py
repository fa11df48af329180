"""What a framework would do to what is stored, at the console: the counts of the page, nobody by name, in the trail."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask

from kamcareer.core.vacancies import Reach, Terms
from kamcareer.services.audit import Event, trail
from kamcareer.services.vacancies import make_vacancy, open_vacancy
from kamcareer.store.database import db, may_write
from kamcareer.store.frameworks import keep_framework
from kamcareer.web.frameworks import current_framework
from tests.cli.test_frameworks_effect import PERSON
from tests.conftest import now
from tests.services.test_stored_effect import TARGET, asking, assess, somebody

TITLE = "Тайная замена"
WORDS = {"ready": "ready", "possible": "possible", "not_yet": "not yet"}


@pytest.fixture
def effect(app: Flask) -> Callable[..., Result]:
    """Run the command where nine people have a report for a role, and a vacancy asks what the role asks; `one_more` is the tenth."""
    with app.app_context():
        may_write.set(True)
        framework, session = current_framework(), db.session()
        for _ in range(9):
            assess(session, framework, 2)
        terms = Terms(TITLE, Reach.INVITATION, now().date() + timedelta(weeks=4))
        open_vacancy(session, make_vacancy(session, framework, TARGET, terms, somebody(session), now()), now())
        session.commit()

    def run(*more: str, one_more: bool = False) -> Result:
        may_write.set(True)
        if one_more:
            with app.app_context():
                assess(db.session(), current_framework(), 2)
                db.session.commit()
        return app.test_cli_runner().invoke(args=["frameworks", "effect", *more], catch_exceptions=False)

    return run


@pytest.fixture
def easier(app: Flask) -> str:
    """The address of a stored version whose role asks no more than the first level of what it cannot do without."""
    with app.app_context():
        may_write.set(True)
        present = current_framework()
        other = asking(present, dict.fromkeys(present.roles[TARGET].must_haves, 1))
        sha256 = keep_framework(db.session(), other, now())
        db.session.commit()
    return sha256[:12]


def test_ten_people_are_told_of_as_a_group_nine_are_not_and_no_vacancy_by_its_title(
    effect: Callable[..., Result], easier: str
):
    asked = ("current", easier, "--stored")
    nine = json.loads(effect(*asked, "--format", "json").stdout)
    assert (nine["people"], nine["roles"], nine["roles_of_too_few"], nine["plans"]) == (0, [], 1, [])
    assert nine["vacancies"] == {"not_closed": 1, "would_ask_otherwise": 1, "could_not_move": 0}
    assert "too few people" in effect(*asked).stdout

    ten = json.loads(effect(*asked, "--format", "json", one_more=True).stdout)
    [role] = ten["roles"]
    [group] = role["groups"]
    [move] = group["moves"]
    assert (role["role"], group["people"], ten["moved"]) == (TARGET, 10, {"least": 10, "most": 10})
    words = effect(*asked).stdout
    assert re.search(rf"^\* {TARGET} +10  {WORDS[move['before']]} → {WORDS[move['after']]}$", words, re.MULTILINE)
    assert TITLE not in words


def test_each_asking_stands_in_the_trail_and_wrong_use_is_told_in_one_line(
    app: Flask, effect: Callable[..., Result], easier: str
):
    for wrong in ((easier, str(PERSON)), (easier, "--to", TARGET), ("no_such_model",), ("abcdef12",)):
        told = effect("current", *wrong, "--stored")
        assert (told.exit_code, len(told.stderr.splitlines())) == (2, 1)
    assert effect("current", easier, "--stored").exit_code == 0

    with app.app_context():
        [entry] = [one for one in trail(db.session()) if one.event is Event.MODEL_EFFECT_ASKED]
    assert (entry.person, len(entry.detail.split())) == ("", 2)
