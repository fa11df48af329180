"""The table of ASVS 5.0 is whole, and every row of it leads to something that is there."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from kamcareer.config import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "asvs.md"
ROW = re.compile(r"^\| (V\d+\.\d+\.\d+) \| (L[123]) \| ([a-z ]+) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
TEST = re.compile(r"`([^`:]+)::(\w+)`")
LINK = re.compile(r"\[[^\]]+\]\(([^)#]+)(?:#([^)]+))?\)")
# The levels of the rows of each section, in their order: what level 2 of the standard asks for.
STANDARD = {
    "V1": "22 111112222 11222222222 222 12", "V2": "122 112 1222 2", "V3": "- 11 1222 112222 11122 - 22",
    "V4": "122 2 22 1222", "V5": "2 112 11 222", "V6": "122 111111112222 1122 1122 22222 222 - 2222",
    "V7": "222 1111 22 11222 22 22", "V8": "12 112 1 2", "V9": "111 1222",
    "V10": "22 22 2222 11111222222 22222 22 222", "V11": "22 222 112 1222 2 2", "V12": "122 11 2222",
    "V13": "2 22222 22 12222", "V14": "22 1222 122", "V15": "122 122 1222222", "V16": "2 22222 2222 222 222",
    "V17": "2 2222 22",
}  # fmt: skip
ALSO = {
    "V3.2.3", "V3.4.7", "V3.4.8", "V3.5.8", "V3.6.1", "V6.3.7", "V6.3.8", "V6.4.6", "V6.5.6", "V7.5.3", "V8.3.2",
    "V13.4.6", "V14.2.6", "V14.2.7", "V15.1.4", "V15.1.5", "V15.2.4", "V15.4.2", "V16.5.4",
}  # fmt: skip


def asked() -> dict[str, str]:
    """Every row that the page must have, with its level."""
    rows = dict.fromkeys(ALSO, "L3")
    for chapter, sections in STANDARD.items():
        for section, levels in enumerate(sections.split(), start=1):
            for number, level in enumerate(levels.replace("-", ""), start=1):
                rows[f"{chapter}.{section}.{number}"] = f"L{level}"
    return rows


TEXT = PAGE.read_text()
ROWS = ROW.findall(TEXT)


@cache
def functions_of(path: str) -> set[str]:
    """Names of the test functions in a file."""
    tree = ast.parse((PROJECT_ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@cache
def sections_of(file: Path) -> set[str]:
    """Anchors of the headings of a page, as hosts of repositories make them."""
    headings = re.findall(r"^#+ (.+)$", file.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_row_of_the_standard_is_there_once_with_its_level():
    assert len(asked()) == 253 + len(ALSO)
    assert {row: level for row, level, *_ in ROWS} == asked()
    assert len(ROWS) == len(asked())


def test_the_head_of_the_page_counts_right():
    stated = {state: int(count) for state, count in re.findall(r"^\| ([a-z ]+) \| (\d+) \|", TEXT, re.MULTILINE)}

    assert stated == Counter(state for _, _, state, _, _ in ROWS)
    assert set(stated) == {"met", "operator", "not yet", "no"}


@pytest.mark.parametrize("row", ROWS, ids=[row for row, *_ in ROWS])
def test_a_row_points_at_what_is_there(row: tuple[str, ...]):
    id, _level, state, how, shown = row
    tests, links = TEST.findall(shown), LINK.findall(shown)
    left = LINK.sub("", TEST.sub("", shown)).strip()

    assert left == "", f"{id}: not understood: {left}"
    assert len(how) > 5
    assert bool(tests or links) == (state in {"met", "operator"}) or state == "no", f"{id} is {state}"
    for path, name in tests:
        assert name in functions_of(path), f"{id}: {path} has no {name}"
    for path, section in links:
        file = (PAGE.parent / path).resolve()
        assert file.is_file(), f"{id}: {path}"
        assert not section or section in sections_of(file), f"{id}: {path} has no section {section}"
