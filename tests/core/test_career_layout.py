from kamcareer.config import PROJECT_ROOT
from kamcareer.core.career_layout import career_layout
from kamcareer.core.careers import UPWARD
from kamcareer.services.framework_files import load_framework

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
LAYOUT = career_layout(FRAMEWORK)


def test_every_role_with_ways_of_its_own_has_a_place_to_itself():
    named = {edge.from_role for edge in FRAMEWORK.edges} | {edge.to_role for edge in FRAMEWORK.edges if edge.to_role}

    assert set(LAYOUT.places) == named
    assert len({(place.column, place.row) for place in LAYOUT.places.values()}) == len(LAYOUT.places)


def test_a_step_up_within_a_ladder_leads_up():
    for edge in LAYOUT.edges:
        roles = FRAMEWORK.roles[edge.from_role], FRAMEWORK.roles[edge.to_role]
        if edge.type in UPWARD and roles[0].ladder == roles[1].ladder:
            assert LAYOUT.places[edge.from_role].row < LAYOUT.places[edge.to_role].row, edge


def test_ladders_stand_side_by_side_and_hold_their_roles():
    assert [first for first, _ in LAYOUT.ladders.values()] == [0, 2, 4]
    assert LAYOUT.columns == 5
    assert LAYOUT.rows == 6
    for place in LAYOUT.places.values():
        first, width = LAYOUT.ladders[FRAMEWORK.roles[place.role].ladder]
        assert first <= place.column < first + width
