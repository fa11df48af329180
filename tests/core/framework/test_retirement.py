"""Retire, never delete: what is out of use is asked and offered no more, keeps its file and its id, and can come back."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.framework.difference import Change, difference
from kamcareer.core.framework.documents import documents_of
from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.loading import Folder, canonical_json, parse_framework, problems_in
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.retirable import retirables, with_retired
from kamcareer.exports.framework_difference import difference_text
from tests.core.framework.made import PATIENT, folders
from tests.core.framework.tiny import ACTIVITY, REAL, SITUATION, tiny_files

TINY = Folder(tiny_files(), "tiny")


def changed_to(folder: Folder, keys: set[str]) -> Folder:
    return with_retired(folder, retirables(folder), keys)


def retired(folder: Folder, *keys: str) -> Framework:
    return parse_framework(changed_to(folder, set(keys)))


def refused(folder: Folder, *keys: str) -> str:
    with pytest.raises(FileError) as error:
        retired(folder, *keys)
    return str(error.value)


@cache
def shipped() -> Folder:
    return Folder({str(path.relative_to(REAL)): path.read_bytes() for path in REAL.rglob("*.yaml")}, "key_account")


@given(folders(), st.data())
@PATIENT
def test_what_is_retired_is_named_nowhere_and_comes_back_as_it_was(folder: Folder, data: st.DataObject):
    keys = data.draw(st.sets(st.sampled_from([one.key for one in retirables(folder)])))
    changed = changed_to(folder, keys)

    assert {one.key for one in retirables(changed) if one.retired} == keys
    before = {one.key for one in retirables(folder) if one.retired}
    assert documents_of(changed_to(changed, before)) == documents_of(folder)
    if not problems_in(changed):
        framework = parse_framework(changed)
        names = {f"{kind}/{id}.yaml" for kind, ids in framework.retired for id in ids}
        assert names == keys
        used = {*framework.competencies, *(id for role in framework.roles.values() for id in role.requirements)}
        led_to = {end for edge in framework.edges for end in (edge.from_role, edge.to_role) if end}
        assert not used & framework.retired.competencies.keys()
        assert led_to <= framework.roles.keys()
        assert framework == Framework.model_validate_json(framework.model_dump_json(by_alias=True))


def test_where_nothing_is_retired_the_content_address_is_what_it_was_before_anything_could_be():
    assert "retired" not in canonical_json(parse_framework(TINY))


def test_roles_let_go_of_a_retired_topic_and_both_are_told():
    before, after = parse_framework(TINY), retired(TINY, "competencies/planning.yaml")
    changes = difference(before, after)

    assert Change("competency", "planning", ("retired",), before=None, after=True) in changes
    assert ("role", "lead", ("requirements", "planning")) in {(one.kind, one.id, one.path) for one in changes}
    assert "competency planning, Name\n  retired: out of use, and kept\n" in difference_text(
        before, after, changes, "en"
    )
    assert "in use again" in difference_text(after, before, difference(after, before), "en")
    assert after.name_of("competencies", "planning") == before.competencies["planning"].name


def test_a_variant_goes_with_its_base_and_a_role_with_all_it_asks():
    assert '"lead_abroad" is a variant of "lead", which is retired' in refused(TINY, "roles/lead.yaml")
    said = refused(TINY, "competencies/planning.yaml", "competencies/listening.yaml")
    assert 'all that "helper" asks is retired' in said


def test_a_role_to_which_no_way_is_left_is_told():
    assert 'no edge of framework.yaml leads to or from "helper"' in refused(
        TINY, "roles/lead.yaml", "roles/lead_abroad.yaml"
    )


def test_a_course_goes_with_the_practice_that_closes_it_and_an_activity_with_all_it_trains():
    course = "activities/read_on_bargaining_and_try.yaml"
    said = refused(shipped(), "activities/objection_log_field_test.yaml")
    assert f"key_account/{course}:" in said
    assert 'what closes "read_on_bargaining_and_try" is retired' in said
    assert 'all that "read_on_bargaining_and_try" trains is retired' in refused(
        shipped(), "competencies/negotiation.yaml"
    )

    framework = retired(shipped(), "competencies/negotiation.yaml", course)
    assert all("negotiation" not in one.gains | one.requires.levels for one in framework.activities.values())
    assert framework.retired.activities.keys() == {"read_on_bargaining_and_try"}


def test_what_must_come_before_an_activity_need_not_when_it_is_retired():
    first, then = (ACTIVITY.format(id=id) for id in ("first", "then"))
    files = tiny_files() | {
        "activities/first.yaml": first.encode(),
        "activities/then.yaml": f"{then}requires: {{activities: [first]}}\n".encode(),
    }
    assert retired(Folder(files, "tiny"), "activities/first.yaml").activities["then"].requires.activities == ()


def test_a_single_situation_is_asked_no_more():
    text = f"id: planning\nfacts: [F1]\n{SITUATION}"
    second = SITUATION.replace("situations:\n", "").replace("late_order", "early_order")
    files = tiny_files() | {"situations/planning.yaml": f"{text}{second}".encode()}
    framework = retired(Folder(files, "tiny"), "situations/planning.yaml:situations:late_order")

    assert [one.id for one in framework.competencies["planning"].situations] == ["early_order"]
