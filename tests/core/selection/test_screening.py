"""Three words a recruiter can act on, and that a modest person is never sorted out by their own mark alone."""

from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Answer, Answers, Choice
from kamcareer.core.framework.model import Framework
from kamcareer.core.gaps import gap_report
from kamcareer.core.measurement.ratings import all_ratings
from kamcareer.core.plausibility import Hint
from kamcareer.core.selection.bands import apart_from, standings, standings_of
from kamcareer.core.selection.screening import Act, Topic, act_of, screening_of
from kamcareer.services.framework_files import load_framework
from tests.core.people import TARGET

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
ROLE = FRAMEWORK.roles[TARGET]
MUSTS = ROLE.must_haves


def answers(levels: dict[str, int | None], situations: dict[str, Choice] | None = None) -> Answers:
    return Answers(None, {id: Answer(level=level) for id, level in levels.items()}, {}, situations or {})


def screened(levels: dict[str, int | None], situations: dict[str, Choice] | None = None):
    return screening_of(FRAMEWORK, answers(levels, situations), TARGET)


def choices(*, right: bool) -> dict[str, Choice]:
    """The best or the worst choice in a situation of each must-have."""
    found = {}
    for id in MUSTS:
        item = FRAMEWORK.competencies[id].situations[0]
        ranked = sorted(item.options, key=lambda option: item.options[option].rating)
        best, worst = (ranked[-1], ranked[0]) if right else (ranked[0], ranked[-1])
        found[item.id] = Choice(best=best, worst=worst)
    return found


@given(st.dictionaries(st.sampled_from(MUSTS), st.none() | st.integers(0, 4)))
@settings(max_examples=40, deadline=None)
def test_own_marks_alone_never_say_too_early(levels: dict[str, int | None]):
    assert screened(levels).act is not Act.TOO_EARLY


@given(st.dictionaries(st.sampled_from(MUSTS), st.none() | st.integers(0, 4)))
@settings(max_examples=40, deadline=None)
def test_nobody_is_too_early_for_modesty_where_the_situations_speak_for_them(levels: dict[str, int | None]):
    assert screened(levels, choices(right=True)).act is not Act.TOO_EARLY


@pytest.mark.parametrize("level", range(5))
def test_below_the_needed_level_the_own_mark_does_not_decide_who_is_too_early(level: int):
    asked = {id: min(level, ROLE.requirements[id].level) for id in MUSTS}

    assert screened(asked, choices(right=False)).act is Act.TOO_EARLY


def test_high_marks_that_situations_bear_out_invite():
    assert screened(dict.fromkeys(MUSTS, 4), choices(right=True)).act is Act.INVITE


def test_high_marks_far_above_the_situations_ask_for_more():
    found = screened(dict.fromkeys(MUSTS, 4), choices(right=False))

    assert Hint.ABOVE_SITUATIONS in found.hints
    assert found.act is not Act.INVITE


def test_nothing_answered_asks_for_more():
    assert screened({}).act is Act.ASK_MORE
    assert screened(dict.fromkeys(MUSTS)).act is Act.ASK_MORE


def situation_levels(framework: Framework, said: Answers) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for rating in all_ratings(framework, said):
        if rating.source == "situations":
            found.setdefault(rating.competency, []).append(rating.level)
    return found


def topic(**parts: object) -> Topic:
    usual = {"competency": "negotiation", "required": 3, "must_have": True, "said": 1, "mean": 1.0, "low": 0.4}
    usual |= {"high": 2.0, "met": 0.1, "at_best": 0.2, "known": "much", "sources": ("self", "situations")}
    usual |= {"against": ("self", "situations")}
    return Topic(**(usual | parts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parts", "act"),
    [
        ({}, Act.TOO_EARLY),
        ({"sources": ("self",), "against": ("self",)}, Act.ASK_MORE),
        ({"against": ("self",)}, Act.ASK_MORE),  # the situations lie where they should: others pulled it down
        ({"at_best": 0.6}, Act.ASK_MORE),
        ({"met": 0.9, "at_best": 0.9}, Act.INVITE),
        ({"met": 0.9, "at_best": 0.9, "sources": ()}, Act.ASK_MORE),
    ],
)
def test_what_may_be_done_next_follows_from_the_musts(parts: dict, act: Act):
    assert act_of([topic(**parts)], ()) is act


def test_a_source_speaks_against_a_level_only_where_it_lies_below_it_by_itself():
    for right in (True, False):
        said = answers(dict.fromkeys(MUSTS, 3), choices(right=right))
        shown = situation_levels(FRAMEWORK, said)
        topics = [topic for topic in screening_of(FRAMEWORK, said, TARGET).topics if topic.competency in shown]

        assert topics
        for topic in topics:
            assert ("situations" in topic.against) == (fmean(shown[topic.competency]) < topic.required)
            assert set(topic.against) <= set(topic.sources)


@pytest.mark.parametrize(("held", "act"), [(1, Act.ASK_MORE), (2, Act.INVITE), (3, Act.INVITE)])
def test_two_thirds_of_the_musts_invite(held: int, act: Act):
    good, open_ = topic(met=0.8, at_best=0.8), topic(met=0.4, at_best=0.6)

    assert act_of([good] * held + [open_] * (3 - held), ()) is act
    assert act_of([good] * 3, (Hint.ABOVE_SITUATIONS,)) is Act.ASK_MORE


def test_stored_points_put_people_into_the_same_bands_as_their_profiles():
    people = {str(level): answers(dict.fromkeys(MUSTS, level)) for level in range(5)}
    stored = {name: screening_of(FRAMEWORK, said, TARGET) for name, said in people.items()}
    profiles = {name: gap_report(FRAMEWORK, said, TARGET, applicant=True).profile for name, said in people.items()}
    points = {name: list(one.points) for name, one in stored.items()}
    again = standings_of(points, {name: one.expected for name, one in stored.items()}, apart_from(FRAMEWORK))
    direct = standings(FRAMEWORK, ROLE, profiles)

    assert [(one.person, one.band, one.first_place, one.last_place) for one in again] == [
        (one.person, one.band, one.first_place, one.last_place) for one in direct
    ]
    assert standings_of({}, {}, 0.9) == ()


def test_a_must_of_which_nothing_is_known_does_not_count_as_held():
    found = screened(dict.fromkeys(MUSTS[:2], 4))

    assert {topic.competency for topic in found.known_musts} == set(MUSTS[:2])
    assert set(found.held_musts) <= set(found.known_musts)
    assert len(found.held_musts) == 2
    assert screened({}).held_musts == ()
