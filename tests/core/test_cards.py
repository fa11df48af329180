from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.core.accounts import personnel_number, sign_in_name
from kamcareer.core.cards import LIFE, Card, CardLine, new_code, read_lines, seal
from tests.conftest import NOW

NUMBERS = st.from_regex(r"[0-9A-ZА-ЯЁ][0-9A-ZА-ЯЁ/-]{0,10}", fullmatch=True)
NAMES = st.text(st.characters(categories=["L"]), min_size=1, max_size=20)


@given(people=st.lists(st.tuples(NUMBERS, NAMES), max_size=6, unique_by=lambda pair: pair[0]))
def test_every_good_line_is_read_and_empty_ones_are_passed_over(people: list[tuple[str, str]]):
    text = "\n\n".join(f" {number} ; {name};Boss@Example.ru" for number, name in people)
    lines, wrong = read_lines(text)

    assert lines == [CardLine(number, name, "boss@example.ru") for number, name in people]
    assert wrong == {}


@given(text=st.text(max_size=300))
def test_whatever_is_pasted_each_line_is_read_or_named_with_its_place(text: str):
    lines, wrong = read_lines(text)
    written = [place for place, line in enumerate(text.splitlines(), start=1) if line.strip()]

    assert len(lines) + len(wrong) == len(written)
    assert set(wrong) <= set(written)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("10423", "fields"),
        ("10423;Анна", "fields"),
        ("10423!;Анна;boss@example.ru", "number"),
        ("10423;;boss@example.ru", "name"),
        (f"10423;{'я' * 81};boss@example.ru", "name"),
        ("10423;Анна;boss", "manager"),
    ],
)
def test_a_bad_line_is_named_with_what_is_wrong_in_it(line: str, what: str):
    assert read_lines(f"1;Олег;boss@example.ru\n{line}")[1] == {2: what}


def test_a_number_stands_in_a_list_once_however_it_is_written():
    assert read_lines("a 1;Олег;boss@example.ru\nA1;Анна;boss@example.ru")[1] == {2: "twice"}


def test_a_table_copied_from_a_spreadsheet_is_read_too():
    assert read_lines("10423\tАнна\tboss@example.ru")[0] == [CardLine("10423", "Анна", "boss@example.ru")]


@given(late=st.timedeltas(timedelta(), 2 * LIFE))
def test_a_code_waits_two_weeks(late: timedelta):
    card = Card("1", "Анна", None, NOW, "seal", NOW + LIFE)

    assert card.waits(NOW + late) == (late < timedelta(days=14))


@settings(max_examples=30, deadline=None)
@given(key=st.binary(min_size=32, max_size=32), number=NUMBERS, other=NUMBERS)
def test_a_seal_fits_its_key_its_number_and_its_code_alone(key: bytes, number: str, other: str):
    code = new_code()
    kept = seal(key, number, code)

    assert kept != seal(key[:-1] + bytes([key[-1] ^ 1]), number, code)
    assert kept != seal(key, number, new_code())
    assert (kept == seal(key, other, code)) == (number == other)


@given(number=NUMBERS)
def test_a_personnel_number_is_the_same_however_it_is_typed(number: str):
    assert personnel_number(f" {number[:1].lower()} {number[1:]} ") == number
    assert sign_in_name(number) == number


@pytest.mark.parametrize("text", ["", "-1", "a@b", "10423;", "'", "1" * 33, "\x00", "💳"])
def test_anything_else_is_no_personnel_number(text: str):
    with pytest.raises(ValueError, match="personnel number"):
        personnel_number(text)
