"""Changing a vacancy once somebody applies: with a reason, and after reading whom it affects."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from kamcareer.core.legal_basis import Purpose
from kamcareer.services.applications import begin, own_application, send
from kamcareer.services.vacancies import MOST_NAMED, opened
from kamcareer.store.database import db
from kamcareer.store.vacancies import find_vacancy
from tests.agreements import agreed
from tests.conftest import NOW
from tests.web.pages import Page, Reader
from tests.web.test_applying import begun, invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_candidates import sent as sent  # noqa: PLC0414 - the same people
from tests.web.test_page_lint import problems


def test_a_change_after_the_first_applicant_shows_whom_it_affects(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent()
    (code,) = [row["code"] for row in rows()["application"]]
    before = rows()["screening_topic"]
    profile = rita.open(f"{vacancy.path}/profile")
    assert code in profile.main.text
    values = {"level_negotiation": "1", "words": "Хватит и этого"}
    refused = rita.send(profile, **values)
    assert refused.status == 422
    assert problems(refused) == []
    assert rows()["vacancy_change"] == []

    rita.send(refused, **values, confirmed="y")
    after = rows()["screening_topic"]
    assert [row["words"] for row in rows()["vacancy_change"]] == ["Хватит и этого"]
    assert before != after


def test_of_many_who_began_the_newest_are_named_and_the_rest_are_counted(app: Flask, rita: Reader, vacancy: Page):
    with app.app_context():
        found = opened(db.session(), find_vacancy(db.session(), vacancy.path.rpartition("/")[2]))
        for second in range(MOST_NAMED + 3):
            at = NOW + timedelta(seconds=second)
            id = begin(db.session(), found, None, agreed(Purpose.SELECTION), at).id
            if second:
                send(db.session(), own_application(db.session(), id).application, at)
        db.session.commit()
    for page in (rita.open(f"{vacancy.path}/profile"), rita.open(f"{vacancy.path}/terms")):
        assert page.main.text.count("Кандидат ") == MOST_NAMED
        assert f"Уже начали отвечать {MOST_NAMED + 3} человека" in page.main.text
        assert "и ещё 2 человека, пришедшие раньше; 1 человек ещё отвечает" in page.main.text


def test_who_is_still_answering_has_no_code_beside_the_change_that_would_be_theirs_later(
    app: Flask, rita: Reader, vacancy: Page, rows: Callable
):
    begun(app, invitation(rita, vacancy)[0])
    (code,) = [row["code"] for row in rows()["application"]]
    for page in (rita.open(f"{vacancy.path}/profile"), rita.open(f"{vacancy.path}/terms")):
        assert (problems(page), code in page.html) == ([], False)
        assert "1 человек ещё отвечает" in page.main.text


def test_terms_that_touch_applicants_are_changed_with_a_reason_and_a_look_at_whom_it_affects(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent("Вераника")
    (code,) = [row["code"] for row in rows()["application"]]
    terms = rita.open(f"{vacancy.path}/terms")
    assert code in terms.main.text
    longer = rita.send(terms, title="КАМ, сети и аптеки")
    assert longer.status == 303
    assert rows()["vacancy_change"] == []

    unread = rita.send(rita.open(terms.path), knock_outs=["licence"], words="Без машины не доехать")
    assert unread.status == 422
    assert problems(unread) == []
    assert unread.main.one("textarea", id="words").text.strip() == "Без машины не доехать"
    why = rita.send(rita.open(terms.path), knock_outs=["licence"], confirmed="y")
    assert (why.status, rows()["vacancy_change"]) == (422, [])
    shown = rita.follow(rita.send(unread, confirmed="y"))
    assert problems(shown) == []
    assert "Без машины не доехать" in shown.main.text
    assert "водительские права" in shown.main.text
