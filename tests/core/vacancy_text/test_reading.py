"""What a posting proposes: each thing with its line, nothing that the text denies, and no way to break the reader."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.core.framework.model import Framework
from kamcareer.core.posting_lint import Asked
from kamcareer.core.vacancies import KnockOut
from kamcareer.core.vacancy_text.proposal import Fact, Pay, Proposal
from kamcareer.core.vacancy_text.reading import proposal_of, text_of_posting
from kamcareer.core.vacancy_text.refusal import MAX_BYTES, MAX_TEXT, Refusal, RefusedPostingError
from tests.core.vacancy_text.samples import ENGLISH, HH, RUSSIAN


def lines_of(found: Proposal, values: tuple) -> dict[str, list[str]]:
    return {one.value: [found.lines[number - 1] for number in one.lines] for one in values}


def refusal(framework: Framework, text: str) -> tuple[Refusal, tuple[str, ...]]:
    with pytest.raises(RefusedPostingError) as refused:
        proposal_of(text, framework)
    return refused.value.refusal, refused.value.place


def test_a_russian_posting_is_recognised_line_by_line(framework: Framework):
    found = proposal_of(RUSSIAN, framework)

    assert found.title
    assert found.title.value.startswith("Менеджер по работе с ключевыми клиентами")
    assert found.roles[0].value == "key_account_manager_retail"
    assert {framework.roles[one.value].ladder for one in found.roles} == {"retail"}  # networks and food, no chemists
    assert set(lines_of(found, found.knock_outs)) == {KnockOut.LICENCE, KnockOut.TRAVEL}
    assert found.education
    assert lines_of(found, (found.education,)) == {"bachelor": ["• Высшее образование"]}
    assert "diploma" not in lines_of(found, found.expects)
    assert lines_of(found, found.topics) == {
        "negotiation": ["• Проведение переговоров об условиях поставки, работа с возражениями"],
        "account_strategy": ["• Прогнозирование продаж, составление плана развития клиента"],
    }  # what the company offers to teach is no duty
    assert found.pay == Pay(120_000, 150_000, "RUB", False, 4)  # noqa: FBT003
    assert [(one.kind, one.words) for one in found.facts] == [
        (Fact.PLACE, "Казань"),
        (Fact.LANGUAGE, "Английский язык не ниже Intermediate"),
        (Fact.CONDITIONS, "График работы: 5/2"),
    ]
    assert {one.asked for one in found.findings} == {Asked.YEARS, Asked.SEX, Asked.AGE}


def test_what_is_welcome_or_denied_is_not_proposed_and_of_several_roles_all_are(framework: Framework):
    found = proposal_of(ENGLISH, framework)

    assert found.language == "en"
    assert found.knock_outs == ()
    assert {"key_client", "cold_calls", "team"} == {one.value for one in found.expects}
    assert found.pay == Pay(40_000, None, "GBP", None, 10)
    assert len({framework.roles[one.value].ladder for one in found.roles}) > 1
    assert proposal_of("Бухгалтер на склад", framework).roles == ()


@pytest.mark.parametrize(
    ("said", "least"),
    [
        ("Высшее фармацевтическое образование", "bachelor"),
        ("Образование: высшее", "bachelor"),
        ("Образование среднее специальное или высшее", "vocational"),
        ("Среднее профессиональное образование", "vocational"),
        ("Магистратура или специалитет", "master"),
        ("Bachelor’s degree in pharmacy", "bachelor"),
        ("Bachelor's or master's degree", "bachelor"),
        ("Vocational training or higher education", "vocational"),
        ("Законченная ординатура", "postgraduate"),
        ("Образование: неоконченное высшее", None),
        ("Желательно высшее образование", None),
        ("Высшее образование не обязательно", None),
        ("Higher education is a plus", None),
        ("Ищем специалиста среднего звена", None),
    ],
)
def test_the_least_education_that_is_asked_for_is_proposed(framework: Framework, said: str, least: str | None):
    found = proposal_of(f"Менеджер по ключевым клиентам\n{said}", framework).education

    assert (found and found.value) == least
    assert found is None or found.lines == (2,)


def test_the_json_of_hh_is_recognised_field_by_field(framework: Framework):
    found = proposal_of(json.dumps(HH), framework)

    assert [one.value for one in found.roles] == ["key_account_manager_pharma"]
    assert lines_of(found, found.knock_outs) == {
        KnockOut.LICENCE: ["driver_license_types: B"],
        KnockOut.TRAVEL: ["Разъездной характер работы & отчёты"],
    }
    assert found.pay == Pay(100_000, 140_000, "RUB", True, 3)  # noqa: FBT003
    assert [one.words for one in found.facts if one.kind is Fact.PLACE] == ["Казань"]
    assert "negotiation" in {one.value for one in found.topics}
    assert found.archived
    assert "alert" not in str(found)
    assert "<" not in found.words


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"name": 5}, ("name",)),
        ({"salary_range": {"from": "много"}}, ("salary_range.from",)),
        ({"salary_range": {"from": True}}, ("salary_range.from",)),
        ({"key_skills": ["Excel"], "area": "Казань"}, ("area", "key_skills[0]")),
        ({"archived": "да"}, ("archived",)),
        ({"description": "x" * 200_001}, ("description",)),
    ],
)
def test_a_field_of_a_wrong_type_is_named(framework: Framework, change: dict[str, Any], fields: tuple[str, ...]):
    kind, named = refusal(framework, json.dumps(HH | change))

    assert kind is Refusal.WRONG_FIELDS
    assert set(named) == set(fields)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (" \n", Refusal.EMPTY),
        ("x" * (MAX_TEXT + 1), Refusal.TOO_LONG),
        ('{"name": ', Refusal.BAD_JSON),
        ('{"items": []}', Refusal.SEVERAL),
        ("[1]", Refusal.SEVERAL),
        ("{}", Refusal.NO_VACANCY),
        ("[" * 100_000, Refusal.NO_VACANCY),
        (f'{{"name": "{"x" * MAX_BYTES}"}}', Refusal.TOO_LARGE),
    ],
)
def test_what_cannot_be_read_is_refused(framework: Framework, text: str, kind: Refusal):
    assert refusal(framework, text)[0] is kind


def test_a_file_that_is_no_text_is_refused():
    for data, kind in ((b"\x89PNG\r\n\x1a\n\x00", Refusal.UNKNOWN), (b"x" * (MAX_BYTES + 1), Refusal.TOO_LARGE)):
        with pytest.raises(RefusedPostingError) as refused:
            text_of_posting(data)
        assert refused.value.refusal is kind


WORDS = st.sampled_from([*RUSSIAN.split(), *ENGLISH.split(), "\n", ":", "от", "до", "90 000 ₽"])
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | TEXTS, lambda v: st.lists(v, max_size=3)
)
FIELDS = st.fixed_dictionaries({}, optional=dict.fromkeys(HH, VALUES))


@settings(max_examples=60)
@given(text=st.one_of(TEXTS, FIELDS.map(json.dumps)))
def test_whatever_is_sent_is_proposed_with_lines_that_are_there_or_refused(framework: Framework, text: str):
    try:
        found = proposal_of(text, framework)
    except RefusedPostingError:
        return
    things = (found.title, found.education, *found.roles, *found.knock_outs, *found.expects, *found.topics)
    numbers = {number for one in things if one for number in one.lines}
    numbers |= {one.line for one in found.facts} | ({found.pay.line} if found.pay else set())

    assert all(1 <= number <= len(found.lines) for number in numbers)
    assert {one.value for one in found.topics} <= set(framework.competencies)
    assert {one.value for one in found.roles} <= set(framework.roles)
