"""A line that only says where the work is gives the place; whatever else names a city does not."""

import pytest

from kamcareer.core.framework.model import Framework
from kamcareer.core.vacancy_text.places import is_place
from kamcareer.core.vacancy_text.proposal import Fact
from kamcareer.core.vacancy_text.reading import proposal_of
from tests.core.vacancy_text.samples import RUSSIAN


@pytest.mark.parametrize(
    "line",
    [
        "Москва", "МОСКВА", "г. Москва", "г.Казань", "Москва, Санкт-Петербург", "Москва и Казань", "Москва / удалённо",
        "Екатеринбург, ул. Ленина 5", "Екатеринбург, ул. Ленина, 5", "Ростов-на-Дону, пр-т Мира, д. 7", "Пермь, 2-я Новая улица 3",
        "Москва, м. Киевская", "удалённо", "Удаленно", "remote", "Hybrid", "гибрид", "Москва (гибрид)", "г. Владимир", "Moscow, Kazan",
    ],
)  # fmt: skip
def test_a_line_of_its_own_that_is_a_place_is_one(line: str):
    assert is_place(line)


@pytest.mark.parametrize(
    "line",
    [
        "", "Владимир", "Сети в Москве", "Москва — наш главный рынок", "Москва, опыт продаж", "Омск и вся область",
        "ул. Ленина 5", "удалённо не работаем", "Работа с удалёнными складами", "remote control", "Самара нам нужна",
        "Екатеринбург, переговоры с сетями", "5", ", Москва,, продажи",
    ],
)  # fmt: skip
def test_what_only_names_a_city_is_no_place(line: str):
    assert not is_place(line)


def test_a_bare_line_is_proposed_as_the_place(framework: Framework):
    text = RUSSIAN.replace("Город: Казань", "Екатеринбург, ул. Ленина 5")
    found = proposal_of(text, framework)

    assert [one.words for one in found.facts if one.kind is Fact.PLACE] == ["Екатеринбург, ул. Ленина 5"]
