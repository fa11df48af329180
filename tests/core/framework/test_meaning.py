import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.framework.loading import Folder, problems_in
from kamcareer.core.framework.meaning.competencies import rank_agreement
from tests.core.framework.tiny import ACTIVITY, COMPETENCY, HELPER, LEAD, OVERLAY, SITUATION, edited, tiny_files

SITUATED = COMPETENCY.format(id="planning") + SITUATION
INDICATORS = "indicators: [{id: aa, text: {ru: а, en: a}}, {id: aa, text: {ru: б, en: b}}]\n"


def lines(files) -> list[str]:
    return [str(problem).removeprefix("tiny/") for problem in problems_in(Folder(files, "tiny"))]


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
    ("      D: {text: {ru: тут, en: here}, rating: 3}\n", "", "a situation has four options: A, B, C and D"),
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
    ("kind: project", "kind: project\ncloses_with: wolk", '3:14: unknown activity "wolk"; did you mean "walk"?'),
    ("kind: project", "kind: project\nrequires: {levels: {zzz: 1}}", '3:21: unknown competency "zzz"'),
    ("kind: project", "kind: project\nrequires: {activities: [zzz]}", '3:25: unknown activity "zzz"'),
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
    (
        "value: 0.9\n        range: [0.1, 1]",
        "value: 1.5\n        range: [0.1, 1]",
        '"weight" is 1.5, outside its range',
    ),
    ("value: 4\n      range: [1, 8]", "value: 4\n      range: [0, 8]", 'the range of "items" must run'),
    ("range: [0.6, 0.99]", "range: [0.6, 1]", 'the range of "apart" must run from low to high within 0.5 to 0.999'),
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


COURSE = (
    ACTIVITY.format(id="course")
    .replace("kind: project", "kind: training\ncloses_with: walk")
    .replace("cap: 3", "cap: 2")
)
BOTH = {"activities/walk.yaml": ACTIVITY.format(id="walk"), "activities/course.yaml": COURSE}


def learning(old: str, new: str) -> list[str]:
    assert old in COURSE
    files = BOTH | {"activities/course.yaml": COURSE.replace(old, new, 1)}
    return lines(tiny_files() | {path: text.encode() for path, text in files.items()})


def test_a_course_with_its_practice_task_is_in_order():
    assert learning("cap: 2", "cap: 2") == []


def test_a_course_may_be_closed_by_one_of_several_practice_tasks():
    files = BOTH | {
        "activities/talk.yaml": ACTIVITY.format(id="talk"),
        "activities/course.yaml": COURSE.replace("closes_with: walk", "closes_with: [walk, talk]"),
    }

    assert lines(tiny_files() | {path: text.encode() for path, text in files.items()}) == []


COURSE_CASES = [
    ("closes_with: walk\n", "", "2:7: a training counts only with a practice task; add closes_with:"),
    ("cap: 2", "cap: 3", "6:32: a training alone lifts nobody beyond level 2; lower the cap"),
    ("closes_with: walk", "closes_with: course", '3:14: "course" is a training; knowledge is closed by practice'),
    ("level_range: [0, 3]", "level_range: [3, 1]", "11:14: the lower level comes first"),
    ("level_range: [0, 3]", "level_range: [2, 3]", "11:14: nobody of level 2 or more gains anything"),
    ("cost: free", "cost: free\nprice: 5", "11:8: the activity is free and has a price; mend one of them"),
    ("cost: free", "cost: low", "10:7: neither the activity has a price nor framework.yaml prices:"),
    (
        "cost: free",
        "cost: free\nrequires: {levels: {planning: 2}}",
        'asks level 2 of "planning" and cannot lift beyond it',
    ),
    ("closes_with: walk", "closes_with: [walk, wolk]", '3:21: unknown activity "wolk"; did you mean "walk"?'),
    ("closes_with: walk", "closes_with: [walk, course]", '3:21: "course" is a training; knowledge is closed by'),
    ("closes_with: walk", "closes_with: walk\none_of: alone", '4:9: nothing else is one of "alone"'),
    ("rests_on: [practice]\n", "", "17:1: it comes from outside the articles; add rests_on:"),
    ("source: external\n", "", "1:5: it cites no fact of the articles; add facts:, or source: external"),
]


@pytest.mark.parametrize(("old", "new", "told"), COURSE_CASES, ids=[case[2] for case in COURSE_CASES])
def test_each_mistake_of_a_course_is_told(old, new, told):
    [line] = learning(old, new)

    assert line.startswith("activities/course.yaml:")
    assert told in line


def test_practice_closes_what_was_learned():
    [unable, other] = sorted(learning("  planning: {levels", "  listening: {levels"))

    assert '3:14: "walk" lifts none of the same competencies' in unable
    assert 'nobody of level 0 on the track "retail" can begin: add an activity to practise "listening"' in other


WALK_CASES = [
    ("level_range: [0, 3]", "level_range: [1, 3]", '"walk" starts at level 1, the training at 0: who learns could not'),
    ("cost: free", "cost: free\nneeds: {levels: {planning: 1}}", '"walk" starts at level 1, the training at 0'),
    (
        "level_range: [0, 3]",
        "level_range: [1, 3]",
        'nobody of level 0 on the track "retail" can begin: add an activity',
    ),
    ("cost: free", "cost: free\ntracks: [retail]", '"walk" is for retail only; name one for all the tracks'),
    ("cost: free", "cost: free\nnot_for: [helpr]", 'unknown role "helpr"; did you mean "helper"?'),
    ("hours: 10", "hours: 9000", "9000 hours do not fit 4 weeks of 40; mend one of them"),
    ("hours_at: work", "hours_at: both", "add own_hours: how many of them are one’s own"),
    ("hours_at: work", "hours_at: both\nown_hours: 10", "own_hours belongs to hours_at: both and is less than hours"),
    ("hours_at: work", "hours_at: own\nown_hours: 3", "own_hours belongs to hours_at: both and is less than hours"),
]


@pytest.mark.parametrize(("old", "new", "told"), WALK_CASES, ids=[case[2] for case in WALK_CASES])
def test_each_mistake_of_a_practice_task_is_told(old, new, told):
    assert old in BOTH["activities/walk.yaml"]
    files = BOTH | {"activities/walk.yaml": BOTH["activities/walk.yaml"].replace(old, new, 1)}

    assert any(told in line for line in lines(tiny_files() | {path: text.encode() for path, text in files.items()}))


def test_a_book_too_counts_only_with_a_practice_task():
    book = COURSE.replace("kind: training\ncloses_with: walk", "kind: reading")
    files = tiny_files() | {
        "activities/course.yaml": book.encode(),
        "activities/walk.yaml": BOTH["activities/walk.yaml"].encode(),
    }

    assert any("2:7: a reading counts only with a practice task" in line for line in lines(files))


def test_activities_that_need_one_another_in_a_circle_are_told():
    circle = {
        "activities/walk.yaml": ACTIVITY.format(id="walk") + "requires: {activities: [course]}\n",
        "activities/course.yaml": COURSE + "requires: {activities: [walk]}\n",
    }
    [line] = lines(tiny_files() | {path: text.encode() for path, text in circle.items()})

    assert "activities need one another in a circle: " in line


SITUATIONS = f"id: planning\nsource: external\nrests_on: [practice]\n{SITUATION}"


def in_a_file(old: str, new: str) -> list[str]:
    assert old in SITUATIONS
    return lines(with_file("situations/planning.yaml", SITUATIONS.replace(old, new, 1)))


SITUATION_CASES = [
    ("rating: 3", "rating: 4", "14:11: another option has the best rating (4) too; a key needs one that stands alone"),
    ("rating: 2", "rating: 1", "15:12: another option has the worst rating (1) too"),
    ("ru: сяк", "ru: сякой", "the longest option (ru) is more than 1.35 times the shortest"),
    ("best: A", "best: A\n    private: true", '"private" follows from the folder the file lies in; remove the key'),
]


@pytest.mark.parametrize(("old", "new", "told"), SITUATION_CASES, ids=[case[2] for case in SITUATION_CASES])
def test_a_situation_that_nothing_but_the_case_may_give_away(old, new, told):
    [line] = in_a_file(old, new)

    assert line.startswith("situations/planning.yaml:")
    assert told in line


def test_situations_belong_to_a_known_competency_and_are_named_once():
    twice = SITUATIONS + SITUATION.partition("\n")[2]
    stray = SITUATIONS.replace("id: planning", "id: planing")

    assert any(
        'unknown competency "planing"; did you mean' in line
        for line in lines(with_file("situations/planing.yaml", stray))
    )
    assert any(
        'the situation "late_order" is given twice' in line
        for line in lines(with_file("situations/planning.yaml", twice))
    )


def test_keys_are_spread_over_the_letters():
    item = SITUATION.partition("\n")[2]
    many = SITUATIONS + "".join(item.replace("late_order", f"late_order_{index}") for index in range(11))
    found = lines(with_file("situations/planning.yaml", many))

    assert any('12 of 12 situations have the key "best" at A; spread them over A to D' in line for line in found)
    assert any('12 of 12 situations have the key "worst" at C' in line for line in found)


def bank_of(*best_texts: str) -> str:
    """Return a bank whose best options have these Russian texts, beside options of two, three and three letters."""
    item = SITUATION.partition("\n")[2].replace("ru: сяк", "ru: ся")
    return SITUATIONS.partition("  - id: late_order")[0] + "".join(
        item.replace("late_order", f"late_order_{index}").replace("ru: так", f"ru: {text}")
        for index, text in enumerate(best_texts)
    )


def told_of_ranks(bank: str) -> list[str]:
    return [line for line in lines(with_file("situations/planning.yaml", bank)) if "of 20 situations (ru)" in line]


def test_the_best_option_is_of_each_length_about_equally_often():
    found = told_of_ranks(bank_of(*["тогда"] * 12, *["та"] * 8))

    assert len(found) == 2
    assert any("the longest in 60% of 20 situations (ru); keep it between 10% and 40%" in line for line in found)
    assert any("the second longest in 0% of 20 situations (ru)" in line for line in found)
    assert told_of_ranks(bank_of(*["тогда"] * 4, *["так"] * 9, *["та"] * 7)) == []


def test_a_small_bank_need_not_be_balanced_by_length():
    bank = bank_of(*["тогда"] * 19)

    assert not any("the best option is" in line for line in lines(with_file("situations/planning.yaml", bank)))


ANCHOR_CASES = [
    (
        "ru: ступень 4",
        f"ru: ступень 4 {'и ещё ' * 2}",
        "7:1: the longest anchor (ru) is more than 1.6 times the shortest",
    ),
    ("en: level 4", "en: level 4 and more", "7:1: the longest anchor (en) is more than 1.6 times the shortest"),
]


@pytest.mark.parametrize(("old", "new", "told"), ANCHOR_CASES, ids=[case[2] for case in ANCHOR_CASES])
def test_the_length_of_an_anchor_gives_no_level_away(old, new, told):
    found = lines(edited("competencies/planning.yaml", old, new))

    assert [line.removeprefix("competencies/planning.yaml:") for line in found] == [f"{told}; even them out"]


def test_five_anchors_fit_a_phone():
    long = COMPETENCY.format(id="planning").replace("ru: ступень", f"ru: {'ступень ' * 19}ступень")
    [line] = lines(with_file("competencies/planning.yaml", long))

    assert "characters together (ru); at most 750 fit a phone" in line


WORDING_CASES = [
    ("ru: Что это, en: What it is", "ru: What it is, en: What it is", "are the same; write both"),
    ("ru: Что это", "ru: Чтo это", "mixes Latin letters into a Russian word"),
    ("ru: Что это", "ru: Что “это”", "has quotes that are not Russian; write «…»"),
    ("ru: Что это", "ru: Что - это", "has a short dash between words"),
    ("ru: Что это", "ru: Что— это", "has an em dash without spaces around it"),
    ("en: What it is", "en: What это is", "has Russian letters; write it in English"),
    ("en: What it is", "en: What «it» is", "has quotes that are not English"),
    ("en: What it is", "en: What – it is", "has a dash between words; use a colon"),
    ("ru: Что это", "ru: Что c людьми", "has a Latin letter for a Russian word; type it anew"),
    ("ru: Что это", "ru: A не это", "has a Latin letter for a Russian word; type it anew"),
    ("en: What it is", "en: What's it is", "has a straight apostrophe; write ’"),
    ("ru: Что это", "ru: Что это...", "has three dots; write …"),
    ("en: What it is", "en: What  it is", "has two spaces; leave one"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), WORDING_CASES, ids=[case[2] for case in WORDING_CASES])
def test_each_slip_of_the_pen_is_told_at_its_text(old, new, told):
    [line] = lines(edited("competencies/planning.yaml", old, new))

    assert line.startswith("competencies/planning.yaml:5:")
    assert told in line


def test_an_abbreviation_may_be_the_same_in_both_languages():
    assert lines(edited("roles/lead.yaml", "short: {ru: Р, en: R}", "short: {ru: KAS, en: KAS}")) == []


def test_no_text_is_longer_than_can_be_read_at_a_glance():
    option = in_a_file("ru: так", f"ru: {'так' * 67}")
    stem = in_a_file("en: The order is late", f"en: {'late ' * 101}")
    anchor = lines(edited("competencies/planning.yaml", "en: level 4", f"en: {'level ' * 41}"))

    assert any("the text has 201 characters; at most 200" in line for line in option)
    assert any("the text has 504 characters; at most 500" in line for line in stem)
    assert any("the text has 245 characters; at most 240" in line for line in anchor)


def test_a_fact_that_is_left_out_is_known_and_cited_nowhere():
    both = lines(edited("competencies/planning.yaml", "[F1]", "[F1, F2]"))
    strange = lines(edited("facts.yaml", "left_out:\n", "left_out:\n  F7: {ru: Нету, en: None of it}\n"))

    assert both == ["facts.yaml:5:3: F2 is left out and cited; remove one of them"]
    assert strange == ['facts.yaml:5:3: unknown fact "F7"; facts.yaml ends at F2']


def test_an_honest_preview_has_as_many_pluses_as_minuses():
    point = "preview: [{kind: pleases, text: {ru: Это, en: This}, said_by: {ru: Люди, en: People}}]\n"
    [role] = lines(with_file("roles/helper.yaml", HELPER + point))
    [variant] = lines(with_file("roles/lead_abroad.yaml", OVERLAY + point))

    assert "1 points please and 0 weigh; an honest preview has as many of each" in role
    assert variant.startswith("roles/lead_abroad.yaml:")


GUIDE = "id: honest\nsource: external\nrests_on: [practice]\nname: {ru: Имя, en: Name}\nlead: {ru: О чём, en: What about}\nsections: [{name: {ru: Раз, en: One}}]\n"


def test_guides_have_their_place_in_the_order():
    [line] = lines(with_file("guides/honest.yaml", GUIDE))

    assert '"honest" has a file but no place in the order; add it to order: guides' in line


TWINS = COMPETENCY.format(id="planning").replace("ступень 1", "ступень 0")
PREVIEWED = "preview: [{kind: depends, text: {ru: а, en: a}, said_by: {ru: он, en: he}}]\n"


def test_a_text_that_stands_twice_in_one_list_is_told():
    twin = situated("ru: сяк", "ru: так")

    assert any("the same text stands twice in options; write another" in line for line in twin)
    assert any("stands twice in anchors" in line for line in lines(with_file("competencies/planning.yaml", TWINS)))


def test_a_fact_is_cited_once_in_a_list_and_trial_needs_evidence():
    twice = lines(edited("roles/helper.yaml", "facts: [F1]", "facts: [F1, F1]"))
    piloted = lines(edited("roles/helper.yaml", "id: helper", "id: helper\nstatus: piloted"))
    mixed = lines(edited("roles/helper.yaml", "id: helper", "id: helper\nsource: mixed"))

    assert any("F1 is cited twice in one list; remove one" in line for line in twice)
    assert any("nothing says who has piloted it; add rests_on:" in line for line in piloted)
    assert any("it comes from outside the articles; add rests_on:" in line for line in mixed)


def test_what_most_cards_and_competencies_have_is_missed_where_it_lacks():
    many = tiny_files()
    order = ["planning", "listening", "third"]
    many["framework.yaml"] = many["framework.yaml"].replace(b"[planning, listening]", f"[{', '.join(order)}]".encode())
    for id in order:
        many[f"competencies/{id}.yaml"] = COMPETENCY.format(id=id).encode()
    for id in order[:2]:
        text = SITUATIONS.replace("id: planning", f"id: {id}").replace("late_order", f"late_{id}")
        many[f"situations/{id}.yaml"] = text.encode()

    [line] = lines(many)
    assert line.startswith("competencies/third.yaml:1:5: most competencies have situations, this one has none")


@pytest.mark.parametrize("field", ["titles: {ru: [А], en: [A]}\n", PREVIEWED])
def test_a_card_thinner_than_most_is_told(field):
    files = tiny_files()
    other = files["roles/lead.yaml"].replace(b"id: lead", b"id: other")
    heads = files["framework.yaml"].replace(b"lead, lead_abroad]", b"lead, other, lead_abroad]")
    heads = heads.replace(
        b"  - {from: lead, type: exit",
        b"  - {from: lead, to: other, type: lateral, source: card}\n  - {from: lead, type: exit",
    )
    files |= {"framework.yaml": heads, "roles/other.yaml": other + field.encode()}
    files["roles/lead.yaml"] += field.encode()

    [line] = lines(files)
    assert line.startswith("roles/helper.yaml:1:5: most roles have ")


def _many(anchors: str) -> dict[str, bytes]:
    ids = [f"topic_{letter}" for letter in "abcdefghijkl"]
    files = tiny_files()
    files["framework.yaml"] = files["framework.yaml"].replace(
        b"[planning, listening]", f"[planning, listening, {', '.join(ids)}]".encode()
    )
    text = COMPETENCY.partition("anchors:")[0] + anchors
    return files | {f"competencies/{id}.yaml": text.format(id=id).encode() for id in ids}


def test_anchors_that_grow_with_their_level_over_the_framework_are_told():
    growing = "anchors:\n" + "".join(
        f"  {level}: {{{{ru: ступень {'и' * level} {level}, en: level {'o' * (4 - level)} {level}}}}}\n"
        for level in range(5)
    )
    found = lines(_many(growing))

    assert any("length tells the level of anchors (ru): Kendall’s tau is +0.8" in line for line in found)
    assert any("length tells the level of anchors (en): Kendall’s tau is -0.8" in line for line in found)
    assert any("the longest anchor (ru) is a high one in 12 of 14; lengthen lower ones" in line for line in found)


@given(st.lists(st.integers(100, 240), min_size=2, max_size=6))
def test_agreement_of_length_and_level_is_between_minus_one_and_one_and_turns_with_the_order(lengths):
    tau = rank_agreement(lengths)

    assert -1 <= tau <= 1
    assert rank_agreement(lengths[::-1]) == -tau
    assert rank_agreement(range(len(lengths))) == 1
