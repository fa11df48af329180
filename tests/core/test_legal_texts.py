"""Documents with legal weight: whole, for both laws, in both languages; the hash stands for the very words."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.framework.errors import FileError
from kamcareer.core.legal_basis import Purpose
from kamcareer.core.legal_texts import PLACES, ExactText, exact_text, paragraphs, parse_legal_text
from kamcareer.core.operator import Law, Operator

FILES = sorted((PROJECT_ROOT / "legal").glob("*.yaml"))
TEXTS = [parse_legal_text(file.read_bytes(), file.name) for file in FILES]
NAMES = {*Purpose, "information"}
FILLED = {place: f"<{place}>" for place in PLACES}
words = st.text(max_size=40)
exact = st.builds(ExactText, words, st.sampled_from(Law), words, st.just("ru"), st.just("draft"), words, words)


def test_every_purpose_has_its_document_for_each_law():
    assert {(text.name, text.law) for text in TEXTS} == {(name, law) for name in NAMES for law in Law}
    assert [file.name for file in FILES] == sorted(f"{text.name}.{text.law}.yaml" for text in TEXTS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_document_that_no_lawyer_has_read_says_so_in_the_file(file):
    assert parse_legal_text(file.read_bytes(), file.name).status == "draft"
    assert b"lawyer" in file.read_bytes().splitlines()[0]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: f"{text.name}-{text.law}")
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_document_names_the_operator_the_term_and_the_way_to_withdraw(text, language: str):
    body = exact_text(text, language, FILLED).body
    needed = {"<operator>", "<address>", "<contact>", "<keep>", "<data_contact>"}
    needed |= {"<inn>"} if text.law is Law.RUSSIAN else set()

    assert [place for place in needed if place not in body] == []
    assert "{" not in body
    assert ("тозвать" if language == "ru" else "withdraw") in body
    assert len(body.split()) < 260, "nobody reads more on a phone"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_an_operator_without_a_name_is_called_so_in_plain_words(language: str):
    operator = Operator()
    body = exact_text(TEXTS[0], language, {**FILLED, **operator.words(language)}).body

    assert operator.missing == ("name", "address", "contact")
    assert ("не указан" if language == "ru" else "no name is given") in body
    assert Operator("ООО «Ромашка»", "7700000000", "Москва", "a@example.ru").missing == ()


@given(exact, st.sampled_from(["title", "body"]), words)
def test_other_words_have_another_hash_and_equal_words_the_same(text: ExactText, part: str, other: str):
    changed = replace(text, **{part: other})

    assert (changed.sha256 == text.sha256) == ((changed.title, changed.body) == (text.title, text.body)) or (
        f"{changed.title}\n\n{changed.body}" == f"{text.title}\n\n{text.body}"
    )
    assert replace(text, version="another", status="reviewed").sha256 == text.sha256


some_lines = st.lists(st.from_regex(r"[^\s{}][^\n\r{}]{0,20}[^\s{}]", fullmatch=True), min_size=1, max_size=3)


@settings(max_examples=50, deadline=None)
@given(st.lists(some_lines, min_size=1, max_size=3))
def test_paragraphs_are_parted_by_empty_lines(found: list[list[str]]):
    found = [[line.split("\x85")[0].split("\u2028")[0] or "x" for line in lines] for lines in found]

    assert paragraphs("\n\n".join("\n".join(lines) for lines in found)) == found


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("{operator}", "{operater}", "operater"),
        ("status: draft", "status: fine", "status"),
        ("name: development", "name: growth", "name"),
        ('version: "2027-01"', 'version: ""', "version"),
    ],
)
def test_a_slip_in_a_document_is_named_with_its_place(old: str, new: str, complaint: str):
    file = PROJECT_ROOT / "legal" / "development.152fz.yaml"
    broken = file.read_text().replace(old, new, 1).encode()
    with pytest.raises(FileError, match=complaint):
        parse_legal_text(broken, "development.152fz.yaml")
