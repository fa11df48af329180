"""What an activity takes and gives, typed over its file: what was typed stands there, and nothing else changes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.framework.activity_facts import (
    ActivityIdError,
    activity_ids,
    facts_of,
    with_copy,
    with_facts,
)
from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.loading import Folder, parse_framework
from tests.core.framework.tiny import REAL

FILES = Folder({str(path.relative_to(REAL)): path.read_bytes() for path in REAL.rglob("*.yaml")}, "key_account")
BOOK = "account_planning_book"
ids = st.sampled_from(activity_ids(FILES))


@given(ids)
def test_an_activity_of_which_nothing_was_changed_has_the_same_file(id: str):
    assert with_facts(FILES, id, facts_of(FILES, id)).files == FILES.files


@given(ids, st.integers(1, 200), st.integers(1, 52), st.sampled_from(["", "0", "12000"]), st.sampled_from(["", "8"]))
def test_what_was_typed_stands_in_the_file_and_in_no_other(id: str, hours: int, weeks: int, price: str, places: str):
    before = facts_of(FILES, id)
    single = {**before.single, "hours": f"{hours}.5", "weeks": str(weeks), "price": price, "capacity": places}
    wanted = replace(before, single=single)
    changed = with_facts(FILES, id, wanted)

    assert facts_of(changed, id) == wanted
    assert {file for file, data in changed.files.items() if data != FILES.files[file]} <= {f"activities/{id}.yaml"}


def test_a_gain_is_changed_added_and_taken_away_and_the_whole_is_a_framework():
    before = facts_of(FILES, BOOK)
    (topic,) = before.gains
    gains = {topic: ("0.3", "2"), "negotiation": ("0.1", "2")}
    changed = with_facts(FILES, BOOK, replace(before, gains=gains))
    only = with_facts(changed, BOOK, replace(before, gains={topic: ("", ""), "negotiation": ("0.1", "2")}))

    activity = parse_framework(changed).activities[BOOK]
    assert {id: (gain.levels, gain.cap) for id, gain in activity.gains.items()} == {
        topic: (0.3, 2),
        "negotiation": (0.1, 2),
    }
    assert set(facts_of(only, BOOK).gains) == {"negotiation"}


@pytest.mark.parametrize(("name", "said"), [("hours", "десять"), ("hours", ""), ("weeks", "0"), ("cost", "dear")])
def test_what_cannot_be_is_told_with_its_place(name: str, said: str):
    before = facts_of(FILES, BOOK)
    changed = with_facts(FILES, BOOK, replace(before, single={**before.single, name: said}))

    with pytest.raises(FileError, match=f"activities/{BOOK}.yaml"):
        parse_framework(changed)


def test_a_new_activity_begins_with_what_another_says_as_a_draft():
    copied = with_copy(FILES, BOOK, "book_for_two")
    made = parse_framework(copied).activities

    assert made["book_for_two"].gains == made[BOOK].gains
    assert made["book_for_two"].status == "draft"
    assert activity_ids(copied) == sorted([*activity_ids(FILES), "book_for_two"])


@pytest.mark.parametrize("id", ["", "x", "Книга", "../../etc/passwd", "a b", BOOK, "a\n", "1st", "x" * 65])
def test_an_id_that_is_none_or_taken_is_refused(id: str):
    with pytest.raises(ActivityIdError):
        with_copy(FILES, BOOK, id)
