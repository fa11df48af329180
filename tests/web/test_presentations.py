"""A candidate is asked, agrees, is shown to one client by a link, and the recruiter reads what the client answered."""

import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from docx import Document
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.core.answers import MAX_EXAMPLE
from kamcareer.services.audit import Event, trail
from kamcareer.services.notifications import notification_table
from kamcareer.store.database import db
from kamcareer.web.candidate.presenting import MOST_EXAMPLES
from tests.conftest import NOW, now
from tests.exports.test_pdf import streams, text_of
from tests.web.mail_server import Mailbag
from tests.web.pages import Page, Reader
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_candidates import EXAMPLE, WHY, links, people
from tests.web.test_candidates import sent as sent  # noqa: PLC0414 - the same people
from tests.web.test_page_lint import problems
from tests.web.test_vacancies import made

CLIENT, OTHER = "ООО «Ромашка», Тверь", "АО «Василёк», Тула"
NAME = "Веранда Канарейкина"
ABOUT = {"email": "veranda@example.ru", "phone": "8 916 123-45-67", "salary": "90000", "regions": "Казань"}
EVERYTHING = {"parts": ["name", "salary", "regions"], "examples": ["communication"]}
DECLINED, MET = {"reply": "no", "words": "Ищем человека из Твери"}, {"reply": "interview"}

LOGO = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """Three in the afternoon where the installation is: letters leave at once."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def of_client(rita: Reader, vacancy: Page) -> Page:
    """The vacancy, of a client now."""
    rita.send(rita.open("/recruiting/clients"), name=CLIENT)
    rita.send(rita.open("/recruiting/clients"), name=OTHER)
    terms = rita.open(f"{vacancy.path}/terms")
    (value,) = [one["value"] for one in terms.main.one("select", id="client").all("option") if one.text == CLIENT]
    rita.send(terms, client=value)
    return rita.open(vacancy.path)


@pytest.fixture
def candidate(of_client: Page, sent: Callable[..., Reader]) -> Reader:
    return sent(NAME, "2", **ABOUT)


@pytest.fixture
def shown(rita: Reader, of_client: Page, candidate: Reader) -> str:
    """The recruiter's page of showing the candidate, who is asked and agreed to everything."""
    path = f"{links(people(rita, of_client))[0]}/client"
    rita.send(rita.open(path), "/ask")
    candidate.send(candidate.open("/application/client"), "/application/client", **EVERYTHING)
    return path


def test_an_example_goes_along_only_with_the_name_and_the_form_says_so(
    rita: Reader, of_client: Page, candidate: Reader, rows: Callable
):
    rita.send(rita.open(f"{links(people(rita, of_client))[0]}/client"), "/ask")
    asked = candidate.open("/application/client")
    page = candidate.send(asked, "/application/client", parts=["salary"], examples=["communication"])

    assert (page.status, problems(page)) == (422, [])
    assert "Примеры показывают только вместе с именем" in page.main.text
    assert [row["basis_id"] for row in rows()["presentation_request"]] == [None]
    assert candidate.send(page, "/application/client", **EVERYTHING).status == 303


def test_a_question_of_the_client_is_answered_by_the_same_link_and_the_answer_gives_no_name_away(
    app: Flask, rita: Reader, of_client: Page, shown: str
):
    client, link = Reader(app), make_link(rita, shown)
    client.send(client.open(link), reply="question", words="Вела ли она сети в Твери?")
    page = rita.open(shown)
    told = "Да, две сети три года, одна федеральная."
    for wrong, why in (("Да", "хотя бы десять знаков"), (f"{NAME.split()[1]}: да, три года", "узнает, кто это")):
        refused = rita.send(page, "/respond", response=wrong)
        assert (refused.status, problems(refused)) == (422, [])
        assert why in refused.main.text
    after = rita.follow(rita.send(page, "/respond", response=told))

    assert problems(after) == []
    read = client.open(link)
    assert problems(read) == []
    assert told in read.main.text
    assert rita.send(page, "/respond", answer="0", response=told).status == 404
    rita.send(rita.open(shown), "/end")
    assert "Ответить на это" not in rita.open(shown).main.text  # nobody would read it
    assert rita.send(page, "/respond", response=told).status == 404


def test_a_question_about_the_person_and_not_the_work_is_asked_back_and_marked_for_the_recruiter(
    app: Flask, rita: Reader, of_client: Page, shown: str, rows: Callable
):
    client, link = Reader(app), make_link(rita, shown)
    asked = client.send(client.open(link), reply="question", words="Она замужем, дети есть?")

    assert (asked.status, problems(asked)) == (422, [])
    assert "спрашивает о человеке, а не о работе" in asked.main.text
    assert rows()["client_answer"] == []
    client.follow(client.send(asked, sure="y"))
    page = rita.open(shown)
    assert problems(page) == []
    assert "Не передавайте вопрос и не отвечайте на него" in page.main.text
    client.send(client.open(link), reply="question", words="Сколько лет она вела сети?")
    assert len(rows()["client_answer"]) == 2


def test_an_answer_from_a_page_older_than_another_one_is_asked_back(
    app: Flask, rita: Reader, of_client: Page, shown: str, rows: Callable
):
    client, link = Reader(app), make_link(rita, shown)
    one, other = client.open(link), client.open(link)
    first = client.send(one, reply="interview")
    assert (first.status, first.leads_to) == (303, link)
    stale = client.send(other, reply="no", words="Нет опыта в нашей категории")

    assert (stale.status, problems(stale)) == (422, [])
    assert "тем временем" in stale.main.text
    assert [row["reply"] for row in rows()["client_answer"]] == ["interview"]
    assert client.send(stale, reply="no", words="Нет опыта в нашей категории").status == 303
    assert sorted(row["reply"] for row in rows()["client_answer"]) == ["interview", "no"]


def test_what_a_client_wrote_is_not_lost_where_the_link_ended_meanwhile(
    app: Flask, rita: Reader, of_client: Page, shown: str, rows: Callable
):
    client, link = Reader(app), make_link(rita, shown)
    page = client.open(link)
    rita.send(rita.open(shown), "/end")
    late = client.send(page, reply="question", words="Вела ли она сети в Твери?")

    assert (late.status, problems(late)) == (410, [])
    assert "Вела ли она сети в Твери?" in late.main.text
    assert rows()["client_answer"] == []


def link_of(page: Page) -> str:
    return re.sub(r"^https?://[^/]+", "", page.main.one("input", id="link")["value"])


def make_link(rita: Reader, path: str, **values: str) -> str:
    return link_of(rita.send(rita.open(path), "/client", **values))


def files(reader: Reader, link: str) -> list[str]:
    """The words of both files."""
    pdf, docx = (reader.get(f"{link}/{style}").response.data for style in ("pdf", "docx"))
    document = Document(BytesIO(docx))
    told = [one.text for one in document.paragraphs]
    told += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [text_of(pdf), " ".join(told)]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_from_the_question_to_the_answer_every_page_is_well_made(
    app: Flask, rita: Reader, of_client: Page, sent: Callable, language: str
):
    rita.client.set_cookie("language", language)
    candidate = sent(NAME, "2", language, **ABOUT)
    path = f"{links(people(rita, of_client))[0]}/client"
    pages = [rita.open("/recruiting/clients"), rita.open(f"{of_client.path}/terms"), rita.open(path)]
    pages.append(rita.follow(rita.send(pages[-1], "/ask")))
    question = candidate.open("/application/client")
    refused = candidate.send(question, "/application/client", text_sha256="0")
    assert refused.status == 422
    pages += [candidate.open("/application"), question, refused]
    pages.append(candidate.follow(candidate.send(question, "/application/client", **EVERYTHING)))
    pages += [candidate.open("/application/client"), rita.open(path)]
    made_link = rita.send(rita.open(path), "/client")
    client = Reader(app, language)
    page = client.open(link_of(made_link))
    slip = client.send(page, reply="no")
    assert slip.status == 422
    pages += [made_link, page, slip, client.follow(client.send(page, **DECLINED)), rita.open(path)]
    pages += [candidate.open("/application/client")]
    pages.append(candidate.follow(candidate.send(pages[-1], "/withdraw")))
    pages += [candidate.open("/application/client"), client.get(link_of(made_link)), rita.open(path)]

    assert [problem for page in pages for problem in problems(page)] == []
    assert DECLINED["words"] in pages[-1].main.text
    told = "Компания ответила" if language == "ru" else "The company answered"
    assert [told in page.main.text for page in pages[-5:-3]] == [True, False]
    assert not any(DECLINED["words"] in page.main.text for page in pages[-5:-1])


def test_without_the_name_nothing_on_page_or_in_files_says_who_it_is(app: Flask, rita: Reader, shown: str):
    link = make_link(rita, shown)
    page = Reader(app).open(link)
    told = [page.html, *files(Reader(app), link)]

    marks = [*NAME.split(), "veranda@", "123-45-67", "1234567", EXAMPLE]
    assert [(mark, text) for text in told for mark in marks if mark in text] == []
    for text in told:
        assert "90 000" in text.replace("\u00a0", " ")
        assert "Казань" in text
        assert "Переговоры" in text


def test_the_agencys_logo_stands_on_the_files_where_the_installation_has_one(
    app: Flask, rita: Reader, shown: str, tmp_path: Path
):
    link, file = make_link(rita, shown), tmp_path / "logo.png"
    file.write_bytes(LOGO)
    plain = {style: Reader(app).get(f"{link}/{style}").response.data for style in ("pdf", "docx")}
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], logo=file)
    marked = {style: Reader(app).get(f"{link}/{style}").response.data for style in ("pdf", "docx")}

    assert [b"/Subtype /Image" in files["pdf"] for files in (plain, marked)] == [False, True]
    assert [len(Document(BytesIO(files["docx"])).inline_shapes) for files in (plain, marked)] == [0, 1]


def test_with_the_name_what_was_agreed_to_is_there_and_contacts_are_not(app: Flask, rita: Reader, shown: str):
    assert "name-1" not in rita.open(shown).ids  # nobody has decided: the vacancy hides the name
    rita.send(rita.open(shown.removesuffix("/client")), **WHY)
    link = make_link(rita, shown, name="named")
    told = [Reader(app).open(link).main.text, *files(Reader(app), link)]

    for text in told:
        plain = text.replace("\xad", "")
        assert NAME in plain
        assert EXAMPLE in plain
        assert CLIENT in plain
        assert not any(mark in plain for mark in ("veranda@", "123-45-67", OTHER))


def test_the_fullest_page_is_one_page_on_paper(app: Flask, rita: Reader, shown: str, tmp_path: Path):
    rita.send(rita.open(shown.removesuffix("/client")), **WHY)
    link, file = make_link(rita, shown, name="named"), tmp_path / "logo.png"
    file.write_bytes(LOGO)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], logo=file)
    with app.app_context():
        answer = db.metadata.tables["answer"]
        long = ("Сеть просила скидку, обменяли её на вторую полку и промо. " * MAX_EXAMPLE)[:MAX_EXAMPLE]
        two = answer.c.competency.in_(["communication", "negotiation"])
        db.session.execute(answer.update().where(two).values(example=long))
        request = db.metadata.tables["presentation_request"]
        db.session.execute(request.update().values(examples=["communication", "negotiation"]))
        db.session.commit()
    pdf = Reader(app).get(f"{link}/pdf").response.data

    assert len(re.findall(rb"/Type\s*/Page\b", b" ".join([pdf, *streams(pdf)]))) == 1
    assert text_of(pdf).count("просила скидку") > MOST_EXAMPLES


def test_a_client_can_change_nothing_and_finds_no_door(app: Flask, rita: Reader, shown: str, rows: Callable):
    link, client = make_link(rita, shown), Reader(app)
    page = client.open(link)
    response = page.response

    assert 'content="noindex"' in page.html
    assert response.headers["Cache-Control"] == "no-store"
    assert {form.get("action") or page.path for form in page.main.all("form")} == {page.path}
    assert client.get(shown).leads_to.startswith("/sign-in")
    before = rows()
    robot = client.get(link, headers={"User-Agent": "TelegramBot (like TwitterBot)"})
    assert "Казань" not in robot.html
    assert client.request("POST", link, data=MET).status == 400  # without the token of the page
    own = rita.open(link)
    assert own.main.all("form") == []
    assert rita.request("POST", link, data=MET | {"csrf_token": rita.open(shown).csrf}).status == 403
    assert rows() == before


@pytest.mark.parametrize("ends", ["withdrawn", "taken back", "expired"])
def test_a_closed_link_is_gone_for_reading_answering_and_files(
    app: Flask, rita: Reader, candidate: Reader, shown: str, rows: Callable, ends: str
):
    link, client = make_link(rita, shown), Reader(app)
    page = client.open(link)
    assert page.status == 200
    if ends == "withdrawn":
        candidate.send(candidate.open("/application/client"), "/withdraw")
        assert rita.send(rita.open(shown.removesuffix("/client")), **WHY).status == 303
        assert "form" not in {one.tag for one in rita.open(shown).main.inside() if one.get("action") == shown}
    elif ends == "taken back":
        rita.send(rita.open(shown), "/end")
    before = rows()
    with time_machine.travel(now() + timedelta(days=15 if ends == "expired" else 0)):
        asked = [client.get(link), client.get(f"{link}/pdf"), client.get(f"{link}/docx"), client.send(page, **MET)]

    assert {one.status for one in asked} == {410}
    assert [problem for one in asked for problem in problems(one)] == []
    assert not any("Казань" in one.html for one in asked)
    assert rows() == before
    assert Reader(app).get("/presented/nothing").status == 404


def test_a_no_of_the_candidate_makes_no_link_and_can_be_changed(
    rita: Reader, of_client: Page, candidate: Reader, rows: Callable
):
    assert candidate.get("/application/client").status == 404
    path = f"{links(people(rita, of_client))[0]}/client"
    token = {"csrf_token": rita.open(path).csrf, "name": "hidden", "life": "7"}
    assert rita.request("POST", path, data=token).status == 409
    rita.send(rita.open(path), "/ask")
    said = candidate.follow(candidate.send(candidate.open("/application/client"), "/decline"))
    assert CLIENT in said.main.text
    assert rita.request("POST", path, data=token).status == 409
    assert rita.request("POST", f"{path}/ask", data=token).status == 409
    assert rows()["presentation"] == []
    candidate.send(candidate.open("/application/client"), "/application/client")
    assert make_link(rita, path)
    (basis,) = [row for row in rows()["legal_basis"] if row["purpose"] == "presentation"]
    (text,) = [row for row in rows()["legal_text"] if row["sha256"] == basis["text_sha256"]]
    assert CLIENT in text["body"]
    assert OTHER not in text["body"]


def test_those_concerned_are_told_and_the_trail_knows_what_was_opened_and_answered(
    app: Flask, rita: Reader, of_client: Page, sent: Callable, mailbag: Mailbag
):
    candidate = sent(NAME, "2", **ABOUT)
    path = f"{links(people(rita, of_client))[0]}/client"
    rita.send(rita.open(path), "/ask")
    candidate.send(candidate.open("/application/client"), "/application/client", **EVERYTHING)
    link, client = make_link(rita, path), Reader(app)
    client.open(link)
    client.send(client.open(link), **DECLINED)
    table, told = notification_table().rows, [(letter["To"], letter["Subject"]) for letter in mailbag.letters]
    with app.app_context():
        noted = [entry.event for entry in trail(db.session())]

    wished, news = (table[one].subject["ru"] for one in ("presentation_wished", "presentation_news"))
    assert ("veranda@example.ru", wished) in told
    assert told.count(("rita@example.ru", news)) == 2
    for event in (Event.CLIENT_MADE, Event.PRESENTATION_ASKED, Event.PRESENTED, Event.PRESENTATION_OPENED):
        assert event in noted
    assert noted.count(Event.PRESENTATION_OPENED) == noted.count(Event.PRESENTATION_ANSWERED) == 1


def test_an_employer_without_clients_reads_no_word_of_them(rita: Reader, vacancy: Page, sent: Callable):
    candidate = sent(NAME, "2")
    (link,) = links(people(rita, vacancy))
    pages = [rita.open(path) for path in (vacancy.path, f"{vacancy.path}/terms", "/recruiting/vacancies/new", link)]
    pages += [candidate.open("/application"), candidate.open("/report")]
    pages.append(rita.open("/recruiting/vacancies"))

    words = re.compile("омпани[а-я]+-клиент|[Пп]оказать клиенту|Для какого клиента")
    assert [page.path for page in pages if words.search(page.main.text)] == []
    assert [page.path for page in pages if "Клиент" in {one.text for one in page.main.all("h2", "dt")}] == []
    assert [page.path for page in pages if re.search("/client\\b|/clients", page.html)] == []
    assert rita.get(f"{link}/client").status == 404


def test_an_agency_finds_the_clients_on_its_account_page_and_with_the_first_beside_the_vacancies(rita: Reader):
    assert len(re.findall("/recruiting/clients", rita.open("/account").html)) == 1
    rita.send(rita.open("/recruiting/clients"), name=CLIENT)

    assert len(re.findall("/recruiting/clients", rita.open("/recruiting/vacancies").html)) == 1


def test_a_vacancy_of_somebody_else_shows_nobody(rita: Reader, shown: str, member: Callable[..., Reader]):
    other = member("oleg@example.ru", Role.RECRUITER, second_factor=True)

    assert other.get(shown).status == 404
    assert made(other, title="Другая").status == 200
