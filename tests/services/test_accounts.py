from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Role
from kamcareer.core.framework.model import Framework
from kamcareer.core.notifications import Happening
from kamcareer.services.accounts import (
    account_by_passphrase,
    close,
    erase_account,
    everybody,
    find_by_mailbox,
    grant,
    new_one_time_link,
    open_one_time_link,
    reopen,
)
from kamcareer.services.mail import done, take
from kamcareer.services.notifications import notify
from kamcareer.services.own_assessments import claim, own_assessments
from kamcareer.services.self_assessment import own_sitting, start
from kamcareer.services.sharing import continue_link
from kamcareer.services.sign_ins import end, end_others, known_by, open_browsers, sign_in
from tests.agreements import agreed
from tests.conftest import NOW
from tests.rows import count

VERA, OLEG, ZONE = "vera@example.ru", "oleg@example.ru", ZoneInfo("Europe/Moscow")
PASSPHRASE = "ёлка самовар трактор 9 лун"
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})


@pytest.fixture
def vera(session: Session):
    return open_one_time_link(session, new_one_time_link(session, VERA, NOW), PASSPHRASE, NOW)


def test_of_many_who_open_one_link_at_once_one_gets_in(session: Session, at_once: Callable):
    secret = new_one_time_link(session, VERA, NOW, ADMINISTRATOR)
    outcomes = at_once(*[lambda own: open_one_time_link(own, secret, None, NOW)] * 8)

    assert [bool(outcome) for outcome in outcomes].count(True) == 1
    assert [(account.email, account.granted) for account in everybody(session)] == [(VERA, ADMINISTRATOR)]


def test_two_links_for_one_mailbox_make_one_account(session: Session, vera):
    again = open_one_time_link(session, new_one_time_link(session, VERA, NOW, ADMINISTRATOR), None, NOW)

    assert (again.id, again.granted, again.has_passphrase) == (vera.id, ADMINISTRATOR, True)
    assert count(session)["account"] == 1


def test_a_link_without_roles_takes_none_away(session: Session, vera):
    grant(session, vera, ADMINISTRATOR)
    again = open_one_time_link(session, new_one_time_link(session, VERA, NOW), None, NOW)

    assert again.granted == ADMINISTRATOR


def test_the_passphrase_opens_its_own_account_alone(session: Session, vera):
    assert account_by_passphrase(session, VERA, PASSPHRASE).id == vera.id
    assert account_by_passphrase(session, VERA, PASSPHRASE + " ") is None
    assert account_by_passphrase(session, OLEG, PASSPHRASE) is None


def test_an_account_without_a_passphrase_is_opened_by_none(session: Session):
    open_one_time_link(session, new_one_time_link(session, OLEG, NOW), None, NOW)

    assert account_by_passphrase(session, OLEG, "") is None


def test_a_closed_account_opens_again_only_when_it_is_reopened(session: Session, vera):
    secret = sign_in(session, vera, "Firefox", NOW)
    close(session, vera, NOW)
    assert account_by_passphrase(session, VERA, PASSPHRASE) is None
    assert known_by(session, secret, NOW) is None
    reopen(session, find_by_mailbox(session, VERA))

    assert account_by_passphrase(session, VERA, PASSPHRASE).id == vera.id
    assert known_by(session, secret, NOW) is None


def test_sign_ins_end_one_by_one_and_for_their_owner_alone(session: Session, vera):
    oleg = open_one_time_link(session, new_one_time_link(session, OLEG, NOW), None, NOW)
    secrets = [sign_in(session, vera, f"browser {number}", NOW) for number in range(3)]
    first, second, third = (known_by(session, secret, NOW) for secret in secrets)
    end(session, oleg.id, first.sign_in.id)
    assert len(open_browsers(session, vera.id, NOW)) == 3
    end(session, vera.id, first.sign_in.id)
    assert {one.id for one in open_browsers(session, vera.id, NOW)} == {second.sign_in.id, third.sign_in.id}
    end_others(session, third)

    assert [one.id for one in open_browsers(session, vera.id, NOW)] == [third.sign_in.id]


def test_an_assessment_is_taken_in_once_and_then_opened_by_its_owner_alone(
    session: Session, framework: Framework, vera
):
    oleg = open_one_time_link(session, new_one_time_link(session, OLEG, NOW), None, NOW)
    id = start(session, framework, None, "supervisor", NOW, agreed()).id
    link = continue_link(session, id, NOW)
    assert own_sitting(session, id, None) is not None

    assert [claim(session, id, owner.id, NOW) for owner in (vera, vera, oleg)] == [True, False, False]
    assert [own_sitting(session, id, viewer) is not None for viewer in (None, oleg.id, vera.id)] == [False, False, True]
    assert [sitting.assessment.id for sitting in own_assessments(session, vera.id)] == [id]
    assert continue_link(session, id, NOW).id != link.id


def test_of_two_who_take_an_assessment_in_at_once_one_gets_it(
    session: Session, framework: Framework, vera, at_once: Callable
):
    oleg = open_one_time_link(session, new_one_time_link(session, OLEG, NOW), None, NOW)
    id = start(session, framework, None, "supervisor", NOW, agreed()).id
    outcomes = at_once(*[lambda own, owner=owner: claim(own, id, owner.id, NOW) for owner in (vera, oleg)])

    assert sorted(outcomes) == [False, True]


def test_erasing_leaves_only_what_is_nobodys(session: Session, framework: Framework, vera):
    id = start(session, framework, None, "supervisor", NOW, agreed()).id
    claim(session, id, vera.id, NOW)
    sign_in(session, vera, "Firefox", NOW)
    new_one_time_link(session, VERA, NOW)
    notify(session, Happening.SIGN_IN_LINK, VERA, "ru", {"url": "адрес"}, NOW, ZONE)
    erase_account(session, vera)

    assert count(session) == {"framework": 1, "legal_text": 1}


def test_a_waiting_letter_is_taken_by_one_worker(session: Session, at_once: Callable):
    notify(session, Happening.SIGN_IN_LINK, VERA, "ru", {"url": "адрес"}, NOW, ZONE)
    outcomes = at_once(*[lambda own: take(own, NOW)] * 4)

    assert len([taken for taken in outcomes if taken]) == 1


def test_a_letter_that_was_not_handed_over_comes_again_and_one_that_was_does_not(session: Session):
    notify(session, Happening.SIGN_IN_LINK, VERA, "ru", {"url": "адрес"}, NOW, ZONE)
    assert take(session, NOW) is not None
    assert take(session, NOW) is None
    again = take(session, NOW + timedelta(minutes=1))
    done(session, again)

    assert count(session)["mail"] == 0
