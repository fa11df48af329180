from hypothesis import example, given

from kamcareer.core.framework.difference import Change, difference
from kamcareer.core.framework.loading import Folder, parse_framework, sha256_of
from kamcareer.core.framework.model import Framework
from tests.core.framework.made import PATIENT, frameworks
from tests.core.framework.tiny import edited, tiny_files

TINY = parse_framework(Folder(tiny_files(), "tiny"))


def changed(*edit: str) -> tuple[Change, ...]:
    return difference(TINY, parse_framework(Folder(edited(*edit), "tiny")))


@given(frameworks(), frameworks())
@example(TINY, TINY)
@PATIENT
def test_nothing_differs_exactly_where_the_content_address_is_the_same(one: Framework, other: Framework):
    assert difference(one, one) == ()
    assert bool(difference(one, other)) == (sha256_of(one) != sha256_of(other))


@given(frameworks(), frameworks())
@PATIENT
def test_the_way_back_undoes_every_change(one: Framework, other: Framework):
    there = [(change.kind, str(change.before), str(change.after)) for change in difference(one, other)]
    back = [(change.kind, str(change.after), str(change.before)) for change in difference(other, one)]

    assert sorted(there) == sorted(back)


def test_a_changed_cell_is_one_change_in_a_role_and_in_whoever_inherits_it():
    found = changed("roles/lead.yaml", "planning: {level: 3", "planning: {level: 4")

    assert found == tuple(
        Change("role", id, ("requirements", "planning", "level"), 3, 4) for id in ("lead", "lead_abroad")
    )


def test_a_text_of_one_language_is_one_change():
    [change] = changed("competencies/planning.yaml", "ru: ступень 3", "ru: Ступень 3")

    assert change == Change("competency", "planning", ("anchors", "3", "ru"), "ступень 3", "Ступень 3")


def test_what_is_put_in_front_of_a_list_is_one_change():
    [change] = changed("roles/helper.yaml", "duties: [", "duties: [{text: {ru: Новое, en: New}}, ")

    assert (change.path, change.before) == (("duties", "1"), None)
    assert change.after["text"] == {"ru": "Новое", "en": "New"}


def test_another_order_is_told_as_such():
    [change] = changed("framework.yaml", "[planning, listening]", "[listening, planning]")

    assert change.moved
    assert (change.before, change.after) == (["planning", "listening"], ["listening", "planning"])


def test_a_way_is_known_by_its_ends():
    changes = changed("framework.yaml", "type: promotion, source: articles", "type: branch, source: card")

    assert [change.path for change in changes] == [
        ("edges", "helper → lead", "type"),
        ("edges", "helper → lead", "source"),
    ]


def test_a_role_that_came_is_one_change():
    files = tiny_files()
    del files["roles/lead_abroad.yaml"]
    files["framework.yaml"] = files["framework.yaml"].replace(b", lead_abroad]", b"]")
    found = difference(parse_framework(Folder(files, "tiny")), TINY)

    assert [(change.kind, change.id, change.path, change.before) for change in found] == [
        ("framework", "tiny", ("order", "roles", "3"), None),
        ("role", "lead_abroad", (), None),
    ]
