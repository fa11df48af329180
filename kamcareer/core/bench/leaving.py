"""Whose place becomes empty when somebody moves up: role by role, down to where people come from outside."""

from collections.abc import Mapping
from dataclasses import dataclass

from kamcareer.core.bench.band import NEAR
from kamcareer.core.bench.benches import Bench, Cover
from kamcareer.core.bench.staff import Staff


@dataclass(frozen=True)
class Opened:
    """A place that may become empty: whose role it is, for which role they would leave it, and who is behind them."""

    role: str
    moved_to: str
    could_move: int  # people of this role who are ready or one step away from that one
    stay: int  # who holds it besides the one who moves
    near: int  # who is ready or one step away from this one
    cover: Cover


def opened(board: Mapping[str, Bench], staff: Staff, role: str) -> list[Opened]:
    """Return which places become empty one after the other when one place of a role does; each role once."""
    found: list[Opened] = []
    seen, waiting = {role}, [role]
    while waiting:
        to = waiting.pop(0)
        bench = board[to]
        near = bench.candidates[bench.people_in(*NEAR)]
        left = [staff.roles[place] for place in near.tolist()]
        for id in board:
            count = left.count(id)
            if count and id not in seen:
                seen.add(id)
                waiting.append(id)
                behind = board[id]
                found.append(Opened(id, to, count, len(behind.holders) - 1, behind.near, behind.cover))
    return found
