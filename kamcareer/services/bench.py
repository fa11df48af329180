"""The bench: who could follow in each role, from what HR may know of people; nothing that people told us."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy.orm import Session

from kamcareer.core.answers import Answers
from kamcareer.core.bench import (
    BANDS,
    LIKELY,
    NEAR,
    Band,
    Bench,
    Filling,
    Forecast,
    Opened,
    Pace,
    Staff,
    Successor,
    benches,
    chances_between,
    opened,
    staff_of,
)
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Basis
from kamcareer.core.people import Person
from kamcareer.services.heat_map import answers_of
from kamcareer.services.worked_out import WorkedOut
from kamcareer.store.people import Wanted, page_of_people
from kamcareer.store.people_mark import mark_of_people

PAGE = 50


@dataclass(frozen=True)
class Board:
    """The benches of all roles, without whoever is thought to leave; of `closed` people nothing may be looked at."""

    framework: Framework
    people: Sequence[Person]
    known: Mapping[str, Answers]
    staff: Staff
    benches: Mapping[str, Bench]
    forecast: Forecast
    pace: Pace
    today: date
    closed: int
    leaver: Person | None

    @property
    def in_use(self) -> dict[str, Bench]:
        """The benches of roles that somebody holds or is on the way to."""
        return {id: bench for id, bench in self.benches.items() if len(bench.holders) or len(bench.candidates)}

    def filling(self, role: str) -> Filling | None:
        """Return when a role is filled from inside; None where nothing can be said."""
        return self.forecast.filling(self.benches[role])


@dataclass(frozen=True)
class _Made:
    """What of a board does not depend on what is asked of it."""

    people: Sequence[Person]
    known: Mapping[str, Answers]
    staff: Staff
    benches: Mapping[str, Bench]
    closed: int
    leaver: Person | None


_boards: WorkedOut[_Made] = WorkedOut()


@dataclass(frozen=True)
class RoleBench:
    """One role: a page of the people on the way to it, by band and name, and what happens when a place is empty."""

    board: Board
    bench: Bench
    holders: Sequence[Person]
    successors: Sequence[Successor]
    count: int
    filling: Filling | None
    near: Mapping[Band, Sequence[Person]]
    opened: Sequence[Opened]
    reports: int  # people whose manager leaves


def board_of(session: Session, framework: Framework, pace: Pace, basis: Basis, today: date, leaves: str = "") -> Board:
    """Return the benches of all roles; worked out anew when anything that HR may know of people is another."""
    key = (sha256_of(framework), basis, today, leaves)
    made = _boards.get(mark_of_people(session), key, lambda: _made(session, framework, basis, today, leaves))
    forecast = Forecast(framework, made.staff, pace)
    return Board(framework, forecast=forecast, pace=pace, today=today, **vars(made))


def _made(session: Session, framework: Framework, basis: Basis, today: date, leaves: str) -> _Made:
    everybody, _ = page_of_people(session, Wanted(), 0, None)
    leaver = next((person for person in everybody if leaves and person.number == leaves), None)
    people = [person for person in everybody if person is not leaver]
    known, closed = answers_of(session, people, framework, basis)
    staff = staff_of(framework, [known[person.number] for person in people], today)
    return _Made(people, known, staff, benches(framework, staff), len(closed), leaver)


def role_bench(board: Board, role: str, number: int) -> RoleBench:
    """Return a page of the bench of a role; the first page has number 1. KeyError for an unknown role."""
    bench = board.benches[role]
    rows = bench.listed
    near = {band: [board.people[bench.candidates[row]] for row in bench.people_in(band)] for band in NEAR}
    part = rows[(number - 1) * PAGE : number * PAGE]
    leaver = board.leaver.number if board.leaver else None
    return RoleBench(
        board,
        bench,
        [board.people[place] for place in bench.holders],
        _successors(board, bench, part, ranges=True),
        len(rows),
        board.filling(role),
        near,
        opened(board.benches, board.staff, role),
        sum(person.manager == leaver for person in board.people) if leaver else 0,
    )


def all_successors(board: Board) -> list[tuple[Bench, Sequence[Successor]]]:
    """Return each role that somebody is near to, with everybody who is at most two steps away from it."""
    made = [(bench, _successors(board, bench, bench.listed, ranges=False)) for bench in board.benches.values()]
    return [(bench, people) for bench, people in made if people]


def _successors(board: Board, bench: Bench, rows: Sequence[int], *, ranges: bool) -> list[Successor]:
    """Return some rows of a bench in words; what is assumed of posts is varied only where asked for."""
    if not rows:
        return []
    people = [board.people[bench.candidates[row]] for row in rows]
    outlook = board.forecast.outlook(bench, np.array(rows, dtype=np.intp))
    between = [(chance, chance, chance) for chance in bench.chances[list(rows), 0].tolist()]
    if ranges:
        answers = [board.known[person.number] for person in people]
        between = chances_between(board.framework, answers, bench.role, board.today)
    return [
        Successor(
            person,
            BANDS[bench.bands[row]],
            chance,
            (low, high),
            (int(held[0]), int(held[1])),
            months,
            tuple(id for id, there in zip(bench.asked, bench.held[row], strict=True) if there < LIKELY),
        )
        for person, row, (low, chance, high), held, months in zip(
            people, rows, between, outlook.number_held, outlook.months, strict=True
        )
    ]
