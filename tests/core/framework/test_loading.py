import json

import pytest

from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.loading import Folder, canonical_json, parse_framework, problems_in, sha256_of
from tests.core.framework.tiny import ACTIVITY, COMPETENCY, HELPER, OVERLAY, SITUATION, edited, tiny_files


def address(files) -> str:
    return sha256_of(parse_framework(Folder(files, "tiny")))


def lines(files) -> list[str]:
    return [str(problem) for problem in problems_in(Folder(files, "tiny"))]


def test_a_whole_framework_has_no_problems():
    assert lines(tiny_files()) == []


def test_the_order_is_that_of_the_framework_file_and_not_of_the_folder():
    files = edited("framework.yaml", "[planning, listening]", "[listening, planning]")

    assert list(parse_framework(Folder(tiny_files(), "t")).competencies) == ["planning", "listening"]
    assert list(parse_framework(Folder(files, "t")).competencies) == ["listening", "planning"]
    assert list(parse_framework(Folder(files, "t")).roles) == ["helper", "lead", "lead_abroad"]


def test_an_overlay_is_its_base_with_some_cells_changed():
    framework = parse_framework(Folder(tiny_files(), "t"))
    base, variant = framework.roles["lead"], framework.roles["lead_abroad"]

    assert (variant.base, base.base) == ("lead", None)
    assert (variant.name.en, variant.purpose.en) == ("Variant", base.purpose.en)
    assert variant.requirements["planning"] == base.requirements["planning"]
    assert variant.requirements["listening"].level == 4
    assert list(variant.requirements) == list(base.requirements)


def test_an_overlay_may_replace_texts_and_add_cells():
    overlay = OVERLAY.replace("name: {", "purpose: {ru: Иначе, en: Otherwise}\nname: {", 1)
    roles = parse_framework(Folder(tiny_files() | {"roles/lead_abroad.yaml": overlay.encode()}, "t")).roles

    assert roles["lead_abroad"].purpose.en == "Otherwise"
    assert roles["lead"].purpose.en == "Why"


LAYOUTS = {
    "comments and blank lines": ("roles/helper.yaml", HELPER, "# new\n\n" + HELPER.replace("ladder", "# x\n\nladder")),
    "the order of keys": ("roles/helper.yaml", HELPER, "ladder: retail\n" + HELPER.replace("ladder: retail\n", "")),
    "block style": (
        "roles/helper.yaml",
        "purpose: {ru: Зачем, en: Why}",
        "purpose:\n    en: >-\n      Why\n    ru: Зачем",
    ),
    "quotes": ("roles/helper.yaml", "level: 1, weight: 2", "level: '1', weight: \"2\""),
    "spaces around words": ("roles/helper.yaml", "en: Why", 'en: " Why  "'),
    "windows line ends": ("roles/helper.yaml", HELPER, HELPER.replace("\n", "\r\n")),
    "a default written out": ("roles/helper.yaml", "ladder: retail", "ladder: retail\nstatus: draft\nsource: articles"),
}


@pytest.mark.parametrize(("path", "old", "new"), LAYOUTS.values(), ids=LAYOUTS)
def test_the_content_address_does_not_depend_on_the_layout(path, old, new):
    files = edited(path, old, new)

    assert files != tiny_files()
    assert address(files) == address(tiny_files())


WORDS = [
    ("framework.yaml", "name: {ru: Малая", "name: {ru: Малое"),
    ("framework.yaml", "version: 1.0.0", "version: 1.0.1"),
    ("framework.yaml", "2: {name: {ru: сам", "2: {name: {ru: сама"),
    ("framework.yaml", "[planning, listening]", "[listening, planning]"),
    ("framework.yaml", "source: proposed", "source: card"),
    ("facts.yaml", "text: {ru: Факт", "text: {ru: Факты"),
    ("measurement.yaml", "value: 0.34", "value: 0.35"),
    ("competencies/planning.yaml", "en: level 4", "en: Level 4"),
    (
        "competencies/planning.yaml",
        "cluster: A\nfacts: [F1]",
        "cluster: A\nsource: mixed\nrests_on: [practice]\nfacts: [F1]",
    ),
    ("roles/helper.yaml", "level: 1, weight: 2", "level: 1, weight: 1"),
    ("roles/lead.yaml", "No other way", "No way"),
    ("roles/lead_abroad.yaml", "level: 4", "level: 3"),
]


@pytest.mark.parametrize(("path", "old", "new"), WORDS)
def test_the_content_address_changes_with_any_word(path, old, new):
    assert address(edited(path, old, new)) != address(tiny_files())


def test_the_canonical_text_holds_everything_an_old_report_needs():
    text = canonical_json(parse_framework(Folder(tiny_files(), "t")))
    data = json.loads(text)

    assert data["roles"]["lead_abroad"]["base"] == "lead"
    assert data["competencies"]["planning"]["anchors"]["4"] == {"ru": "ступень 4", "en": "level 4"}
    assert data["edges"][0] | {"from": "helper", "to": "lead"} == data["edges"][0]
    assert text == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_a_stored_text_gives_the_same_framework_back():
    framework = parse_framework(
        Folder(tiny_files() | {"activities/walk.yaml": ACTIVITY.format(id="walk").encode()}, "t")
    )
    again = type(framework).model_validate_json(canonical_json(framework))

    assert again == framework
    assert sha256_of(again) == sha256_of(framework)


def test_every_problem_of_every_file_is_told_at_once():
    broken = edited("roles/helper.yaml", "level: 1", "level: 7")
    broken |= {"facts.yaml": b"", "competencies/listening.yaml": COMPETENCY.format(id="listener").encode()}
    broken |= {"roles/lead.yaml": broken["roles/lead.yaml"].replace(b"weight: 1", b"weight: 1, x: 1")}

    assert [line.partition(": ")[0] for line in lines(broken)] == [
        "tiny/competencies/listening.yaml:1:5",
        "tiny/facts.yaml:1:1",
        "tiny/roles/helper.yaml:11:21",
        "tiny/roles/lead.yaml:12:36",
    ]


def test_a_broken_file_is_not_told_again_as_unknown_where_others_name_it():
    for path in ("competencies/planning.yaml", "roles/lead.yaml", "roles/helper.yaml"):
        assert lines(tiny_files() | {path: b"["}) == lines(tiny_files() | {path: b"["})[:1]


@pytest.mark.parametrize("path", ["framework.yaml", "facts.yaml", "measurement.yaml"])
def test_a_missing_file_is_told_by_name(path):
    files = tiny_files()
    del files[path]

    assert f"tiny/{path}:1:1: the file is missing; every framework needs it" in lines(files)


def test_an_empty_folder_is_told_as_such():
    assert [line.partition(":")[0] for line in lines({})] == [
        "tiny/competencies", "tiny/facts.yaml", "tiny/framework.yaml", "tiny/measurement.yaml", "tiny/roles",
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["role/lead.yaml", "roles/new/lead.yaml", "notes.yaml", "framework.yml"])
def test_a_file_that_nothing_reads_is_told_with_the_known_places(path):
    assert any(
        line.startswith(f"tiny/{path}:1:1: no such file belongs to a framework; known: framework.yaml")
        for line in lines(tiny_files() | {path: b"a: 1"})
    )


def test_the_id_is_the_name_of_the_file():
    [line] = lines(tiny_files() | {"roles/helper.yaml": HELPER.replace("id: helper", "id: aide").encode()})

    assert line == 'tiny/roles/helper.yaml:1:5: the id is "aide" but the file is called "helper.yaml"; make them equal'


def test_two_files_of_one_id_are_told():
    files = tiny_files()
    [line] = lines(files | {"roles/helper.yml": files["roles/helper.yaml"]})

    assert line.startswith("tiny/roles/helper.yml:1:1: ")
    assert '"roles/helper.yaml" is there too' in line


def test_what_is_designed_for_later_is_already_read():
    competency = COMPETENCY.format(id="planning") + SITUATION
    extra = {"competencies/planning.yaml": competency, "activities/walk.yaml": ACTIVITY.format(id="walk")}
    framework = parse_framework(Folder(tiny_files() | {path: text.encode() for path, text in extra.items()}, "t"))

    [situation] = framework.competencies["planning"].situations
    assert situation.options["A"].rating == 4
    assert framework.activities["walk"].gains["planning"].levels == 0.5


def test_the_error_is_a_file_error_and_nothing_else():
    with pytest.raises(FileError) as caught:
        parse_framework(Folder({"framework.yaml": b"a: &x 1"}, "t"))

    assert "anchors" in str(caught.value)


def test_the_must_haves_of_an_overlay_are_its_own():
    changes = "changes:\n  planning: {level: 3, weight: 2}\n  listening: {level: 4, weight: 3, must_have: true, reason: {ru: а, en: a}}\nfacts: [F1]\n"
    overlay = OVERLAY.partition("changes:")[0] + changes
    roles = parse_framework(Folder(tiny_files() | {"roles/lead_abroad.yaml": overlay.encode()}, "t")).roles

    assert roles["lead"].must_haves == ("planning",)
    assert roles["lead_abroad"].must_haves == ("listening",)
