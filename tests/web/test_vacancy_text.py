"""A posting begins a vacancy: shown with its lines, ticked by a recruiter, and kept by the form of the vacancy alone."""

import json
from collections.abc import Callable
from io import BytesIO

import pytest

from kamcareer.core.vacancy_text.refusal import Refusal
from kamcareer.web.recruiting.vacancy_text import REFUSALS
from tests.core.vacancy_text.samples import ENGLISH, HH, RUSSIAN
from tests.web.pages import Page, Reader
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_page_lint import problems
from tests.web.test_people import form_with_file

PATH = "/recruiting/vacancies/new/posting"


def looked_at(reader: Reader, text: str = "", data: bytes = b"") -> Page:
    form = reader.open(PATH)
    file = {"file": (BytesIO(data), "vacancy.json")} if data else {}
    sent = form.values(form.form("/posting")) | {"text": text} | file
    return reader.request("POST", PATH, data=sent, content_type="multipart/form-data")


def kept(rows: Callable) -> int:
    there = rows()
    return len(there["vacancy"]) + len(there["posting"])


def test_what_is_ticked_stands_in_the_form_and_only_that_form_makes_a_vacancy(rita: Reader, rows: Callable):
    seen = looked_at(rita, RUSSIAN)
    assert problems(seen) == []
    assert not any("checked" in box for box in seen.main.all("input"))
    assert "Мужчина" in seen.main.one("section", class_="panel stack notice").text
    ticked = {"title": "Менеджер по ключевым клиентам", "role": "key_account_manager_retail", "knock_outs": ["licence"]}
    ticked |= {"expects": ["sales_target", "nothing"], "topics": ["negotiation", "no_such_topic"]}
    ticked |= {"education": "bachelor"}
    ticked |= {"place": ["Казань"], "facts": ["от 120 000 до 150 000 ₽ в месяц, на руки", "График работы: 5/2"]}
    form = rita.send(seen, "/take", **ticked)
    assert problems(form) == []
    assert form.main.one("input", id="title")["value"] == "Менеджер по ключевым клиентам"
    assert kept(rows) == 0

    asked = rita.send(form, "/vacancies/new")
    assert asked.values(asked.form("/vacancies/new"))["education"] == ["bachelor"]
    assert "почему без этого образования" in asked.main.one("p", id="education_why-error").text
    assert kept(rows) == 0

    profile = rita.follow(rita.send(asked, "/vacancies/new", education_why="Так велит закон об обращении лекарств"))
    assert "named=negotiation" in profile.path
    assert "no_such_topic" not in profile.path
    assert problems(profile) == []
    (vacancy,) = rows()["vacancy"]
    assert (vacancy["role"], vacancy["place"], vacancy["knock_outs"], vacancy["expects"]) == (
        "key_account_manager_retail",
        "Казань",
        ["licence"],
        ["sales_target"],
    )
    (posting,) = rows()["posting"]
    assert posting["words"].endswith("Условия:\n• от 120 000 до 150 000 ₽ в месяц, на руки\n• График работы: 5/2")
    assert posting["words"].startswith("Менеджер по ключевым клиентам\n\nГде работа: Казань\n")


def test_the_text_itself_becomes_the_posting_and_a_topic_the_role_does_not_ask_is_proposed(
    rita: Reader, rows: Callable
):
    seen = looked_at(rita, ENGLISH)
    form = rita.send(seen, "/take", title="KAM", role="merchandiser", topics=["finance"], keep="y", place=["London"])
    wrong = rita.send(form, "/vacancies/new", title="")
    assert wrong.status == 422
    profile = rita.follow(rita.send(wrong, "/vacancies/new", title="KAM"))

    assert rows()["posting"][0]["words"].startswith("We are looking for a Key Account Manager\nLocation: London")
    assert rows()["posting"][0]["language"] == "en"
    asked = profile.values(profile.form())
    assert asked["weight_finance"] == ["2"]
    assert "finance" not in {one["competency"] for one in rows()["vacancy_cell"]}


def test_the_json_of_hh_as_a_file_says_the_same_and_no_html_of_it_is_shown(rita: Reader, rows: Callable):
    hostile = HH | {"name": "KAM <img src=x onerror=alert(1)>"}
    seen = looked_at(rita, data=json.dumps(hostile).encode())

    assert problems(seen) == []
    assert "<img" not in seen.html
    assert "в архиве" in seen.main.text
    assert "driver_license_types: B" in seen.main.text
    assert kept(rows) == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "вставьте"),
        (json.dumps(HH | {"key_skills": ["Excel"]}), "key_skills[0]"),
        ('{"name": ,}', "знака 10"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_helps(rita: Reader, text: str, said: str):
    page = looked_at(rita, text)

    assert page.status == 422
    assert problems(page) == []
    assert said in page.main.text.casefold()
    assert text[:40] in page.main.one("textarea", id="text").text


@pytest.mark.parametrize(("size", "said"), [(600_000, "40000"), (1_000_001, "больше 1 МБ")])
def test_a_file_larger_than_a_form_is_read_or_refused_in_words(rita: Reader, size: int, said: str):
    values = {"csrf_token": rita.open(PATH).csrf}
    body, headers = form_with_file(b"x" * size, "vacancy.txt", values, "file")
    page = rita.request("POST", PATH, input_stream=BytesIO(body), headers=headers)

    assert page.status == 422
    assert said in page.main.text


def test_every_refusal_has_words():
    assert set(REFUSALS) == set(Refusal)
