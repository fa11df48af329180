"""Drafts of the letter about a decision: whose words are in it, and how unlike those of others it is."""

import re
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from flask import Flask

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.applications import Application, CameBy
from kamcareer.core.contests import Contest, Timetable
from kamcareer.core.decisions import Because, Decision, Ground, Outcome
from kamcareer.core.feedback import DoneWell, Facts, Part, facts_of
from kamcareer.core.selection.screening import screening_of
from kamcareer.core.vacancies import Reach, Terms, Vacancy, cells_of, framework_of
from kamcareer.services.framework_files import load_framework
from kamcareer.services.screenings import Row
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.web.recruiting.feedback_draft import drafted
from tests.conftest import NOW
from tests.core.people import TARGET, scattered

HALF = 0.5
FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")


def sentences(text: str) -> set[str]:
    return {one for one in re.split(r"(?<=[.!?])\s+", text) if one}


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
