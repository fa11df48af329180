from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.framework.entries import Status
from kamcareer.core.framework.loading import Folder, parse_framework
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.standing import standings
from tests.core.framework.tiny import edited, tiny_files

TINY = parse_framework(Folder(tiny_files(), "t"))
statuses = st.sampled_from(Status)


def with_statuses(competencies: list[Status], roles: list[Status]) -> Framework:
    return TINY.model_copy(update={
        folder: {
            id: element.model_copy(update={"status": status})
            for (id, element), status in zip(getattr(TINY, folder).items(), chosen, strict=True)
        }
        for folder, chosen in (("competencies", competencies), ("roles", roles))
    })  # fmt: skip


@given(st.lists(statuses, min_size=2, max_size=2), st.lists(statuses, min_size=3, max_size=3))
def test_a_framework_may_claim_no_more_than_its_least_tried_part(competencies: list[Status], roles: list[Status]):
    order = list(Status)

    assert order.index(with_statuses(competencies, roles).status) == min(map(order.index, competencies + roles))


@given(st.lists(statuses, min_size=2, max_size=2), st.lists(statuses, min_size=3, max_size=3))
def test_every_element_is_counted_once(competencies: list[Status], roles: list[Status]):
    counted = {item.kind: item for item in standings(with_statuses(competencies, roles))}

    assert counted["competencies"].total == 2
    assert counted["roles"].by_status == {status: roles.count(status) for status in Status}


def test_what_comes_from_outside_is_counted_and_what_is_not_there_is_not_named():
    outside = edited("roles/helper.yaml", "id: helper", "id: helper\nsource: external\nrests_on: [O*NET]")
    counted = {item.kind: item.by_source for item in standings(parse_framework(Folder(outside, "t")))}

    assert counted["roles"] == {"articles": 2, "mixed": 0, "external": 1}
    assert sum(counted["competencies"].values()) == 2
    assert not {"situations", "guides"} & set(counted)
