"""Many people beside one role: what was said and concluded, and groups that give nobody away."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.core.answers import Answers, EarlierScore
from kamcareer.core.framework.model import Framework
from kamcareer.core.gap import Known
from kamcareer.core.gaps import gap_reports
from kamcareer.core.heat_map import LEAST, HeatMap, Shade, groups_of, heat_map, shade
from tests.core.people import PRESENT, TARGET

TODAY = date(2026, 11, 27)
DAY = date(2025, 12, 1)


def scored(role: str | None, levels: dict[str, float], *, own: bool = False) -> Answers:
    given = (EarlierScore(competency=id, level=level, date=DAY, own=own) for id, level in levels.items())
    return Answers(role, earlier=tuple(given))


def somebody(framework: Framework, draw: np.random.Generator) -> Answers:
    """Somebody in any post with scores in some topics."""
    given = {id: int(draw.integers(0, 5)) for id in framework.competencies if draw.random() < draw.random()}
    return scored((None, PRESENT, TARGET)[draw.integers(3)], given)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), count=st.integers(1, 4))
def test_it_says_of_many_what_a_report_says_of_each(framework: Framework, seed: int, count: int):
    draw = np.random.default_rng(seed)
    people = [somebody(framework, draw) for _ in range(count)]
    heat = heat_map(framework, people, TARGET, TODAY)

    for row, report in enumerate(gap_reports(framework, people, TARGET, TODAY)):
        asked = [gap for gap in report.gaps if gap.need.level]
        assert [gap.competency for gap in asked] == list(heat.competencies)
        for column, gap in enumerate(asked):
            there = not np.isnan(heat.said[row, column])
            assert there == bool(gap.sources)
            if there:
                assert heat.level[row, column] == pytest.approx(gap.level)
                assert heat.known[row, column] == pytest.approx(gap.known_share)
                if abs(gap.known_share - 0.25) > 1e-9:
                    assert heat.little[row, column] == (gap.known is Known.LITTLE)


def test_a_topic_of_which_nobody_said_anything_has_no_level(framework: Framework):
    heat = heat_map(framework, [scored(PRESENT, {"negotiation": 3}), Answers(PRESENT)], TARGET, TODAY)
    at = heat.competencies.index("negotiation")

    assert heat.said[0, at] == 3
    assert np.isnan(heat.said[1]).all()
    assert np.isnan(heat.level[1]).all()
    assert np.isnan(np.delete(heat.level[0], at)).all()


def test_what_others_gave_counts_before_what_somebody_gave_themselves(framework: Framework):
    both = (*scored(PRESENT, {"negotiation": 1}).earlier, *scored(PRESENT, {"negotiation": 4}, own=True).earlier)
    heat = heat_map(framework, [Answers(PRESENT, earlier=both)], TARGET, TODAY)
    alone = heat_map(framework, [scored(PRESENT, {"negotiation": 4}, own=True)], TARGET, TODAY)
    at = heat.competencies.index("negotiation")

    assert (heat.said[0, at], alone.said[0, at]) == (1, 4)


@settings(deadline=None)
@given(level=st.floats(0, 4), required=st.integers(1, 4))
def test_a_level_is_met_exactly_where_the_measurement_holds_it(level: float, required: int):
    assert (shade(level, required, 0.5) in {Shade.MEETS, Shade.ABOVE, Shade.FAR_ABOVE}) == (level - required >= -0.5)


@settings(deadline=None)
@given(data=st.data())
def test_no_number_stands_for_fewer_than_five_people(framework: Framework, data: st.DataObject):
    count = data.draw(st.integers(0, 24))
    names = data.draw(st.lists(st.sampled_from(["Юг", "Север", "Восток", ""]), min_size=count, max_size=count))
    cell = st.one_of(st.just(np.nan), st.floats(0, 4))
    said = np.array(data.draw(st.lists(cell, min_size=count, max_size=count))).reshape(count, 1)
    heat = HeatMap(framework.roles[TARGET], ("negotiation",), np.array([3.0]), said, said, said)
    found = groups_of(heat, names, "прочие")

    assert sum(group.count for group in found) <= count
    assert len({group.name for group in found}) == len(found)
    for group in found:
        assert group.count >= LEAST
        rest = {name for name in names if names.count(name) < LEAST}
        inside = [n for n, name in enumerate(names) if name == group.name or (group.name == "прочие" and name in rest)]
        told = said[inside][~np.isnan(said[inside])]
        assert np.isnan(group.level[0]) == (len(told) < LEAST)
        if len(told) >= LEAST:
            assert group.level[0] == pytest.approx(told.mean())
