from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from pyotp import TOTP

from kamcareer.core.accounts import GRANTED, Role
from kamcareer.core.second_factors import (
    NEED_SECOND_FACTOR,
    RECOVERY_CODES,
    SECONDS,
    active_roles,
    address,
    matching_step,
    new_recovery_codes,
    new_seed,
    plain_code,
)
from tests.conftest import NOW

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP = int(NOW.timestamp()) // SECONDS


@given(granted=st.frozensets(st.sampled_from(sorted(GRANTED))))
def test_without_a_second_factor_no_role_acts_that_sees_other_people(granted: frozenset[Role]):
    assert active_roles(granted, shown=True) == granted
    assert active_roles(granted, shown=False) == granted - NEED_SECOND_FACTOR
    assert {Role.INTERVIEWER, Role.RECRUITER, Role.HR, Role.ADMINISTRATOR} == NEED_SECOND_FACTOR


@given(late=st.integers(-200, 200))
def test_a_code_is_taken_half_a_minute_early_and_late_and_no_further(late: int):
    code = TOTP(SEED).at(NOW)
    then = NOW + timedelta(seconds=late)
    near = abs(int(then.timestamp()) // SECONDS - STEP) <= 1

    assert (matching_step(SEED, code, then, 0) == STEP) == near


def test_a_code_is_taken_once():
    code = TOTP(SEED).at(NOW)

    assert matching_step(SEED, code, NOW, STEP - 1) == STEP
    assert matching_step(SEED, code, NOW, STEP) is None


def test_a_code_may_be_typed_with_a_space_and_nothing_else_is_a_code():
    code = TOTP(SEED).at(NOW)

    assert matching_step(SEED, f" {code[:3]} {code[3:]} ", NOW, 0) == STEP
    for wrong in ("", "000000" if code != "000000" else "000001", code[:5], code + "1", "кодкод", "٣" * 6):
        assert matching_step(SEED, wrong, NOW, 0) is None


def test_seeds_and_recovery_codes_do_not_repeat_and_are_long_enough():
    codes = new_recovery_codes()

    assert len({new_seed() for _ in range(50)}) == 50
    assert len(set(codes)) == RECOVERY_CODES
    assert all(len(plain_code(code)) * 5 >= 128 for code in codes)


def test_a_recovery_code_is_the_same_however_it_was_typed():
    assert plain_code(" abcd efgh-IJKL mnop ") == plain_code("ABCD-EFGH-IJKL-MNOP")


def test_the_address_names_the_house_and_the_person():
    assert address(SEED, "vera@example.ru").startswith("otpauth://totp/kamcareer:vera%40example.ru?secret=" + SEED)
