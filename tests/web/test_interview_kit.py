"""The recruiter reads and prints what is asked: the kit of a vacancy, the sheet of a candidate, which never says a name."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from kamcareer.core.accounts import Role
from kamcareer.services.audit import Event, trail
from kamcareer.store.database import db
from tests.exports.test_pdf import text_of
from tests.web.pages import Page, Reader
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_candidates import EXAMPLE, links, people
from tests.web.test_candidates import sent as sent  # noqa: PLC0414 - the same people
from tests.web.test_page_lint import problems
from tests.web.test_vacancies import made


def questions(page: Page) -> list[str]:
    return [head.text for head in page.main.all("h2", class_="question")]


def pdf(reader: Reader, path: str) -> bytes:
    page = reader.get(path)
    assert page.response.mimetype == "application/pdf"
    assert page.response.headers["Cache-Control"] == "no-store"
    return page.response.get_data()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_kit_and_the_sheet_are_well_made_and_can_be_printed(
    rita: Reader, vacancy: Page, sent: Callable, language: str
):
    sent("Вераника", "4")
    rita.client.set_cookie("language", language)
    kit = rita.open(f"{vacancy.path}/kit?minutes=45&people=2")
    sheet = rita.open(f"{links(people(rita, vacancy))[0]}/sheet")

    assert problems(kit) + problems(sheet) == []
    printed = " ".join(text_of(pdf(rita, f"{vacancy.path}/kit/pdf?minutes=45&people=2")).split())
    assert all(question in printed for question in questions(kit))
    assert EXAMPLE in text_of(pdf(rita, f"{sheet.path}/pdf"))


def test_a_longer_talk_asks_more_and_nonsense_is_the_usual_hour(rita: Reader, vacancy: Page):
    asked = {minutes: questions(rita.open(f"{vacancy.path}/kit?minutes={minutes}")) for minutes in (30, 45, 60, 90)}
    counts = [len(found) for found in asked.values()]

    assert counts == sorted(set(counts))
    assert questions(rita.open(f"{vacancy.path}/kit?minutes=7&people=9")) == asked[60]


def test_what_was_chosen_stays_whoever_answers_later(rita: Reader, vacancy: Page, sent: Callable):
    path = f"{vacancy.path}/kit"
    proposal = rita.open(f"{path}?minutes=45")
    assert "Это предложение" in proposal.main.text
    chosen = rita.follow(rita.send(proposal, "/kit", sure="y"))
    sent("Вераника", "0")

    assert "эти вопросы задают всем" in chosen.main.text
    assert questions(chosen) == questions(proposal) == questions(rita.open(path))
    printed = " ".join(text_of(pdf(rita, f"{path}/pdf")).split())
    assert all(question in printed for question in questions(proposal))
    # Another proposal may be read, and says that it is one.
    other = rita.open(f"{path}?minutes=90")
    assert questions(other) != questions(proposal)
    assert "другие вопросы" in other.main.text
    assert questions(rita.open(path)) == questions(proposal)
    says = "Это предложение: другим могут задать другие вопросы"
    assert says in " ".join(text_of(pdf(rita, f"{path}/pdf?minutes=90")).split())
    assert says not in printed


def test_a_kit_without_some_of_the_musts_is_chosen_only_by_a_word(rita: Reader, vacancy: Page, rows: Callable):
    short = rita.open(f"{vacancy.path}/kit?minutes=30")
    assert "На обязательное не хватило времени" in short.main.text
    asked = rita.send(short, "/kit")

    assert asked.status == 422
    assert problems(asked) == []
    assert "что об этих обязательных темах узнают иначе" in asked.main.text
    assert questions(asked) == questions(short)
    assert rows()["interview_kit"] == []
    chosen = rita.follow(rita.send(asked, "/kit", sure="y"))
    assert questions(chosen) == questions(short)


def test_the_questions_are_divided_by_as_many_as_sit_on_the_panel(
    rita: Reader, vacancy: Page, member: Callable[..., Reader]
):
    kit = f"{vacancy.path}/kit"
    assert "· спрашивает" not in rita.open(kit).main.text
    anna = member("anna@example.ru", Role.INTERVIEWER, second_factor=True)
    for name in ("boris", "vera"):
        member(f"{name}@example.ru", Role.INTERVIEWER, second_factor=True)
    rita.send(rita.open(f"{vacancy.path}/terms"), panel="anna@example.ru boris@example.ru")
    rita.send(rita.open(kit), "/kit", sure="y")
    caps = rita.open(kit).main.all("p", class_="cap")
    asked = [cap.text.removesuffix("без этого не обойтись").strip() for cap in caps]
    own = anna.open(vacancy.path.replace("/vacancies/", "/talks/") + "/kit")
    (both,) = [one for one in own.main.all("section") if "вдвоём" in one.text]
    shares = [item.text for item in both.all("li")]

    assert all(f"спрашивает {name}@example.ru" in rita.open(kit).main.text for name in ("anna", "boris"))
    assert "· спрашивает" not in rita.open(f"{kit}?people=1").main.text
    assert problems(own) == []
    assert [share.partition(":")[0].strip() for share in shares] == ["anna@example.ru", "boris@example.ru"]
    assert all(name in shares[number % 2] for number, name in enumerate(asked))
    three = "anna@example.ru boris@example.ru vera@example.ru"
    rita.send(rita.open(f"{vacancy.path}/terms"), panel=three)
    assert all(f"спрашивает интервьюер {number}" in rita.open(kit).main.text for number in (1, 2))
    assert "вдвоём" not in anna.open(own.path).main.text


@pytest.mark.parametrize(
    "sent_instead",
    [{"minutes": "7"}, {"minutes": "²"}, {"questions": ""}, {"questions": "negotiation:nothing"}, {"questions": "x"}],
)
def test_nothing_but_a_kit_can_be_chosen(rita: Reader, vacancy: Page, rows: Callable, sent_instead: dict[str, str]):
    page = rita.open(f"{vacancy.path}/kit?minutes=45")

    assert rita.send(page, "/kit", **sent_instead).status == 400
    assert rows()["interview_kit"] == []


def test_more_than_the_minutes_or_the_same_twice_is_no_kit(rita: Reader, vacancy: Page, rows: Callable):
    page = rita.open(f"{vacancy.path}/kit?minutes=90")
    codes = page.values(page.form("/kit"))["questions"][0]

    assert rita.send(page, "/kit", minutes="30").status == 400
    assert rita.send(page, "/kit", questions=" ".join([codes.split()[0]] * 2)).status == 400
    assert rows()["interview_kit"] == []


def test_two_interviewers_ask_in_turn(rita: Reader, vacancy: Page):
    text = rita.open(f"{vacancy.path}/kit?people=2").main.text

    assert abs(text.count("интервьюер 1") - text.count("интервьюер 2")) <= 1
    assert "интервьюер 1" not in rita.open(f"{vacancy.path}/kit").main.text


def test_the_sheet_names_nobody_even_after_a_decision_and_is_noted_as_reading(
    app, rita: Reader, vacancy: Page, sent: Callable
):
    sent("Вераника")
    (link,) = links(people(rita, vacancy))
    rita.send(rita.open(link), outcome="talk", because=["held:negotiation"], words="Довела три сделки")
    with app.app_context():
        before = [entry.event for entry in trail(db.session())].count(Event.ANSWERS_READ)
    page = rita.open(f"{link}/sheet")

    assert EXAMPLE in page.main.text
    assert "Вераника" not in page.html
    assert "Вераника" not in text_of(pdf(rita, f"{link}/sheet/pdf"))
    with app.app_context():
        after = [entry.event for entry in trail(db.session())].count(Event.ANSWERS_READ)
    assert after == before + 2


def test_the_longest_sheet_has_two_pages_at_most(rita: Reader, vacancy: Page, sent: Callable, rows: Callable):
    sent()
    longest = "Слово за словом " * 37
    assert len(longest) < 600
    with rita.client.application.app_context():
        table = db.metadata.tables["answer"]
        assessments = [row["assessment_id"] for row in rows()["application"]]
        db.session.execute(table.update().where(table.c.assessment_id.in_(assessments)).values(example=longest))
        db.session.commit()
    (link,) = links(people(rita, vacancy))
    data = pdf(rita, f"{link}/sheet/pdf")

    assert text_of(data).count("Слово за словом") > 100
    assert text_of(data).count("\f") <= 2


def test_on_paper_no_question_is_torn_from_its_levels(rita: Reader, vacancy: Page):
    for minutes in (45, 90):
        pages = PdfReader(BytesIO(pdf(rita, f"{vacancy.path}/kit/pdf?minutes={minutes}"))).pages
        heard = [page.extract_text().count("Что вы услышали") for page in pages]
        assert heard == [page.extract_text().count("не спросили") for page in pages]
        assert 0 not in heard


def test_kit_and_sheet_of_a_foreign_vacancy_are_not_there(
    rita: Reader, vacancy: Page, sent: Callable, member: Callable[..., Reader]
):
    sent()
    (link,) = links(people(rita, vacancy))
    other = member("oleg@example.ru", Role.RECRUITER, second_factor=True)
    own = made(other)
    for path in (f"{vacancy.path}/kit", f"{link}/sheet", link.replace(vacancy.path, own.path) + "/sheet"):
        assert [other.get(path).status, other.get(f"{path}/pdf").status] == [404, 404], path
    assert rita.get(f"{vacancy.path}/kit/docx").status == 404
