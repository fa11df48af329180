"""Education that a vacancy asks for: named with a reason, asked once, shown to a person, compared by no program but by step."""

from collections.abc import Callable

import pytest
from flask import Flask

from kamcareer.services.my_data import data_register
from tests.web.pages import Page, Reader
from tests.web.test_applying import answer, begun, invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_candidates import people
from tests.web.test_candidates import sent as sent  # noqa: PLC0414 - the same way to send
from tests.web.test_page_lint import problems
from tests.web.test_vacancies import NEW, made

WHY = "Закон допускает к этой работе только людей с медицинским образованием"
ASKED = {"education": "bachelor", "education_field": "фармацевтическое или медицинское", "education_why": WHY}
LACKS = "нет: требуемое образование"
SILENT = "ничего не сказано: требуемое образование"


@pytest.fixture
def vacancy(rita: Reader) -> Page:
    """An open public vacancy that asks for an education."""
    page = made(rita, reach="public", **ASKED)
    rita.send(page, "/open")
    return rita.open(page.path)


def public(vacancy: Page) -> str:
    return vacancy.path.replace("/recruiting", "")


def test_an_education_is_taken_only_with_its_reason_and_words_about_none_are_asked_about(rita: Reader, rows: Callable):
    given = {"role": "account_manager", "title": "КАМ, аптеки"}
    for wrong, field in (
        ({"education": "bachelor"}, "education_why"),
        ({"education": "bachelor", "education_why": "надо"}, "education_why"),
        ({"education_why": WHY}, "education"),
        ({"education_field": "фармация"}, "education"),
        ({"education": "school", "education_why": WHY}, "education"),
    ):
        page = rita.send(rita.open(NEW), **given, **wrong)
        assert (page.status, problems(page)) == (422, []), wrong
        assert [a["href"] for a in page.main.all("a") if a["href"].startswith("#")] == [f"#{field}"]

    assert rows()["vacancy"] == []
    assert "мало говорит" in rita.open(NEW).main.text


def test_it_stands_with_its_reason_on_the_page_of_the_vacancy_the_posting_and_beside_the_question(
    app: Flask, rita: Reader, vacancy: Page
):
    reader = begun(app, invitation(rita, vacancy)[0])
    pages = [vacancy, Reader(app).open(public(vacancy)), Reader(app).open(f"{public(vacancy)}/apply")]
    pages.append(reader.open("/application/about"))

    for page in pages:
        assert problems(page) == [], page.path
        assert WHY in page.main.text, page.path
        assert "фармацевтическое или медицинское" in page.main.text, page.path
    assert "высшее (бакалавриат, специалитет или магистратура)" in pages[1].html


def test_a_posting_written_by_hand_gives_the_reason_once(app: Flask, rita: Reader, vacancy: Page):
    posting = f"{vacancy.path}/posting"
    for words in ("Вести аптечные сети", f"Вести аптечные сети\n\nОбразование:\n• {WHY}"):
        rita.send(rita.open(posting), words=words)
        page = Reader(app).open(public(vacancy))

        assert page.main.text.count(WHY) == 1
        assert problems(page) == []


def test_where_no_vacancy_needs_it_nobody_is_asked_and_nothing_is_kept(app: Flask, rita: Reader, rows: Callable):
    page = made(rita, reach="public")
    rita.send(page, "/open")
    reader = begun(app, invitation(rita, rita.open(page.path))[0])
    about = reader.open("/application/about")
    assert not about.main.all("input", name="education")
    forced = {"name": "Вера", "education": "master", "education_field": "фармация"}
    sent = reader.request("POST", about.path, data=forced, headers={"X-CSRFToken": about.csrf})
    assert sent.status == 303

    (row,) = rows()["application"]
    assert (row["education"], row["education_field"]) == (None, "")
    assert not people(rita, page).main.all("select", id="education")


def test_what_was_said_is_shown_to_a_person_and_whoever_has_less_or_said_nothing_stays_in_the_list(
    rita: Reader, vacancy: Page, sent: Callable
):
    sent("Вера", education="vocational", education_field="филология")
    sent("Олег", education="master", education_field="история")
    sent("Тимур")
    listed = people(rita, vacancy)
    items = [item.text for item in listed.main.one("ul", class_="given people").all("li") if item.all("h2")]
    vera = rita.open(listed.main.one("ul", class_="given people").all("h2")[0].one("a")["href"])

    assert [(LACKS in text, SILENT in text) for text in items] == [(True, False), (False, False), (False, True)]
    assert "среднее профессиональное; филология" in vera.main.text
    assert "ни одна программа" in vera.main.text
    assert [problems(page) for page in (listed, vera)] == [[], []]


def test_the_list_is_narrowed_by_the_step_and_only_who_said_so_is_shown(rita: Reader, vacancy: Page, sent: Callable):
    sent("Вера", education="vocational")
    sent("Олег", education="master")
    sent("Тимур")
    found = {
        query: len(people(rita, vacancy, query).main.all("h2"))
        for query in ("?education=", "?education=vocational", "?education=bachelor", "?education=school")
    }

    assert found == {"?education=": 3, "?education=vocational": 2, "?education=bachelor": 1, "?education=school": 3}


def test_it_is_a_reason_only_where_the_person_said_so(rita: Reader, vacancy: Page, sent: Callable, rows: Callable):
    sent("Вера", education="vocational")
    sent("Тимур")
    why = {"outcome": "decline", "because": ["knock_out:education"], "words": "Закон не даёт нам выбора"}
    paths = [link["href"] for head in people(rita, vacancy).main.all("h2") for link in head.all("a")]

    assert [rita.send(rita.open(path), **why).status for path in paths] == [303, 422]
    assert problems(rita.open(paths[0])) == []
    assert len(rows()["decision"]) == 1


def test_after_the_first_applicant_it_changes_with_a_reason_and_whoever_is_asked_no_more_is_read_no_more(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent("Вера", education="vocational", education_field="филология")
    terms = f"{vacancy.path}/terms"
    assert rita.send(rita.open(terms), education="master").status == 422
    changed = {"education": "master", "words": "Так решил надзор", "confirmed": "y"}
    page = rita.follow(rita.send(rita.open(terms), **changed))
    assert problems(page) == []
    assert (
        "высшее (бакалавриат, специалитет или магистратура); фармацевтическое"
        in page.main.one("ul", class_="bullets").text
    )
    (change,) = rows()["vacancy_change"]
    assert [one["term"] for one in change["terms"]] == ["education"]

    dropped = rita.send(rita.open(terms), education="", words="Надзор передумал", confirmed="y")
    assert dropped.status == 303
    (row,) = rows()["vacancy"]
    assert (row["education"], row["education_field"], row["education_why"]) == (None, "", "")
    listed = people(rita, vacancy)
    vera = rita.open(listed.main.all("h2")[0].one("a")["href"])
    assert "филология" not in vera.html
    assert LACKS not in listed.main.text


def test_a_person_sees_what_they_said_and_what_they_lack_and_may_send_all_the_same(
    app: Flask, rita: Reader, vacancy: Page
):
    reader = begun(app, invitation(rita, vacancy)[0], education="school", education_field="ещё учусь")
    about = reader.open("/application/about")
    status = answer(reader)

    assert about.main.one("input", name="education", value="school").get("checked") is not None
    assert about.main.one("input", id="education_field")["value"] == "ещё учусь"
    assert "требуемое образование" in status.main.text
    assert reader.send(status, "/send").status == 303


def test_what_was_said_is_personal_data_that_is_given_out_and_erased_with_the_application():
    register = data_register()
    columns = register.tables["application"].columns

    assert {columns[name] for name in ("education", "education_field")} == {columns["licence"]}
