"""What one more mark of each would do to tell people apart is worked out before anybody is asked."""

from math import asin, pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.measurement import Profile, Rating, measure_all, prior_of_vacancy
from kamcareer.core.measurement.estimate import NORMAL
from kamcareer.core.next_question import NEW
from kamcareer.core.selection.bands import apart_from
from kamcareer.core.selection.coming_marks import coming_marks
from kamcareer.core.selection.telling_apart import MOST, WORTH, right_after, tellings
from kamcareer.services.framework_files import load_framework
from tests.core.people import TARGET, ratings

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
ROLE = FRAMEWORK.roles[TARGET]
ASKED = [id for id, need in ROLE.requirements.items() if need.level]
PRIOR = prior_of_vacancy(FRAMEWORK, TARGET)[None]


def measured(known: list[Rating]) -> Profile:
    return measure_all(FRAMEWORK, [known], PRIOR)[0]


def seen(levels: dict[str, int], *raters: str) -> Profile:
    """Somebody as interviewers saw them."""
    return measured([one for rater in raters for one in ratings("interview", levels, rater=rater)])


def drawn(seed: int, count: int) -> dict[str, Profile]:
    draw = np.random.default_rng(seed)
    return {
        f"p{number}": seen({id: int(draw.integers(0, 5)) for id in ASKED if draw.random() < 0.7}, "a")
        for number in range(count)
    }


@given(seed=st.integers(0, 2**16), level=st.integers(0, 4))
@settings(max_examples=25, deadline=None)
def test_a_coming_mark_moves_every_level_as_it_does_once_it_is_given(seed: int, level: int):
    draw = np.random.default_rng(seed)
    known = [
        *ratings("self", {id: int(draw.integers(0, 5)) for id in ASKED[::2]}),
        *ratings("interview", {id: int(draw.integers(0, 5)) for id in ASKED[::3]}, rater="a"),
    ]
    topics = [str(id) for id in draw.choice(ASKED, 2, replace=False)]
    before = measured(known)
    coming = coming_marks(FRAMEWORK, before, topics)
    after = measured([*known, *(Rating(id, "interview", float(level), rater=NEW) for id in topics)])
    count = len(before.mean)

    moved = coming.moved(np.full(2, float(level)))[:count]
    assert before.mean + moved == pytest.approx(after.mean)
    assert np.diag(before.covariance) - coming.taken()[:count] == pytest.approx(np.diag(after.covariance))


@given(seed=st.integers(0, 2**16), count=st.integers(0, 5))
@settings(max_examples=25, deadline=None)
def test_one_is_never_less_often_right_for_having_asked_and_the_order_of_people_changes_nothing(seed: int, count: int):
    people = drawn(seed, count)
    found = tellings(FRAMEWORK, ROLE, people)

    assert found == tellings(FRAMEWORK, ROLE, dict(reversed(people.items())))
    assert len(found) <= MOST
    assert [one.gain for one in found] == sorted((one.gain for one in found), reverse=True)
    for one in found:
        assert one.competency in ASKED
        assert 0.5 <= one.now < apart_from(FRAMEWORK)
        assert one.now + WORTH <= one.then <= 1


@given(distance=st.floats(-4, 4), first=st.floats(0, 1), second=st.floats(0, 1))
@settings(deadline=None)
def test_the_more_is_known_the_oftener_one_is_right(distance: float, first: float, second: float):
    less, more = right_after(distance, np.array(sorted((first, second))))

    assert NORMAL.cdf(abs(distance)) - 1e-9 <= less <= more + 1e-9 <= 1 + 2e-9


def test_one_is_as_often_right_as_drawn_people_say():
    draw = np.random.default_rng(7)
    expected = 0.4 + np.sqrt(0.3) * draw.standard_normal(400_000)
    truth = expected + np.sqrt(0.7) * draw.standard_normal(400_000)

    assert right_after(0.4, np.array([0.3]))[0] == pytest.approx(
        np.mean(np.sign(expected) == np.sign(truth)), abs=0.003
    )


def test_of_two_alike_one_is_right_by_half_and_by_the_arc_of_what_is_known():
    assert right_after(0.0, np.array([0.0, 0.25, 1.0])) == pytest.approx([0.5, 0.5 + asin(0.5) / pi, 1.0])


def test_two_are_told_apart_by_the_topic_of_which_least_is_known():
    known = {id: 2 for id in ASKED if id != "negotiation"}
    heavy = ROLE.requirements["negotiation"].model_copy(update={"weight": 5})
    role = ROLE.model_copy(update={"requirements": {**ROLE.requirements, "negotiation": heavy}})
    (found,) = tellings(FRAMEWORK, role, {"vera": seen(known, "a", "b"), "oleg": seen(known, "a", "b")})

    assert found.competency == "negotiation"
    assert found.now == pytest.approx(0.5)


def test_nothing_is_asked_to_tell_apart_who_is_apart_already():
    people = {"vera": seen({}), "oleg": seen({})}
    (found,) = tellings(FRAMEWORK, ROLE, people)
    assert FRAMEWORK.measurement.apart
    apart = FRAMEWORK.measurement.apart.model_copy(update={"value": found.now})
    measurement = FRAMEWORK.measurement.model_copy(update={"apart": apart})

    assert tellings(FRAMEWORK.model_copy(update={"measurement": measurement}), ROLE, people) == ()


def test_without_interviews_in_the_model_no_talk_is_proposed():
    sources = {id: source for id, source in FRAMEWORK.measurement.sources.items() if id != "interview"}
    measurement = FRAMEWORK.measurement.model_copy(update={"sources": sources})
    silent = FRAMEWORK.model_copy(update={"measurement": measurement})

    assert tellings(silent, ROLE, drawn(1, 3)) == ()
