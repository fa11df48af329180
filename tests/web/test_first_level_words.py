"""First-level pages are read without a course in statistics, and by everybody alike."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from kamcareer.core.framework.model import Framework
from kamcareer.core.links import Extent
from kamcareer.services.demo import demo_people, load_demo
from kamcareer.services.sharing import show_link
from kamcareer.store.database import db, may_write
from kamcareer.web.links import link_url
from tests.conftest import now
from tests.web.conftest import Person
from tests.web.pages import Reader, begin
from tests.web.stock import YEAR

DECIMAL_LEVEL = re.compile(r"(?<![\d.,:])[−-]?[0-4][.,]\d{1,2}(?![\d.,]|\s?%)")
TERMS = {
    "ru": r"интервал|вероятност|медиан|дисперси|доверительн|погрешност|стандартн\w+ отклонен|корреляц|θ|σ|μ",
    "en": r"\binterval|\bprobabilit|\bconfidence interval|\bmedian\b|\bvariance|\bstandard (?:deviation|error)"
    r"|\bestimat(?:e|es|ed|or)\b|\bcorrelation|θ|σ|μ",
}
# Forms for two genders at once, in brackets or after a stroke.
GENDERED = re.compile(r"[а-яё]\([а-яё]{1,4}\)|[а-яё]/(?:а|ла|ая|на)\b|\bуверен\b", re.IGNORECASE)


@pytest.fixture
def shown_to_others(app: Flask, framework: Framework) -> Callable[[], list[tuple[str, str]]]:
    """Load the invented people, eight different reports; return the id and the shown report of each."""

    def load() -> list[tuple[str, str]]:
        may_write.set(True)
        with app.test_request_context():
            load_demo(db.session(), framework, now())
            found = []
            for person in demo_people(db.session(), now()):
                link = show_link(
                    db.session(), person.assessment.id, Extent.REPORT, person.framework.competencies, YEAR, now()
                )
                found.append((person.assessment.id, link_url(link).removeprefix("http://localhost")))
            db.session.commit()
        return found

    return load


def first_level(reader: Reader, framework: Framework, shared: str | None = None) -> dict[str, str]:
    """The words of the pages that everybody reads; the version of the model and times are no levels."""
    paths = ["/", "/assessment", "/assessment/role", "/assessment/check", "/assessment/links", "/report", "/start"]
    paths += [
        "/assessment/others",
        "/report/others",
        "/assessment/evidence",
        "/assessment/situations",
        "/report/contest",
        "/assessment/plan?prices=yes",
    ]
    paths += ["/assessment/evidence/new/negotiation", "/start/target", "/assessment/delete"] + (
        [shared] if shared else []
    )
    return {path: reader.open(path).tree.spoken.replace(framework.version, "") for path in paths}


def complaints(said: dict[str, str], language: str) -> list[str]:
    rules = (re.compile(TERMS[language], re.IGNORECASE), DECIMAL_LEVEL, *([GENDERED] if language == "ru" else []))
    return [
        f"{path}: …{words[max(0, match.start() - 40) : match.end() + 20]}…"
        for path, words in said.items()
        for rule in rules
        for match in rule.finditer(words)
    ]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_reports_of_very_different_people_are_said_in_plain_words(
    app: Flask, framework: Framework, shown_to_others: Callable, language: str
):
    for id, shared in shown_to_others():
        said = first_level(Reader(app, language).sit_down(id), framework, shared)
        assert complaints(said, language) == [], id


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("answered", [0, 1, 7])
def test_a_report_with_few_answers_is_said_in_plain_words(
    framework: Framework, somebody: Callable[..., Person], language: str, answered: int
):
    assert complaints(first_level(somebody(language=language, answered=answered).reader, framework), language) == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_question_is_asked_in_plain_words(framework: Framework, somebody: Callable[..., Person], language: str):
    person = somebody(language=language, answered=0)
    asked = {id: person.reader.open(f"/assessment/questions/{id}").tree.spoken for id in person.asked}

    assert complaints(asked, language) == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_stranger_reads_plain_words(app: Flask, language: str):
    reader = Reader(app, language)
    said = {
        path: reader.open(path).tree.spoken for path in ("/", "/start", "/start/target", "/roles", "/about/privacy")
    }

    assert complaints(said, language) == []


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("не хватает −2,4 ступени", "ru"),
        ("at level 1.6 now", "en"),
        ("доверительный интервал", "ru"),
        ("with a probability of", "en"),
        ("насколько вы уверен(а)", "ru"),
        ("готов/а начать", "ru"),
        ("θ", "en"),
    ],
)
def test_the_list_finds_what_it_is_for(words: str, language: str):
    assert complaints({"page": words}, language)


@pytest.mark.parametrize(
    ("words", "language"),
    [("23.11.2026, 12:30, от 41 % до 63 %, +9,5 %", "ru"), ("from 41% to 63%, 7 of 22, 1,200 people", "en")],
)
def test_the_list_leaves_dates_and_shares_alone(words: str, language: str):
    assert complaints({"page": words}, language) == []


def test_short_names_of_roles_are_spelled_out_where_they_come_first(reader: Reader):
    card = begin(reader).response
    assert card.status_code == 200
    start = reader.open("/start/target").main.text

    assert "КАМ" not in start or "ключев" in start.lower()
