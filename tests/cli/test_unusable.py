"""What a command needs and cannot use: one line says which and what helps, and nothing is half written."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kamcareer.config import Settings
from kamcareer.factory import create_app
from tests.ports import free_port

Run = Callable[..., tuple[int, str]]
COMMANDS = [
    ("serve",),
    ("demo", "load"),
    ("retention", "run"),
    ("people", "list"),
    ("users", "list"),
    ("audit", "check"),
    ("secret", "replace"),
]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command in an installation of its own."""

    def in_it(*args: object, **env: str) -> tuple[int, str]:
        app = create_app(Settings.from_env({"KAMCAREER_DATA": str(tmp_path / "data"), **env}))
        done = app.test_cli_runner().invoke(args=[str(one) for one in args])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output.strip()

    return in_it


@pytest.mark.parametrize("args", COMMANDS)
def test_a_database_server_that_is_not_there(run: Run, args: tuple[str, ...]):
    code, told = run(*args, KAMCAREER_DATABASE_URL="postgresql://nobody:word@127.0.0.1:1/x", KAMCAREER_PORT="1")

    assert code == 1
    assert told.startswith("Error: the database cannot be used: ") or "Port 1 " in told
    assert "\n" not in told
    assert "word" not in told, "the password stays out of what is told"


@pytest.mark.parametrize("args", COMMANDS[1:])
def test_a_file_that_is_no_database(run: Run, tmp_path: Path, args: tuple[str, ...]):
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "kamcareer.db"
    file.write_bytes(b"not a database, and longer than the head of one" * 100)

    code, told = run(*args)

    assert (code, told) == (1, "Error: the database cannot be used: file is not a database. See: flask doctor")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("documents", "write", "/proc/nowhere"), "/proc/nowhere: "),
        (
            ("db", "move", "sqlite:////nowhere/at/all.db", "sqlite:////nowhere/else.db"),
            "no database at /nowhere/at/all",
        ),
        (("db", "move", "mysql://x/y", "sqlite:////tmp/x.db"), "must look like sqlite:////"),
        (("paths", "merchandiser", "supervisor"), 'unknown framework "key_acount"; did you mean "key_account"?'),
    ],
)
def test_what_is_named_and_is_not_there(run: Run, args: tuple[str, ...], told: str):
    code, said = run(*args, KAMCAREER_FRAMEWORK="key_acount")

    assert code == 1
    assert told in said
    assert "\n" not in said


def test_a_server_without_a_framework_does_not_say_where_it_is(run: Run, tmp_path: Path):
    for name, value in {"FRAMEWORK": "nothing", "FRAMEWORKS": str(tmp_path / "nowhere")}.items():
        code, told = run("serve", KAMCAREER_PORT=str(free_port()), **{f"KAMCAREER_{name}": value})

        assert code == 1
        assert "kamcareer is at" not in told
        assert not (tmp_path / "data" / "address").exists()
    assert f"{tmp_path}/nowhere:1:1: no such folder; see KAMCAREER_FRAMEWORKS" in told


@pytest.mark.skipif(os.name == "nt", reason="folders of Windows have other rights")
def test_a_folder_that_may_not_be_written(run: Run, tmp_path: Path):
    code, told = run("demo", "load", KAMCAREER_DATA="/proc/kamcareer")

    assert code == 1
    assert told == "Error: /proc/kamcareer: No such file or directory"
