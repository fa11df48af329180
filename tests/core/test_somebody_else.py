"""A text for one person that names another of the vacancy is found, and where it only may, the words are named."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kamcareer.core.names import plain_name
from kamcareer.core.somebody_else import Other, names_somebody, perhaps_named

LETTERS = "абвгдеёжзиклмнопрстуфхцчшщыэюя"
NAMES = st.builds("{} {}".format, *(st.text(LETTERS, min_size=3, max_size=9).map(str.capitalize) for _ in range(2)))
MINE = ("Вера Кац", "Рита Орлова, рекрутер")


@given(NAMES, st.sampled_from(["{}", "вместо {} мы", "«{}»", "({}),"]), st.booleans())
@example(name="Семён Орлов", around="как {} до вас", loud=True)
def test_the_whole_name_of_another_is_found_however_it_is_spaced_and_written(name: str, around: str, loud: bool):
    text = around.format(name.replace(" ", "\n ").replace("ё", "е"))

    assert names_somebody(text.upper() if loud else text, [Other(name, None, "K7F3")])


@given(st.text(max_size=60), NAMES)
def test_a_text_without_the_words_of_a_name_names_nobody(text: str, name: str):
    plain, written = plain_name(text), [plain_name(name), "who@example.ru", "q9q9q9"]

    assert not names_somebody(text, [Other(name, "who@example.ru", "Q9Q9Q9")]) or any(one in plain for one in written)


def test_a_mailbox_a_code_and_a_single_name_give_somebody_away_and_a_word_does_not():
    others = [Other("Вера", "oleg@example.ru", "K7F3")]

    assert names_somebody("пишите OLEG@example.ru", others)
    assert names_somebody("лучше, чем k7f3", others)
    assert names_somebody("Вера ответила иначе", others)
    assert not names_somebody("ваша вера в команду; уверенность", others)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        (
            "Анна Соколова",
            "Лучше, чем у Соколовой: сказала Соколова, спросили Соколову",
            ("Соколовой", "Соколова", "Соколову"),
        ),
        ("Олег Ким", "Мы выбрали Олега Кима, а не вас", ("Олега", "Кима")),
        ("Пётр Островский", "Вместе с Петром и Островским", ("Петром", "Островским")),
        ("Anna Sokolova", "Anna’s plan, Sokolova's words", ("Anna’s", "Sokolova's")),
        ("Олег Орлов", "Рита Орлова и Вера Кац говорили об Олеге", ("Олеге",)),
        ("Нина Петрова-Водкина", "Спросили Водкину и Петрову-Водкину", ("Водкину", "Петрову")),
        ("Роман Ли", "Роман с сетью. Ли ответил", ("Роман",)),
        ("Вера Соколова", "Верно. Вернула полку с соколовой", ()),
    ],
)
def test_a_part_of_a_name_is_asked_about_in_whatever_case_it_stands(name: str, text: str, found: tuple[str, ...]):
    assert perhaps_named(text, MINE, [Other(name, None, "K7F3")]) == found


@given(st.lists(NAMES, min_size=1, max_size=4), st.data())
def test_the_words_of_a_name_are_asked_about_unless_they_are_ones_own(names: list[str], data: st.DataObject):
    others = [Other(name, None, "K7F3") for name in names]
    word = data.draw(st.sampled_from([word for name in names for word in name.split()]))

    assert perhaps_named(f"Сказано: {word}.", (), others) == (word,)
    assert perhaps_named(f"сказано: {word.lower()}.", (), others) == ()
    assert perhaps_named(f"Сказано: {word}.", (word,), others) == ()
