"""Colleagues whom a person chooses in a round: what they say is added up, opened once, and never of fewer than three.

No answer of anybody's own is kept: a colleague's levels join the sums and are gone. Two states of the sums differ by
one colleague, so nobody sees any before all who were asked have handed in or the round is over; then they open once.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kamcareer.core.rating_requests import MOST_PEERS, TOGETHER, Peers

LEAST = TOGETHER
NONE = Peers(0, 0)


@dataclass(frozen=True)
class RoundPeer:
    """A colleague in a round: proposed, asked once somebody agreed, done; nothing of what they said and when."""

    id: str
    round_id: str
    assessment_id: str
    number: str
    name: str
    account_id: str | None
    asked: bool = False
    handed_in: bool = False


def enough(several: Collection[object]) -> bool:
    """Return whether so many colleagues may be asked about one person."""
    return LEAST <= len(several) <= MOST_PEERS


def added(sums: Mapping[str, Peers], levels: Mapping[str, int]) -> dict[str, Peers]:
    """Return the sums with the levels of one colleague more; of what nobody was asked about nothing is taken."""
    return {id: Peers(one.total + levels[id], one.count + 1) if id in levels else one for id, one in sums.items()}


def opened(sums: Mapping[str, Peers]) -> dict[str, Peers]:
    """Return what may be known: sums of three or more colleagues who saw it; all else is forgotten."""
    return {id: one for id, one in sums.items() if one.count >= LEAST}


def nothing_said(asked: Iterable[str]) -> dict[str, Peers]:
    """Return the sums before anybody handed in."""
    return dict.fromkeys(asked, NONE)


def packed(sums: Mapping[str, Peers]) -> bytes:
    """Return sums as bytes, as many whoever said whatever: a length would tell too."""
    return b"".join(bytes((one.total, one.count)) for one in sums.values())


def unpacked(data: bytes, asked: Sequence[str]) -> dict[str, Peers]:
    """Return the sums that were packed of the same topics. ValueError when they were others."""
    pairs = zip(data[::2], data[1::2], strict=True)
    return {id: Peers(total, count) for id, (total, count) in zip(asked, pairs, strict=True)}


def together(first: Mapping[str, Peers], second: Mapping[str, Peers]) -> dict[str, Peers]:
    """Return two groups of peers as one; each of them may be known by itself."""
    both = {id: (first.get(id, NONE), second.get(id, NONE)) for id in {**first, **second}}
    return {id: Peers(one.total + two.total, one.count + two.count) for id, (one, two) in both.items()}
