"""The list of erasures: says nothing without its key, and survives a power cut in the middle of a line."""

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.erasures import Erased, entries_of, erasure, line_of

KEY, OTHER = b"k" * 32, b"o" * 32
things = st.lists(st.tuples(st.sampled_from(Erased), st.uuids().map(str)), max_size=8)


@given(things, st.integers(0, 60))
def test_what_was_written_is_read_and_a_torn_last_line_costs_nothing_else(found: list, torn: int):
    entries = [erasure(KEY, kind, id) for kind, id in found]
    text = "".join(map(line_of, entries))
    cut = text + line_of(erasure(KEY, Erased.ACCOUNT, "last"))[:torn]

    assert entries_of(cut.splitlines()) == frozenset(entries)


@given(st.sampled_from(Erased), st.uuids().map(str))
def test_an_entry_holds_nothing_of_the_id_and_another_key_another_kind_another_id_are_another_entry(kind, id):
    entry = erasure(KEY, kind, id)

    assert id not in line_of(entry)
    assert erasure(KEY, kind, id) == entry
    others = [erasure(OTHER, kind, id), erasure(KEY, kind, id + "x")]
    others += [erasure(KEY, other, id) for other in Erased if other is not kind]
    assert entry not in others
    assert len({other.pseudonym for other in others}) == len(others)
