from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from pyotp import TOTP
from sqlalchemy.orm import Session

from kamcareer.core.second_factors import Shown, new_seed
from kamcareer.services.accounts import erase_account, new_one_time_link, open_one_time_link
from kamcareer.services.second_factors import asks_for_second_factor, give_up_everything, set_up, show
from kamcareer.services.sign_ins import Known, known_by, sign_in
from tests.conftest import NOW
from tests.rows import count

SECRET, SEED = "s" * 64, new_seed()
LATER = NOW + timedelta(minutes=2)


@pytest.fixture
def vera(session: Session) -> Known:
    account = open_one_time_link(session, new_one_time_link(session, "vera@example.ru", NOW), None, NOW)
    return known_by(session, sign_in(session, account, "Firefox", NOW), NOW)


@pytest.fixture
def codes(session: Session, vera: Known) -> list[str]:
    return set_up(session, vera, SECRET, SEED, TOTP(SEED).at(NOW), NOW)


def elsewhere(session: Session, vera: Known) -> Known:
    return known_by(session, sign_in(session, vera.account, "Chrome", LATER), LATER)


@pytest.mark.usefixtures("codes")
def test_a_new_sign_in_is_complete_only_when_a_code_was_shown(session: Session, vera: Known):
    secret = sign_in(session, vera.account, "Chrome", LATER)
    before = known_by(session, secret, LATER)
    assert show(session, before, SECRET, TOTP(SEED).at(LATER), LATER)

    assert (before.complete, known_by(session, secret, LATER).complete) == (False, True)


@pytest.mark.usefixtures("codes")
def test_of_many_browsers_that_show_one_code_at_once_one_gets_in(session: Session, vera: Known, at_once: Callable):
    browsers = [elsewhere(session, vera) for _ in range(6)]
    code = TOTP(SEED).at(LATER)
    outcomes = at_once(*[lambda own, one=one: show(own, one, SECRET, code, LATER) for one in browsers])

    assert sorted(map(str, outcomes)) == ["None"] * 5 + [Shown.CODE]


def test_a_recovery_code_is_used_up_once_even_at_once(
    session: Session, vera: Known, codes: list[str], at_once: Callable
):
    browsers = [elsewhere(session, vera) for _ in range(4)]
    outcomes = at_once(*[lambda own, one=one: show(own, one, SECRET, codes[3], LATER) for one in browsers])

    assert sorted(map(str, outcomes)) == ["None"] * 3 + [Shown.RECOVERY_CODE]
    assert count(session)["recovery_code"] == len(codes) - 1


@pytest.mark.usefixtures("codes")
def test_codes_of_one_account_open_no_other(session: Session, vera: Known):
    other = open_one_time_link(session, new_one_time_link(session, "oleg@example.ru", NOW), None, NOW)
    oleg = replace(vera, account=other)

    assert not show(session, oleg, SECRET, TOTP(SEED).at(LATER), LATER)


def test_a_factor_that_is_set_is_not_replaced_by_setting_up_again(session: Session, vera: Known, codes: list[str]):
    fresh = new_seed()

    assert set_up(session, vera, SECRET, fresh, TOTP(fresh).at(NOW), NOW) is None
    assert len(codes) == count(session)["recovery_code"]


@pytest.mark.usefixtures("codes")
def test_giving_up_and_erasing_leave_nothing_of_it(session: Session, vera: Known):
    give_up_everything(session, vera.account)
    assert not asks_for_second_factor(session, vera.account.id)
    set_up(session, vera, SECRET, SEED, TOTP(SEED).at(LATER), LATER)
    erase_account(session, vera.account)

    assert (count(session)["second_factor"], count(session)["recovery_code"]) == (0, 0)
