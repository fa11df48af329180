import time

import pytest
import yaml

from kamcareer.core.framework import yaml_reader
from kamcareer.core.framework.errors import FileError, Position
from kamcareer.core.framework.yaml_reader import MAX_DEPTH, MAX_EVENTS, MAX_SCALAR, read_yaml

PARSERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]


@pytest.fixture(params=PARSERS, ids=lambda parser: parser.__name__)
def _each_parser(request, monkeypatch):
    monkeypatch.setattr(yaml_reader, "_EventLoader", request.param)


each_parser = pytest.mark.usefixtures("_each_parser")

BOMB = b"a: &a [x,x,x,x]\n" + b"".join(b"%c: &%c [*%c,*%c,*%c]\n" % (c, c, c - 1, c - 1, c - 1) for c in range(98, 122))

# what is wrong, the file, where it is told (None: inside the file), words of the message
HOSTILE = {
    "alias bomb": (BOMB, "1:4", "anchors and aliases"),
    "50,000 nested brackets": (b"[" * 50_000, "1:21", "nested deeper than 20"),
    "50,000 nested braces": (b"a: " + b"{" * 50_000, None, "a key must be plain text"),
    "50,000 dashes": (b"- " * 50_000, "1:41", "nested deeper than 20"),
    "50,000 question marks": (b"? " * 50_000, "1:3", "a key must be plain text"),
    "1,000 indented mappings": ("\n".join(" " * n + "a:" for n in range(1000)).encode(), "21:21", "nested deeper"),
    "megabytes": (b"a: " + b"x" * 5_000_000, "1:1", "larger than 1,000,000 bytes"),
    "one huge text": (b"a: " + b"x" * 150_000, "1:4", "at most 20,000"),
    "an endless quote": (b'a: "' + b"x" * 150_000, None, "quoted scalar"),
    "too many values": (b"- a\n" * 200_000, f"{MAX_EVENTS - 2}:3", "split the file"),
    "duplicate key": (
        b"a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n",
        "5:3",
        'key "c" is given twice (first at line 3, column 3)',
    ),
    "bare no": (b"a: no\n", "1:4", '"no" may mean a word or true/false; put it in quotes'),
    "bare yes": (b"a: [x, yes]\n", "1:8", '"yes" may mean'),
    "bare on as a key": (b"a: 1\non: 1\n", "2:1", '"on" may mean'),
    "bare Y": (b"a: Y\n", "1:4", '"Y" may mean'),
    "a tag": (b"a: !!int 1\n", "1:4", "tags are not allowed"),
    "a dangerous tag": (b"a: !!python/object/apply:os.system [id]\n", "1:4", "tags are not allowed"),
    "a tag of half a character": (b"a: 1\nb: !%ed%a0%80 x\n", None, "not valid YAML"),
    "an anchor": (b"a: 1\nb: &x 2\n", "2:4", "anchors and aliases"),
    "an anchor on nothing": (b"a: &x\n", "1:4", "anchors and aliases"),
    "an alias": (b"a: *x\n", "1:4", "anchors and aliases"),
    "an alias as a key": (b"*x : 1\n", "1:1", "anchors and aliases"),
    "a second document": (b"a: 1\n---\nb: 2\n", "2:1", "a second document"),
    "a tab": (b"a:\n\tb: 1\n", "2:1", "indent with spaces"),
    "cp1251": ("a: 1\nимя: 2\n".encode("cp1251"), "2:1", "not UTF-8 (byte 0xe8); save the file as UTF-8"),
    "UTF-16": ("a: 1\n".encode("utf-16"), "1:1", "save the file as UTF-8"),
    "UTF-16 without a mark": ("a: 1\n".encode("utf-16-le"), "1:2", "U+0000"),
    "cut UTF-8": ("a: имя".encode()[:-1], "1:6", "save the file as UTF-8"),
    "NUL": (b"a: 1\nb: x\x00y\n", "2:5", "the character U+0000 is not allowed"),
    "an invisible character": (b"a: \x7f\n", "1:4", "U+007F"),
    "half of a surrogate pair": (b'a: "\\ud800"\n', None, ""),
    "an escape beyond Unicode": (b'a: 1\nb: "\\U00110000"\n', None, ""),
    "an escape beyond integers": (b'a: 1\nb: "\\UFFFFFFFF"\n', None, ""),
    "an endless version": (b"%YAML " + b"9" * 5000 + b".1\n--- a\n", None, "not valid YAML"),
    "a merge key": (b"a:\n  <<: {b: 1}\n", "2:3", "merge keys"),
    "a list as a key": (b"[a, b]: 1\n", "1:1", "a key must be plain text"),
    "no key": (b"? \n: 1\n", None, "a key is missing"),
    "null as a key": (b"null: 1\n", "1:1", "a key is missing"),
    "an open bracket": (b"a: [1, 2\nb: 3\n", None, "not valid YAML"),
    "an empty file": (b"", "1:1", "the file is empty"),
    "blank lines": (b"\n \n\n", "1:1", "the file is empty"),
    "comments alone": (b"# nothing\n# here\n", "1:1", "the file is empty"),
    "a byte-order mark alone": (b"\xef\xbb\xbf", "1:1", "the file is empty"),
}


def refusal(data: bytes) -> FileError:
    with pytest.raises(FileError) as caught:
        read_yaml(data, "f.yaml")
    return caught.value


@each_parser
@pytest.mark.parametrize(("data", "place", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_in_under_a_second_with_a_place_inside_it(data, place, words):
    begin = time.thread_time()
    [problem] = refusal(data).problems
    spent = time.thread_time() - begin
    position = problem.position

    assert spent < 1
    assert words in problem.message
    assert f"{position.line}:{position.column}" == (place or f"{position.line}:{position.column}")
    assert 1 <= position.line <= data.count(b"\n") + 1
    assert 1 <= position.column <= len(data) + 1


@each_parser
def test_plain_data_is_read_as_text_lists_and_mappings():
    document = read_yaml("a: 1\nb: [x, 2.5]\nимя: {c: да}\n".encode(), "f")

    assert document.value == {"a": "1", "b": ["x", "2.5"], "имя": {"c": "да"}}


@each_parser
@pytest.mark.parametrize("text", ["12:30:45", "010", "1e3", "0x1F", "2026-11-23", "1_000", "=", ".inf"])
def test_a_scalar_stays_the_text_that_was_written(text):
    assert read_yaml(f"a: {text}\n".encode(), "f").value == {"a": text}


@each_parser
@pytest.mark.parametrize(("text", "value"), [("true", True), ("False", False), ("null", None), ("~", None), ("", None)])
def test_only_true_false_and_null_are_more_than_text(text, value):
    assert read_yaml(f"a: {text}\n".encode(), "f").value == {"a": value}


@each_parser
@pytest.mark.parametrize("word", ["no", "yes", "on", "Off", "true", "null", "<<", ""])
def test_a_quoted_word_is_a_word(word):
    assert read_yaml(f'"{word}": "{word}"\n'.encode(), "f").value == {word: word}


@each_parser
def test_a_byte_order_mark_and_windows_line_ends_do_no_harm():
    document = read_yaml(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "f")

    assert document.value == {"a": "1", "b": "2"}
    assert document.where(("b",)) == Position("f", 2, 4)


@each_parser
def test_every_value_and_every_key_knows_its_place():
    document = read_yaml("a:\n  - x\n  - имя: z\n".encode(), "f")

    assert document.where(("a", 0)) == Position("f", 2, 5)
    assert document.where(("a", 1, "имя")) == Position("f", 3, 10)
    assert document.where_key(("a", 1, "имя")) == Position("f", 3, 5)


@each_parser
def test_what_is_absent_is_placed_at_its_nearest_parent():
    document = read_yaml(b"a:\n  b: {c: 1}\n", "f")

    assert document.where(("a", "b", "d", 4)) == document.where(("a", "b")) == Position("f", 2, 6)
    assert document.where_key(("a", 7)) == document.where(("a",))


@each_parser
def test_the_limits_themselves_are_allowed():
    deep = "[" * MAX_DEPTH + "]" * MAX_DEPTH

    assert read_yaml(deep.encode(), "f").value
    assert read_yaml(b"a: " + b"x" * MAX_SCALAR, "f").value == {"a": "x" * MAX_SCALAR}
    with pytest.raises(FileError, match="nested deeper"):
        read_yaml(f"[{deep}]".encode(), "f")
    with pytest.raises(FileError, match="at most"):
        read_yaml(b"a: " + b"x" * (MAX_SCALAR + 1), "f")


@pytest.mark.parametrize("gap", ["\r", "\u2028", "\x85", "\r\n"])
def test_lines_are_counted_where_yaml_breaks_them(gap: str):
    begin = f"a: b{gap}c: ".encode()
    with pytest.raises(FileError) as byte:
        read_yaml(begin + b"\xd2", "f")
    with pytest.raises(FileError) as character:
        read_yaml(begin + b"\x17", "f")

    assert str(byte.value).startswith("f:2:4: not UTF-8")
    assert str(character.value).startswith("f:2:4: the character U+0017")


@pytest.mark.parametrize("escape", [r"\0", r"\b", r"\u202e", r"\u2066", r"\x7f"])
def test_a_character_that_nobody_sees_is_refused_also_when_it_is_escaped(escape: str):
    with pytest.raises(FileError) as caught:
        read_yaml(f'a: "one{escape}two"'.encode(), "f")

    assert str(caught.value).startswith("f:1:4: the text holds the unseen character U+")
