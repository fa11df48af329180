from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.audit import FIRST, Anchor, Entry, Event, anchors_in, first_adrift, first_broken, pseudonym, seal
from kamcareer.core.installation_secret import EarlierKey
from tests.conftest import NOW

KEY, OTHER = b"k" * 32, b"o" * 32


def chain(length: int) -> list[Entry]:
    entries, before = [], FIRST
    for number in range(1, length + 1):
        bare = Entry(number, NOW + timedelta(seconds=number), Event.SIGNED_IN, pseudonym(KEY, f"a-{number}"), "link")
        entries.append(replace(bare, seal=seal(KEY, bare, before)))
        before = entries[-1].seal
    return entries


def continued(entries: list[Entry], key: bytes, more: int, detail: str = "link") -> list[Entry]:
    """Entries that follow some others, sealed under a key."""
    before, added = entries[-1].seal if entries else FIRST, []
    for number in range(len(entries) + 1, len(entries) + more + 1):
        bare = Entry(number, NOW + timedelta(seconds=number), Event.SIGNED_IN, "", detail)
        added.append(replace(bare, seal=seal(key, bare, before)))
        before = added[-1].seal
    return added


def test_a_chain_as_it_was_written_is_whole():
    assert [first_broken(KEY, chain(length)) for length in (0, 1, 30)] == [None] * 3


@given(where=st.integers(0, 19), part=st.sampled_from(["at", "event", "person", "detail", "seal"]), data=st.data())
def test_any_change_of_any_entry_shows_at_that_entry(where: int, part: str, data: st.DataObject):
    entries = chain(20)
    entry = entries[where]
    text = str(getattr(entry, part))
    place = data.draw(st.integers(0, max(len(text) - 1, 0)))
    flipped = text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :]
    changes = {"at": entry.at + timedelta(microseconds=1), "event": Event.SIGNED_OUT}
    entries[where] = replace(entry, **{part: changes.get(part, flipped)})

    assert first_broken(KEY, entries) == where + 1


@given(where=st.integers(0, 18))
def test_an_entry_taken_out_or_put_elsewhere_shows(where: int):
    whole = chain(20)
    swapped = [*whole]
    swapped[where], swapped[where + 1] = swapped[where + 1], swapped[where]

    assert first_broken(KEY, whole[:where] + whole[where + 1 :]) == where + 1
    assert first_broken(KEY, swapped) == where + 1


@given(kept=st.sets(st.integers(1, 20), min_size=1), left=st.integers(0, 20))
def test_anchors_hold_to_a_trail_until_it_is_cut_off_before_them(kept: set[int], left: int):
    whole = chain(20)
    anchors = [Anchor(number, whole[number - 1].seal) for number in kept]
    lost = first_adrift(anchors, whole[:left])

    assert first_adrift(anchors, whole) is None
    assert (lost and lost.number) == min((number for number in kept if number > left), default=None)


@given(kept=st.integers(1, 20), changed=st.integers(1, 20))
def test_a_trail_that_somebody_with_the_key_wrote_anew_does_not_hold_the_anchors_after_the_change(
    kept: int, changed: int
):
    whole, anew, before = chain(20), [], FIRST
    for entry in whole:
        bare = replace(entry, person="", seal="") if entry.number == changed else replace(entry, seal="")
        anew.append(replace(bare, seal=seal(KEY, bare, before)))
        before = anew[-1].seal

    assert first_broken(KEY, anew) is None, "the chain alone says nothing"
    assert (first_adrift([Anchor(kept, whole[kept - 1].seal)], anew) is None) == (kept < changed)


@given(before=st.text(), after=st.text().filter(lambda one: not one.startswith(tuple("0123456789abcdef"))))
def test_an_anchor_is_read_out_of_whatever_a_log_writes_around_it(before: str, after: str):
    anchor = Anchor(7, "ab" * 32)

    assert anchors_in(["nothing", f"{before}{anchor}{after}"]) == [anchor]


def test_a_chain_made_with_another_key_is_not_ours():
    assert first_broken(OTHER, chain(3)) == 1


@given(replaced=st.integers(0, 19), where=st.integers(0, 19))
def test_whoever_has_a_replaced_key_can_write_neither_before_nor_after_the_replacement(replaced: int, where: int):
    whole = chain(replaced) + continued(chain(replaced), OTHER, 20 - replaced)
    earlier = [EarlierKey(replaced, KEY)]
    anew = whole[:where] + continued(whole[:where], KEY, 20 - where, detail="other")

    assert first_broken(OTHER, whole, earlier) is None
    assert first_broken(OTHER, anew, earlier) == max(where, replaced) + 1
    if replaced:
        mended = anew[:replaced] + whole[replaced:]
        assert first_broken(OTHER, mended, earlier) == (replaced + 1 if where < replaced else None)


def test_a_pseudonym_is_the_same_each_time_and_says_nothing_without_the_key():
    assert pseudonym(KEY, "a-1") == pseudonym(KEY, "a-1")
    assert len({pseudonym(KEY, "a-1"), pseudonym(KEY, "a-2"), pseudonym(OTHER, "a-1")}) == 3
    assert "a-1" not in pseudonym(KEY, "a-1")
