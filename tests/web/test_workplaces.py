"""Whoever works here finds their work in the head of every page, and nothing that would be refused."""

from collections.abc import Callable

import pytest
from flask import Flask

from kamcareer.core.accounts import Role
from tests.web.pages import Reader

WORK = {
    Role.RECRUITER: ["/recruiting/vacancies"],
    Role.INTERVIEWER: ["/recruiting/talks"],
    Role.HR: ["/recruiting/talks", "/hr/people"],
    Role.MANAGER: ["/recruiting/talks", "/team/rounds"],
    Role.ADMINISTRATOR: ["/admin/accounts"],
}


def head(reader: Reader, path: str) -> list[str]:
    return [link["href"] for link in reader.open(path).tree.one("nav", class_="nav").all("a")]


@pytest.mark.parametrize(("role", "work"), WORK.items())
def test_staff_find_their_work_and_help_in_the_head(member: Callable[..., Reader], role: Role, work: list[str]):
    assert head(member("vera@example.ru", role, second_factor=True), "/roles") == [*work, "/help"]


def test_before_a_second_factor_roles_show_nothing(member: Callable[..., Reader]):
    assert head(member("vera@example.ru", Role.HR), "/roles") == ["/roles", "/activities", "/help"]


def test_everybody_else_finds_what_can_be_read(app: Flask):
    assert head(Reader(app), "/roles") == ["/roles", "/activities", "/help"]
