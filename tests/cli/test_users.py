from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

from tests.web.pages import Reader


@pytest.fixture
def flask(app: Flask) -> Callable[..., Result]:
    """Run a command of an installation."""
    return lambda *arguments: app.test_cli_runner().invoke(args=arguments)


def path_in(printed: str) -> str:
    return "/enter/" + printed.strip().rpartition("/enter/")[2]


def test_the_first_administrator_comes_in_by_a_printed_link(app: Flask, flask: Callable[..., Result]):
    printed = flask("users", "create-admin", "Boss@Example.ru")
    assert printed.exit_code == 0
    assert "http://127.0.0.1:8000/enter/" in printed.output
    reader = Reader(app)

    assert "boss@example.ru" in reader.follow(reader.send(reader.open(path_in(printed.output)))).main.text
    assert flask("users", "list").output == "boss@example.ru  administrator\n"


def test_an_invitation_gives_the_roles_it_names(app: Flask, flask: Callable[..., Result]):
    printed = flask("users", "invite", "vera@example.ru", "--role", "hr", "--role", "manager")
    reader = Reader(app)
    reader.follow(reader.send(reader.open(path_in(printed.output))))
    assert flask("users", "list").output == "vera@example.ru  hr, manager\n"

    assert flask("users", "grant", "vera@example.ru", "--role", "recruiter").exit_code == 0
    assert flask("users", "list").output == "vera@example.ru  recruiter\n"
    assert reader.get("/account").status == 303


def test_a_closed_account_is_marked_and_can_be_reopened(app: Flask, flask: Callable[..., Result]):
    reader = Reader(app)
    reader.follow(reader.send(reader.open(path_in(flask("users", "invite", "vera@example.ru").output))))
    flask("users", "close", "vera@example.ru")
    assert flask("users", "list").output == "vera@example.ru  candidate closed\n"
    assert reader.get("/account").status == 303
    flask("users", "reopen", "vera@example.ru")

    assert flask("users", "list").output == "vera@example.ru  candidate\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("create-admin", "boss"),
        ("invite", "vera@example.ru", "--role", "king"),
        ("grant", "nobody@example.ru"),
        ("close", "nobody@example.ru"),
    ],
)
def test_a_mistake_gets_a_line_and_a_code(flask: Callable[..., Result], arguments: tuple[str, ...]):
    result = flask("users", *arguments)

    assert result.exit_code in {1, 2}
    assert result.output.strip().splitlines()[-1].startswith("Error:")


def test_sending_mail_without_a_server_says_what_to_set(flask: Callable[..., Result]):
    result = flask("mail", "send")

    assert (result.exit_code, "KAMCAREER_MAIL_URL" in result.output) == (1, True)
