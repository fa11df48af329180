"""The personal sheet: own words, the largest difference between words and deeds, two doubts."""

from kamcareer.core.answers import Answer, Answers, Choice
from kamcareer.core.interviews.kit import kit_of
from kamcareer.core.interviews.sheet import DOUBTS, OWN_WORDS, Sheet, sheet_of
from kamcareer.core.selection.screening import screening_of
from tests.core.interviews.test_kit import FRAMEWORK, ROLE
from tests.core.people import TARGET

MUSTS = ROLE.must_haves
KIT = kit_of(FRAMEWORK, ROLE, {}, 60)


def sheet(levels: dict[str, int], examples: dict[str, str] | None = None, situations: dict | None = None) -> Sheet:
    answers = Answers(None, {id: Answer(level=level) for id, level in levels.items()}, {}, situations or {})
    return sheet_of(FRAMEWORK, KIT, answers, examples or {}, screening_of(FRAMEWORK, answers, TARGET))


def choice(id: str, *, right: bool) -> dict[str, Choice]:
    item = FRAMEWORK.competencies[id].situations[0]
    ranked = sorted(item.options, key=lambda option: item.options[option].rating, reverse=right)
    return {item.id: Choice(best=ranked[0], worst=ranked[-1])}


def test_own_words_of_musts_come_first_and_empty_ones_not_at_all():
    other = next(id for id in ROLE.requirements if id not in MUSTS)
    found = sheet({MUSTS[0]: 2}, {other: "Провёл акцию", MUSTS[0]: " Вернул сеть ", MUSTS[1]: "  "}).own_words

    assert [(one.competency, one.words, one.said) for one in found] == [
        (MUSTS[0], "Вернул сеть", 2),
        (other, "Провёл акцию", None),
    ]
    assert len(sheet({}, dict.fromkeys(ROLE.requirements, "Слова")).own_words) == OWN_WORDS


def test_the_largest_difference_says_which_way_it_goes():
    low, high = choice(MUSTS[0], right=False), choice(MUSTS[1], right=True)
    boaster = sheet({MUSTS[0]: 4, MUSTS[1]: 4}, situations=low | high).difference
    modest = sheet({MUSTS[0]: 0, MUSTS[1]: 0}, situations=low | high).difference

    assert (boaster.competency, boaster.said, boaster.above) == (MUSTS[0], 4, True)
    assert (modest.competency, modest.said, modest.above) == (MUSTS[1], 0, False)


def test_words_that_deeds_bear_out_are_no_difference():
    assert sheet({MUSTS[0]: 4}, situations=choice(MUSTS[0], right=True)).difference is None
    assert sheet({MUSTS[0]: 4}).difference is None


def test_two_doubts_are_musts_with_questions_that_the_kit_does_not_ask():
    asked = {one.question.id for one in KIT.asked}
    found = sheet(dict.fromkeys(MUSTS, 2), situations=choice(MUSTS[0], right=False))

    assert len(found.doubts) == DOUBTS
    assert all(doubt.topic.must_have and doubt.question.id not in asked for doubt in found.doubts)
    assert found.difference is None or found.difference.competency not in {d.topic.competency for d in found.doubts}
