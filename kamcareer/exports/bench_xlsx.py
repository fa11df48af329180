"""The benches of all roles as XLSX: a sheet of roles, and a sheet of the people on the way to them."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from kamcareer.core.bench import BANDS, NEAR, Band, Bench, Cover, Filling, Successor
from kamcareer.core.framework.model import Framework
from kamcareer.exports.workbooks import Value, add_table, new_book


def bench_table(  # noqa: PLR0913 - roles, people, and the words for both
    framework: Framework,
    roles: Sequence[tuple[Bench, Filling | None]],
    people: Sequence[tuple[Bench, Sequence[Successor]]],
    language: str,
    words: Mapping[str, str],
    bands: Mapping[Band, str],
    covers: Mapping[Cover, str],
) -> bytes:
    """Return two sheets; people further than two steps, or of whom too little is known, are counted and not named.

    `words` names the sheets (roles, people), the columns, and says in `guide` what the numbers are.
    """
    out = BytesIO()
    with new_book(out) as book:
        ends = [words[name] for name in ("ready_from", "ready_to", "near_from", "near_to")]
        ahead = [words[name] for name in ("first", "half", "most", "within", "cover")]
        columns = [words["role"], words["holders"], *(bands[band] for band in BANDS), *ends, *ahead]
        lines = [_role(bench, filling, language, covers) for bench, filling in roles]
        add_table(book, words["roles"], columns, lines, words["guide"], {len(columns) - 2})
        columns = [words[name] for name in ("role", "number", "name", "unit", "post", "band", "chance")]
        columns += [words[name] for name in ("first", "half", "most", "missing")]
        lines = [_person(framework, bench, one, language, bands) for bench, there in people for one in there]
        add_table(book, words["people"], columns, lines, words["guide"], {6})
    return out.getvalue()


def _role(bench: Bench, filling: Filling | None, language: str, covers: Mapping[Cover, str]) -> list[Value]:
    ends = [end for band in NEAR for end in bench.intervals[band]]
    ahead: list[Value] = [filling.low, filling.median, filling.high, filling.within] if filling else [None] * 4
    counts = [bench.counts[band] for band in BANDS]
    return [bench.role.name[language], len(bench.holders), *counts, *ends, *ahead, covers[bench.cover]]


def _person(
    framework: Framework, bench: Bench, one: Successor, language: str, bands: Mapping[Band, str]
) -> list[Value]:
    who = one.person
    name = framework.name_of("roles", who.role or "")
    post = name[language] if name else ""
    missing = ", ".join(framework.competencies[id].name[language] for id in one.missing)
    said = [bench.role.name[language], who.number, who.name, who.unit, post, bands[one.band]]
    return [*said, round(one.chance, 2), *one.months, missing]
