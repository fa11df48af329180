"""What two frameworks say differently, thing by thing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from json import dumps
from typing import Any, TypeAlias

from kamcareer.core.framework.model import Framework

Value: TypeAlias = Any  # plain data as JSON has it
Path: TypeAlias = tuple[str, ...]

RETIRED = "retired"
KINDS = {
    "competencies": "competency",
    "roles": "role",
    "activities": "activity",
    "guides": "guide",
    "facts": "fact",
}


@dataclass(frozen=True)
class Change:
    """One thing that differs: of which element, where in it, what was there and what is now.

    `path` leads from the element to the value; it is empty where the whole element came or went. None stands for
    nothing. `moved` says that the same things stand in another order, which `before` and `after` name.
    """

    kind: str
    id: str
    path: Path
    before: Value
    after: Value
    moved: bool = False


def difference(before: Framework, after: Framework) -> tuple[Change, ...]:
    """Return what `after` says differently from `before`; () exactly where both have the same content address.

    What came or went whole is one change; so is what was retired or brought back, with the path "retired". A list whose
    items have ids, or ends, is compared by them; any other by its content, so that an item put in front of the others
    is one change too.
    """
    return tuple(_changes(_plain(before), _plain(after)))


def _plain(framework: Framework) -> dict[str, Value]:
    plain: dict[str, Value] = framework.model_dump(mode="json", by_alias=True)
    for key, names in plain.pop(RETIRED, {}).items():
        plain[key] |= {id: {"name": name, RETIRED: True} for id, name in names.items()}
    return plain


def _changes(before: Mapping[str, Value], after: Mapping[str, Value]) -> Iterator[Change]:
    for key in before:
        if key in KINDS:
            for id in _keys(before[key], after[key]):
                yield from _of_element(Change(KINDS[key], id, (), before[key].get(id), after[key].get(id)))
        elif key == "measurement":
            yield from _between(Change(key, after["id"], (), before[key], after[key]))
        else:
            yield from _between(Change("framework", after["id"], (key,), before[key], after[key]))


def _of_element(whole: Change) -> Iterator[Change]:
    was, is_now = (bool(side and side.get(RETIRED)) for side in (whole.before, whole.after))
    if was != is_now and whole.before and whole.after:
        yield _within(whole, RETIRED, was or None, is_now or None)
    else:
        yield from _between(whole)


def _between(whole: Change) -> Iterator[Change]:
    """Return the smallest changes that make up one; nothing where both sides are equal."""
    before, after = whole.before, whole.after
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in _keys(before, after):
            yield from _between(_within(whole, key, before.get(key), after.get(key)))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _between_lists(whole, before, after)
    else:
        yield whole


def _between_lists(whole: Change, before: list[Value], after: list[Value]) -> Iterator[Change]:
    old, new = named(before), named(after)
    if old is None or new is None:
        yield from _between_nameless(whole, before, after)
        return
    for name in _keys(old, new):
        yield from _between(_within(whole, name, old.get(name), new.get(name)))
    yield from _moved(whole, [name for name in old if name in new], [name for name in new if name in old])


def _between_nameless(whole: Change, before: list[Value], after: list[Value]) -> Iterator[Change]:
    kept_before, gone = _parted(before, after)
    kept_after, come = _parted(after, before)
    # Words have no parts: one that went and one that came are two things, not one that changed.
    pairs = zip_longest(gone, come) if _entries(before) and _entries(after) else _apart(gone, come)
    for old, new in pairs:
        number, _ = old or new
        yield from _between(_within(whole, str(number), old and old[1], new and new[1]))
    yield from _moved(whole, kept_before, kept_after)


def _parted(items: list[Value], others: list[Value]) -> tuple[list[Value], list[tuple[int, Value]]]:
    """Return the items that the other list has too, as often as it has them, and the rest with their numbers from 1."""
    left = Counter(map(_text, others))
    kept, rest = [], []
    for number, item in enumerate(items, 1):
        if left[_text(item)]:
            left[_text(item)] -= 1
            kept.append(item)
        else:
            rest.append((number, item))
    return kept, rest


def _apart(gone: list[Value], come: list[Value]) -> Iterator[tuple[Value, Value]]:
    yield from ((old, None) for old in gone)
    yield from ((None, new) for new in come)


def _moved(whole: Change, before: list[Value], after: list[Value]) -> Iterator[Change]:
    if before != after:
        yield Change(whole.kind, whole.id, whole.path, before, after, moved=True)


def named(items: list[Value]) -> dict[str, Value] | None:
    """Return the items by what they are known by; None where they have no names, or share one."""
    names = [_name(item) for item in items]
    if None in names or len(set(names)) < len(names):
        return None
    return dict(zip(map(str, names), items, strict=True))


def _name(item: Value) -> str | None:
    if not isinstance(item, dict):
        return None
    if "from" in item:
        return f"{item['from']} → {item.get('to') or item['name']['en']}"
    id = item.get("id")
    return id if isinstance(id, str) else None


def _entries(items: list[Value]) -> bool:
    return all(isinstance(item, dict) for item in items)


def _within(whole: Change, key: str, before: Value, after: Value) -> Change:
    return Change(whole.kind, whole.id, (*whole.path, key), before, after)


def _keys(before: Mapping[str, Value], after: Mapping[str, Value]) -> list[str]:
    return list({**before, **after})


def _text(item: Value) -> str:
    return dumps(item, sort_keys=True)
