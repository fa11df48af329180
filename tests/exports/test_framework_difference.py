"""A difference in words: of the reader's language, with names in the place of ids."""

import re
from copy import deepcopy
from typing import Any

import pytest

from kamcareer.core.framework.difference import difference
from kamcareer.core.framework.model import Framework
from kamcareer.exports.framework_difference import difference_text
from kamcareer.exports.framework_words import KINDS, RUSSIAN_STEPS, RUSSIAN_VALUES

SCHEMA = Framework.model_json_schema(by_alias=True)
OWN_MEANING = {"best", "worst"}  # letters of options


def fields() -> dict[str, set[str]]:
    """Return every key that a framework can hold, with the few words it may hold there."""
    found: dict[str, set[str]] = {}
    for shape in (SCHEMA, *SCHEMA["$defs"].values()):
        for key, field in shape.get("properties", {}).items():
            found.setdefault(key, set()).update(choices(field))
    return found


def choices(field: dict[str, Any]) -> set[str]:
    below = [field.get("items", {}), *field.get("anyOf", [])]
    named = SCHEMA["$defs"].get(field.get("$ref", "").rpartition("/")[2], {})
    found = {*field.get("enum", []), *named.get("enum", [])}
    return found.union(*(choices(one) for one in below)) if any(below) else found


def told(framework: Framework, other: dict[str, Any], language: str) -> str:
    after = Framework.model_validate(other)
    return difference_text(framework, after, difference(framework, after), language)


@pytest.fixture
def other(framework: Framework) -> dict[str, Any]:
    return deepcopy(framework.model_dump(mode="json", by_alias=True))


def test_every_part_of_a_model_has_a_russian_word():
    missing = [key for key in fields() if key not in RUSSIAN_STEPS]
    unsaid = {
        key: words - RUSSIAN_VALUES.get(key, {}).keys()
        for key, words in fields().items()
        if key not in OWN_MEANING and words - RUSSIAN_VALUES.get(key, {}).keys()
    }
    assert missing == []
    assert unsaid == {}
    assert not [word for word in (*KINDS.values(), *RUSSIAN_STEPS.values()) if re.search("[A-Za-z]", word)]


def test_what_a_role_asks_is_told_by_the_names_of_topics(framework: Framework, other: dict[str, Any]):
    needs = other["roles"]["supervisor"]["requirements"]
    needs["negotiation"]["level"] = 3
    needs["market"] |= {"weight": 3, "must_have": True, "reason": {"ru": "Иначе никак", "en": "No other way"}}
    del needs["communication"]

    assert told(framework, other, "ru") == (
        "Роль «Супервайзер»\n"
        "  «Коммуникация и контакт»: убрано: нужная ступень: 2, вес: 2, без этого не обойтись: нет\n"
        "  «Переговоры и работа с возражениями», нужная ступень: 2 → 3\n"
        "  «Рынок и конкуренция», вес: 2 → 3\n"
        "  «Рынок и конкуренция», без этого не обойтись: нет → да\n"
        "  «Рынок и конкуренция», причина: добавлено: Иначе никак\n"
    )


def test_texts_order_ways_and_questions_are_told_in_russian(framework: Framework, other: dict[str, Any]):
    topic = other["competencies"]["negotiation"]
    topic["anchors"]["2"]["en"] = "Otherwise"
    topic["situations"][0]["options"]["A"]["text"]["ru"] = "Так"
    topic["indicators"].reverse()
    other["edges"][0]["falls"] = {"finance": {"ru": "Там этого нет", "en": "Not there"}}
    other["order"]["roles"].reverse()
    del other["guides"]["read_the_report"]
    said = told(framework, other, "ru")

    for line in (
        "  путь «Мерчендайзер → Торговый представитель», почему ниже «Финансовая грамотность»: добавлено: Там этого нет",
        "  порядок, роли: изменён порядок",
        "  описание ступени 2 (по-английски):\n    было: ",
        "    стало: Otherwise",
        "  ситуация «За три дня до подписания годового договора…», поступок A (по-русски):\n    было: ",
        "  признаки в работе: изменён порядок",
        "Убрано: помощь «Как читать отчёт»",
    ):
        assert line in said
    assert not {"negotiation", "supervisor", "finance", "required level", "moved"} & set(re.findall(r"[a-z_ ]+", said))


def test_two_of_one_name_are_told_apart_by_their_ids(framework: Framework, other: dict[str, Any]):
    other["roles"]["supervisor"]["name"] = other["roles"]["sales_manager"]["name"]
    other["roles"]["supervisor"]["requirements"]["negotiation"]["level"] = 3

    assert "Роль «Менеджер по продажам (supervisor)»\n" in told(framework, other, "ru")
    assert "role supervisor, Sales manager\n" in told(framework, other, "en")


def test_what_is_taken_out_of_use_is_told_so(framework: Framework, other: dict[str, Any]):
    other["competencies"]["negotiation"]["indicators"][0]["retired"] = True
    said = told(framework, other, "ru")

    assert re.fullmatch(
        "Тема «Переговоры и работа с возражениями»\n  признак в работе «.+»: больше не применяется, но сохраняется\n",
        said,
    )
