"""What the code must not do, read from the code itself: no way from words to commands, weak numbers or markup."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from kamcareer.config import PROJECT_ROOT

CODE = sorted((PROJECT_ROOT / "kamcareer").rglob("*.py"))
TEMPLATES = sorted((PROJECT_ROOT / "templates").rglob("*.*"))
SCRIPTS = sorted((PROJECT_ROOT / "static" / "js").rglob("*.js"))
NEVER_CALLED = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "render_template_string",
    "from_string",
    "Markup",
    "system",
    "popen",
}
NEVER_IMPORTED = {
    "pickle", "marshal", "shelve", "dill", "subprocess", "ctypes", "xml", "lxml", "random", "telnetlib", "ftplib",
    "Crypto", "jwt", "urllib.request", "http.client",
}  # fmt: skip
# How the database is opened and waited for, the queue, and columns in a file, which commands read too.
NO_QUERIES_OF_PEOPLE = {"database", "job_queue", "patience", "pool_columns", "pool_questions", "postgres_connection"}
WEAK = {"md5", "sha1", "ECB", "CBC", "PKCS1v15", "DES", "ARC4", "Random", "_create_unverified_context", "FileHandler"}
# Invented people, the order of choices, on a sheet too, and what a search tries next are the same each time: chance is not to be one.
NO_CHANCE = {"demo.py", "demo_voices.py", "expert_review.py", "situation_answers.py", "search.py"}
# PostgreSQL's own programs, from fixed words and the setting of the database; the C library, to empty its buffer.
OTHER_PROGRAMS = {("copies.py", "subprocess"), ("standard_output.py", "ctypes")}
# The catalogue's messages are ours, and were marked so by Jinja before.
OUR_WORDS = ("catalogues.py", "Markup")
# Picture codes that the server draws itself.
RAW = {("account/second_factor.html", "picture|safe"), ("candidate/links.html", "code|safe")}
RAW |= {("team/cards.html", "picture|safe"), ("print/cards.html", "picture|safe")}


def nodes() -> Iterator[tuple[Path, ast.AST]]:
    for file in CODE:
        for node in ast.walk(ast.parse(file.read_text())):
            yield file, node


def called(node: ast.AST) -> str:
    """The last part of what a call calls; of `re.compile` all of it."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
        return f"re.{node.func.attr}" if owner == "re" else node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def test_nothing_runs_words_as_code_and_nothing_reads_objects_out_of_bytes():
    assert len(CODE) > 100
    assert [(file.name, called(node)) for file, node in nodes() if called(node) in NEVER_CALLED] == [OUR_WORDS]
    for file, node in nodes():
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            if (file.name, name) in OTHER_PROGRAMS:
                continue
            assert file.name in NO_CHANCE or not {name, name.partition(".")[0]} & NEVER_IMPORTED, (file.name, name)


def test_nothing_weak_makes_hashes_ciphers_or_chance():
    for file, node in nodes():
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        imported = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
        assert file.name in NO_CHANCE or not ({name} | imported) & WEAK, (file.name, name)


def test_no_pattern_and_no_format_is_made_of_what_somebody_wrote():
    patterns, formats = [], []
    for file, node in nodes():
        if called(node).startswith("re.") and not isinstance(node.args[0], ast.Constant):
            patterns.append(file.name)
        if called(node) == "format" and not isinstance(node.func.value, ast.Constant):
            formats.append(file.name)

    # Faults of style in the words of the framework, what both sides changed of it, what a posting should not ask, conditions of work, remedies by kind of mistake, the
    # conventions of the card, quotation marks of two languages: written in the same file. The text of an invitation is a translated sentence; what people wrote goes into it as values.
    assert (sorted(patterns), sorted(formats)) == (
        [*["conditions.py"] * 5, "posting_lint.py", "wording.py"],
        ["applications.py", "applications.py", "framework_merge.py", "framework_wording.py", "measurement_card.py"],
    )


def test_templates_escape_everything_but_what_the_server_draws():
    raw, plain = set(), set()
    for file in TEMPLATES:
        text, name = file.read_text(), str(file.relative_to(PROJECT_ROOT / "templates"))
        raw |= {(name, found) for found in re.findall(r"\w+\s*\|\s*safe\b", text)}
        plain |= {name} if re.search(r"autoescape\s+false", text) else set()

    assert raw == RAW
    # Plain text and the documents of the console are no pages: no browser reads them as HTML.
    assert plain
    assert [name for name in plain if not name.endswith((".txt", ".md"))] == []


def test_scripts_write_text_never_markup_and_listen_to_no_other_window():
    never = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|postMessage|document\.cookie"
    assert len(SCRIPTS) >= 4
    assert [(file.name, found) for file in SCRIPTS for found in re.findall(never, file.read_text())] == []


def test_scripts_are_modules_so_that_no_name_of_a_page_becomes_a_variable():
    tags = [tag for file in TEMPLATES for tag in re.findall(r"<script\b[^>]*>", file.read_text())]
    own = [tag for tag in tags if "src=" in tag and "plotly" not in tag]

    assert own
    assert [tag for tag in own if 'type="module"' not in tag] == []
    data = ('type="application/json"', 'type="application/ld+json"')
    assert all("src=" in tag or any(kind in tag for kind in data) for tag in tags)


def test_scripts_take_no_names_of_properties_from_people():
    """What could reach the prototype of all objects: merging what was read, or writing under a name that was."""
    never = r"__proto__|\bprototype\b|Object\.assign\((?!document\.createElement)|\[[a-zA-Z_.]*\.(?:value|name|key|hash)\]\s*=[^=]"

    assert [(file.name, found) for file in SCRIPTS for found in re.findall(never, file.read_text())] == []


def test_no_query_can_be_asked_past_the_services():
    """The import contract names modules; one that was forgotten could be read by pages without a look at whose it is."""
    contracts = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (named,) = [
        set(one["protected_modules"]) for one in contracts if one["name"] == "Queries are asked by services only"
    ]
    modules = {file.stem for file in (PROJECT_ROOT / "kamcareer" / "store").glob("*.py")} - {"__init__"}

    assert modules - {name.rpartition(".")[2] for name in named} == NO_QUERIES_OF_PEOPLE
