import csv
from io import StringIO

import pytest

from kamcareer.core.answers import Answer, Answers, Opinion
from kamcareer.core.gaps import GapReport, gap_report
from kamcareer.exports.gap_csv import COLUMNS, gap_csv
from tests.exports.reports import FRAMEWORK, TARGET, example_report, report_with

WORDS = {word: word.upper() for word in (*COLUMNS, "yes", "no", "sure", "fairly", "guess", "low_evidence", "self")}


def rows(report, language: str) -> list[dict[str, str]]:
    text = gap_csv(report, language, WORDS).decode("utf-8-sig")
    reader = csv.DictReader(StringIO(text), delimiter=";" if language == "ru" else ",")
    return [{key.lower(): value for key, value in row.items()} for row in reader]


def known_from_others() -> GapReport:
    manager = Opinion(source="manager", rater="Oleg", levels=dict.fromkeys(FRAMEWORK.competencies, 2))
    return gap_report(FRAMEWORK, Answers(None, {}, others=(manager,)), TARGET)


def said(example: str) -> str:
    report = report_with(negotiation=Answer(level=2, example=example))
    return next(row["example"] for row in rows(report, "ru") if row["answer"])


def test_russian_excel_gets_a_mark_semicolons_and_decimal_commas():
    data = gap_csv(example_report(), "ru", WORDS)
    first = rows(example_report(), "ru")[0]

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines()[0] == ";".join(WORDS[column] for column in COLUMNS)
    assert all("." not in first[column] for column in ("estimate", "low", "high", "probability_met"))
    assert 0 <= float(first["estimate"].replace(",", ".")) <= 4


def test_english_excel_gets_commas_and_points():
    data = gap_csv(example_report(), "en", WORDS)

    assert data.decode("utf-8-sig").splitlines()[0].count(",") == len(COLUMNS) - 1
    assert all("," not in row["estimate"] for row in rows(example_report(), "en"))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_competency_of_the_role_is_a_row_in_the_readers_language(language):
    report = example_report()
    names = [FRAMEWORK.competencies[gap.competency].name[language] for gap in report.by_points]

    assert [row["competency"] for row in rows(report, language)] == names
    assert {row["must_have"] for row in rows(report, language)} == {"YES", "NO"}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_row_names_its_sources_and_warns_where_only_the_persons_own_word_is_known(language):
    alone = report_with(negotiation=Answer(level=2))
    sources = {row["competency"]: row["sources"] for row in rows(alone, language)}

    assert sources.pop(FRAMEWORK.competencies["negotiation"].name[language]) == "SELF"
    assert set(sources.values()) == {""}
    assert {row["trust"] for row in rows(alone, language)} == {"LOW_EVIDENCE"}
    assert {row["trust"] for row in rows(known_from_others(), language)} == {""}


def test_levels_are_words_and_no_chance_is_an_empty_cell():
    report = report_with(negotiation=Answer(level=2, confidence="guess"), leadership=Answer(level=None))
    by_name = {row["competency"]: row for row in rows(report, "ru")}
    negotiation, leadership, market = (
        by_name[FRAMEWORK.competencies[id].name.ru] for id in ("negotiation", "leadership", "market")
    )

    assert negotiation["answer"] == FRAMEWORK.scale[2].name.ru
    assert negotiation["required"] == FRAMEWORK.scale[4].name.ru
    assert negotiation["confidence"] == "GUESS"
    assert leadership["answer"] == market["answer"] == market["confidence"] == ""


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_begins_like_a_formula_stays_text(begin):
    text = f"{begin}HYPERLINK(0)"
    # An answers file strips outer spaces; a stored answer need not have passed one.
    report = report_with(negotiation=Answer.model_construct(level=2, confidence="fairly", example=text))
    [cell] = [row["example"] for row in rows(report, "ru") if row["answer"]]

    assert cell == f"'{text}"


@pytest.mark.parametrize("text", ["+9 %; «цитата»", 'кавычки "внутри", запятая', "две\nстроки", "9 % = хорошо"])
def test_other_texts_come_through_whole(text):
    assert said(text).removeprefix("'") == text
    assert said(text).startswith("'") == text.startswith("+")


def test_no_number_becomes_text():
    assert not any(value.startswith("'") for row in rows(report_with(None), "ru") for value in row.values())
