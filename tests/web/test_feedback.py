"""The letter about a decision, the reason in writing and another look: as the recruiter and the person have them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import numpy as np
import pytest
import time_machine
from flask import Flask

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.applications import Application, CameBy
from kamcareer.core.contests import Contest, Timetable
from kamcareer.core.decisions import Because, Decision, Ground, Outcome
from kamcareer.core.feedback import DoneWell, Facts, Part, facts_of
from kamcareer.core.selection.screening import screening_of
from kamcareer.core.vacancies import Reach, Terms, Vacancy, cells_of, framework_of
from kamcareer.services.audit import Event, trail
from kamcareer.services.framework_files import load_framework
from kamcareer.services.notifications import notification_table
from kamcareer.services.screenings import Row
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.recruiting.feedback_draft import drafted
from tests.conftest import NOW
from tests.core.people import TARGET, scattered
from tests.web.mail_server import Mailbag
from tests.web.pages import Page, Reader
from tests.web.test_applying import begun, invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_candidates import links, people
from tests.web.test_candidates import sent as sent  # noqa: PLC0414 - the same people
from tests.web.test_page_lint import problems

NAMED = "Рита Орлова, рекрутер"
DECLINED = {"outcome": "decline", "because": ["held:negotiation", "not_shown:resilience"], "words": "Довела три сделки"}
ROWS = notification_table().rows
HALF = 0.5


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Three in the afternoon where the installation is."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


def decided(rita: Reader, vacancy: Page, number: int = -1, **values: object) -> str:
    """Decide about one of the people; the path of their page."""
    link = links(people(rita, vacancy))[number]
    rita.send(rita.open(link), **(DECLINED | values))
    return link


def written(rita: Reader, link: str, **values: object) -> Page:
    """Approve the letter as it was drafted, but for what is named."""
    page = rita.open(f"{link}/feedback")
    return rita.send(page, "/feedback", **({"then": "approve", "signed": NAMED} | values))


def sentences(text: str) -> set[str]:
    return {one for one in re.split(r"(?<=[.!?])\s+", text) if one}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_from_the_decision_to_the_answer_every_page_is_well_made(
    rita: Reader, vacancy: Page, sent: Callable, clock: time_machine.Traveller, language: str
):
    vera = sent("Вера", language=language)
    rita.client.set_cookie("language", language)
    pages = [vera.open("/application/outcome"), rita.open("/recruiting/inquiries")]
    link = decided(rita, vacancy)
    pages += [vera.open("/application/outcome"), rita.open(f"{link}/feedback"), rita.open(link)]
    refused = written(rita, link, done_well="", signed="")
    assert refused.status == 422
    assert written(rita, link).status == 303
    pages += [refused, rita.open(f"{link}/feedback"), rita.open(link), vera.open("/application/outcome")]
    refused = vera.send(vera.open("/application/outcome"), "/contest", words="нет")
    vera.send(vera.open("/application/outcome"), "/contest", words="Пример про вторую полку не прочитан")
    vera.send(vera.open("/application/outcome"), "/reason")
    listed = rita.open("/recruiting/inquiries")
    asked = [a["href"] for a in listed.main.all("a") if "/inquiries/" in a["href"]]
    assert (refused.status, len(asked)) == (422, 2)
    pages += [refused, listed, rita.open("/recruiting/vacancies"), *(rita.open(one) for one in asked)]
    pages.append(rita.send(rita.open(asked[0]), words="", signed=""))
    rita.send(rita.open(asked[0]), words="Не хватило примеров", signed=NAMED)
    pages += [rita.open(asked[0]), rita.open(link), rita.open("/recruiting/inquiries"), vera.open("/application")]
    for days in (30, 40):
        clock.move_to(NOW + timedelta(days=days))
        pages.append(vera.open("/application/outcome"))

    assert {page.path: problems(page) for page in pages if problems(page)} == {}


def test_nobody_reads_the_letter_before_it_is_approved_and_only_a_link_goes_by_mail(
    app: Flask, rita: Reader, vacancy: Page, sent: Callable, mailbag: Mailbag
):
    vera = sent("Вера", email="vera@example.ru")
    link = decided(rita, vacancy)
    rita.send(rita.open(f"{link}/feedback"), "/feedback", then="keep", done_well="Черновик про переговоры и полку")
    assert "Черновик про переговоры" in rita.open(f"{link}/feedback").html
    for path in ("/application", "/application/outcome"):
        assert "Черновик про переговоры" not in vera.open(path).html
    mailed = len(mailbag.letters)
    written(rita, link, done_well="Вы подробно описали переговоры о полке")

    shown = vera.open("/application/outcome").main.text
    assert "Вы подробно описали переговоры о полке" in shown
    assert NAMED in shown
    (letter,) = mailbag.letters[mailed:]
    assert (letter["To"], letter["Subject"]) == ("vera@example.ru", ROWS["feedback_ready"].subject["ru"])
    assert "/application/outcome" in letter.get_content()
    assert not any(word in letter.get_content() for word in ("полке", "Рита", "Вера", "Аккаунт"))
    assert "Человек открыл его" in rita.open(f"{link}/feedback").main.text
    with app.app_context():
        assert [entry.event for entry in trail(db.session())].count(Event.FEEDBACK_APPROVED) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"then": ""}, "then-0"),
        ({"signed": ""}, "signed"),
        ({"second_step": "мало"}, "second_step"),
        ({"ending": "Мы взяли Олег Тихонов, он сильнее"}, "ending"),
        ({"opening": "x" * 1501}, "opening"),
    ],
)
def test_a_letter_is_not_approved_unread_unsigned_empty_or_about_somebody_else(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable, values: dict, field: str
):
    sent("Олег Тихонов")
    sent("Вера")
    page = written(rita, decided(rita, vacancy), **values)

    assert page.status == 422
    assert page.main.one("section", class_="errors").one("a")["href"] == f"#{field}"
    assert all(row["approved_at"] is None for row in rows()["feedback"])


def test_what_may_be_a_part_of_anothers_name_is_asked_about_word_by_word(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent("Олег Тихонов")
    sent("Вера Кац")
    link = decided(rita, vacancy)
    page = written(rita, link, ending="О Тихонове и о Тихоновой из сети вы говорили сами, Вера")
    boxes = page.main.one("form", action=f"{link}/feedback").all("input", name="sure")

    assert page.status == 422
    assert page.main.one("section", class_="errors").one("a")["href"] == "#sure-0"
    assert [box["value"] for box in boxes] == ["Тихонове", "Тихоновой"]
    still = rita.send(page, "/feedback", sure=["Тихоновой"], then="approve")
    assert still.status == 422
    assert all(row["approved_at"] is None for row in rows()["feedback"])
    rita.send(still, "/feedback", sure=["Тихонове", "Тихоновой"], then="approve")
    assert [row["approved_at"] is None for row in rows()["feedback"]] == [False]


def test_an_approved_letter_stays_as_it_is(rita: Reader, vacancy: Page, sent: Callable, rows: Callable):
    sent("Вера")
    link = decided(rita, vacancy)
    before = rita.open(f"{link}/feedback")
    written(rita, link)
    (kept,) = rows()["feedback"]
    values = {"then": "keep", "language": "ru", "done_well": "Другое", "signed": "Другой"}
    assert rita.send(before, "/feedback", **values).status == 409
    assert rita.send(before, "/anew", language="en").status == 409

    assert rows()["feedback"] == [kept]


def test_a_draft_is_made_in_the_language_that_is_asked_for(rita: Reader, vacancy: Page, sent: Callable):
    sent("Вера")
    link = decided(rita, vacancy)
    rita.send(rita.open(f"{link}/feedback"), "/feedback", then="keep", done_well="Своё")
    english = rita.follow(rita.send(rita.open(f"{link}/feedback"), "/anew", language="en"))

    parts = {area["name"]: area.text for area in english.main.all("textarea")}
    assert parts["opening"].strip().startswith("Hello, Вера!")
    assert "Своё" not in parts["done_well"]
    assert english.main.one("input", id="language")["value"] == "en"


def test_whoever_applied_in_english_is_written_to_in_english_by_a_recruiter_who_reads_russian(
    rita: Reader, vacancy: Page, sent: Callable, mailbag: Mailbag
):
    ann = sent("Ann", language="en", email="ann@example.ru")
    link = decided(rita, vacancy)
    draft = rita.open(f"{link}/feedback")
    assert draft.main.one("input", id="language")["value"] == "en"
    assert draft.main.one("textarea", id="opening").text.strip().startswith("Hello, Ann!")

    written(rita, link)
    ann.send(ann.open("/application/outcome"), "/reason")
    asked = rita.open(
        next(a["href"] for a in rita.open("/recruiting/inquiries").main.all("a") if "/inquiries/" in a["href"])
    )
    assert "What the decision rests on:" in asked.main.one("textarea", id="words").text
    rita.send(asked, signed=NAMED)

    hers = [letter["Subject"] for letter in mailbag.letters if letter["To"] == "ann@example.ru"]
    assert hers[-2:] == [ROWS[one].subject["en"] for one in ("feedback_ready", "answer_ready")]


def test_without_a_decision_there_is_no_letter_and_nothing_to_ask(rita: Reader, vacancy: Page, sent: Callable):
    vera = sent("Вера")
    (link,) = links(people(rita, vacancy))
    page = vera.open("/application/outcome")

    assert rita.get(f"{link}/feedback").status == 404
    assert page.main.all("form") == []
    for path in ("reason", "contest"):
        asked = vera.request("POST", f"/application/outcome/{path}", headers={"X-CSRFToken": page.csrf})
        assert asked.status == 409


def test_both_see_until_when_and_the_answer_has_a_name(
    rita: Reader, vacancy: Page, sent: Callable, mailbag: Mailbag, clock: time_machine.Traveller
):
    vera = sent("Вера", email="vera@example.ru")
    link = decided(rita, vacancy)
    asked = vera.follow(vera.send(vera.open("/application/outcome"), "/reason"))
    (told,) = [letter for letter in mailbag.letters if letter["Subject"] == ROWS["inquiry_made"].subject["ru"]]
    assert told["To"] == "rita@example.ru"
    clock.move_to(NOW + timedelta(days=3))
    for page in (vera.open("/application/outcome"), rita.open("/recruiting/inquiries"), rita.open(link)):
        assert "осталось 4 дня" in page.main.text.replace("\xa0", " "), page.path
    clock.move_to(NOW + timedelta(days=9))
    for page in (vera.open("/application/outcome"), rita.open("/recruiting/vacancies")):
        assert "опоздание 2 дня" in page.main.text.replace("\xa0", " "), page.path
    (one,) = [a["href"] for a in rita.open("/recruiting/inquiries").main.all("a") if "/inquiries/" in a["href"]]
    page = rita.open(one)
    assert "Довела три сделки" in page.main.one("textarea", id="words").text
    assert "Довела три сделки" not in asked.main.text
    rita.send(page, signed=NAMED, words="Не хватило примера, где вы удержали цену")
    done = vera.open("/application/outcome").main.text

    assert "Не хватило примера, где вы удержали цену" in done
    assert NAMED in done
    assert mailbag.letters[-1]["Subject"] == ROWS["answer_ready"].subject["ru"]
    assert "удержали" not in mailbag.letters[-1].get_content()
    assert rita.send(page, signed=NAMED, words="Ещё один ответ, другой").status == 409


def test_whoever_is_invited_to_a_talk_gets_a_letter_and_has_nothing_to_contest(
    rita: Reader, vacancy: Page, sent: Callable
):
    vera = sent("Вера")
    link = decided(rita, vacancy, outcome="talk")
    written(rita, link)
    page = vera.open("/application/outcome")

    assert "поговорить" in page.main.text
    assert page.main.all("form") == []


def test_a_later_decision_has_a_letter_of_its_own_and_the_earlier_one_stays(
    rita: Reader, vacancy: Page, sent: Callable, clock: time_machine.Traveller
):
    vera = sent("Вера")
    link = decided(rita, vacancy, outcome="talk")
    written(rita, link, done_well="Сначала мы позвали вас на разговор")
    clock.move_to(NOW + timedelta(days=1))
    decided(rita, vacancy)
    vera.send(vera.open("/application/outcome"), "/reason")
    page = vera.open("/application/outcome").main.text

    assert "Сначала мы позвали вас на разговор" in page
    assert "Его пишут" in page
    assert "ответ до" in page


def test_a_question_about_a_decision_that_is_not_the_newest_any_more_asks_nothing(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable, clock: time_machine.Traveller
):
    vera = sent("Вера")
    decided(rita, vacancy)
    stale = vera.open("/application/outcome")
    clock.move_to(NOW + timedelta(days=1))
    decided(rita, vacancy)

    assert vera.send(stale, "/reason").leads_to == "/application/outcome"
    assert rows()["inquiry"] == []


def test_nothing_of_another_person_of_the_vacancy_is_on_a_letter_or_on_the_page_of_its_reader(
    app: Flask, rita: Reader, vacancy: Page
):
    marks, readers = {}, {}
    for number, name in enumerate(("Вера Кац", "Олег Тихонов", "Анна Ли")):
        mine = {
            "name": name,
            "email": f"canary{number}@example.ru",
            "regions": f"КРАЙ{number}",
            "clients": f"СЕТЬ{number}",
        }
        reader = begun(app, invitation(rita, vacancy, name)[0], **mine)
        further = next(a["href"] for a in reader.open("/application").main.all("a") if "questions" in a["href"])
        reader.send(reader.open(further), level=str(number + 1), confidence="sure", example=f"Пример ПРИМЕР{number}")
        reader.send(reader.open("/application"), "/send")
        marks[number] = {*mine.values(), f"ПРИМЕР{number}"}
        readers[number] = reader
    shown = {}
    for number, reader in readers.items():
        link = decided(rita, vacancy, number, words=f"Слова о решении РЕШЕНИЕ{number}")
        marks[number].add(f"РЕШЕНИЕ{number}")
        shown[number] = [rita.open(f"{link}/feedback").html]
        assert written(rita, link).status == 303
        reader.send(reader.open("/application/outcome"), "/reason")
        shown[number] += [reader.open(path).html for path in ("/application", "/application/outcome")]

    assert len(shown) == 3
    for number, pages in shown.items():
        assert f"ПРИМЕР{number}" in pages[0]
        others = set().union(*(words for other, words in marks.items() if other != number))
        assert [word for page in pages for word in others if word in page] == []


FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")


def an_opening() -> OpenVacancy:
    terms = Terms("КАМ, сети", Reach.PUBLIC, NOW.date())
    bare = Vacancy("v", "f", TARGET, terms, cells_of(FRAMEWORK.roles[TARGET]), None, NOW)
    return OpenVacancy(bare, FRAMEWORK, framework_of(FRAMEWORK, bare))


def letter_of(number: int, draw: np.random.Generator, language: str) -> str:
    """The draft for somebody who answers in their own way, as sure as they are, with an example of their own."""
    found = an_opening()
    asked = list(FRAMEWORK.roles[TARGET].requirements)
    said = scattered(FRAMEWORK, TARGET, draw)
    sure = {str(id) for id in draw.choice(asked, size=draw.integers(2, len(asked)), replace=False)}
    levels = {
        id: answer.model_copy(update={"confidence": "sure" if id in sure else "fairly"})
        for id, answer in said.by_competency.items()
    }
    screening = screening_of(found.framework, replace(said, role=None, by_competency=levels), TARGET)
    missed = Because(Ground.NOT_SHOWN, str(draw.choice(asked)))
    examples = {str(draw.choice(asked)): f"Сеть номер {number} просила скидку, обменяли на полку."}
    who = Application("a", "v", f"K{number:03}", CameBy.POSTING, f"Имя{number} Фамилия", None, NOW, NOW, finished=NOW)
    decision = Decision("d", "a", Outcome.DECLINE, (missed,), "Не показано на примерах", "x" * 32, None, NOW)
    facts = facts_of(found.framework, TARGET, screening, decision.because, examples, sure)
    return " ".join(drafted(found, Row(who, screening, None, (decision,)), facts, language).values())


@pytest.mark.parametrize("language", ["ru", "en"])
def test_letters_of_three_different_people_share_less_than_half_of_their_sentences(app: Flask, language: str):
    """Thirty people, three by three, and of all pairs of them nearly every one.

    They applied on one day and were declined; their levels, what they are sure of, what was missed and their one
    example are their own. People of the very same answers are told the same but for their example.
    """
    draw = np.random.default_rng(20261127)
    with app.test_request_context():
        letters = [sentences(letter_of(number, draw, language)) for number in range(30)]
    shared = {
        (a, b): len(letters[a] & letters[b]) / min(len(letters[a]), len(letters[b]))
        for a, b in combinations(range(30), 2)
    }

    assert [pair for pair, share in shared.items() if pair[0] // 3 == pair[1] // 3 and share >= HALF] == []
    assert sum(share < HALF for share in shared.values()) >= 0.99 * len(shared)
    assert sum(shared.values()) / len(shared) < 0.3


CASES = {
    "Вера": "Сеть просила скидку за полку, обменяли на акцию в ста магазинах",
    "Олег": "Зимой сорвалась поставка, я за ночь нашёл другой склад",
    "Нина": "Закупщик ушёл, и я заново собрала все договорённости с новым",
}
WHERE = pytest.mark.parametrize("where", ["missed", "best", "other"])
MISSED = Because(Ground.NOT_SHOWN, "resilience")


def parts_with(name: str, example: str, where: str, seed: int, language: str) -> dict[Part, str]:
    """The draft for somebody with one example: of what the decision missed, of what they did best, or of neither."""
    found = an_opening()
    screening = screening_of(found.framework, scattered(FRAMEWORK, TARGET, np.random.default_rng(seed)), TARGET)
    tried = [
        facts_of(found.framework, TARGET, screening, [MISSED], {one.competency: example}) for one in screening.topics
    ]
    facts = next(
        one
        for one in tried
        if {
            "missed": one.steps[0].wrote,
            "best": one.done_well and one.done_well.wrote,
            "other": one.wrote,
        }[where]
    )
    who = Application("a", "v", "K1", CameBy.POSTING, name, None, NOW, NOW, finished=NOW)
    decision = Decision("d", "a", Outcome.DECLINE, (MISSED,), "Не показано на примерах", "x" * 32, None, NOW)
    return drafted(found, Row(who, screening, None, (decision,)), facts, language)


@pytest.mark.parametrize("language", ["ru", "en"])
@WHERE
def test_people_who_lack_the_same_get_letters_of_which_less_than_half_is_shared(app: Flask, language: str, where: str):
    """One decision for the same reason on the same day, one example each; the levels are everybody's own.

    People of the very same levels are told the same of their levels and the steps: there only the words of theirs
    differ.
    """
    with app.test_request_context():
        letters = [
            sentences(" ".join(parts_with(name, example, where, seed, language).values()))
            for seed, (name, example) in enumerate(CASES.items(), 3)
        ]

    for one, another in combinations(letters, 2):
        assert len(one & another) / min(len(one), len(another)) < HALF


@pytest.mark.parametrize("language", ["ru", "en"])
@WHERE
def test_a_letter_quotes_an_example_once_where_its_topic_is_spoken_of(app: Flask, language: str, where: str):
    at = {"missed": Part.FIRST_STEP, "best": Part.DONE_WELL, "other": Part.OPENING}[where]
    with app.test_request_context():
        for name, example in CASES.items():
            parts = parts_with(name, example, where, 3, language)
            assert {part: text.count(example[:30]) for part, text in parts.items() if example[:30] in text} == {at: 1}
            assert where == "other" or example in parts[at]


@pytest.mark.parametrize(
    ("example", "begins"),
    [
        ("https://example.ru/" + "a" * 60, "https://example.ru/aaa"),
        ("Сеть просила скидку за полку, а мы обменяли её на акцию в ста магазинах", "Сеть просила скидку за полку"),
    ],
)
def test_the_opening_calls_an_example_to_mind_by_its_start_also_where_that_is_one_long_word(
    app: Flask, example: str, begins: str
):
    with app.test_request_context():
        opening = parts_with("Вера", example, "other", 3, "en")[Part.OPENING]
    (quote,) = re.findall("read, too: “(.*)”", opening)

    assert quote.startswith(begins)
    assert quote.endswith("…")
    assert len(quote) <= 60


@pytest.mark.parametrize(
    ("sources", "chose"), [(("interview",), False), (("situations",), True), (("interview", "situations"), True)]
)
def test_a_draft_speaks_of_situations_only_to_whoever_chose_in_them(app: Flask, sources: tuple[str, ...], chose: bool):
    found, who = an_opening(), Application("a", "v", "K1", CameBy.POSTING, "Вера", None, NOW, NOW, finished=NOW)
    screening = screening_of(found.framework, scattered(FRAMEWORK, TARGET, np.random.default_rng(1)), TARGET)
    facts = Facts(DoneWell("teamwork", None, sources, None, ()), ())
    with app.test_request_context():
        well = drafted(found, Row(who, screening, None, ()), facts, "en")[Part.DONE_WELL]
    assert ("your choices in situations" in well) is chose
    assert ("those who talked with you" in well) is not chose


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_draft_names_what_the_work_is_impossible_without_where_that_is_why(app: Flask, language: str):
    found, who = an_opening(), Application("a", "v", "K1", CameBy.POSTING, "Вера", None, NOW, NOW, finished=NOW)
    screening = screening_of(found.framework, scattered(FRAMEWORK, TARGET, np.random.default_rng(1)), TARGET)
    lacks = (Because(Ground.KNOCK_OUT, "licence"), Because(Ground.KNOCK_OUT, "education"))
    decided = {}
    for because in (lacks, (Because(Ground.NOT_SHOWN, "negotiation"),)):
        no = Decision("d", "a", Outcome.DECLINE, because, "Нет прав и диплома", "x" * 32, None, NOW)
        with app.test_request_context():
            decided[because] = drafted(found, Row(who, screening, None, (no,)), Facts(None, ()), language)[Part.OPENING]
    said = {"ru": "водительские права, требуемое образование.", "en": "a driving licence, the education it asks for."}

    assert decided[lacks].endswith(said[language])
    assert said[language][:10] not in [*decided.values()][1]


@pytest.mark.parametrize("outcome", [Outcome.TALK, Outcome.DECLINE, Outcome.OFFER])
def test_in_a_contest_a_letter_thanks_for_taking_part_in_it(app: Flask, outcome: Outcome):
    found, who = an_opening(), Application("a", "v", "K1", CameBy.POSTING, "Вера", None, NOW, NOW, finished=NOW)
    days = Timetable(NOW.date(), NOW.date(), NOW.date())
    found = replace(found, vacancy=replace(found.vacancy, contest=Contest("chair", days, NOW)))
    screening = screening_of(found.framework, scattered(FRAMEWORK, TARGET, np.random.default_rng(1)), TARGET)
    held = (Because(Ground.HELD, "negotiation"),)
    decision = Decision("d", "a", outcome, held, "Вернула полку в двух сетях", "x" * 32, None, NOW)
    with app.test_request_context():
        for language, words in (("ru", "Спасибо за участие в конкурсе"), ("en", "Thank you for taking part")):
            opening = drafted(found, Row(who, screening, None, (decision,)), Facts(None, ()), language)[Part.OPENING]
            assert words in opening


def test_an_offer_outside_a_contest_does_not_thank_for_a_contest(app: Flask):
    found, who = an_opening(), Application("a", "v", "K1", CameBy.POSTING, "Вера", None, NOW, NOW, finished=NOW)
    screening = screening_of(found.framework, scattered(FRAMEWORK, TARGET, np.random.default_rng(1)), TARGET)
    held = (Because(Ground.HELD, "negotiation"),)
    offer = Decision("d", "a", Outcome.OFFER, held, "Вернула полку в двух сетях", "x" * 32, None, NOW)
    with app.test_request_context():
        opening = drafted(found, Row(who, screening, None, (offer,)), Facts(None, ()), "en")[Part.OPENING]
    assert "offer you the post" in opening
    assert "contest" not in opening
