"""What contradicts itself is said: by the model's own variances, and by no more than them."""

from dataclasses import replace

import numpy as np
import pytest

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Answer, Answers, Choice, Opinion
from kamcareer.core.contradictions import OLD, STRONG, contradictions
from kamcareer.core.gaps import gap_report
from kamcareer.core.measurement import Rating, measure
from kamcareer.core.measurement.prior import assumed_level
from kamcareer.core.measurement.terms import source_terms
from kamcareer.services.framework_files import load_framework

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
TOPIC, ROLE, TARGET = "negotiation", "sales_manager", "key_account_manager_retail"


def found(*ratings: Rating):
    return contradictions(measure(FRAMEWORK, ROLE, list(ratings))).get(TOPIC)


def seen(source: str, level: float, rater: str = "") -> Rating:
    return Rating(TOPIC, source, float(level), rater=rater)


@pytest.mark.parametrize(
    ("own", "manager", "higher"),
    [(4, 1, "self"), (3, 0, "self"), (1, 4, "manager"), (1, 3, "manager"), (4, 2, None), (3, 2, None), (2, 3, None)],
)
def test_oneself_and_a_manager_contradict_each_other_three_levels_up_or_two_down(own, manager, higher):
    apart = found(seen("self", own), seen("manager", manager, "anna"))

    assert (apart and apart.higher) == higher
    assert apart is None or apart.standardised >= STRONG
    assert apart is None or {apart.higher, apart.lower} == {"self", "manager"}


def test_one_voice_alone_contradicts_nothing():
    assert found() is None
    assert found(seen("self", 4)) is None
    assert found(seen("peer", 0, "a"), seen("peer", 4, "b")) is None  # colleagues are looked at together


def test_three_colleagues_who_agree_need_less_of_a_difference_than_one():
    one = found(seen("self", 4), seen("peer", 1, "a"))
    three = found(seen("self", 4), *(seen("peer", 1, rater) for rater in "abc"))

    assert one
    assert three
    assert three.standardised > one.standardised


def test_the_strongest_of_several_contradictions_is_named():
    apart = found(seen("self", 4), seen("manager", 1, "anna"), *(seen("peer", 0, rater) for rater in "abc"))

    assert (apart.higher, apart.lower) == ("self", "peer")


def test_one_situation_chosen_the_wrong_way_round_contradicts_the_highest_word_of_oneself():
    item = next(item for item in FRAMEWORK.competencies[TOPIC].situations if item.level_range == (1, 2))
    by_rating = sorted(item.options, key=lambda letter: item.options[letter].rating)
    wrong = {item.id: Choice(best=by_rating[0], worst=by_rating[-1])}
    right = {item.id: Choice(best=by_rating[-1], worst=by_rating[0])}

    def apart(choices):
        said = Answers("sales_representative", {TOPIC: Answer(level=4, confidence="sure")}, situations=choices)
        report = gap_report(FRAMEWORK, said, TARGET)
        return next(gap.contradiction for gap in report.gaps if gap.competency == TOPIC)

    assert (apart(wrong).higher, apart(wrong).lower) == ("self", "situations")
    assert apart(right) is None  # it can tell no higher level than it did


def test_ratings_between_two_ends_scatter_no_more_than_these_allow():
    rating = replace(seen("situations", 1), weight=0.25, step=0.0, within=(1.0, 2.0))
    scatter, spread = measure(FRAMEWORK, ROLE, [rating]).scatter, FRAMEWORK.measurement.prior.spread.value
    variance = (
        spread**2 * scatter.slope**2 + scatter.shared**2 * scatter.variances[scatter.factor] + scatter.own(spread)
    )

    assert variance == pytest.approx(0.25)
    assert scatter.noise > 1  # what the estimate takes: so little does one situation tell


def test_who_was_seen_otherwise_long_ago_may_have_grown():
    assert {"earlier"} == OLD
    assert found(seen("self", 4), seen("earlier", 0)) is None


def test_ones_own_two_words_share_a_mood_which_falls_out_of_their_difference():
    mine = found(seen("self", 4), *(replace(seen("indicators", 1), voice="self") for _ in range(4)))
    others = found(seen("self", 4), *(seen("indicators", 1) for _ in range(4)))

    assert mine.standardised > others.standardised


def test_it_happens_in_one_topic_of_twenty_where_the_model_is_right():
    draw, settings = np.random.default_rng(7), FRAMEWORK.measurement
    sources, spread, count = source_terms(settings), settings.prior.spread.value, 3000
    profile = assumed_level(FRAMEWORK, ROLE, TOPIC)
    wrong = 0
    for _ in range(count):
        level = draw.normal() * spread
        ratings = []
        for id, rater in (("self", ""), ("manager", "anna")):
            one = sources[id]
            error = draw.normal() * (one.shared + one.own + 1 / 12) ** 0.5
            ratings.append(seen(id, profile + one.bias + one.slope * level + error, rater))
        wrong += found(*ratings) is not None

    assert 0.035 < wrong / count < 0.055  # two-sided beyond two deviations: 0.0455


def test_a_contradiction_does_not_widen_the_interval_and_the_report_names_the_topic():
    def report(level):
        boss = Opinion(source="manager", rater="anna", levels={TOPIC: level})
        return gap_report(FRAMEWORK, Answers(ROLE, {TOPIC: Answer(level=4)}, others=(boss,)), TARGET)

    apart, agreed = report(0), report(4)

    assert [gap.competency for gap in apart.contradictory] == [TOPIC]
    assert agreed.contradictory == ()
    deviations = [next(g.estimate.deviation for g in r.gaps if g.competency == TOPIC) for r in (apart, agreed)]
    assert deviations[0] == pytest.approx(deviations[1])
