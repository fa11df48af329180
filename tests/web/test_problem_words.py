"""What the check finds, told in the reader's language on the pages of the studio; in English by the command."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import force_locale

import kamcareer
from kamcareer.core.accounts import Role
from kamcareer.core.framework.errors import UNKNOWN, Problem
from kamcareer.core.framework.loading import problems_in
from kamcareer.services.framework_files import read_folder
from kamcareer.web.problem_words import problem_lines
from tests.web.pages import Page, Reader

CODE = Path(kamcareer.__file__).parent
SHIPPED = CODE.parent / "competencies" / "key_account"
SPEAKING = [
    *sorted((CODE / "core/framework").rglob("*.py")),
    CODE / "core/framework_table.py",
    CODE / "services/framework_files.py",
]
LETTERS = re.compile("[А-Яа-яЁё]")
PUNCTUATION_ALONE = {"'%(text)s'", '"%(text)s"', '"%(text)s…"', '"%(key)s" %(what)s', "%(cell)s: %(what)s"}

ROLE, TOPIC, COURSE = "roles/supervisor.yaml", "competencies/negotiation.yaml", "activities/account_planning_book.yaml"
BREAKS = {
    "a level too high": (ROLE, "level: 2", "level: 7"),
    "no number": (ROLE, "level: 2", "level: two"),
    "nothing there": (ROLE, "level: 2", "level:"),
    "an unknown key": (ROLE, "ladder: retail", "ladder: retail\nlader: retail"),
    "a key of its own": (ROLE, "ladder: retail", "ladder: retail\nxyzzy: 1"),
    "an unknown ladder": (ROLE, "ladder: retail", "ladder: retial"),
    "not one of the words": (ROLE, "status: draft", "status: done"),
    "tried by nobody": (COURSE, "status: draft", "status: piloted\nrests_on: []"),
    "a lost language": (TOPIC, "  en: Negotiation and objections\n", ""),
    "the same in both": (TOPIC, "ru: Переговоры и работа с возражениями", "ru: Negotiation and objections"),
    "two spaces": (TOPIC, "Negotiation and objections", "Negotiation  and objections"),
    "three dots": (TOPIC, "Negotiation and objections", "Negotiation and objections..."),
    "Russian letters": (TOPIC, "Negotiation and objections", "Negotiation и objections"),
    "an unknown group": (TOPIC, "cluster: A", "cluster: Q"),
    "another id": (TOPIC, "id: negotiation", "id: bargaining"),
    "no practice": (COURSE, "closes_with:", "one_of: something\ncapacity: 0\ncloses_with:"),
    "an unknown topic": (COURSE, "gains:\n", "gains:\n  hagling: {levels: 0.5, cap: 2}\n"),
    "too short a time": (COURSE, "weeks: ", "weeks: 0 #"),
    "a broken file": (ROLE, "name:\n", "name: [\n"),
    "a tab": (ROLE, "name:\n", "name:\n\t"),
    "an alias": (ROLE, "ladder: retail", "ladder: &here retail"),
    "twice": (ROLE, "ladder: retail", "ladder: retail\nladder: retail"),
    "a doubtful word": (ROLE, "ladder: retail", "ladder: yes"),
    "an edge in a circle": ("framework.yaml", "edges:\n", "edges:\n  - {from: supervisor, to: supervisor, type: branch, source: card}\n"),
    "an unknown place in the order": ("framework.yaml", "    - negotiation\n", "    - haggling\n"),
}  # fmt: skip


def templates(file: Path) -> Iterator[str]:
    """Return the template of each message that a file can make."""
    for call in calls(file, "Message"):
        if call.args and isinstance(call.args[0], ast.Constant):
            yield str(call.args[0].value)


def calls(file: Path, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def english_words(line: str) -> list[str]:
    """Return the English words of a line, besides places in files and what is quoted."""
    bare = re.sub(r"\S+\.yaml(:\d+:\d+)?|«[^»]*»|“[^”]*”", "", line)
    return re.findall(r"[A-Za-z]{2,}", bare.replace("YAML", "").replace("UTF-8", ""))


def test_every_message_has_its_russian_words():
    with (CODE.parent / "translations/ru/LC_MESSAGES/messages.po").open("rb") as file:
        russian = {one.id: one.string for one in read_po(file, locale="ru")}
    found = {template for file in SPEAKING for template in templates(file)}

    assert len(found) > 150
    assert sorted(one for one in found if not russian.get(one)) == []
    assert sorted(one for one in found - PUNCTUATION_ALONE if not LETTERS.search(russian[one])) == []


def test_no_message_is_a_bare_sentence_that_nobody_can_translate():
    bare = [
        f"{file.name}:{call.lineno}"
        for file in SPEAKING
        for call in calls(file, "Problem", "problem_at")
        if len(call.args) > 1 and isinstance(call.args[1], ast.Constant | ast.JoinedStr)
    ]
    bare += [
        f"{file.name}:{node.lineno}"
        for file in SPEAKING
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign)
        and [one.id for one in node.targets if isinstance(one, ast.Name)] == ["message"]
        and isinstance(node.value, ast.Constant | ast.JoinedStr)
    ]
    assert bare == []


def test_every_kind_of_unknown_thing_has_a_sentence_of_its_own():
    kinds = {
        str(call.args[0].value)
        for file in SPEAKING
        for call in calls(file, "unknown")
        if isinstance(call.args[0], ast.Constant)
    }
    assert kinds - UNKNOWN.keys() == {"framework folder"}  # seen by the command alone


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_model_is_told_about_in_russian(app: Flask, name: str):
    problems = broken(*BREAKS[name])
    with app.test_request_context(), force_locale("ru"):
        lines = problem_lines(problems)

    assert lines
    for line in lines:
        assert LETTERS.search(line.partition(": ")[2])
        assert english_words(line) == []


def test_in_english_the_page_says_what_the_command_says(app: Flask):
    problems = broken(*BREAKS["a level too high"])
    with app.test_request_context(), force_locale("en"):
        lines = problem_lines(problems)

    assert lines == [f"Supervisor · {one}" for one in problems]


def broken(path: str, old: str, new: str) -> tuple[Problem, ...]:
    folder = read_folder(SHIPPED)
    text = folder.files[path].decode()
    assert old in text
    files = {**folder.files, path: text.replace(old, new, 1).encode()}
    return problems_in(replace(folder, files=files, name="key_account"))


@pytest.fixture
def hr(member: Callable[..., Reader]) -> Reader:
    return member("hr@example.ru", Role.HR, second_factor=True)


@pytest.fixture
def draft(hr: Reader) -> Page:
    return hr.follow(hr.send(hr.open("/hr/models")))


def told(page: Page) -> list[str]:
    assert page.status == 422
    return [one.text for one in page.tree.one("section", class_="errors").all("li")]


def test_the_grid_says_what_is_wrong_by_names(hr: Reader, draft: Page):
    topics = ("communication", "negotiation", "finance", "market", "logistics", "documents", "analysis", "selling")
    cells = {f"supervisor:{topic}": "3/3*" for topic in topics}
    lines = told(hr.send(draft, **cells))

    assert any(
        "Супервайзер · " in line and "«Финансовая грамотность»: обязательное требование без" in line for line in lines
    )
    assert any("обязательных требований" in line and "не больше 8" in line for line in lines)
    assert [english_words(line) for line in lines if english_words(line)] == []


def test_a_level_that_falls_on_the_way_up_is_told_by_names(hr: Reader, draft: Page):
    (line,) = told(hr.send(draft, **{"sales_manager:communication": "1/1"}))

    assert "«Коммуникация и контакт»: при повышении «Супервайзер → Менеджер по продажам»" in line
    assert "нужная ступень снижается с 2 до 1; напишите, почему" in line


def test_a_reason_in_one_language_alone_is_told_by_its_topic(hr: Reader, draft: Page):
    asked = hr.send(draft, **{"sales_manager:communication": "1/1"})
    (russian,) = [box["name"] for box in asked.main.all("textarea") if box["name"].endswith(":ru")]
    lines = told(hr.send(asked, **{russian: "Переговоры ведут супервайзеры."}))

    assert any("«Коммуникация и контакт (по-английски)»: пусто; напишите текст" in line for line in lines)
    assert [english_words(line) for line in lines if english_words(line)] == []


def test_the_texts_say_what_is_wrong_in_russian(hr: Reader, draft: Page):
    texts = hr.open(f"{draft.path}/texts?file=competencies/negotiation.yaml")
    lines = told(hr.send(texts, **{"name:en": "", "definition:en": "Что это...", "question:ru": 'Как "это"?'}))

    assert any("«название (по-английски)»: пусто; напишите текст" in line for line in lines)
    assert all(line.startswith("Переговоры и работа с возражениями · key_account/competencies/") for line in lines)
    assert [english_words(line) for line in lines if english_words(line)] == []
    fixed = hr.send(texts, **{"definition:en": "Что это...", "question:ru": 'Как "это"?'})
    assert any("русские буквы; напишите по-английски" in line for line in told(fixed))


def test_what_would_be_left_empty_is_named(hr: Reader, draft: Page):
    lines = told(hr.send(hr.open(f"{draft.path}/retired"), retired=["competencies/negotiation.yaml"]))

    assert any("всё, что развивает это занятие, больше не применяется" in line for line in lines)
    assert [english_words(line) for line in lines if english_words(line)] == []
