"""Sex and age group: voluntary, apart from everything else, told only as counts of many people."""

import hmac
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from itertools import product

from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.small_cells import Cell, Release, release


class Sex(StrEnum):
    """What a person may say; saying nothing is an answer too."""

    FEMALE = "female"
    MALE = "male"
    UNSAID = "unsaid"


class AgeGroup(StrEnum):
    """Age in groups wide enough to hide in."""

    UNDER_25 = "under_25"
    FROM_25 = "from_25"
    FROM_35 = "from_35"
    FROM_45 = "from_45"
    FROM_55 = "from_55"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class Demographics:
    """What one person said, under a pseudonym, on which day, and what it may be used for."""

    pseudonym: str
    sex: Sex
    age_group: AgeGroup
    given: date
    purpose: Purpose = Purpose.DEMOGRAPHICS


def purpose_of(holder: Holder) -> Purpose:
    """Return what somebody is asked for: an account for counts of everybody, an application for its vacancy's rates."""
    return Purpose.DEMOGRAPHICS if holder.account_id else Purpose.FAIRNESS


def pseudonym(key: bytes, holder_id: str, consent_id: str) -> str:
    """Return the name under which a person's answers rest: nothing without the key, another with each consent."""
    return hmac.new(key, f"demographics:{holder_id}:{consent_id}".encode(), sha256).hexdigest()


def cohort_until(today: date) -> date:
    """Return the first day of the quarter: only who answered before it is counted.

    Else whoever looks before and after one person's answer would see it in the difference.
    """
    return date(today.year, (today.month - 1) // 3 * 3 + 1, 1)


def told(entries: Iterable[Demographics], today: date) -> Release:
    """Return what may be told of everybody who answered before this quarter, by sex and age group."""
    counted = Counter[Cell]((entry.sex, entry.age_group) for entry in entries if entry.given < cohort_until(today))
    return release({(sex, age): counted[sex, age] for sex, age in product(Sex, AgeGroup)})
