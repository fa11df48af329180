"""How a person sees themselves beside how others see them, and what of it is worth a talk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kamcareer.core.framework.role import Role
from kamcareer.core.rating_requests import Asked, Peers, RatingRequest, sent_by, shown_peers
from kamcareer.core.round_peers import together

AGENDA = 3
WORTH_A_TALK = 1.0


@dataclass(frozen=True)
class Row:
    """One competency as the person, the manager and the peers together see it; None where one of them said nothing."""

    competency: str
    own: int | None
    manager: int | None
    peers: Peers | None

    @property
    def differences(self) -> dict[Asked, float]:
        """Levels by which the person sees themselves above (or below, negative) each of the others."""
        if self.own is None:
            return {}
        seen = {Asked.MANAGER: self.manager, Asked.PEER: self.peers.mean if self.peers else None}
        return {who: self.own - level for who, level in seen.items() if level is not None}

    @property
    def largest(self) -> float:
        """The size of the largest difference; 0 without one."""
        return max((abs(levels) for levels in self.differences.values()), default=0.0)


def side_by_side(
    role: Role, own: Mapping[str, int], requests: Iterable[RatingRequest], in_round: Mapping[str, Peers]
) -> tuple[Row, ...]:
    """Return every competency of a role about which somebody else said something, in the order of the profile.

    `in_round` is what colleagues of a round said together.
    """
    asked = tuple(requests)
    # Of two managers in turn the later one counts.
    manager = {id: level for request in sent_by(Asked.MANAGER, asked) for id, level in request.levels().items()}
    peers = together(shown_peers(asked), in_round)
    rows = (Row(id, own.get(id), manager.get(id), peers.get(id)) for id in role.requirements)
    return tuple(row for row in rows if row.manager is not None or row.peers is not None)


def agenda(role: Role, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the three largest differences of a level or more; of equal ones first what the role needs most."""
    apart = [row for row in rows if row.largest >= WORTH_A_TALK]
    needs = role.requirements
    return tuple(
        sorted(apart, key=lambda r: (-r.largest, not needs[r.competency].must_have, -needs[r.competency].weight))
    )[:AGENDA]
