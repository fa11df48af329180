"""A release and a company's own changes put together: nothing is lost, nothing is decided unasked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.framework.documents import documents_of, with_documents
from kamcareer.core.framework.loading import Folder, parse_framework, problems_in
from kamcareer.core.framework.merge import Conflict, Merge, merged, position_in
from kamcareer.core.framework.yaml_reader import Value, read_yaml
from tests.core.framework.made import ENGLISH, PATIENT, RUSSIAN, folders, words
from tests.core.framework.tiny import tiny_files

BASE = Folder(tiny_files(), "tiny")
NAMES = ("name", "definition", "question", "short", "purpose")
PLANNING = "planning: {level: 1, weight: 2}"


def side(*edits: tuple[str, str, str]) -> Folder:
    """The tiny framework with some texts replaced."""
    files = tiny_files()
    for path, old, new in edits:
        assert old.encode() in files[path]
        files[path] = files[path].replace(old.encode(), new.encode(), 1)
    return Folder(files, "tiny")


def of(ours: tuple[str, str, str], release: tuple[str, str, str]) -> Merge:
    return merged(BASE, side(ours), side(release))


def said(merge: Merge, path: str, *at: str | int) -> Value:
    return read_yaml(merge.files.files[path], path).value_at(at)


@given(folders(), folders())
@PATIENT
def test_what_one_side_alone_changed_is_taken_to_the_byte(base: Folder, changed: Folder):
    for merge in (merged(base, changed, base), merged(base, base, changed), merged(base, changed, changed)):
        assert dict(merge.files.files) == dict(changed.files)
        assert merge.conflicts == ()


@given(folders(), st.data())
@PATIENT
def test_edits_in_different_places_are_both_there_and_pass_the_check(base: Folder, data: st.DataObject):
    places = [
        (path, name, language)
        for path, document in documents_of(base).items()
        if isinstance(document, dict) and path.startswith(("roles/", "competencies/"))
        for name in NAMES
        if name in document
        for language in ("ru", "en")
    ]
    mine, theirs = data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=2, unique=True))
    texts = {place: data.draw(words(RUSSIAN if place[2] == "ru" else ENGLISH)) for place in (mine, theirs)}
    merge = merged(base, with_text(base, mine, texts[mine]), with_text(base, theirs, texts[theirs]))

    assert merge.conflicts == ()
    assert problems_in(merge.files) == ()
    for (path, *at), text in texts.items():
        assert said(merge, path, *at) == text


def with_text(folder: Folder, place: tuple[str, str, str], text: str) -> Folder:
    path, name, language = place
    wanted: Any = documents_of(folder)
    wanted[path][name][language] = text
    return with_documents(folder, wanted)


@given(folders(), folders(), folders())
@PATIENT
def test_it_does_not_matter_which_side_is_whose_but_where_somebody_decides(one: Folder, two: Folder, three: Folder):
    there, back = merged(one, two, three), merged(one, three, two)

    assert sorted(map(mirrored, there.conflicts), key=repr) == sorted(back.conflicts, key=repr)
    if not there.conflicts:
        assert documents_of(there.files) == documents_of(back.files)
    decided = {conflict.place: conflict.release for conflict in there.conflicts}
    again = {conflict.place: conflict.ours for conflict in back.conflicts}
    assert documents_of(merged(one, two, three, decided).files) == documents_of(merged(one, three, two, again).files)


def mirrored(one: Conflict) -> Conflict:
    return Conflict(one.file, one.path, one.base, one.release, one.ours, one.moved)


def test_a_cell_that_both_changed_is_one_choice_with_level_and_weight_together():
    ours = ("roles/helper.yaml", PLANNING, "planning: {level: 2, weight: 2}")
    release = ("roles/helper.yaml", PLANNING, "planning: {level: 1, weight: 1}")
    [conflict] = of(ours, release).conflicts
    place = ("roles/helper.yaml", ("requirements", "planning"))

    assert (conflict.place, conflict.base) == (place, {"level": "1", "weight": "2"})
    assert (conflict.ours, conflict.release) == ({"level": "2", "weight": "2"}, {"level": "1", "weight": "1"})
    taken = merged(BASE, side(ours), side(release), {place: conflict.release})
    assert b"planning: {level: 1, weight: 1}" in taken.files.files["roles/helper.yaml"]
    typed = merged(BASE, side(ours), side(release), {place: {"level": "3", "weight": "2"}})
    assert parse_framework(typed.files).roles["helper"].requirements["planning"].level == 3


def test_one_language_of_a_text_is_decided_without_the_other():
    file = "competencies/planning.yaml"
    ours = side((file, "ru: ступень 3, en: level 3", "ru: Наша 3, en: our level 3"))
    release = side((file, "ru: ступень 3, en: level 3", "ru: ступень 3, en: their level 3"))
    merge = merged(BASE, ours, release)

    assert [one.place for one in merge.conflicts] == [(file, ("anchors", "3", "en"))]
    assert said(merge, file, "anchors", "3", "ru") == "Наша 3"
    assert str(position_in(merge.conflicts[0], release)) == "tiny/competencies/planning.yaml:11:26"


def test_comments_and_order_stay_where_both_changed_a_file():
    file = "competencies/planning.yaml"
    ours = side(
        (file, "id: planning\n", "# as we agreed\nid: planning\n"),
        (file, "en: level 2}", "en: our level 2}  # of June"),
    )
    release = side((file, "ru: Как?", "ru: Каким образом?"))
    merge = merged(BASE, ours, release)

    assert merge.files.files[file] == ours.files[file].replace("ru: Как?".encode(), "ru: Каким образом?".encode())


@pytest.mark.parametrize("kept", ["ours", "release"])
def test_a_file_that_one_side_deleted_and_the_other_changed_is_a_choice(kept: str):
    files = tiny_files()
    del files["roles/lead_abroad.yaml"]
    files["framework.yaml"] = files["framework.yaml"].replace(b", lead_abroad]", b"]")
    release = Folder(files, "tiny")
    ours = side(("roles/lead_abroad.yaml", "listening: {level: 4", "listening: {level: 3"))
    [conflict] = merged(BASE, ours, release).conflicts
    assert (conflict.path, conflict.release) == ((), None)

    merge = merged(BASE, ours, release, {conflict.place: getattr(conflict, kept)})
    assert ("roles/lead_abroad.yaml" in merge.files.files) is (kept == "ours")
    assert bool(problems_in(merge.files)) is (kept == "ours"), "the order no longer names the role"


def test_the_later_number_of_a_version_is_nobodys_choice():
    for ours, release in (("1.0.9", "1.1.0"), ("1.1.0", "1.0.9")):
        merge = of(("framework.yaml", "1.0.0", ours), ("framework.yaml", "1.0.0", release))
        assert (said(merge, "framework.yaml", "version"), merge.conflicts) == ("1.1.0", ())


EDGE = "  - {from: helper, to: lead, type: promotion, source: articles, facts: [F1]}\n"


def test_both_sides_add_to_a_list_and_both_additions_stay():
    own, other = (
        EDGE.replace(
            "to: lead, type: promotion, source: articles, facts: [F1]", f"type: exit, source: proposed, name: {name}"
        )
        for name in ("{ru: Сад, en: Garden}", "{ru: Сцена, en: Stage}")
    )
    duties = "duties: [{text: {ru: Дело, en: Duty}}"
    ours = side(
        ("framework.yaml", EDGE, EDGE + own), ("roles/helper.yaml", duties, duties + ", {text: {ru: Наше, en: Ours}}")
    )
    release = side(
        ("framework.yaml", EDGE, EDGE + other), ("roles/helper.yaml", duties, duties + ", {text: {ru: Новое, en: New}}")
    )
    merge = merged(BASE, ours, release)

    assert merge.conflicts == ()
    assert [edge.get("name", {}).get("en") for edge in said(merge, "framework.yaml", "edges")] == [
        None,
        "Garden",
        "Stage",
        "Own business",
    ]
    assert [duty["text"]["en"] for duty in said(merge, "roles/helper.yaml", "duties")] == ["Duty", "New", "Ours"]
    assert problems_in(merge.files) == ()


def test_another_order_on_both_sides_is_a_choice():
    order = "[helper, lead, lead_abroad]"
    ours, release = "[lead, helper, lead_abroad]", "[helper, lead_abroad, lead]"
    sides = [side(("framework.yaml", order, one)) for one in (ours, release)]
    [conflict] = merged(BASE, *sides).conflicts

    assert conflict.moved
    merge = merged(BASE, *sides, {conflict.place: conflict.release})
    assert said(merge, "framework.yaml", "order", "roles") == ["helper", "lead_abroad", "lead"]
