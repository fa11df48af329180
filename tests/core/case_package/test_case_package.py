"""A framework as a package of CASE 1.1: out and back without a loss, and packages of others without anything dropped."""

import json
import os
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.case_package import CaseError, package_of, read_package, restored, skeleton_of, unmapped
from kamcareer.core.case_package.reading import leaves, named
from kamcareer.core.case_package.shapes import CFPackage
from kamcareer.core.framework.documents import documents_of, new_folder, with_documents
from kamcareer.core.framework.loading import Folder, parse_framework, problems_in, sha256_of
from kamcareer.services.framework_files import read_folder
from tests.conftest import NOW
from tests.core.case_package.foreign import foreign_packages, part
from tests.core.framework.made import COUNT, PATIENT, RUSSIAN, TEXTS, folders
from tests.core.framework.tiny import tiny_files

FEWER = settings(PATIENT, max_examples=COUNT if "KAMCAREER_MADE" in os.environ else COUNT // 2)
GROUND = {
    **documents_of(read_folder(PROJECT_ROOT / "examples" / "framework")),
    "measurement.yaml": documents_of(Folder({"measurement.yaml": tiny_files()["measurement.yaml"]}, "t"))[
        "measurement.yaml"
    ],
}


def sent(folder: Folder, language: str = "ru") -> Any:
    """The package of a framework as another program gets it."""
    package = package_of(documents_of(folder), language, NOW, "made")
    return json.loads(json.dumps(package))


@given(folders(), st.sampled_from(["ru", "en"]))
@FEWER
def test_a_framework_comes_back_whole_and_its_package_is_of_the_shape_of_the_specification(
    folder: Folder, language: str
):
    package = sent(folder, language)
    CFPackage.model_validate(package)
    documents = restored(read_package(json.dumps(package).encode()))

    assert documents == documents_of(folder)
    assert sha256_of(parse_framework(new_folder(documents, "new"))) == sha256_of(parse_framework(folder))
    assert with_documents(folder, documents).files == folder.files
    assert unmapped(package, documents) == []


@given(folders(), st.data())
@FEWER
def test_what_another_program_changes_in_fields_stands_in_the_files_and_the_rest_is_told(
    folder: Folder, data: st.DataObject
):
    package = sent(folder)
    item = data.draw(st.sampled_from([one for one in package["CFItems"] if one["CFItemType"] == "Competency"]))
    text, weight = data.draw(st.text(RUSSIAN, min_size=3)), data.draw(st.integers(1, 2))
    item |= {"fullStatement": text, "educationLevel": ["09"]}
    criterion = package["CFRubrics"][1]["CFRubricCriteria"][0]
    criterion["weight"] = weight
    after = with_documents(folder, restored(package))
    framework, role = parse_framework(folder), package["CFItems"][-1]["humanCodingScheme"]
    changed: Any = documents_of(after)
    competency = item["humanCodingScheme"]

    assert framework.name_of("roles", role)
    assert changed[f"competencies/{competency}.yaml"]["definition"]["ru"] == text
    first = next(iter(framework.roles))
    assert next(iter(changed[f"roles/{first}.yaml"]["requirements"].values()))["weight"] == str(weight)
    at = package["CFItems"].index(item)
    assert unmapped(package, restored(package)) == [f'CFItems[{at}].educationLevel[0]: "09"']


@given(folders(), TEXTS)
@FEWER
def test_identifiers_stay_the_same_whatever_is_written_in_a_framework(folder: Folder, text: dict[str, str]):
    documents: Any = documents_of(folder)
    before = package_of(documents, "ru", NOW, "made")
    changed = deepcopy(documents)
    changed["framework.yaml"]["name"] = text
    after = package_of(changed, "en", NOW, "made")

    def identifiers(package: Any) -> list[Any]:
        return [(path, value) for path, value in leaves(package) if path[-1] == "identifier"]

    assert identifiers(before) == identifiers(after)


@given(foreign_packages())
@FEWER
def test_of_the_package_of_another_program_every_value_has_its_place_or_is_told(package: Any):
    skeleton = skeleton_of(read_package(json.dumps(package).encode()), "mine", GROUND)
    told = {line.partition(": ")[0] for line in skeleton.unmapped}
    texts = {value for _, value in leaves(skeleton.documents) if isinstance(value, str)}
    structural = ("identifier", "CFAssociations", "CFItemURI", "score", "uri")

    for path, value in leaves(package):
        placed = (isinstance(value, str) and value.strip() in texts) or any(key in path for key in structural)
        assert placed or named(path) in told, (path, value)
    assert all("the text" in one.message or "text" in one.message or "anchor" in one.message
               for one in problems_in(new_folder(skeleton.documents, "new")))  # fmt: skip


def test_groups_competencies_indicators_and_levels_are_taken_from_the_hierarchy_and_the_rubrics():
    document = part("d") | {"creator": "c", "title": "Selling"}
    group, competency, sign = (part(name) | {"fullStatement": name} for name in ("Trade", "Asking", "Asks thrice"))
    ends = [(group, document), (competency, group), (sign, competency)]
    levels = [part(f"l{at}") | {"description": f"at {at}", "score": at} for at in (4, 3, 2, 1, 0)]
    criterion = part("c") | {"CFItemURI": {**_end(competency)}, "CFRubricCriterionLevels": levels}
    package = {
        "CFDocument": document,
        "CFItems": [sign, competency, group],
        "CFAssociations": [
            part(f"a{at}") | {"associationType": "isChildOf", "originNodeURI": _end(a), "destinationNodeURI": _end(b)}
            for at, (a, b) in enumerate(ends)
        ],
        "CFRubrics": [part("r") | {"CFRubricCriteria": [criterion]}],
    }
    documents: Any = skeleton_of(package, "mine", GROUND).documents
    found = documents["competencies/asking.yaml"]

    assert documents["framework.yaml"]["clusters"]["A"]["name"]["en"] == "Trade"
    assert [one["text"]["en"] for one in found["indicators"]] == ["Asks thrice"]
    assert [found["anchors"][str(level)]["en"] for level in range(5)] == [f"at {at}" for at in range(5)]


def _end(one: dict[str, Any]) -> dict[str, Any]:
    return {"title": "x", "identifier": one["identifier"], "uri": one["uri"]}


SMALL_PACKAGE = sent(Folder(tiny_files(), "tiny"))
SMALL = {"CFDocument": part("d") | {"creator": "c", "title": "t"}}


def broken(**changes: Any) -> bytes:
    return json.dumps(SMALL | changes).encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "line 1, column 2: not valid JSON"),
        (b"\xff", "byte 1 is not UTF-8"),
        (b"[" * 100_000, "nested deeper than 30 levels"),
        (b'{"CFDocument": ' + b"[" * 40 + b"]" * 40 + b"}", "CFDocument[0][0]…: nested deeper than 30 levels"),
        (b'{"a": 1, "a": 2}', 'key "a" is given twice'),
        (b'{"a": NaN}', "NaN is no number"),
        (b" " * 20_000_001, "larger than 20,000,000 bytes"),
        (b"[]", "the file: is []; an object is expected here"),
        (b"{}", "CFDocument: is missing"),
        (broken(CFItems={}), "CFItems: is {}; a list is expected here"),
        (broken(CFItems=[part("i")]), "CFItems[0].fullStatement: is missing"),
        (broken(CFItems=[part("i") | {"fullStatement": 7}]), "CFItems[0].fullStatement: is 7; a text is expected here"),
        (
            broken(CFItems=[part("i") | {"fullStatement": "x", "identifier": "7"}]),
            'CFItems[0].identifier: is "7"; a UUID',
        ),
        (
            broken(CFItems=[part("i") | {"fullStatement": "a\u202eb"}]),
            "CFItems[0].fullStatement: the text holds the unseen",
        ),
        (broken(CFItems=[part("i") | {"fullStatement": "x" * 20_001}]), "CFItems[0].fullStatement: a text of 20,001"),
        (broken(CFAssociations=[{}]), "CFAssociations[0].associationType: is missing"),
    ],
)
def test_a_file_that_is_no_package_is_refused_with_the_path_in_it(data: bytes, words: str):
    with pytest.raises(CaseError) as refused:
        read_package(data)

    assert words in str(refused.value)


@given(st.data())
@settings(PATIENT, max_examples=40)
def test_whatever_is_broken_in_a_package_of_ours_is_one_error_or_a_framework(data: st.DataObject):
    package = deepcopy(SMALL_PACKAGE)
    for _ in range(3):
        node: Any = package
        while isinstance(node, dict | list) and node:
            above, key = node, data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
            node = above[key]
            if data.draw(st.integers(0, 4)) == 0:
                break
        above[key] = data.draw(st.sampled_from([None, 7, "x", [], {}, -1, True, ["x"], {"kamcareer": []}, 1.5]))
    said: list[str] = []
    try:
        found = read_package(json.dumps(package).encode())
        if "extensions" in found and isinstance(found["extensions"], dict) and "kamcareer" in found["extensions"]:
            said = [str(one) for one in problems_in(new_folder(restored(found), "x"))]
    except CaseError as error:
        said = str(error).splitlines() or [""]
    assert all(one.strip() for one in said)
