"""What administrators do to one another, on both databases."""

from collections.abc import Callable
from time import sleep

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.administration import LastAdministratorError, change_roles, close_account
from kamcareer.store.accounts import open_administrators
from tests.conftest import NOW


def administrator(session: Session, email: str) -> Account:
    secret = new_one_time_link(session, email, NOW, frozenset({Role.ADMINISTRATOR}))
    return open_one_time_link(session, secret, None, NOW)


def close(session: Session, account: Account) -> None:
    close_account(session, account, NOW)


def demote(session: Session, account: Account) -> None:
    change_roles(session, account, frozenset({Role.HR}))


@pytest.mark.parametrize("end", [close, demote])
def test_of_two_who_end_one_another_at_once_one_stays(session: Session, at_once: Callable, end: Callable):
    both = [administrator(session, email) for email in ("vera@example.ru", "oleg@example.ru")]

    def tried(own: Session, account: Account) -> bool:
        try:
            end(own, account)
        except LastAdministratorError:
            own.rollback()
            return False
        sleep(0.2)  # until the other has begun as well
        return True

    outcomes = at_once(*[lambda own, account=account: tried(own, account) for account in both])

    assert sorted(outcomes) == [False, True]
    assert len(open_administrators(session)) == 1
