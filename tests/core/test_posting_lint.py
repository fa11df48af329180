"""What a posting should not ask is found in every form of its words, with its place; what it may ask is left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.posting_lint import Asked, findings

FOUND = {
    Asked.SEX: [
        "Ищем мужчину", "только женщины", "девушек от агентств", "юноши", "парней", "пол: мужской", "женского пола",
        "a man with drive", "men only", "female candidates", "a girl for the front desk", "salesman",
        "Пол мужской", "пол жен.", "муж. 25+", "муж. пола", "муж. и жен.", "сотрудницу", "сотрудницы",
    ],
    Asked.AGE: [
        "возраст от 25", "возраст до 40 лет", "не старше 35", "моложе 30 лет", "25–40 лет", "до 45 лет",
        "молодой коллектив", "молодых специалистов", "в молодую дружную команду", "предпенсионеры", "under 35",
        "aged 25 to 35", "25-35 years old", "a young team", "young dynamic people", "digital native",
        "Возраст: двадцать пять – тридцать лет", "возраст до сорока", "не старше сорока", "не старше сорока пяти лет",
        "от двадцати до сорока лет", "under thirty", "under the age of thirty-five", "over forty only", "not older than 40",
        "не старше тридцати пяти", "под лозунгом не старше 35 и минимум опыта", "candidates over thirty-five",
        "not older than thirty-five", "до сорока пяти лет", "от 25 лет, опыт работы в сетях",
    ],
    Asked.LOOKS: [
        "презентабельный вид", "приятная внешность", "опрятного внешнего вида", "внешние данные", "рост от 175",
        "резюме с фото", "good-looking", "well-groomed", "smart appearance", "photo required",
        "attractive person", "an attractive young candidate", "good looks", "a good-looking person",
    ],
    Asked.FAMILY: [
        "семейное положение", "замужем", "без детей", "без маленьких детей", "не в декрете", "marital status",
        "unmarried", "no children", "pregnancy", "no kids", "without small kids", "child-free",
    ],
    Asked.REGISTRATION: [
        "московская прописка", "регистрация в Москве", "постоянной регистрацией", "только местные жители",
        "проживание в районе", "local residents only", "must live in Kazan",
        "Москвичи", "москвичей", "москвичку", "москвича", "только москвичам", "петербуржцы",
    ],
    Asked.ORIGIN: [
        "Славяне", "славянка", "славянина", "гражданство РФ", "граждане России", "славянской внешности", "национальность", "EU citizens",
        "native speaker",
    ],
    Asked.BELIEF: ["вероисповедание", "политических взглядов", "religious"],
    Asked.HEALTH: ["без вредных привычек", "некурящие", "крепкого здоровья", "non-smoker", "excellent health"],
    Asked.TEMPER: ["экстраверт", "экстраверта", "холерик", "знак зодиака", "an extravert", "Extroverted", "charismatic"],
    Asked.YEARS: ["опыт работы от 3 лет", "опытом продаж не менее двух лет", "стаж от 5 лет", "5+ years of experience", "at least 3 years of sales experience"],
}  # fmt: skip

LEFT_ALONE = [
    "Вести переговоры с сетями и аптеками",
    "Регистрация заказов в CRM и документы для регистрации товара",
    "Товары для детей и молодёжи, косметика",
    "Рост продаж от 10 % и рост доли полки",
    "Клиентская база до 50 клиентов, дебиторка до 45 дней",
    "Мы не спрашиваем о поле, возрасте и семейном положении",
    "Возьмём любого возраста и независимо от гражданства",
    "Право работать в стране, водительские права",
    "Manage up to 40 accounts and grow the share over 20%",
    "We do not ask about age or marital status",
    "Registration of orders in the CRM",
    "Работать в команде; команда молодеет",
    "Пол рабочего дня уходит на встречи, полмесяца — на поездки; склад с тёплым полом",
    "Нужно мужество сказать клиенту «нет»; женьшень и мужские товары",
    "Сотрудники и помощники отдела",
    "Документы не старше тридцати дней, выписка не старше 30 дней",
    "Компании двадцать пять лет, до сорока клиентов, сорок точек",
    "Москвичам удобно добираться: офис у метро «Славянский бульвар»",
    "Филиал в Славянске-на-Кубани",
    "An attractive salary and attractive offers for people in chains",
    "A good looking report, and you know what good looks like",
    "Over thirty accounts, under thirty minutes, over twenty percent",
    "Goods for kids, no kids’ menu",
    "Reports not older than 30 days",
    "Over twenty-five clients, under forty-five minutes, over thirty-day terms",
    "Reports not older than thirty-five days, prices not older than 30 business days",
    "Отчёты не старше тридцати пяти дней, справка не старше 30 рабочих дней",
    "Our team is over thirty.",
    "A team of over thirty",
    "До сорока пяти лет гарантии, до 20 лет гарантии на оборудование",
    "Отдел жен. одежды, зал муж. и жен. обуви",
    "Дилер автомобилей Москвича, завод «Москвич»",
    "Клиенты: фабрика «Славянка», торты Славянки",
]


@pytest.mark.parametrize(("asked", "words"), [(asked, words) for asked, several in FOUND.items() for words in several])
def test_every_form_of_the_words_is_found(asked: Asked, words: str):
    for text in (words, f"Требования:\n• {words}, приветствуется", words.upper()):
        assert asked in {one.asked for one in findings(text)}, (text, findings(text))


@pytest.mark.parametrize("words", LEFT_ALONE)
def test_what_is_about_work_is_left_alone(words: str):
    assert findings(words) == ()


def test_a_finding_says_where_it_is():
    text = "Ищем КАМ\n\n• Экстраверт, разведён\n• Переговоры"
    first, second = findings(text)

    assert (first.asked, first.words, first.line) == (Asked.TEMPER, "Экстраверт", 3)
    assert (second.asked, text[second.start : second.end]) == (Asked.FAMILY, "разведён")


@given(
    st.lists(
        st.sampled_from([*LEFT_ALONE, *(w for several in FOUND.values() for w in several), "\n", ". ", "ё"]), max_size=8
    )
)
def test_places_lie_in_the_text_in_order_and_apart(pieces: list[str]):
    text = " ".join(pieces)
    found = findings(text)

    assert all(text[one.start : one.end].startswith(one.words) for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
