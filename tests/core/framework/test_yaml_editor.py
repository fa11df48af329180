from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.yaml_editor import edited
from kamcareer.core.framework.yaml_reader import read_yaml
from tests.core.framework.tiny import REAL

FILES = [*REAL.glob("*.yaml"), *REAL.glob("roles/*.yaml"), *(PROJECT_ROOT / "examples" / "framework").rglob("*.yaml")]

COMMENTED = b"""\
# why this role
id: lead   # its name
name: {ru: "\xd0\x94\xd0\xb0", en: Lead}
requirements:
  # first things first
  planning: {level: 3, weight: 2}

  listening:
    level: 2  # enough
    weight: 1
"""

STYLES = b"""\
folded: >
  a text
  in two lines
plain: word
single: 'word'
double: "word"
list:
  - 'word'
braces: {word: word}
"""
PLACES: list[tuple[str | int, ...]] = [
    ("folded",), ("plain",), ("single",), ("double",), ("new",), ("list", 0), ("braces", "word")
]  # fmt: skip
TYPED = st.text(max_size=40) | st.lists(st.text("ab \t\n\r\a\u00a0\u2028\x85", max_size=30), max_size=9).map(" ".join)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_all_that_is_not_edited_stays_byte_for_byte(file: Path):
    data = file.read_bytes()

    assert edited(data, file.name, {("new",): "x"}) == data + b"new: x\n"


def test_an_edit_touches_its_own_place_alone():
    edits = {("requirements", "planning", "level"): 4, ("requirements", "listening", "weight"): 3}
    wanted = COMMENTED.replace(b"{level: 3", b"{level: 4").replace(b"weight: 1", b"weight: 3")

    assert edited(COMMENTED, "lead.yaml", edits) == wanted


@pytest.mark.parametrize("text", ["no", "Yes", "null", "true", "12", "1e5", "# x", "a: b", "- x", "two\nlines", "[x", "'", "x" * 300, "word " * 60 + "end", "=1+1"])  # fmt: skip
@pytest.mark.parametrize("path", [("name", "ru"), ("id",), ("requirements", "listening", "reason", "en")])
def test_the_strict_reader_finds_exactly_the_text_that_was_put_in(text: str, path: tuple[str, ...]):
    found = read_yaml(edited(COMMENTED, "lead.yaml", {path: text}), "lead.yaml")

    assert found.value_at(path) == text


@given(TYPED, st.sampled_from(PLACES))
@example("a" * 90 + "\a", ("plain",))
@example("b\a", ("folded",))
@example("\t" + "word " * 30, ("list", 0))
def test_whatever_is_typed_is_read_back_or_refused_with_its_place(text: str, path: tuple[str | int, ...]):
    out = edited(STYLES, "styles.yaml", {path: text})

    try:
        assert read_yaml(out, "styles.yaml").value_at(path) == text
    except FileError as refused:
        assert "remove it" in str(refused)  # noqa: PT017 - what is refused is an unseen character, and nothing else


def test_what_is_removed_is_gone_and_what_is_not_there_cannot_be():
    found = edited(COMMENTED, "lead.yaml", {("requirements", "planning"): None, ("entry", "text"): None})

    assert b"planning" not in found
    assert b"listening" in found
    assert b"entry" not in found


@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=1, max_size=6), st.randoms())
def test_items_are_changed_and_removed_by_the_places_they_had_whatever_else_is_edited(
    wanted: list[int | None], order: Random
):
    data = b"items:\n" + b"".join(b"  - %d\n" % (10 + number) for number in range(len(wanted)))
    edits = {("items", number): value for number, value in enumerate(wanted)}
    shuffled = dict(order.sample(list(edits.items()), len(edits)))

    found = read_yaml(edited(data, "x.yaml", shuffled), "x.yaml")
    assert found.value_at(("items",)) == [str(value) for value in wanted if value is not None]


def test_what_stands_in_an_item_goes_before_the_item():
    edits = {("items", 0): None, ("items", 0, "a"): None, ("items", 1, "a"): None}

    assert edited(b"items:\n  - {a: x, b: v}\n  - {a: z, b: w}\n", "x.yaml", edits) == b"items:\n  - {b: w}\n"


@pytest.mark.parametrize("data", [b"a: &x 1\nb: *x\n", b"a: !!python/object:os.system {}\n", b"[" * 5000])
def test_what_the_strict_reader_refuses_is_not_edited(data: bytes):
    with pytest.raises(FileError):
        edited(data, "x.yaml", {("a",): 1})
