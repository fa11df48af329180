"""The framework of the repository is the model that was agreed, cell by cell."""

import pytest

from tests.core.framework.matrix_cells import CLUSTERS, COMPETENCIES, EDGES, OVERLAYS, ROLES


def cell(need) -> str:
    return f"{need.level}/{need.weight}{'*' if need.must_have else ''}"


def agreed(role: str) -> dict[str, str]:
    return {id: text for id, text in zip(COMPETENCIES, ROLES[role].split(), strict=True) if text != "-"}


def test_the_competencies_and_their_clusters_are_the_agreed_ones(framework):
    assert {id: value.cluster for id, value in framework.competencies.items()} == {
        id: cluster for cluster, ids in CLUSTERS.items() for id in ids.split()
    }
    assert list(framework.clusters) == list(CLUSTERS)
    assert len(framework.competencies) == 22


@pytest.mark.parametrize("role", ROLES)
def test_the_cells_of_a_role_are_the_agreed_ones(framework, role):
    assert {id: cell(need) for id, need in framework.roles[role].requirements.items()} == agreed(role)
    assert framework.roles[role].base is None


@pytest.mark.parametrize("variant", OVERLAYS)
def test_the_cells_of_a_variant_are_those_of_its_base_with_the_agreed_changes(framework, variant):
    base, changes = OVERLAYS[variant]
    cells = agreed(base) | dict(change.split("=") for change in changes.split())

    assert {id: cell(need) for id, need in framework.roles[variant].requirements.items()} == cells
    assert framework.roles[variant].base == base


def test_there_are_no_other_roles_and_three_ladders(framework):
    assert set(framework.roles) == set(ROLES) | set(OVERLAYS)
    assert (
        {role.ladder for role in framework.roles.values()} == set(framework.ladders) == {"retail", "pharma", "agency"}
    )


def test_every_agreed_way_is_on_the_career_graph(framework):
    assert set(EDGES) <= {(edge.from_role, edge.to_role) for edge in framework.edges}
    assert {edge.type for edge in framework.edges} == {"promotion", "branch", "lateral", "exit"}


def test_what_the_articles_do_not_describe_says_so(framework):
    for role in ("junior_account_manager", "account_director", "kas_own_accounts"):
        assert (framework.roles[role].source, framework.roles[role].status) == ("external", "draft")


def test_must_haves_and_critical_cells_have_a_reason_in_both_languages(framework):
    for role in framework.roles.values():
        for need in role.requirements.values():
            if need.must_have or need.weight == 3:
                assert need.reason
                assert need.reason.ru != need.reason.en


def test_every_anchor_is_a_sentence_of_its_own_in_both_languages(framework):
    texts = [c.anchors[level] for c in framework.competencies.values() for level in range(5)]

    assert len({text.ru for text in texts}) == len({text.en for text in texts}) == 110
    assert all(
        len(words) > 40 and words.endswith((".", "!", "»", "”")) for text in texts for words in (text.ru, text.en)
    )


def test_a_text_answers_in_the_language_asked_for(framework):
    name = framework.roles["supervisor"].name

    assert (name["ru"], name["en"], name["xx"]) == (name.ru, name.en, name.ru)


def test_the_must_haves_of_a_role_come_in_the_order_of_its_profile(framework):
    role = framework.roles["key_account_manager_retail"]

    assert len(role.must_haves) == 8
    assert list(role.must_haves) == [id for id in role.requirements if id in role.must_haves]
