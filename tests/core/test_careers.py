from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.careers import below, edges_from, nearest_roles, routes, step
from kamcareer.services.framework_files import load_framework
from tests.core.people import TARGET, answers, exactly

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
ROLES = list(FRAMEWORK.roles)
IDS = tuple(FRAMEWORK.competencies)


def stops(way) -> list[str]:
    return [way[0].from_role, *(edge.to_role for edge in way)]


def test_the_classic_way_leads_over_supervisor_and_sales_manager():
    ways = [stops(way) for way in routes(FRAMEWORK, "merchandiser", TARGET)]

    assert ["merchandiser", "sales_representative", "supervisor", "sales_manager", TARGET] in ways
    assert ["merchandiser", "sales_representative", "key_account_specialist_retail", TARGET] in ways


def test_ways_are_shortest_first_and_pass_no_role_twice():
    for present, target in permutations(ROLES, 2):
        ways = routes(FRAMEWORK, present, target)

        assert [len(way) for way in ways] == sorted(len(way) for way in ways)
        assert all(len(set(stops(way))) == len(way) + 1 for way in ways)


def test_down_the_ladder_there_is_no_way():
    assert routes(FRAMEWORK, "commercial_director", "merchandiser") == []


def test_no_more_steps_than_asked_for():
    assert routes(FRAMEWORK, "merchandiser", TARGET, most_steps=2) == []
    assert all(len(way) <= 3 for way in routes(FRAMEWORK, "merchandiser", TARGET, most_steps=3))


def test_a_variant_without_ways_of_its_own_has_those_of_its_base():
    assert edges_from(FRAMEWORK, "kam_solo") == edges_from(FRAMEWORK, TARGET)
    assert edges_from(FRAMEWORK, "kas_own_accounts") != edges_from(FRAMEWORK, "key_account_specialist_retail")


def test_a_step_is_what_the_present_profile_lacks():
    found = step(FRAMEWORK, "sales_manager", "key_account_manager_retail")

    assert found.short["negotiation"] == 1
    assert "communication" not in found.short
    assert found.large == ("client_insight", "account_strategy", "analysis")
    assert found.levels == sum(found.short.values())


def test_from_outside_a_step_begins_at_the_entry_level():
    assert step(FRAMEWORK, None, "merchandiser").short == {"activation": 1, "results": 1}


def test_below_are_the_roles_that_lead_up_and_no_lateral_ones():
    assert below(FRAMEWORK, "sales_manager") == {"supervisor", "sales_representative", "merchandiser"}
    assert "account_manager" not in below(FRAMEWORK, TARGET)


def test_a_sales_representative_far_from_kam_is_near_to_supervisor():
    said = exactly(FRAMEWORK, "sales_representative", "sales_representative")
    near = nearest_roles(FRAMEWORK, said, TARGET)

    assert "supervisor" in [role.role for role in near]
    assert len(near) == 3


def test_what_is_short_comes_by_weight_times_levels_and_names_its_must_haves():
    said = exactly(FRAMEWORK, "sales_representative", "sales_representative")
    near = next(role for role in nearest_roles(FRAMEWORK, said, TARGET) if role.role == "supervisor")
    needs = FRAMEWORK.roles["supervisor"].requirements

    assert near.short[0] == "results"
    assert near.must_haves_short == tuple(id for id in near.short if needs[id].must_have)


@given(
    present=st.sampled_from([None, *ROLES]),
    target=st.sampled_from(ROLES),
    levels=st.dictionaries(st.sampled_from(IDS), st.none() | st.integers(0, 4)),
)
@settings(max_examples=40, deadline=None)
def test_near_roles_are_at_most_three_nearer_and_never_a_step_back(present, target, levels):
    near = nearest_roles(FRAMEWORK, answers(present, levels), target)
    outgrown = below(FRAMEWORK, present) | {present} if present else set()
    said = {id: level for id, level in levels.items() if level is not None}

    def missing(role: str) -> int:
        needs = FRAMEWORK.roles[role].requirements
        return sum(max(0, needs[id].level - level) for id, level in said.items() if id in needs)

    distances = [missing(role.role) for role in near]
    assert len(near) <= 3
    assert not {role.role for role in near} & (outgrown | {target})
    assert distances == sorted(distances)
    assert all(distance < missing(target) for distance in distances)


def test_two_steps_of_as_many_topics_differ_by_their_levels():
    assistant = step(FRAMEWORK, "key_account_specialist_retail", "key_account_manager_retail")
    own_clients = step(FRAMEWORK, "kas_own_accounts", "key_account_manager_retail")

    assert len(assistant.short) == len(own_clients.short)
    assert assistant.levels > own_clients.levels + 5


def test_a_move_to_a_post_that_asks_less_is_called_so():
    assert step(FRAMEWORK, "sales_manager", "key_account_specialist_retail").asks_less
    assert not step(FRAMEWORK, "regional_manager", "key_account_manager_pharma").asks_less
    assert not any(
        step(FRAMEWORK, edge.from_role, edge.to_role).asks_less
        for edge in FRAMEWORK.edges
        if edge.to_role and edge.type != "lateral"
    )


def test_of_a_role_mostly_unanswered_nothing_is_said_to_be_there():
    answered = list(FRAMEWORK.roles[TARGET].requirements)[:3]

    assert nearest_roles(FRAMEWORK, answers("sales_representative", dict.fromkeys(answered, 1)), TARGET) == []


def test_a_near_role_says_how_many_topics_are_open():
    levels = dict.fromkeys(list(FRAMEWORK.competencies)[3:], 1)
    near = nearest_roles(FRAMEWORK, answers("sales_representative", levels), TARGET)

    assert near
    assert all(role.open == sum(id not in levels for id in FRAMEWORK.roles[role.role].requirements) for role in near)
