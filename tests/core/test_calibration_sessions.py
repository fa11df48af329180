"""What holds of the log of every calibration session: an unbroken chain from what was sent to what stands."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.calibration_sessions import Agreed, Compared, Line, ReasonMissingError, Word, lines

NOW = datetime(2026, 11, 28, tzinfo=UTC)
LEVELS = st.integers(0, 4)
SAID = st.lists(st.tuples(LEVELS, st.sampled_from(("", "a case", "another case"))), max_size=8)


def person(id: str) -> Compared:
    known = {"number": id, "name": id, "account_id": f"account of {id}", "rater_id": "boss", "rater_name": "Boss"}
    return Compared(id, "s", f"of {id}", **known, joined=NOW, finished=True, word=Word.AGREED)


@given(LEVELS, SAID)
def test_nothing_is_overwritten_and_no_level_changes_without_a_reason(given_level: int, said: list[tuple[int, str]]):
    log: list[Agreed] = []
    for level, reason in said:
        line = Line(person("p"), "negotiation", given_level, tuple(log))
        if level != line.stands and not reason:
            with pytest.raises(ReasonMissingError):
                line.agreed(level, reason, "Lead", NOW)
        elif agreed := line.agreed(level, reason, "Lead", NOW):
            log.append(agreed)
    line = Line(person("p"), "negotiation", given_level, tuple(log))

    assert [one.before for one in log] == [given_level, *(one.after for one in log)][: len(log)]
    assert all(one.reason for one in log if one.changed)
    assert line.given == given_level
    assert line.stands == (log[-1].after if log else given_level)
    assert line.changed == (line.stands != given_level)


@given(st.dictionaries(st.sampled_from("abc"), st.dictionaries(st.sampled_from("xy"), LEVELS)))
def test_whoever_was_not_rated_in_a_topic_does_not_stand_in_it(given_levels: dict[str, dict[str, int]]):
    found = lines([person(id) for id in "abc"], "x", given_levels, ())

    assert {line.person.id: line.stands for line in found} == {
        id: levels["x"] for id, levels in given_levels.items() if "x" in levels
    }


def test_neither_a_manager_nor_the_person_says_anything_of_a_line_of_their_own():
    assert person("p").not_by("boss")
    assert person("p").not_by("account of p")
    assert not person("p").not_by("somebody else")
