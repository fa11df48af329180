"""Where the work is: told before anybody applies, to search engines too, and changed only with a reason."""

import json
from collections.abc import Callable

from flask import Flask

from tests.web.pages import Page, Reader
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_candidates import sent as sent  # noqa: PLC0414 - the same people
from tests.web.test_page_lint import problems
from tests.web.test_postings import made, public_path


def structured(page: Page) -> dict:
    (script,) = page.tree.all("script", type="application/ld+json")
    return json.loads("".join(child for child in script.children if isinstance(child, str)))


def test_people_and_search_engines_read_it_before_anybody_applies(app: Flask, rita: Reader):
    vacancy = made(rita, reach="public", place="Казань и область")
    assert problems(vacancy) == []
    rita.send(vacancy, "/open")
    reader = Reader(app)
    page = reader.open(public_path(vacancy))

    assert page.main.text.count("Где работа: Казань и область") == 1
    address = {"@type": "PostalAddress", "addressLocality": "Казань и область"}
    assert structured(page)["jobLocation"] == {"@type": "Place", "address": address}
    applying = reader.open(f"{public_path(vacancy)}/apply")
    assert "Где работа: Казань и область" in applying.main.text


def test_a_text_written_by_hand_that_leaves_it_out_is_shown_beside_it(app: Flask, rita: Reader):
    vacancy = made(rita, reach="public", place="Казань")
    rita.send(vacancy, "/open")
    said = {}
    for words in ("Ищем КАМ", "Ищем КАМ в город КАЗАНЬ"):
        rita.send(rita.open(f"{vacancy.path}/posting?language=ru"), words=words)
        said[words] = "Где работа: Казань" in Reader(app).open(public_path(vacancy)).main.text

    assert said == {"Ищем КАМ": True, "Ищем КАМ в город КАЗАНЬ": False}


def test_where_it_is_not_said_nothing_is_invented(app: Flask, rita: Reader):
    vacancy = made(rita, reach="public")
    rita.send(vacancy, "/open")
    page = Reader(app).open(public_path(vacancy))

    assert "Где работа" not in page.main.text
    assert "jobLocation" not in structured(page)


def test_after_the_first_applicant_it_moves_with_a_reason_that_stays(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent("Вера")
    terms = f"{vacancy.path}/terms"
    assert rita.send(rita.open(terms), place="Уфа").status == 422
    page = rita.follow(rita.send(rita.open(terms), place="Уфа", words="Отдел переехал", confirmed="y"))

    assert "Где работа: не сказано → Уфа" in page.main.text
    assert rows()["vacancy"][0]["place"] == "Уфа"
    assert problems(page) == []
