from hypothesis import given
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.catalogue import PRACTICE_FIRST, by_competency, main_competency, suitable
from kamcareer.services.framework_files import load_framework

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
COMPETENCIES = st.sampled_from(sorted(FRAMEWORK.competencies))
LADDERS = st.sampled_from(sorted(FRAMEWORK.ladders))
LEVELS = st.integers(0, 4)


def test_every_activity_stands_once_under_what_it_lifts_most():
    listed = [activity for activities in by_competency(FRAMEWORK).values() for activity in activities]

    assert sorted(activity.id for activity in listed) == sorted(FRAMEWORK.activities)
    assert list(by_competency(FRAMEWORK)) == list(FRAMEWORK.competencies)


def test_practice_stands_before_knowledge():
    for activities in by_competency(FRAMEWORK).values():
        places = [PRACTICE_FIRST.index(activity.kind) for activity in activities]
        assert places == sorted(places)


@given(COMPETENCIES, LEVELS, LADDERS)
def test_what_suits_can_lift_the_person_and_belongs_to_the_track(competency, level, ladder):
    for activity in suitable(FRAMEWORK, competency, level, ladder):
        assert main_competency(activity) == competency
        assert activity.gains[competency].cap > level
        assert activity.level_range[0] <= level <= activity.level_range[1]
        assert {"any", ladder} & set(activity.tracks)


@given(COMPETENCIES, LEVELS, LADDERS)
def test_what_suits_begins_with_the_easiest_practice(competency, level, ladder):
    found = suitable(FRAMEWORK, competency, level, ladder)

    assert found == sorted(found, key=lambda item: (item.is_knowledge, item.level_range[0], item.hours))


@given(COMPETENCIES, LEVELS, st.sampled_from(sorted(FRAMEWORK.roles)))
def test_nobody_is_sent_where_the_present_role_gives_no_access(competency, level, role):
    ladder = FRAMEWORK.roles[role].ladder
    ours = suitable(FRAMEWORK, competency, level, ladder, role)

    assert all(role not in activity.not_for for activity in ours)
    assert [item for item in suitable(FRAMEWORK, competency, level, ladder) if role not in item.not_for] == ours


def test_everybody_finds_practice_from_every_level_in_the_role_they_have():
    stuck = [
        (competency, role.id, level)
        for competency in FRAMEWORK.competencies
        for role in FRAMEWORK.roles.values()
        for level in range(4)
        if all(item.is_knowledge for item in suitable(FRAMEWORK, competency, level, role.ladder, role.base or role.id))
    ]

    assert stuck == []


def test_a_merchandiser_who_holds_no_contracts_is_not_told_to_renew_them():
    ours = {item.id for item in suitable(FRAMEWORK, "negotiation", 1, "retail", "merchandiser")}

    assert ours
    assert "renew_three_small_contracts" not in ours


@given(COMPETENCIES, LADDERS)
def test_nothing_lifts_beyond_the_top(competency, ladder):
    assert suitable(FRAMEWORK, competency, 4, ladder) == []


@given(COMPETENCIES, st.integers(0, 3), LADDERS)
def test_there_is_a_way_up_from_every_level_on_every_track(competency, level, ladder):
    assert suitable(FRAMEWORK, competency, level, ladder)
