"""A posting is plain text that reads the same wherever it is pasted."""

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.posting import Kind, parts


def test_lines_with_a_dot_are_points_and_lines_with_a_colon_are_headings():
    found = parts("КАМ\n\nЧто делать:\n• Вести сети\n- Считать\n\nДо 1 мая.\nПишите.")

    assert [(part.kind, part.lines) for part in found] == [
        (Kind.PARAGRAPH, ("КАМ",)),
        (Kind.HEADING, ("Что делать",)),
        (Kind.POINTS, ("Вести сети", "Считать")),
        (Kind.PARAGRAPH, ("До 1 мая.", "Пишите.")),
    ]


@given(st.text())
def test_no_word_is_lost_and_no_part_is_empty(text: str):
    found = parts(text)
    kept = "".join(line for part in found for line in part.lines)

    assert all(part.lines for part in found)
    assert "".join(c for c in kept if c.isalnum()) == "".join(c for c in text if c.isalnum())
