"""A manager's form: what was written comes back, and whatever is wrong names its cell and lets nothing in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.assessment import questions
from kamcareer.core.company_rounds import Participant
from kamcareer.core.rating_requests import GivenRating
from kamcareer.core.round_form import NAMES, NOT_SEEN, read_form
from kamcareer.core.spreadsheets.problem import Wrong
from kamcareer.core.spreadsheets.reading import read_sheets
from kamcareer.core.spreadsheets.sheet import Sheet
from kamcareer.exports.round_form_xlsx import round_form
from kamcareer.services.framework_files import load_framework

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
TOPICS = questions(FRAMEWORK, "sales_representative")
ASKED = {"007": TOPICS, "P-2": TOPICS}
NAMES_OF = {"007": "Вера", "P-2": "Вера"}
LANGUAGES = st.sampled_from(["ru", "en"])
RATINGS = st.builds(GivenRating, st.integers(0, 4)) | st.just(GivenRating(no_chance=True))
SAID = st.dictionaries(st.tuples(st.sampled_from(sorted(ASKED)), st.sampled_from(TOPICS)), RATINGS, min_size=1)


def word(rating: GivenRating, language: str) -> str:
    return NOT_SEEN[language] if rating.level is None else FRAMEWORK.scale[rating.level].name[language]


def table(rows: list[tuple[str, str, str | None]], language: str = "ru") -> Sheet:
    head = tuple(names[language] for names in NAMES.values())
    return Sheet("Форма", (head, *((topic, number, "Вера", seen) for topic, number, seen in rows)))


@given(SAID, LANGUAGES)
def test_what_was_chosen_is_what_is_read(said: dict[tuple[str, str], GivenRating], language: str):
    rows = [(FRAMEWORK.competencies[id].name[language], n, word(r, language)) for (n, id), r in said.items()]
    form = read_form([table(rows, language)], FRAMEWORK, ASKED, NAMES_OF)

    assert form.problems == ()
    assert {(n, id): r for n, topics in form.said.items() for id, r in topics.items()} == said


def test_the_empty_form_says_nothing_and_has_everybody_in_every_topic():
    people = [Participant("r", number, "x", "Вера", "", None, None, "Олег", None) for number in ASKED]
    lines = [(topic, person) for topic in TOPICS for person in people]
    words = {key: key for key in ("form", "levels", "guide", "wrong", "choose", "guide_what")}
    (sheet, *_others) = read_sheets(round_form(FRAMEWORK, lines, "ru", words), "form.xlsx")

    assert len(sheet.rows) == len(lines) + 1
    form = read_form([sheet], FRAMEWORK, ASKED, NAMES_OF)
    assert [problem.wrong for problem in form.problems] == [Wrong.NO_SCORES]


def test_every_cell_that_is_wrong_is_named():
    topic, other = (FRAMEWORK.competencies[id].name["ru"] for id in TOPICS[:2])
    outside = next(id for id in FRAMEWORK.competencies if id not in TOPICS)
    rows = [
        (topic, "007", "самостоятельно"),
        (topic, "007", "уверенно в сложном"),
        (other, "008", "самостоятельно"),
        ("Харизма", "007", "самостоятельно"),
        (FRAMEWORK.competencies[outside].name["ru"], "007", "самостоятельно"),
        (other, "007", "отлично"),
        (other, "P-2", None),
    ]
    form = read_form([table(rows)], FRAMEWORK, ASKED, NAMES_OF)

    assert [(str(one.cell), one.wrong) for one in form.problems] == [
        ("Форма!D3", Wrong.SCORED_TWICE),
        ("Форма!B4", Wrong.NOT_WAITED_FOR),
        ("Форма!A5", Wrong.UNKNOWN_TOPIC),
        ("Форма!A6", Wrong.NOT_ASKED),
        ("Форма!D7", Wrong.UNKNOWN_LEVEL),
    ]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Семёнова Алёна", True),
        ("  СЕМЕНОВА  алена ", True),
        (None, True),
        ("Семёнова Анна", False),
        ("Иванов Иван", False),
    ],
)
def test_a_name_that_is_not_of_the_person_with_that_number_is_a_cell_to_mend(written: str | None, right: bool):
    topic = FRAMEWORK.competencies[TOPICS[0]].name["ru"]
    head = tuple(names["ru"] for names in NAMES.values())
    sheet = Sheet("Форма", (head, (topic, "007", written, "самостоятельно")))
    form = read_form([sheet], FRAMEWORK, ASKED, {"007": "Семёнова Алёна", "P-2": "Вера"})

    assert bool(form.said) is right
    wrong = [] if right else [("Форма!C2", Wrong.OTHER_NAME, written, ("Семёнова Алёна",))]
    assert [(str(one.cell), one.wrong, one.said, one.hints) for one in form.problems] == wrong


@pytest.mark.parametrize("digit", ["3", 3, 3.0, "0"])
def test_a_digit_is_no_level_since_the_form_shows_none(digit: object):
    form = read_form(
        [table([(FRAMEWORK.competencies[TOPICS[0]].name["ru"], "007", digit)])], FRAMEWORK, ASKED, NAMES_OF
    )

    assert form.said == {}
    assert [(str(one.cell), one.wrong) for one in form.problems] == [("Форма!D2", Wrong.UNKNOWN_LEVEL)]


def test_a_table_without_its_columns_is_none():
    form = read_form([Sheet("Лист1", (("ФИО", "Оклад"), ("Вера", 1)))], FRAMEWORK, ASKED, NAMES_OF)

    assert {one.wrong for one in form.problems} == {Wrong.NO_COLUMN}


@pytest.mark.parametrize(
    ("number", "name", "asked", "right"),
    [
        (7, "Вера", ["007"], True),
        ("7", "вера", ["007"], True),
        ("07", "'Вера", ["007"], True),
        (7, "Олег", ["007"], False),
        (7, None, ["007"], False),
        (7, "Вера", ["007", "07"], False),
        (70, "Вера", ["007"], False),
    ],
)
def test_a_number_that_lost_its_zeros_is_that_of_the_one_person_expected_whose_name_stands_beside_it(
    number: object, name: str | None, asked: list[str], right: bool
):
    topic = FRAMEWORK.competencies[TOPICS[0]].name["ru"]
    head = tuple(names["ru"] for names in NAMES.values())
    sheet = Sheet("Форма", (head, (topic, number, name, "самостоятельно")))
    form = read_form([sheet], FRAMEWORK, dict.fromkeys(asked, TOPICS), dict.fromkeys(asked, "Вера"))

    assert [one.wrong for one in form.problems] == ([] if right else [Wrong.NOT_WAITED_FOR])
    assert list(form.said) == (["007"] if right else [])
