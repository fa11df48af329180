"""Typed text is kept as people wrote it; a line holds no control signs, none that turn what follows."""

import pytest

from kamcareer.web.typed import one_line, plain_text

TURNING = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x1b", "\x7f", "\x9b", *TURNING])
def test_control_signs_are_left_out_of_a_line(sign: str):
    assert one_line(f"Моск{sign}ва") == "Москва"


def test_of_a_longer_text_nothing_is_left_out_but_what_a_database_refuses():
    assert plain_text("שלום\u202e\x01\0") == "שלום\u202e\x01"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f"])
def test_every_end_of_a_line_is_one(end: str):
    assert plain_text(f"первая{end}вторая") == "первая\nвторая"
    assert one_line(f"первая{end}вторая") == "первая вторая"


def test_tabs_soft_hyphens_and_joined_emoji_stay():
    assert plain_text("а\tб") == "а\tб"
    assert plain_text("авто\u00adмат 👩\u200d💻 й") == "авто\u00adмат 👩\u200d💻 й"
