"""The posting: made from the profile in both languages, checked, written by a person, read by those it is for."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Expectation
from kamcareer.core.posting_lint import findings
from kamcareer.core.vacancies import TICKED, Reach, Terms, Vacancy, both_sides, cells_of
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.web.postings import made_words
from tests.conftest import now
from tests.web.pages import Page, Reader
from tests.web.test_page_lint import problems
from tests.web.test_vacancies import made

MAKER = "rita@example.ru"


@pytest.fixture
def rita(member: Callable[..., Reader]) -> Reader:
    return member(MAKER, Role.RECRUITER, second_factor=True)


def public_path(vacancy: Page) -> str:
    return vacancy.path.replace("/recruiting", "")


def every_vacancy(framework: Framework) -> Iterator[OpenVacancy]:
    terms = Terms("КАМ, сети", Reach.PUBLIC, now().date() + timedelta(weeks=4), knock_outs=TICKED)
    for id, role in framework.roles.items():
        yield OpenVacancy(Vacancy("v", "sha", id, terms, cells_of(role), None, now()), framework, framework)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_text_of_every_role_lists_its_competencies_and_weighs_as_much_as_it_pleases(
    app: Flask, framework: Framework, language: str
):
    with app.test_request_context():
        for found in every_vacancy(framework):
            text, role = made_words(found, language), framework.roles[found.vacancy.role]
            asked = [id for id, need in role.requirements.items() if need.must_have or need.weight > 1]
            lines = text.splitlines()

            assert all(any(framework.competencies[id].name[language] in line for line in lines) for id in asked)
            for kind in ("pleases", "weighs"):
                assert all(f"• {point.text[language]}" in lines for point in role.preview if point.kind == kind)
            assert findings(text) == (), role.id
            assert len(text) < 8000
            assert "\n\n\n" not in text
            assert "{" not in text


def test_what_the_vacancy_expects_is_not_promised_away(app: Flask, framework: Framework):
    found = next(one for one in every_vacancy(framework) if one.vacancy.role == "account_manager")
    terms = replace(found.vacancy.terms, expects=frozenset({Expectation.SALES_TARGET}))
    with app.test_request_context():
        before = made_words(found, "ru")
        after = made_words(replace(found, vacancy=replace(found.vacancy, terms=terms)), "ru")

    assert "план продаж" in before
    assert "план продаж" not in after


@pytest.mark.parametrize(("language", "denied"), [("ru", "Плана продаж нет"), ("en", "No sales target")])
def test_what_people_like_does_not_deny_what_the_vacancy_expects(
    app: Flask, framework: Framework, language: str, denied: str
):
    found = next(one for one in every_vacancy(framework) if one.vacancy.role == "key_account_specialist_retail")
    terms = replace(found.vacancy.terms, expects=frozenset({Expectation.SALES_TARGET}))
    with app.test_request_context():
        before = made_words(found, language)
        after = made_words(replace(found, vacancy=replace(found.vacancy, terms=terms)), language)

    assert denied in before
    assert denied not in after


def test_a_preview_without_what_is_untrue_still_weighs_as_much_as_it_pleases(framework: Framework):
    for role in framework.roles.values():
        for expected in Expectation:
            pleases, weighs = both_sides(role, frozenset({expected}))
            assert len(pleases) == len(weighs)
            assert all(expected not in point.against for point in (*pleases, *weighs))


def test_a_written_text_is_kept_checked_and_can_be_made_anew(app: Flask, rita: Reader, rows: Callable):
    path = f"{made(rita).path}/posting?language=ru"
    page = rita.open(path)
    assert not page.main.all("section", aria_labelledby="findings-h")
    saved = rita.follow(rita.send(page, words="Ищем <мужчину>\nЭкстраверт"))
    signals = saved.main.one("section", aria_labelledby="findings-h")

    assert [q.text for q in signals.all("q")] == ["мужчину", "Экстраверт"]
    assert problems(saved) == []
    assert [row["words"] for row in rows()["posting"]] == ["Ищем <мужчину>\nЭкстраверт"]
    assert "Экстраверт" not in rita.open(path.replace("=ru", "=en")).main.text

    again = rita.follow(rita.send(saved, "/anew?language=ru"))
    assert rows()["posting"] == []
    assert again.main.one("textarea").text == page.main.one("textarea").text


def test_a_text_that_somebody_saved_meanwhile_is_shown_and_not_written_over_unseen(rita: Reader, rows: Callable):
    vacancy = made(rita)
    first, second = (rita.open(f"{vacancy.path}/posting") for _ in range(2))
    assert rita.send(first, words="Ищем человека в Казань").status == 303
    refused = rita.send(second, words="Ищем человека в Уфу")

    assert refused.status == 422
    assert problems(refused) == []
    assert refused.main.one("textarea", id="words").text.strip() == "Ищем человека в Уфу"
    assert "Ищем человека в Казань" in refused.main.text
    assert [row["words"] for row in rows()["posting"]] == ["Ищем человека в Казань"]
    assert rita.send(refused, words="Ищем человека в Уфу").status == 303
    assert [row["words"] for row in rows()["posting"]] == ["Ищем человека в Уфу"]


def test_a_profile_changed_after_the_text_was_written_is_told(rita: Reader):
    vacancy = made(rita)
    rita.send(rita.open(f"{vacancy.path}/posting"), words="Ищем КАМ")
    assert not rita.open(f"{vacancy.path}/posting").main.all("p", class_="panel notice")
    rita.send(rita.open(f"{vacancy.path}/profile"), level_selling="3", words="Так надо")

    assert rita.open(f"{vacancy.path}/posting").main.all("p", class_="panel notice")


@pytest.mark.parametrize("words", ["", "x" * 8001])
def test_an_empty_or_endless_text_is_refused(rita: Reader, rows: Callable, words: str):
    page = rita.send(rita.open(f"{made(rita).path}/posting"), words=words)

    assert page.status == 422
    assert problems(page) == []
    assert rows()["posting"] == []


def test_a_public_posting_is_read_by_everybody_while_people_may_apply(app: Flask, rita: Reader):
    vacancy, anybody = made(rita, reach="public"), Reader(app)
    assert anybody.get(public_path(vacancy)).status == 404
    rita.send(vacancy, "/open")
    page = anybody.open(public_path(vacancy))
    assert problems(page) == []
    assert "Аккаунт, Казань" in page.main.text


@pytest.mark.parametrize("ending", ["", "/apply"])
def test_whoever_follows_the_address_of_a_closed_posting_is_told_that_it_is_closed(
    app: Flask, rita: Reader, ending: str
):
    vacancy = made(rita, reach="public")
    rita.send(vacancy, "/open")
    rita.send(rita.open(vacancy.path), "/close")
    page = Reader(app).get(public_path(vacancy) + ending)

    assert page.status == 410
    assert "«Аккаунт, Казань» больше не принимает откликов" in page.main.text
    assert page.tree.all("script", type="application/ld+json") == []
    assert page.tree.one("meta", name="robots")["content"] == "noindex"


def test_a_closed_posting_of_the_company_is_not_told_of_outside(
    app: Flask, rita: Reader, member: Callable[..., Reader]
):
    vacancy = made(rita, reach="internal")
    rita.send(vacancy, "/open")
    rita.send(rita.open(vacancy.path), "/close")

    assert Reader(app).get(public_path(vacancy)).leads_to.startswith("/sign-in")
    assert member("vera@example.ru").get(public_path(vacancy)).status == 404
    assert member("oleg@example.ru", Role.EMPLOYEE).get(public_path(vacancy)).status == 410


def test_search_engines_read_the_posting_as_data(app: Flask, rita: Reader):
    vacancy = made(rita, reach="public", title="КАМ </script><script>alert(1)</script>")
    rita.send(rita.open(f"{vacancy.path}/posting?language=ru"), words="Ищем <b>КАМ</b>")
    rita.send(rita.open(vacancy.path), "/open")
    page = Reader(app).open(public_path(vacancy))
    (script,) = page.tree.all("script", type="application/ld+json")
    said = json.loads("".join(child for child in script.children if isinstance(child, str)))

    assert said["@type"] == "JobPosting"
    assert said["title"] == "КАМ </script><script>alert(1)</script>"
    assert said["description"] == "<p>Ищем &lt;b&gt;КАМ&lt;/b&gt;</p>"
    assert said["datePosted"] <= said["validThrough"]
    assert said["url"].endswith(public_path(vacancy))
    assert said["hiringOrganization"] == "confidential"  # nobody named the company: nothing is invented


def test_an_internal_posting_is_for_people_of_the_company(app: Flask, rita: Reader, member: Callable[..., Reader]):
    vacancy = made(rita, reach="internal")
    rita.send(vacancy, "/open")
    path = public_path(vacancy)

    assert Reader(app).get(path).leads_to.startswith("/sign-in")
    assert member("vera@example.ru").get(path).status == 404
    page = member("oleg@example.ru", Role.EMPLOYEE).open(path)
    assert page.tree.all("script", type="application/ld+json") == []


def test_a_vacancy_by_invitation_has_no_page_for_others(app: Flask, rita: Reader):
    vacancy = made(rita, reach="invitation")
    rita.send(vacancy, "/open")

    assert Reader(app).get(public_path(vacancy)).status == 404
    assert rita.get(public_path(vacancy)).status == 404


def test_the_page_shows_what_was_written_in_the_language_of_the_reader(app: Flask, rita: Reader):
    vacancy = made(rita, reach="public")
    rita.send(rita.open(f"{vacancy.path}/posting?language=en"), words="We look for a KAM")
    rita.send(rita.open(vacancy.path), "/open")

    assert Reader(app, "en").open(public_path(vacancy)).main.text.endswith("We look for a KAM Apply")
    assert "We look" not in Reader(app, "ru").open(public_path(vacancy)).main.text
