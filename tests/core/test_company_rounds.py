"""What holds of every round: beside whom people are looked at, how far they are, what a team is asked."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.assessment import questions
from kamcareer.core.company_rounds import Aim, Participant, Stage, Traces, asked_of_team, by_unit, standing, target_of
from kamcareer.services.framework_files import load_framework

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
ROLES = st.sampled_from(sorted(FRAMEWORK.roles))
POSTS = st.one_of(ROLES, st.none(), st.just("no role of the model"))
JOINED = datetime(2026, 11, 1, tzinfo=UTC)


@given(st.sampled_from(Aim), ROLES, POSTS)
def test_people_are_looked_at_beside_a_role_of_the_model_or_not_at_all(aim: Aim, role: str, post: str | None):
    target = target_of(FRAMEWORK, aim, role, post)

    assert target is None or target in FRAMEWORK.roles
    if aim is Aim.ROLE:
        assert target == role
    elif post not in FRAMEWORK.roles:
        assert target is None
    elif aim is Aim.PRESENT:
        assert target == post
    else:
        ways = {edge.to_role for edge in FRAMEWORK.edges if edge.type == "promotion"}
        assert target is None or (target in ways and target != post)


@given(st.lists(ROLES, max_size=9))
def test_a_team_is_asked_what_its_roles_ask_the_musts_of_most_first(targets: list[str]):
    asked = asked_of_team(FRAMEWORK, targets)

    assert set(asked) == {id for target in targets for id in questions(FRAMEWORK, target)}
    assert len(set(asked)) == len(asked)
    musts = [sum(id in FRAMEWORK.roles[target].must_haves for target in targets) for id in asked]
    assert musts == sorted(musts, reverse=True)


PEOPLE = st.builds(
    lambda unit, account, assessment: Participant(
        "round", "1", "record", "Вера", unit, None, account, "Олег", "rater", assessment, JOINED if assessment else None
    ),
    st.sampled_from(["Север", "Юг", ""]),
    st.sampled_from([None, "account"]),
    st.sampled_from([None, "assessment"]),
)
TRACES = st.builds(Traces, st.booleans(), st.booleans(), st.booleans(), st.booleans())


@given(PEOPLE, st.sampled_from([None, "supervisor"]), TRACES)
def test_neither_sees_the_other_before_both_have_finished(person: Participant, target: str | None, traces: Traces):
    stand = standing(person, target, traces)

    assert stand.both_finished == bool(person.assessment_id and traces.finished and traces.rated)
    if person.assessment_id is None:
        assert stand.own in {Stage.NO_ROLE, Stage.AWAITED, Stage.NO_ACCOUNT}
        assert not stand.talked


@given(st.lists(st.tuples(PEOPLE, TRACES), max_size=20))
def test_the_units_count_everybody_once(people: list[tuple[Participant, Traces]]):
    units = by_unit([(person, standing(person, "supervisor", traces)) for person, traces in people])

    assert sum(unit.people for unit in units) == len(people)
    assert all(sum(unit.own.values()) == unit.people >= max(unit.rated, unit.talked) for unit in units)
    assert [unit.unit for unit in units] == sorted({person.unit for person, _ in people})
