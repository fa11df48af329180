"""The second factor: codes from an application on the phone (TOTP, RFC 6238), and codes for when it is lost."""

from datetime import datetime
from enum import StrEnum

from pyotp import TOTP, random_base32

from kamcareer.core.accounts import Role

# Whoever sees other people's answers; a line manager who rates once a year is let in by the mailbox alone.
NEED_SECOND_FACTOR = frozenset({Role.INTERVIEWER, Role.RECRUITER, Role.HR, Role.ADMINISTRATOR})
ISSUER = "kamcareer"
SECONDS = 30
# A code is taken half a minute early and late: clocks of phones differ.
NEAR = (-1, 0, 1)
RECOVERY_CODES = 8
GROUPS, GROUP = 7, 4


class Shown(StrEnum):
    """By what a second factor was shown."""

    CODE = "code"
    RECOVERY_CODE = "recovery code"


def active_roles(granted: frozenset[Role], *, shown: bool) -> frozenset[Role]:
    """Return the granted roles that act: those that need a second factor only where it was shown."""
    return granted if shown else granted - NEED_SECOND_FACTOR


def new_seed() -> str:
    """Return the secret that phone and server share: 160 random bits in base 32."""
    return random_base32()


def address(seed: str, email: str) -> str:
    """Return the address that an application reads from the picture code."""
    return TOTP(seed).provisioning_uri(name=email, issuer_name=ISSUER)


def matching_step(seed: str, code: str, now: datetime, last: int) -> int | None:
    """Return the half minute a code is for; None when it is wrong, or not later than the last one taken.

    The last one matters: a code looked at over the shoulder must not work a second time.
    """
    step, digits = int(now.timestamp()) // SECONDS, "".join(code.split())
    near = [step + offset for offset in NEAR if step + offset > last]
    return next((one for one in near if TOTP(seed).verify(digits, for_time=one * SECONDS)), None)


def new_recovery_codes() -> list[str]:
    """Return codes that each work once, 140 random bits in groups that can be read aloud."""
    raw = [random_base32(32)[: GROUPS * GROUP] for _ in range(RECOVERY_CODES)]
    return ["-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP)) for code in raw]


def plain_code(written: str) -> str:
    """Return a recovery code as it is hashed, however it was typed."""
    return "".join(written.upper().replace("-", " ").split())
