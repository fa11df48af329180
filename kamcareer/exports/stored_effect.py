"""What another version of a framework would do to what is stored, as lines to read and as JSON: counts, no names."""

from collections.abc import Iterable
from typing import Any

from kamcareer.core.small_cells import LEAST, STEP
from kamcareer.core.stored_effect import Fate, Move, PlanGroup, RoleMoves, Standing, StoredEffect

STANDINGS = {
    Standing.READY: "ready",
    Standing.POSSIBLE: "possible",
    Standing.NOT_YET: "not yet",
    Standing.UNKNOWN: "nothing known",
    Standing.GONE: "no such role",
}
FATES = {
    Fate.GONE: "hold something that is gone",
    Fate.CHANGED: "hold something that reads otherwise",
    Fate.SAME: "hold nothing that changes",
}
MARK = "*"


def stored_effect_json(found: StoredEffect) -> dict[str, Any]:
    """Return what may be told, in ids: people and plans in groups, vacancies as numbers.

    Of a group with several moves or fates it is not told who of it makes which.
    """
    least, most = found.moved
    asks, cannot = _vacancies(found)
    return {
        "until": found.until.isoformat(),
        "people": found.people,
        "moved": {"least": least, "most": most},
        "roles": [_role(role) for role in found.roles],
        "roles_of_too_few": found.few,
        "plans": [{"fates": [str(fate) for fate in one.fates], "plans": one.plans} for one in found.plans],
        "vacancies": {"not_closed": len(found.vacancies), "would_ask_otherwise": asks, "could_not_move": cannot},
    }


def stored_effect_text(found: StoredEffect) -> str:
    """Return a line for each group, starred where somebody in it would get another verdict."""
    counted = f"finished before {found.until}, of everybody who read that this is counted"
    lines = [f"Last reports {counted}; groups of {LEAST} or more, rounded to {STEP}."]
    lines += ["Reports", *_reports(found), "Development plans", *_plans(found.plans), "Vacancies", _open(found)]
    return "".join(f"{line}\n" for line in lines)


def _reports(found: StoredEffect) -> Iterable[str]:
    if not found.people:
        yield "  too few people may be counted to say anything without giving somebody away"
    for role in found.roles:
        for group in role.groups:
            star = MARK if any(move.differs for move in group.moves) else " "
            yield f"{star} {role.role:32}  {group.people:6}  {' or '.join(map(_move, group.moves))}"
    if found.people and found.few:
        yield f"  roles that fewer than {LEAST} of them aim at, not shown: {found.few}"


def _move(move: Move) -> str:
    before, after = STANDINGS[move.before], STANDINGS[move.after]
    return f"{before} → {after}" if move.differs else f"still {before}"


def _plans(groups: tuple[PlanGroup, ...]) -> Iterable[str]:
    if not groups:
        yield f"  fewer than {LEAST} may be counted"
    for group in groups:
        yield f"  {group.plans:6}  {' or '.join(FATES[fate] for fate in group.fates)}"


def _open(found: StoredEffect) -> str:
    asks, cannot = _vacancies(found)
    return f"  not closed: {len(found.vacancies)}; would ask something else if moved: {asks}, could not move: {cannot}"


def _vacancies(found: StoredEffect) -> tuple[int, int]:
    """Return how many would ask something else if they moved, and how many could not move."""
    return sum(bool(one.changes) for one in found.vacancies), sum(one.changes is None for one in found.vacancies)


def _role(role: RoleMoves) -> dict[str, Any]:
    groups = [
        {
            "moves": [{"before": move.before.value, "after": move.after.value} for move in group.moves],
            "people": group.people,
        }
        for group in role.groups
    ]
    return {"role": role.role, "groups": groups}
