"""A recruiter makes a vacancy: role, terms, profile with a reason, warnings, opening; foreign ones are not there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.services.audit import Event, trail
from kamcareer.store.database import db
from tests.conftest import local_today
from tests.web.pages import Page, Reader
from tests.web.test_page_lint import problems

NEW = "/recruiting/vacancies/new"


@pytest.fixture(params=["ru", "en"])
def rita(member: Callable[..., Reader], request: pytest.FixtureRequest) -> Reader:
    reader = member("rita@example.ru", Role.RECRUITER, second_factor=True)
    reader.client.set_cookie("language", request.param)
    return reader


def made(reader: Reader, **values: object) -> Page:
    """The page of a vacancy that was just made."""
    given = {"role": "account_manager", "title": "Аккаунт, Казань"} | values
    profile = reader.follow(reader.send(reader.open(NEW), **given))
    return reader.open(profile.path.removesuffix("/profile"))


def test_four_pages_lead_from_the_list_to_an_open_vacancy(rita: Reader):
    listed = rita.open("/recruiting/vacancies")
    form = rita.open(next(a["href"] for a in listed.main.all("a") if a["href"] == NEW))
    profile = rita.follow(rita.send(form, role="account_manager", title="Аккаунт, Казань"))
    vacancy = rita.follow(rita.send(profile))
    opened = rita.follow(rita.send(vacancy, "/open"))

    for page in (listed, form, profile, vacancy, opened, rita.open("/recruiting/vacancies")):
        assert problems(page) == [], page.path
    assert "Аккаунт, Казань" in rita.open("/recruiting/vacancies").main.text
    assert opened.form("/close")


def test_what_is_missing_is_named_and_nothing_is_made(rita: Reader, rows: Callable):
    page = rita.send(rita.open(NEW), deadline="2020-01-01", panel="nobody@example.ru")

    assert page.status == 422
    assert problems(page) == []
    assert {a["href"] for a in page.main.all("a") if a["href"].startswith("#")} == {
        "#role",
        "#title",
        "#deadline",
        "#panel",
    }
    assert rows()["vacancy"] == []


def test_a_changed_profile_asks_why_and_keeps_what_was_typed(rita: Reader, rows: Callable):
    vacancy = made(rita)
    profile = rita.open(f"{vacancy.path}/profile")
    refused = rita.send(profile, level_selling="3", weight_finance="")

    assert refused.status == 422
    assert problems(refused) == []
    assert refused.values(refused.form())["level_selling"] == ["3"]
    assert rows()["vacancy_change"] == []

    rita.send(refused, level_selling="3", weight_finance="", reasons=["taught_here"], words="Учим <сами>")
    (change,) = rows()["vacancy_change"]
    assert {cell["competency"] for cell in change["cells"]} == {"selling", "finance"}
    assert "Учим <сами>" in rita.open(vacancy.path).main.text


def test_a_profile_with_nine_musts_is_refused(rita: Reader, rows: Callable):
    profile = rita.open(f"{made(rita).path}/profile")
    musts = {name: "must" for name in profile.values(profile.form()) if name.startswith("weight_")}
    page = rita.send(profile, **musts, words="Всё важно")

    assert page.status == 422
    assert rows()["vacancy_change"] == []


def test_a_sales_target_for_an_account_manager_is_objected_to_but_not_forbidden(rita: Reader):
    quiet, warned = made(rita), made(rita, expects=["sales_target"])

    assert not quiet.main.all("section", aria_labelledby="guards-h")
    guard = warned.main.one("section", aria_labelledby="guards-h")
    assert len([a for a in guard.all("a") if "role=" in a["href"]]) == 3
    assert problems(warned) == []
    assert rita.send(warned, "/open").status == 303


def test_terms_can_be_changed_and_the_panel_sees_the_vacancy(app: Flask, rita: Reader, member: Callable[..., Reader]):
    vacancy = made(rita)
    oleg = member("oleg@example.ru", Role.RECRUITER, second_factor=True)
    assert oleg.get(vacancy.path).status == 404
    page = rita.follow(rita.send(rita.open(f"{vacancy.path}/terms"), panel="Oleg@example.ru", knock_outs=["licence"]))

    assert "oleg@example.ru" in page.main.text
    assert oleg.get(vacancy.path).status == 200
    assert "Аккаунт, Казань" in oleg.open("/recruiting/vacancies").main.text


def test_a_last_day_to_apply_that_is_a_day_off_is_said_when_it_is_set(rita: Reader):
    vacancy = made(rita)
    terms = rita.open(f"{vacancy.path}/terms")
    sunday = local_today() + timedelta(days=13 - local_today().weekday())
    page = rita.follow(rita.send(terms, deadline=sunday.isoformat()))
    again = rita.follow(rita.send(rita.open(f"{vacancy.path}/terms"), title="Аккаунт"))

    told = ("последний рабочий день перед ним", "the last working day before it")
    assert any(one in page.html for one in told)
    assert not any(one in again.html for one in told)


def test_a_vacancy_of_somebody_else_is_as_unknown_as_one_that_never_was(
    rita: Reader, member: Callable[..., Reader], rows: Callable
):
    vacancy = made(rita)
    other = member("oleg@example.ru", Role.RECRUITER, second_factor=True)
    csrf = {"X-CSRFToken": other.open(NEW).csrf}
    before = rows()["vacancy"]
    never = "/recruiting/vacancies/11111111-1111-4111-8111-111111111111"
    for end in ("", "/terms", "/profile"):
        pages = [other.get(f"{path}{end}") for path in (vacancy.path, never)]
        assert [page.status for page in pages] == [404, 404]
        assert pages[0].main.text.replace(vacancy.path, never) == pages[1].main.text
    for end in ("/terms", "/profile", "/open", "/close"):
        assert other.request("POST", f"{vacancy.path}{end}", headers=csrf).status == 404
    assert rows()["vacancy"] == before


def test_what_happens_to_a_vacancy_is_in_the_trail(app: Flask, rita: Reader):
    vacancy = made(rita)
    rita.send(rita.open(f"{vacancy.path}/profile"), level_selling="3", words="Так надо")
    rita.send(rita.open(vacancy.path), "/open")
    rita.send(rita.open(vacancy.path), "/close")
    with app.app_context():
        found = [entry.event for entry in trail(db.session()) if entry.detail == vacancy.path.rpartition("/")[2]]

    assert found == [Event.VACANCY_MADE, Event.VACANCY_CHANGED, Event.VACANCY_OPENED, Event.VACANCY_CLOSED]


def test_a_second_press_of_open_or_close_is_a_conflict_and_changes_nothing(rita: Reader, rows: Callable):
    vacancy = made(rita)
    rita.send(vacancy, "/open")
    before = rows()["vacancy"]

    assert rita.send(vacancy, "/open").status == 409
    assert rows()["vacancy"] == before


@pytest.mark.parametrize(
    ("end", "first", "second", "stays"),
    [
        ("/terms", {"title": "Сети, Урал"}, {"title": "Сети, Волга"}, "title"),
        (
            "/profile",
            {"level_selling": "3", "words": "Так надо"},
            {"level_selling": "1", "words": "Иначе"},
            "level_selling",
        ),
    ],
)
def test_of_two_tabs_that_change_a_vacancy_the_second_is_told_and_loses_nothing(
    rita: Reader, end: str, first: dict[str, str], second: dict[str, str], stays: str
):
    path = made(rita).path + end
    one, other = rita.open(path), rita.open(path)
    before = value_of(one, stays)
    assert rita.send(one, **first).status == 303

    told = rita.send(other, **second)

    assert told.status == 422
    assert problems(told) == []
    assert told.main.one("p", id="saved-meanwhile").one("a")["href"] == path.removesuffix(end)
    assert value_of(told, stays) == second[stays]
    assert value_of(rita.open(path), stays) == first[stays] != before
    assert rita.send(told).status == 303
    assert value_of(rita.open(path), stays) == second[stays]


def value_of(page: Page, name: str) -> str:
    return page.values(page.form())[name][0]
