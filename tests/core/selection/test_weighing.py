import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.measurement import measure_all, prior_of_vacancy
from kamcareer.core.readiness import asked
from kamcareer.core.selection.weighing import weighed_alike, weighing
from kamcareer.services.framework_files import load_framework
from tests.core.people import TARGET, ratings

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
ROLE, IDS = FRAMEWORK.roles[TARGET], tuple(FRAMEWORK.competencies)


def people(seed: int, count: int) -> dict:
    draw = np.random.default_rng(seed)
    said = [{id: int(draw.integers(0, 5)) for id in IDS} for _ in range(count)]
    prior = np.tile(prior_of_vacancy(FRAMEWORK, TARGET), (count, 1))
    profiles = measure_all(FRAMEWORK, [ratings("manager", one, rater="a") for one in said], prior)
    return {f"p{number}": profile for number, profile in enumerate(profiles)}


NEEDED = [id for id, need in ROLE.requirements.items() if need.level]
LIGHT = NEEDED[: len(NEEDED) // 2]
UNEVEN = ROLE.model_copy(
    update={
        "requirements": {
            id: need.model_copy(update={"weight": 1 if id in LIGHT else 3}) for id, need in ROLE.requirements.items()
        }
    }
)


def strong_in(topics: list[str]) -> dict:
    """Somebody strong in some topics and weak in the rest, as a panel of two sees them."""
    said = {id: 4 if id in topics else 0 for id in NEEDED}
    heard = [*ratings("manager", said, rater="a"), *ratings("manager", said, rater="b")]
    return measure_all(FRAMEWORK, [heard], prior_of_vacancy(FRAMEWORK, TARGET)[None])[0]


@given(seed=st.integers(0, 2**16), count=st.integers(0, 5))
@settings(max_examples=15, deadline=None)
def test_the_order_of_people_changes_nothing_and_nobody_is_readier_than_who_is_readier_than_them(seed, count):
    there = people(seed, count)
    found, turned = weighing(FRAMEWORK, ROLE, there), weighing(FRAMEWORK, ROLE, dict(reversed(there.items())))

    assert found.by_profile.apart == turned.by_profile.apart
    assert found.alike.readiness.keys() == there.keys()
    for weighed in (found.by_profile, found.alike):
        assert not {(two, one) for one, two in weighed.apart} & weighed.apart
        for share in weighed.readiness.values():
            assert 0 <= share.low <= share.estimate <= share.high <= 1


def test_a_role_whose_topics_weigh_the_same_already_changes_nothing():
    found = weighing(FRAMEWORK, weighed_alike(ROLE), people(1, 5))

    assert (found.moved, found.only_alike, found.only_by_profile) == ((), (), ())
    assert asked(weighed_alike(ROLE)).weights == pytest.approx(1 / len(asked(ROLE).weights))


def test_whoever_is_strong_where_little_weight_lies_gains_when_all_topics_count_alike():
    heavy = [id for id in NEEDED if id not in LIGHT]
    found = weighing(FRAMEWORK, UNEVEN, {"light": strong_in(LIGHT), "heavy": strong_in(heavy)})

    assert set(found.moved) == {"light", "heavy"}
    for name, sign in (("light", 1), ("heavy", -1)):
        assert sign * (found.alike.readiness[name].estimate - found.by_profile.readiness[name].estimate) > 0
    assert found.only_by_profile == (("heavy", "light"),)
