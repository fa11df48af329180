from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Answers, Opinion
from kamcareer.core.gap import MustHave
from kamcareer.core.gaps import cluster_levels, gap_report
from kamcareer.core.measurement import Estimate
from kamcareer.services.framework_files import load_framework
from tests.core.people import PRESENT, TARGET, answers, exactly, scattered

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
IDS = tuple(FRAMEWORK.competencies)
ROLE = FRAMEWORK.roles[TARGET]

some_answers = st.dictionaries(st.sampled_from(IDS), st.none() | st.integers(0, 4))


def report(levels, role=PRESENT, target=TARGET, **confidence):
    return gap_report(FRAMEWORK, answers(role, levels, **confidence), target)


def gap_of(found, competency):
    return next(gap for gap in found.gaps if gap.competency == competency)


def ids(gaps) -> list[str]:
    return [gap.competency for gap in gaps]


def test_three_hundred_sales_representatives_get_different_advice():
    draw = np.random.default_rng(20261123)
    people = (scattered(FRAMEWORK, PRESENT, draw) for _ in range(300))
    sets = [frozenset(ids(gap_report(FRAMEWORK, said, TARGET).largest)) for said in people]

    assert {len(five) for five in sets} == {5}
    assert len(frozenset().union(*sets)) >= 8
    assert Counter(sets).most_common(1)[0][1] <= 300 / 4


def test_who_says_exactly_what_a_role_asks_has_all_its_must_haves_by_answers():
    for id, role in FRAMEWORK.roles.items():
        found = gap_report(FRAMEWORK, exactly(FRAMEWORK, id, PRESENT), id)

        assert ids(found.must_haves_by_answers) == [id for id, need in role.requirements.items() if need.must_have]
        assert found.largest == ()
        assert found.coverage == 1


def test_one_level_less_is_one_must_have_less():
    levels = {id: need.level for id, need in ROLE.requirements.items()} | {"negotiation": 3}

    assert ids(report(levels).largest) == ["negotiation"]
    assert set(ROLE.must_haves) - set(ids(report(levels).must_haves_by_answers)) == {"negotiation"}


@given(
    levels=some_answers, role=st.sampled_from([None, *FRAMEWORK.roles]), target=st.sampled_from(list(FRAMEWORK.roles))
)
@settings(max_examples=40, deadline=None)
def test_every_number_of_a_report_stays_in_its_range(levels, role, target):
    found = report(levels, role, target)

    for gap in found.gaps:
        assert 0 <= gap.low <= gap.level <= gap.high <= 4
        assert 0 <= gap.probability_met <= 1
        assert min(gap.shortfall, gap.surplus) == 0
        assert gap.observed is None or 0 <= gap.observed <= 4
    assert 0 <= found.coverage <= 1
    assert (found.step_progress is None) == (role is None)


def test_no_chance_is_not_counted_among_the_topics_with_data():
    found = report({"negotiation": 2, "finance": None, "leadership": None})

    assert found.coverage == pytest.approx(1 / len(ROLE.requirements))
    assert ids(found.answered) == ["negotiation"]
    assert "leadership" in ids(found.unanswered)
    assert "market" in ids(found.unanswered)


def test_no_chance_is_not_level_zero():
    silent, zero = (gap_of(report({"finance": level}), "finance") for level in (None, 0))

    assert (silent.said, silent.observed, silent.sources, silent.urgency) == (None, None, (), 0)
    assert (zero.said, zero.sources) == (0, ("self",))
    assert silent.level > zero.level


def test_what_the_role_does_not_ask_is_not_in_the_report():
    found = gap_report(FRAMEWORK, answers(None, {"leadership": 4}), PRESENT)

    assert "leadership" not in ids(found.gaps)
    assert found.coverage == 0


def test_an_unknown_role_is_a_key_error():
    with pytest.raises(KeyError):
        report({}, target="nobody")


def test_gaps_are_ordered_by_weight_times_what_is_missing_by_the_words_corrected_for_leniency():
    found = report({"documents": 0, "negotiation": 3, "finance": 1, "stakeholders": 2, "results": 3})
    bias = FRAMEWORK.measurement.sources["self"].bias.value

    assert ids(found.largest) == ["finance", "negotiation", "stakeholders", "documents"]
    assert gap_of(found, "finance").urgency == pytest.approx(3 * (3 - (1 - bias)))
    assert ids(found.first_things) == ["finance", "negotiation", "stakeholders"]


def test_must_haves_come_first_among_equally_urgent_gaps():
    found = report({"communication": 2, "market": 2, "leadership": 2, "product": 2, "finance": 2})

    assert [gap.need.must_have for gap in found.largest] == [True, True, False, False, False]


def test_the_second_layer_is_ordered_by_what_costs_most_readiness():
    found = report(dict.fromkeys(IDS, 2))
    lost = [gap.points_lost for gap in found.by_points]

    assert lost == pytest.approx(sorted(lost, reverse=True))
    total = sum(gap.need.weight for gap in found.gaps)
    assert found.readiness.estimate == pytest.approx(1 - sum(lost) / total)


def test_a_surplus_does_not_hide_a_gap():
    short = dict.fromkeys(IDS, 2)
    found = report(short | {"documents": 4, "activation": 4})

    assert ids(gap for gap in found.strengths if gap.missing < 0) == ["activation", "documents"]
    assert ids(found.largest) == ids(report(short).largest)
    assert gap_of(found, "negotiation").missing == 2


def test_strengths_are_surpluses_first_and_at_most_four():
    found = report(dict.fromkeys(IDS, 1) | {"activation": 3, "communication": 3, "finance": 3})

    assert ids(found.strengths)[:3] == ["activation", "communication", "finance"]
    assert len(found.strengths) == 4


def test_what_others_see_as_short_and_what_lies_far_off_is_nothing_to_rely_on():
    levels = dict.fromkeys(IDS, 0) | {"activation": 4, "negotiation": 1}
    seen = Opinion(source="manager", rater="Олег", levels={"activation": 0})
    said = answers(PRESENT, levels)
    alone, together = gap_report(FRAMEWORK, said, TARGET), gap_report(FRAMEWORK, replace(said, others=(seen,)), TARGET)

    assert gap_of(alone, "negotiation").missing > 1
    assert ids(alone.strengths) == ["activation"]
    assert ids(together.strengths) == []


def with_two_people(gap, level: float):
    return replace(gap, people=2, estimate=Estimate(level, 0.3))


def test_a_must_have_is_confirmed_only_by_two_people():
    gap = gap_of(report(dict.fromkeys(IDS, 4), role=TARGET), "negotiation")
    sure = replace(gap, estimate=Estimate(4.0, 0.3))

    assert gap.must_have is MustHave.OPEN
    assert sure.must_have is MustHave.OPEN
    assert with_two_people(gap, 4.0).must_have is MustHave.CONFIRMED


def test_two_people_who_leave_a_doubt_confirm_nothing():
    gap = gap_of(report({}, role=TARGET), "negotiation")

    assert with_two_people(gap, 3.6).must_have is MustHave.OPEN
    assert with_two_people(gap, 3.6).probability_met < 0.8


def test_a_must_have_is_short_when_the_estimate_is_more_than_one_level_below():
    gap = gap_of(report({"negotiation": 2}, role=TARGET), "negotiation")

    assert replace(gap, estimate=Estimate(2.99, 0.3)).must_have is MustHave.SHORT
    assert replace(gap, estimate=Estimate(3.01, 0.3)).must_have is MustHave.OPEN
    assert with_two_people(gap, 2.9).must_have is MustHave.SHORT


def test_what_is_no_must_have_has_no_such_status():
    assert gap_of(report({"documents": 0}), "documents").must_have is None


def test_blocking_are_the_short_must_haves_and_met_the_likelier_ones():
    found = report({id: need.level for id, need in ROLE.requirements.items()} | {"finance": 0}, role="sales_manager")

    assert ids(found.blocking) == [g.competency for g in found.must_haves if g.need.level - g.estimate.mean > 1]
    assert "finance" in ids(found.blocking)
    assert ids(found.must_haves_met) == [g.competency for g in found.must_haves if g.probability_met > 0.5]


def test_with_self_answers_alone_no_must_have_is_ever_confirmed():
    found = gap_report(FRAMEWORK, exactly(FRAMEWORK, TARGET, TARGET), TARGET)

    assert {gap.must_have for gap in found.must_haves} == {MustHave.OPEN}
    assert len(found.must_haves_met) == len(found.must_haves) == 8


def test_the_overview_weighs_levels_as_the_role_does():
    levels = cluster_levels(report(dict.fromkeys(IDS, 2)))
    cells = [need for id, need in ROLE.requirements.items() if FRAMEWORK.competencies[id].cluster == "D"]
    total = sum(need.weight for need in cells)

    assert list(levels) == ["A", "B", "C", "D", "E"]
    assert levels["D"][1] == pytest.approx(sum(need.weight * need.level for need in cells) / total)
    assert all(0 <= level <= 4 for pair in levels.values() for level in pair)


def test_from_outside_there_is_no_present_role():
    assert gap_report(FRAMEWORK, Answers(None), TARGET).present is None
    assert report({}).present is FRAMEWORK.roles[PRESENT]


def test_one_answer_carries_no_sentence_about_the_whole_role():
    found = report({"finance": 4})

    assert not found.enough
    assert found.way is None


def test_what_was_not_shown_yet_is_never_a_strength():
    assert report(dict.fromkeys(IDS, 0)).strengths == ()


def test_nothing_is_both_a_strength_and_a_thing_to_begin_with():
    for asked in (IDS, IDS[:5], IDS[:8]):
        for level in range(5):
            found = report(dict.fromkeys(asked, level))
            assert not set(ids(found.strengths)) & set(ids(found.largest))


def test_all_nothing_and_no_answers_make_no_role_near():
    assert report(dict.fromkeys(IDS, 0)).near == ()
    assert report({}).near == ()


def test_clearly_short_means_beyond_the_favourable_end_and_never_against_the_own_words():
    everything = report(dict.fromkeys(IDS, 4))
    nothing = report(dict.fromkeys(IDS, 0))

    assert everything.clearly_short == ()
    assert nothing.clearly_short
    assert all(gap.high < gap.need.level - gap.margin for gap in nothing.clearly_short)


def test_a_role_that_asks_nothing_more_has_no_way_to_it():
    assert report(dict.fromkeys(IDS, 3), role="sales_manager", target="merchandiser").way is None


def test_own_answers_alone_leave_a_report_mostly_assumed():
    assert report(dict.fromkeys(IDS, 3)).mostly_assumed
    assert not with_manager(dict.fromkeys(IDS, 3)).mostly_assumed


def with_manager(said):
    others = (Opinion(source="manager", rater="m", levels=said),)
    return gap_report(FRAMEWORK, Answers("sales_representative", {}, others=others), TARGET)


def test_nobody_is_told_that_the_way_is_behind_them_while_must_haves_are_short():
    musts = FRAMEWORK.roles[TARGET].must_haves
    found = report({id: 0 if id in musts[:1] else 4 for id in IDS})

    assert found.step_progress == 1
    assert found.way is None
