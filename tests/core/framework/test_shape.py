import pytest

from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.competency import Competency
from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.measurement_settings import Measurement
from kamcareer.core.framework.model import FrameworkFile
from kamcareer.core.framework.role import Role
from kamcareer.core.framework.shape import validated
from kamcareer.core.framework.yaml_reader import read_yaml
from tests.core.framework.tiny import ACTIVITY, COMPETENCY, HELPER, SITUATION

TALK = COMPETENCY.format(id="talk")
WALK = ACTIVITY.format(id="walk")


def problems(shape, text: str) -> list[str]:
    with pytest.raises(FileError) as caught:
        validated(read_yaml(text.encode(), "f"), shape)
    return [str(problem) for problem in caught.value.problems]


# shape, a good text, what is written there, what is written instead, the one line that tells it
CASES = [
    (Competency, TALK, "question", "qestion", 'f:6:1: unknown key "qestion"; did you mean "question"?'),
    (Competency, TALK, "ru: Что это, en: What it is", "ru: Что это", 'the English text of "definition" is missing'),
    (
        Competency,
        TALK,
        "ru: ступень 2, en: level 2",
        "en: level 2",
        'f:10:6: the Russian text of "2" is missing; add the key ru',
    ),
    (Competency, TALK, "{ru: Имя, en: Name}", "Name", 'f:4:7: "name" is "Name"; a mapping (key: value)'),
    (Competency, TALK, "en: Name", "en: ''", 'f:4:21: "en" is empty; write the text'),
    (Competency, TALK, "en: Name", "en: ", 'f:4:21: "en" is empty; a text is expected here'),
    (Competency, TALK, "en: Name", "en: true", 'f:4:21: "en" is "True"; a text is expected here'),
    (Competency, TALK, "  4: {ru: ступень 4, en: level 4}\n", "", 'f:8:3: "anchors" has 4 entries; the least is 5'),
    (Competency, TALK, "  4:", "  5:", 'f:12:3: "5" is "5"; it must be 4 or less'),
    (Competency, TALK, "  4:", "  four:", "it must be a whole number"),
    (Competency, TALK, "id: talk", "id: Talk", 'f:1:5: "id" is "Talk"; it must look like'),
    (Competency, TALK, "facts: [F1]", "facts: F1", 'f:3:8: "facts" is "F1"; a list (- item) is expected here'),
    (Competency, TALK, "facts: [F1]", "facts: [F0]", 'f:3:9: "facts" is "F0"; it must look like'),
    (Competency, TALK, "facts: [F1]", "status: tested", "it must be one of 'draft', 'reviewed' or 'piloted'"),
    (Competency, TALK + SITUATION, "rating: 4", "rating: 5", 'f:19:46: "rating" is "5"; it must be 4 or less'),
    (Competency, TALK + SITUATION, "[1, 3]", "[1]", '"level_range"'),
    (Role, HELPER, "level: 2", "level: 5", '"level" is "5"; it must be 4 or less'),
    (Role, HELPER, "level: 2", "level: -1", '"level" is "-1"; it must be 0 or more'),
    (Role, HELPER, "level: 2", "level: true", '"level" is "True"; it must be a whole number'),
    (Role, HELPER, "weight: 2", "weight: 4", '"weight" is "4"; it must be 3 or less'),
    (Role, HELPER, "weight: 2", "weight: true", '"weight" is "True"; it must be a whole number'),
    (Role, HELPER, "level: 2", "level: 1.5", '"level" is "1.5"; it must be a whole number'),
    (Role, HELPER, "weight: 2", "wieght: 2", 'unknown key "wieght"; did you mean "weight"?'),
    (Role, HELPER, "weight: 2", "weight: 2, must_have: maybe", '"must_have" is "maybe"; it must be true or false'),
    (
        Role,
        HELPER,
        "ladder: retail",
        "ladder: retail\nsource: hearsay",
        "it must be one of 'articles', 'mixed' or 'external'",
    ),
    (Role, HELPER, "duties: [{text: {ru: Дело, en: Duty}}]", "duties: []", '"duties" has 0 entries; the least is 1'),
    (Activity, WALK, "hours: 10", "hours: 0", '"hours" is "0"; it must be more than 0'),
    (Activity, WALK, "hours: 10", "hours: ten", '"hours" is "ten"; it must be a number'),
]


@pytest.mark.parametrize(("shape", "text", "old", "new", "told"), CASES, ids=[case[4] for case in CASES])
def test_each_mistake_is_told_in_plain_words_at_its_place(shape, text, old, new, told):
    assert old in text
    lines = problems(shape, text.replace(old, new, 1))

    assert any(told in line for line in lines), lines
    assert all(line.startswith("f:") for line in lines)


def test_every_mistake_of_a_file_is_told_at_once():
    text = HELPER.replace("ladder", "lader").replace("level: 1", "level: 9").replace("en: Why", "en: ''")

    assert len(problems(Role, text)) == 4  # the misspelt key is unknown and the right one is missing


def test_a_key_unlike_any_known_one_gets_the_list_of_known_ones():
    [line] = problems(Role, HELPER + "zzz: 1\n")

    assert 'unknown key "zzz"; known here: ' in line
    assert "requirements" in line


def test_a_misspelt_key_deep_inside_gets_a_suggestion_too():
    text = TALK + SITUATION.replace("rating: 2", "ratng: 2")

    assert any('unknown key "ratng"; did you mean "rating"?' in line for line in problems(Competency, text))


def test_a_long_value_is_cut_in_the_message():
    [line] = problems(Competency, TALK.replace("cluster: A", "cluster: " + "A" * 500))

    assert len(line) < 160


@pytest.mark.parametrize("shape", [Activity, Competency, FrameworkFile, Measurement, Role])
def test_a_file_of_another_shape_altogether_is_told_at_its_begin(shape):
    for text in ("[]", "x", "null", "true", "[[[]]]", "1: {2: {3: []}}"):
        assert all(line.startswith("f:1:") for line in problems(shape, text))


def test_a_document_without_a_value_is_empty():
    [line] = problems(Role, "---\n")

    assert line.endswith(": is empty; a mapping (key: value) is expected here")
