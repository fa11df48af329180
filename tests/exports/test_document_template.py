"""Word files from templates that an installation may replace: what is said stands there, and nothing else can happen."""

from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.exports.document_template import BrokenTemplateError, filled_document, problems_of
from kamcareer.exports.word_file import readable

KNOWN = {"role": (), "steps": ("name", "hours")}
STEPS = ["{%p for step in steps %}", "{{ step.name }}", "{%p endfor %}"]


def template(*paragraphs: str) -> bytes:
    document, out = Document(), BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def said(file: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(file)).paragraphs]


# docxtpl has a sign of its own for braces, decision 91.
TEXT = st.text().map(lambda text: " ".join(readable(text.replace("_", "")).replace("\t", " ").splitlines()))


@settings(max_examples=25, deadline=None)
@given(role=TEXT, names=st.lists(TEXT, max_size=4))
def test_whatever_is_said_stands_there_word_for_word_and_is_no_template_itself(role: str, names: list[str]):
    steps = [{"name": name, "hours": ""} for name in names]

    assert said(filled_document(template("{{ role }}", *STEPS), {"role": role, "steps": steps})) == [role, *names]


def test_a_template_of_known_placeholders_has_no_problems():
    assert problems_of(template("{{ role }} {{ logo }}", *STEPS), KNOWN) == []


@pytest.mark.parametrize(
    ("paragraphs", "named"),
    [
        (["{{ salary }}"], "nobody fills salary"),
        (["{% if hired %}x{% endif %}"], "nobody fills hired"),
        (
            ["{%p for one in steps %}", "{% if one.cost %}{{ one.name }}{% endif %}", "{%p endfor %}"],
            "one.cost (of steps)",
        ),
        (["fine", "Role: {{ role"], "Role: {{ role"),
        (["{%p for step in steps %}", "{{ step.name }}"], "endfor"),
        (["{{ role.__class__.__mro__ }}"], "unsafe"),
        (["{{ steps.append(1) }}"], "unsafe"),
    ],
)
def test_a_problem_of_a_template_is_one_line_that_names_its_place(paragraphs: list[str], named: str):
    problems = problems_of(template(*paragraphs), KNOWN)

    assert len(problems) == 1
    assert named in problems[0]
    assert "\n" not in problems[0]
    with pytest.raises(BrokenTemplateError):
        filled_document(template(*paragraphs), {"role": "x", "steps": [{"name": "y", "hours": "1"}]})


def test_what_is_no_word_file_is_said_to_be_none():
    assert problems_of(b"%PDF-1.7", KNOWN) == ["is no Word file (.docx)"]
