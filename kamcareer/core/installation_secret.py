"""The secret of the installation: the keys made from it, and those kept of the secrets before it.

Some of what a secret has sealed cannot be sealed anew: the trail, whose seals are anchored elsewhere, and keyed hashes
whose words nobody has any more. A secret that follows another carries the keys of exactly these behind its own letters,
so that secret and keys are one word in one file, one setting, one backup: decision 122.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from secrets import token_hex

BYTES = 64
BEFORE = re.compile(r"\.before-([0-9]{1,18})((?:-[0-9a-f]{64}){4})")
ALL_BEFORE = re.compile(r"(?:\.before-[0-9]{1,18}(?:-[0-9a-f]{64}){4})+\Z")


class Kept(StrEnum):
    """What the key of an earlier secret is kept for, in the order in which the keys stand behind a secret."""

    TRAIL = "audit"
    CARDS = "card"
    ERASURES = "erasures"
    DEMOGRAPHICS = "demographics"


@dataclass(frozen=True)
class EarlierKey:
    """The key of an earlier secret for one purpose; `until` is the last entry of the trail sealed under that secret."""

    until: int
    key: bytes


def new_secret() -> str:
    """Return a secret that follows no other."""
    return token_hex(BYTES)


def key_of(secret: str, purpose: str) -> bytes:
    """Return the key of a secret for one purpose: whoever has it has none of the others."""
    return sha256(f"{purpose}:{secret}".encode()).digest()


def earlier_keys(secret: str, kept: Kept) -> tuple[EarlierKey, ...]:
    """Return the keys of the secrets before this one for a purpose, the oldest first."""
    behind = ALL_BEFORE.search(secret)
    place = list(Kept).index(kept)
    return tuple(
        EarlierKey(int(until), bytes.fromhex(keys.split("-")[1 + place]))
        for until, keys in BEFORE.findall(behind[0] if behind else "")
    )


def keys_of(secret: str, kept: Kept) -> Sequence[bytes]:
    """Return the key of a secret for a purpose, and then those of the secrets before it, the newest first."""
    return [key_of(secret, kept), *(one.key for one in reversed(earlier_keys(secret, kept)))]


def successor(secret: str, until: int) -> str:
    """Return a new secret that carries what is kept of this one, which has sealed the trail until an entry."""
    behind = ALL_BEFORE.search(secret)
    keys = "".join(f"-{key_of(secret, kept).hex()}" for kept in Kept)
    return f"{new_secret()}{behind[0] if behind else ''}.before-{until}{keys}"
