"""A résumé fills a form: recognised beside its line, nothing ticked, nothing kept before the form itself is sent."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask

from kamcareer.web.resumes import REFUSALS
from tests.core.resumes.samples import HH_EN, HH_RU
from tests.core.resumes.test_files import FILES, REFUSED, pdf
from tests.web.pages import Page, Reader
from tests.web.test_applying import answer, begun, invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_page_lint import problems
from tests.web.test_people import form_with_file
from tests.web.test_vacancies import made

ABOUT = "/application/about"
PRIVATE = ("Женщина", "34 года", "1992", "Гражданство", "замужем")
JOBS = [
    "03.2019 – сейчас, ООО «Ромашка Трейд», Менеджер по работе с ключевыми клиентами",
    "09.2015 – 02.2019, Волжский хлебозавод, Торговый представитель",
]


@pytest.fixture
def olga(app: Flask, rita: Reader, vacancy: Page) -> Reader:
    return begun(app, invitation(rita, vacancy, "Ольга")[0], name="Ольга")


def looked_at(reader: Reader, path: str, data: bytes = b"", text: str = "") -> Page:
    page = reader.open(path)
    body, headers = form_with_file(data, "resume", {"csrf_token": page.csrf, "text": text}, "file")
    return reader.request("POST", path, input_stream=BytesIO(body), headers=headers)


def offered(page: Page) -> dict[str, list[str]]:
    """What may be ticked, by its field; nothing of it is."""
    found: dict[str, list[str]] = {}
    for box in page.main.all("input"):
        if box.get("type") == "checkbox":
            assert "checked" not in box.attributes
            found.setdefault(box["name"], []).append(box["value"])
    return found


def test_a_pasted_resume_fills_the_form_about_oneself_and_only_that_form_keeps_it(olga: Reader, rows: Callable):
    before = rows()
    seen = looked_at(olga, f"{ABOUT}/resume", text=HH_RU)
    assert (seen.status, problems(seen)) == (200, [])
    assert offered(seen) == {
        "name": ["Сорокина Мария Сергеевна"],
        "email": ["maria.sorokina@example.com"],
        "phone": ["+79161234567"],
        "salary": ["150000"],
        "places": ["Казань", "Москва", "Нижний Новгород"],
        "jobs": JOBS,
    }
    assert "предпочитаемый способ связи" in seen.main.text
    assert [word for word in PRIVATE if word in seen.html] == []

    ticked = {"phone": "+79161234567", "salary": "150000", "places": ["Казань", "Москва"], "jobs": JOBS[:1]}
    form = olga.send(seen, f"{ABOUT}/resume/take", **ticked)
    assert (form.status, problems(form)) == (200, [])
    assert form.main.one("input", id="name")["value"] == "Ольга"
    assert form.main.one("input", id="regions")["value"] == "Казань, Москва"
    assert rows() == before

    assert olga.send(form, ABOUT).status == 303
    (kept,) = [row for row in rows()["application"] if row["name"] == "Ольга"]
    assert (kept["phone"], kept["salary"], kept["regions"]) == ("+79161234567", 150_000, "Казань, Москва")
    assert (kept["jobs"], kept["email"]) == (JOBS[0], None)


@pytest.mark.parametrize("kind", ["docx", "pdf", "windows"])
def test_a_file_says_the_same(olga: Reader, kind: str):
    assert offered(looked_at(olga, f"{ABOUT}/resume", FILES[kind]))["jobs"] == JOBS


@pytest.mark.parametrize("data", [REFUSED[why][-1] for why in REFUSED if why != "empty"] + [b"", b"{}"])
def test_what_cannot_be_read_is_refused_with_what_helps(olga: Reader, rows: Callable, data: bytes):
    before = rows()
    refused = looked_at(olga, f"{ABOUT}/resume", data)

    assert (refused.status, problems(refused)) == (422, [])
    assert refused.main.one("h2").text
    assert rows() == before


def test_every_refusal_has_words():
    assert set(REFUSALS) >= set(REFUSED)


def test_what_was_not_recognised_is_said(olga: Reader):
    seen = looked_at(olga, f"{ABOUT}/resume", text="Опыт работы\nМного лет продаю хлеб.")

    assert (seen.status, problems(seen), offered(seen)) == (200, [], {})
    assert "телефон" in seen.main.text


def test_a_recruiter_fills_an_invitation_and_the_person_finds_it_and_changes_it(
    app: Flask, rita: Reader, vacancy: Page, rows: Callable
):
    path = f"{vacancy.path}/invitations"
    seen = looked_at(rita, f"{path}/resume", pdf())
    assert problems(seen) == []
    assert "salary" not in offered(seen)
    ticked = {"name": "Мария", "phone": "+79161234567", "places": ["Казань"], "jobs": JOBS}
    form = rita.send(seen, f"{path}/resume/take", **ticked)
    assert problems(form) == []
    assert rows()["application"] == []

    shown = rita.send(form, "/invitations")
    link = shown.main.one("input", id="link")["value"].partition("/apply/")[2]
    maria = begun(app, f"/apply/{link}", name="Мария", regions="", jobs=JOBS[0])
    about = maria.open(ABOUT)
    assert about.main.one("input", id="phone")["value"] == "+79161234567"
    (kept,) = rows()["application"]
    assert (kept["jobs"], kept["regions"]) == (JOBS[0], "")

    answer(maria)
    maria.send(maria.open("/application"), "/send")
    page = rita.open(f"{vacancy.path}/candidates/{kept['id']}")
    assert "Ромашка" not in page.html  # names are hidden until somebody decides
    because = ["held:negotiation"]
    rita.send(page, outcome="talk", because=because, words="Довела до конца три сделки и рассказала об этом.")
    decided = rita.open(page.path).html
    assert ("Ромашка" in decided, "Волжский" in decided) == (True, False)


def test_a_vacancy_that_takes_nobody_and_an_assessment_for_none_read_no_resume(rita: Reader, person, vacancy: Page):
    draft = made(rita, reach="public")
    path = f"{draft.path}/invitations/resume"

    assert rita.get(path).leads_to == f"{draft.path}/invitations"
    assert rita.request("POST", path, headers={"X-CSRFToken": draft.csrf}).status == 409
    assert person.reader.get(f"{ABOUT}/resume").status == 303
    large = {"data": {"text": "x" * 600 * 1024}, "headers": {"X-CSRFToken": person.reader.open("/start").csrf}}
    assert person.reader.request("POST", f"{ABOUT}/resume", **large).status == 413


def test_english_says_it_too(app: Flask, rita: Reader, vacancy: Page):
    reader = begun(app, invitation(rita, vacancy)[0], "en")
    seen = looked_at(reader, f"{ABOUT}/resume", text=HH_EN)

    assert problems(seen) == []
    assert "06.2017 – now, Northern Dairy LLC, Key Account Manager" in seen.main.text
    assert "the pay before tax" in seen.main.text
