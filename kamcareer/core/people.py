"""People of the company as its org structure knows them; who signs in is an account, which not everybody has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kamcareer.core.names import plain_name

LONGEST_NAME = 120
LONGEST_UNIT = 120


@dataclass(frozen=True)
class Person:
    """Somebody who works here: the personnel number is the key. `role` is the present one, None outside the model.

    `email` is the work address of the staff list. It joins no account: whoever has it may be somebody else.
    """

    number: str
    name: str
    unit: str = ""
    manager: str | None = None
    role: str | None = None
    since: date | None = None
    email: str | None = None


def by_unit_and_name(person: Person) -> tuple[str, str, str]:
    """Return what people are put in order by; Ё stands with Е, where the codes of letters put it before А."""
    return plain_name(person.unit), plain_name(person.name), person.number


def manager_cycles(managers: Mapping[str, str | None]) -> list[tuple[str, ...]]:
    """Return every ring of people who are each other's managers, each once, beginning with its least number."""
    rings: set[tuple[str, ...]] = set()
    done: set[str] = set()
    for start in managers:
        way: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in done and at not in way:
            way[at] = None
            at = managers.get(at)
        if at is not None and at in way:
            met = list(way)
            ring = met[met.index(at) :]
            least = ring.index(min(ring))
            rings.add(tuple(ring[least:] + ring[:least]))
        done.update(way)
    return sorted(rings)


@dataclass(frozen=True)
class StaffChange:
    """What a file changes, by personnel number; `absent` are known and not in it, `unaddressed` lose their address."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    absent: tuple[str, ...]
    unaddressed: tuple[str, ...] = ()


def staff_change(before: Mapping[str, Person], given: Sequence[Person]) -> StaffChange:
    """Return what differs between the people known and those of a file."""
    after = {person.number: person for person in given}
    return StaffChange(
        new=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(number for number in after.keys() & before.keys() if after[number] != before[number])),
        same=tuple(sorted(number for number in after.keys() & before.keys() if after[number] == before[number])),
        absent=tuple(sorted(before.keys() - after.keys())),
        unaddressed=tuple(sorted(number for number in after.keys() & before.keys() if _loses(before, after, number))),
    )


def _loses(before: Mapping[str, Person], after: Mapping[str, Person], number: str) -> bool:
    return before[number].email is not None and after[number].email is None
