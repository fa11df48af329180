from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.measurement import measure_all, prior_of_anybody, prior_of_vacancy
from kamcareer.core.must_haves import must_have_odds
from kamcareer.core.readiness import asked, expected_share
from kamcareer.core.selection import preselection
from kamcareer.core.selection.preselection import fits, must_have_chances, preselected
from kamcareer.core.snapshot import Snapshot, snapshot_of
from kamcareer.services.framework_files import load_framework
from tests.core.people import TARGET, ratings

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
ROLE, MARGIN = FRAMEWORK.roles[TARGET], FRAMEWORK.measurement.margin.value
IDS = tuple(FRAMEWORK.competencies)


def invented(count, seed):
    """Return people with all kinds of levels, and as many kinds of doubt about them."""
    draw = np.random.default_rng(seed)
    mean = draw.uniform(-0.5, 4.5, (len(IDS), count)).astype(np.float32)
    deviation = draw.uniform(0.05, 1.2, (len(IDS), count)).astype(np.float32)
    people = np.array([f"{number:036}" for number in range(count)], "S36").reshape(count)
    return Snapshot(IDS, people, mean, deviation)


some = st.builds(invented, st.integers(0, 60), st.integers(0, 2**16))


@given(snapshot=some)
@settings(max_examples=30, deadline=None)
def test_both_numbers_are_what_their_formulas_say_for_every_role(snapshot):
    for role in FRAMEWORK.roles.values():
        needs = asked(role)
        levels = snapshot.mean[[snapshot.row[id] for id in needs.competencies]].T
        least = np.array([role.requirements[id].level - MARGIN for id in role.must_haves])
        rows = [snapshot.row[id] for id in role.must_haves]
        z = (snapshot.mean[rows].T - least) / snapshot.deviation[rows].T

        expected = np.minimum(levels, needs.required) @ (needs.weights / needs.required)
        assert fits(snapshot, role) == pytest.approx(expected, abs=1e-5)
        assert must_have_chances(snapshot, role, MARGIN) == pytest.approx(ndtr(z).prod(axis=1), abs=0.0005 * len(rows))


@given(snapshot=some, most=st.integers(0, 70))
@settings(max_examples=60, deadline=None)
def test_those_to_look_at_are_the_highest(snapshot, most):
    found = preselected(snapshot, ROLE, MARGIN, most)

    order = must_have_chances(snapshot, ROLE, MARGIN) + fits(snapshot, ROLE) / 64
    expected = np.argsort(-order, kind="stable")[:most]
    assert found.columns.tolist() == expected.tolist()
    assert found.fit.tolist() == fits(snapshot, ROLE)[expected].tolist()


@given(snapshot=some, seed=st.integers(0, 2**16))
@settings(max_examples=30, deadline=None)
def test_a_shift_is_the_same_as_columns_that_were_shifted(snapshot, seed):
    shift = np.random.default_rng(seed).uniform(-1, 1, len(IDS)).astype(np.float32)
    shifted = replace(snapshot, mean=snapshot.mean + shift[:, None])

    assert fits(snapshot, ROLE, shift) == pytest.approx(fits(shifted, ROLE), abs=1e-4)
    assert must_have_chances(snapshot, ROLE, MARGIN, shift) == pytest.approx(
        must_have_chances(shifted, ROLE, MARGIN), abs=0.0005 * len(ROLE.must_haves)
    )


def test_columns_made_assuming_nothing_of_the_vacancy_let_through_whom_its_own_prior_puts_first():
    draw = np.random.default_rng(8)
    people = []
    for _ in range(600):
        general = draw.normal(2.2, 0.8)
        said = {id: int(np.clip(np.rint(general + draw.normal(0, 0.9)), 0, 4)) for id in IDS}
        people.append(ratings("self", said))
    own, anybodys = prior_of_vacancy(FRAMEWORK, TARGET), prior_of_anybody(FRAMEWORK)
    exact, assuming_less = (
        snapshot_of(IDS, [str(one) for one in range(600)], measure_all(FRAMEWORK, people, np.tile(prior, (600, 1))))
        for prior in (own, anybodys)
    )
    best = preselected(exact, ROLE, MARGIN, 30).columns.tolist()
    net = preselected(assuming_less, ROLE, MARGIN, 60, (own - anybodys).astype(np.float32)).columns.tolist()

    assert set(best) <= set(net)


def test_blocks_leave_no_seam():
    assert preselection.BLOCK == 8192
    snapshot = invented(2 * 8192 + 5, 1)
    parts = [slice(0, 1000), slice(8000, 9000), slice(16000, None)]
    for part in parts:
        alone = replace(snapshot, people=snapshot.people[part],
                        mean=snapshot.mean[:, part], deviation=snapshot.deviation[:, part])  # fmt: skip
        assert fits(snapshot, ROLE)[part] == pytest.approx(fits(alone, ROLE), abs=1e-6)
        assert (
            must_have_chances(snapshot, ROLE, MARGIN)[part].tolist() == must_have_chances(alone, ROLE, MARGIN).tolist()
        )


def test_the_net_holds_those_whom_the_joint_look_puts_first():
    draw = np.random.default_rng(3)
    people = []
    for _ in range(600):
        general = draw.normal(2.2, 0.8)
        said = {id: int(np.clip(np.rint(general + draw.normal(0, 0.9)), 0, 4)) for id in IDS}
        people.append(ratings("manager", said, rater="a"))
    priors = np.tile(prior_of_vacancy(FRAMEWORK, TARGET), (len(people), 1))
    profiles = measure_all(FRAMEWORK, people, priors)

    joint = [
        (float(must_have_odds(one, ROLE, MARGIN).probability(one.mean)), expected_share(ROLE, one)) for one in profiles
    ]
    best = sorted(range(len(people)), key=lambda place: joint[place], reverse=True)[:20]
    net = preselected(snapshot_of(IDS, [str(number) for number in range(600)], profiles), ROLE, MARGIN, 60)
    assert set(best) <= set(net.columns.tolist())


def test_columns_of_different_lengths_are_refused():
    whole = invented(3, 1)
    for broken in ({"mean": whole.mean[:, :2]}, {"deviation": whole.deviation[1:]}):
        with pytest.raises(ValueError, match="are needed"):
            replace(whole, **broken)
