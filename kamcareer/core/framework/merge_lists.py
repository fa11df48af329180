"""Lists that two sides changed, put together where the changes lie apart; the order does not ask whose came first."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from json import dumps

from kamcareer.core.framework.yaml_reader import Value

Numbered = dict[int, int]


def woven(spine: Sequence[str], *sides: Sequence[str]) -> list[str]:
    """Return the names of the spine, behind each what a side alone has there; of two sides the lesser name first."""
    there = set(spine)
    runs: dict[str | None, list[list[str]]] = {}
    for side in sides:
        at: str | None = None
        run: list[str] = []
        for name in side:
            if name in there:
                at, run = name, []
                continue
            if not run:
                runs.setdefault(at, []).append(run)
            run.append(name)
    places: list[str | None] = [None, *spine]
    return [name for at in places for run in ([[at]] if at else []) + sorted(runs.get(at, [])) for name in run]


def put_together(base: list[Value], ours: list[Value], release: list[Value]) -> list[Value] | None:
    """Return a list of nameless things with the changes of both sides; None where these overlap.

    What both put in at one place stays, from both.
    """
    found: list[Value] = []
    for before, mine, theirs in _chunks(base, ours, release):
        if theirs in (mine, before):
            found += mine
        elif before == mine:
            found += theirs
        elif before:
            return None
        else:
            found += [one for run in sorted((mine, theirs), key=_texts) for one in run]
    return found


def _chunks(
    base: list[Value], ours: list[Value], release: list[Value]
) -> Iterator[tuple[list[Value], list[Value], list[Value]]]:
    """Yield what stands between the items that all three have, and each of those."""
    in_ours, in_release = _partners(base, ours), _partners(base, release)
    last = (0, 0, 0)
    for at in range(len(base)):
        if at in in_ours and at in in_release:
            here = (at, in_ours[at], in_release[at])
            yield base[last[0] : here[0]], ours[last[1] : here[1]], release[last[2] : here[2]]
            yield [base[at]], [base[at]], [base[at]]
            last = (here[0] + 1, here[1] + 1, here[2] + 1)
    yield base[last[0] :], ours[last[1] :], release[last[2] :]


def _partners(before: list[Value], after: list[Value]) -> Numbered:
    """Return by the number of each item that stayed which number it has now."""
    matcher = SequenceMatcher(None, _texts(before), _texts(after), autojunk=False)
    return {at + step: to + step for at, to, size in matcher.get_matching_blocks() for step in range(size)}


def _texts(items: list[Value]) -> list[str]:
    return [dumps(item, sort_keys=True) for item in items]
