import pytest

from kamcareer.core.framework.loading import problems_in
from tests.core.framework.tiny import ACTIVITY, COMPETENCY, HELPER, LEAD, SITUATION, edited, tiny_files

SITUATED = COMPETENCY.format(id="planning") + SITUATION
INDICATORS = "indicators: [{id: aa, text: {ru: а, en: a}}, {id: aa, text: {ru: б, en: b}}]\n"


def lines(files) -> list[str]:
    return [str(problem).removeprefix("tiny/") for problem in problems_in(files, "tiny")]


def with_file(path: str, text: str) -> dict[str, bytes]:
    return tiny_files() | {path: text.encode()}


def situated(old: str, new: str) -> list[str]:
    assert old in SITUATED
    return lines(with_file("competencies/planning.yaml", SITUATED.replace(old, new, 1)))


def walking(old: str, new: str) -> list[str]:
    text = ACTIVITY.format(id="walk")
    assert old in text
    return lines(with_file("activities/walk.yaml", text.replace(old, new, 1)))


EDGE = "{from: helper, to: lead, type: promotion, source: articles, facts: [F1]}"
EXIT = "  - {from: lead, type: exit, source: proposed, name: {ru: Своё дело, en: Own business}}\n"

HEAD_CASES = [
    (EDGE, EDGE.replace("to: lead", "to: leed"), '21:24: unknown role "leed"; did you mean "lead"?'),
    (EDGE, EDGE.replace("to: lead", "to: zzz"), '21:24: unknown role "zzz"; known: '),
    (EDGE, EDGE.replace("helper, to", "lead, to"), "21:22: an edge cannot lead to the role it comes from"),
    (EDGE, EDGE.replace("to: lead, ", ""), '21:5: an exit leads out and has no "to"; any other edge needs "to"'),
    ("{from: lead, type: exit", "{from: lead, to: helper, type: exit", "22:5: an exit leads out"),
    (", name: {ru: Своё дело, en: Own business}", "", '22:5: an exit needs a "name": where does it lead?'),
    ("[F1]}", "[F9]}", '21:73: unknown fact "F9"; facts.yaml ends at F2'),
    (
        "[planning, listening]",
        "[planning, listning]",
        '10:28: unknown competency "listning"; did you mean "listening"?',
    ),
    ("[planning, listening]", "[planning]", '10:3: "listening" has a file but no place in the order'),
    ("[planning, listening]", "[planning, listening, planning]", '10:39: "planning" stands twice in the order'),
    ("lead, lead_abroad]", "lead]", '11:3: "lead_abroad" has a file but no place in the order'),
    ("lead, lead_abroad]", "lead, lead_abrod]", '11:25: unknown role "lead_abrod"; did you mean "lead_abroad"?'),
    (EDGE, EDGE.replace("facts: [F1]", "falls: {planning: {ru: а, en: a}}"), "does not fall along this edge"),
    ("  story:", "  tale:", 'unknown article "story"'),
]


@pytest.mark.parametrize(("old", "new", "told"), HEAD_CASES, ids=[case[2] for case in HEAD_CASES])
def test_each_mistake_of_the_framework_file_is_told(old, new, told):
    assert any(told in line for line in lines(edited("framework.yaml", old, new)))


def test_a_level_that_falls_along_a_promotion_needs_a_reason():
    higher = HELPER.replace("listening: {level: 2", "listening: {level: 3")

    [line] = lines(with_file("roles/helper.yaml", higher))
    assert line.startswith('framework.yaml:21:5: "listening" falls from 3 to 2 along the promotion helper → lead;')
    assert line.endswith("give the reason under falls:")


def test_a_reason_for_the_fall_ends_the_complaint_and_other_edges_never_ask():
    higher = {"roles/helper.yaml": HELPER.replace("listening: {level: 2", "listening: {level: 3").encode()}
    reason = EDGE.replace("facts: [F1]", "falls: {listening: {ru: а, en: a}}")

    assert lines(edited("framework.yaml", EDGE, reason) | higher) == []
    assert lines(edited("framework.yaml", "type: promotion", "type: branch") | higher) == []


def test_a_competency_that_the_upper_role_does_not_ask_has_not_fallen():
    assert lines(with_file("roles/lead.yaml", LEAD.replace("  listening: {level: 2, weight: 1}\n", ""))) == []


def test_promotions_in_a_circle_are_told_once_with_the_whole_circle():
    circle = f"{EXIT}  - {{from: lead, to: helper, type: promotion, source: card}}\n"
    found = [line for line in lines(edited("framework.yaml", EXIT, circle)) if "circle" in line]

    [line] = found
    assert "helper → lead → helper" in line or "lead → helper → lead" in line
    assert line.endswith("make one of them lateral")
    assert line.startswith(("framework.yaml:21:5", "framework.yaml:23:5"))


def test_a_circle_with_a_lateral_way_is_no_circle():
    circle = f"{EXIT}  - {{from: lead, to: helper, type: lateral, source: card}}\n"

    assert lines(edited("framework.yaml", EXIT, circle)) == []


def test_a_role_without_any_edge_is_told_where_its_id_stands():
    [line] = lines(edited("framework.yaml", f"  - {EDGE}\n", ""))

    assert line.startswith('roles/helper.yaml:1:5: no edge of framework.yaml leads to or from "helper"')


def test_a_variant_has_the_edges_of_its_base():
    assert not any("lead_abroad" in line for line in lines(tiny_files()))
    assert any('"lead_abroad"' in line for line in lines(edited("framework.yaml", f"  - {EDGE}\n{EXIT}", "  []\n")))


ROLE_CASES = [
    ("weight: 3, must_have", "weight: 2, must_have", 'lead.yaml:11:32: the must-have "planning" has weight 2'),
    (", reason: {ru: Иначе никак, en: No other way}", "", 'lead.yaml:11:3: "planning" is a must-have without a reason'),
    (
        "listening: {level: 2, weight: 1}",
        "listening: {level: 2, weight: 3}",
        '"listening" is weight 3 without a reason',
    ),
    ("  listening:", "  lisening:", 'lead.yaml:12:3: unknown competency "lisening"; did you mean "listening"?'),
]


@pytest.mark.parametrize(("old", "new", "told"), ROLE_CASES, ids=[case[2] for case in ROLE_CASES])
def test_each_mistake_of_a_role_is_told(old, new, told):
    [line] = lines(edited("roles/lead.yaml", old, new))

    assert told in line


OVERLAY_CASES = [
    ("base: lead", "base: leed", '2:7: unknown role "leed"; did you mean "lead"?'),
    ("base: lead", "base: lead_abroad", '2:7: "lead_abroad" is itself an overlay; name the role it is based on'),
    ("listening: {", "lisening: {", '6:3: unknown competency "lisening"'),
    ("weight: 2}", "weight: 3}", '6:3: "listening" is weight 3 without a reason'),
]


@pytest.mark.parametrize(("old", "new", "told"), OVERLAY_CASES, ids=[case[2] for case in OVERLAY_CASES])
def test_each_mistake_of_a_variant_is_told(old, new, told):
    assert any(f"roles/lead_abroad.yaml:{told}" in line for line in lines(edited("roles/lead_abroad.yaml", old, new)))


COMPETENCY_CASES = [
    ("cluster: A", "cluster: B", '2:10: unknown cluster "B"'),
    ("best: A", "best: D", '23:11: "best" is D, but another option has the best rating (4)'),
    ("worst: C", "worst: B", '24:12: "worst" is B, but another option has the worst rating (1)'),
    ("      D: {text: {ru: г, en: d}, rating: 3}\n", "", "a situation has four options: A, B, C and D"),
    ("[1, 3]", "[3, 1]", "16:18: the lower level comes first"),
    ("situations:", f"{INDICATORS}situations:", 'the id "aa" is given twice in indicators; rename one'),
]


@pytest.mark.parametrize(("old", "new", "told"), COMPETENCY_CASES, ids=[case[2] for case in COMPETENCY_CASES])
def test_each_mistake_of_a_competency_is_told(old, new, told):
    [line] = situated(old, new)

    assert line.startswith("competencies/planning.yaml:")
    assert told in line


ACTIVITY_CASES = [
    ("  planning: {levels", "  planing: {levels", '5:3: unknown competency "planing"; did you mean "planning"?'),
    ("kind: project", "kind: training", "2:7: a training counts only with a practice task; add closes_with:"),
    ("kind: project", "kind: project\ncloses_with: wolk", '3:14: unknown activity "wolk"; did you mean "walk"?'),
    ("kind: project", "kind: project\nneeds: {levels: {zzz: 1}}", '3:18: unknown competency "zzz"'),
    ("kind: project", "kind: project\nneeds: {activities: [zzz]}", '3:22: unknown activity "zzz"'),
]


@pytest.mark.parametrize(("old", "new", "told"), ACTIVITY_CASES, ids=[case[2] for case in ACTIVITY_CASES])
def test_each_mistake_of_an_activity_is_told(old, new, told):
    [line] = walking(old, new)

    assert line.startswith(f"activities/walk.yaml:{told}")


MEASUREMENT_CASES = [
    ("value: 0.8", "value: 1.5", '5:12: "spread" is 1.5, outside its range 0.4 to 1.2'),
    ("value: 0.8", "value: nan", '5:12: "spread" is nan, outside its range'),
    ("range: [0.4, 1.2]", "range: [0, 1.2]", '6:12: the range of "spread" must run from low to high within'),
    ("range: [0.4, 1.2]", "range: [1.2, 0.4]", '6:12: the range of "spread" must run from low to high within'),
    ("range: [0.1, 0.6]", "range: [0.1, 1]", 'the range of "validity" must run from low to high within 0.01 to 0.99'),
    ("range: [0.3, 1]", "range: [0, 1]", 'the range of "sure" must run from low to high within 0.05 to 20'),
    ("halo: 0.4", "halo: 0.5", "the three shares must sum to 1"),
    ("  self:", "  myself:", 'the source "self" is missing; a self-assessment needs it'),
]


@pytest.mark.parametrize(("old", "new", "told"), MEASUREMENT_CASES, ids=[case[2] for case in MEASUREMENT_CASES])
def test_each_mistake_of_the_measurement_is_told(old, new, told):
    found = lines(edited("measurement.yaml", old, new))

    assert any(told in line for line in found)
    assert all(line.startswith("measurement.yaml:") for line in found)


def test_ladders_settings_and_tracks_are_those_the_framework_names():
    role = lines(with_file("roles/helper.yaml", HELPER.replace("ladder: retail", "ladder: rental")))
    item = situated("setting: retail", "setting: retale")
    track = walking("cost: free", "cost: free\ntracks: [any, pharmacy]")

    assert any('unknown ladder "rental"; did you mean "retail"?' in line for line in role)
    assert any('unknown setting "retale"; did you mean "retail"?' in line for line in item)
    assert any('unknown track "pharmacy"' in line for line in track)
