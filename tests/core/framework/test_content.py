"""What the shipped model must hold: every part written, every fact carried, nothing that gives a key away."""

import re
from collections import Counter

import pytest

from kamcareer.core.catalogue import by_competency, suitable
from kamcareer.core.framework.coverage import carriers, said
from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.core.framework.model import Framework

# Development activities that the source articles name, by the fact that names them.
NAMED = (
    "F28",
    "F65",
    "F66",
    "F67",
    "F70",
    "F71",
    "F72",
    "F81",
    "F82",
    "F83",
    "F84",
    "F85",
    "F86",
    "F92",
    "F122",
    "F155",
)
JARGON = {
    "ru": r"листинг|ретробонус|дебиторк|\bлид(ы|ов)?\b|[A-ZА-ЯЁ&]{2,}",
    "en": r"\b(listing|back margin|receivables|upsell|churn|website leads|[A-Z&]{2,})\b",
}
# What a person may not be judged by.
PERSONAL = {
    "ru": r"внешн|внешност|красив|молод|пожил|возраст|мужчин|женщин|девуш|экстраверт|интроверт|общительн|темперамент|обая",
    "en": r"\b(appearance|attractive|young|old age|age|male|female|man|men|woman|women|extravert|extrovert|introvert|"
    r"outgoing|charisma\w*|temperament|charm\w*)\b",
}
BLAME = {
    "ru": r"не умеет|(?<!пока )не может|не способ|лен(ив|ит)|плохо|никогда|безответствен|небреж|груб|врёт|обманыва",
    "en": r"\b(cannot(?! yet)|unable|incapable|lazy|badly|never|irresponsible|careless|rude|lies|cheats|fails)\b",
}
DRESS = {"ru": r"одежд|костюм|одева|дресс-код", "en": r"\b(dress|suit|clothes|smart casual)\b"}


@pytest.fixture(scope="module", params=[
    "communication", "partnership", "negotiation", "presenting", "stakeholders", "selling", "client_insight",
    "product", "market", "account_strategy", "finance", "logistics", "execution", "documents", "activation",
    "analysis", "results", "resilience", "teamwork", "leadership", "self_development", "integrity",
])  # fmt: skip
def competency(request: pytest.FixtureRequest, framework: Framework):
    return framework.competencies[request.param]


def test_every_fact_of_the_articles_is_carried_or_left_out_for_a_reason(framework: Framework):
    carried = carriers(framework)

    assert list(carried) == [f"F{number}" for number in range(1, 172)]
    assert {number for number, owners in carried.items() if not owners} == set(framework.left_out)
    assert len(framework.left_out) <= 5


def test_every_fact_is_said_somewhere_and_not_only_listed_at_the_head_of_a_competency(framework: Framework):
    assert set(framework.facts) - said(framework) == set(framework.left_out)


def test_nothing_with_levels_or_hours_claims_to_come_from_the_articles_alone(framework: Framework):
    elements = [*framework.competencies.values(), *framework.roles.values(), *framework.activities.values()]

    assert {element.id for element in elements if element.source == "articles" or not element.rests_on} == set()


def test_every_track_reaches_the_top_of_negotiation(framework: Framework):
    for ladder in framework.ladders:
        gains = [item.gains["negotiation"].levels for item in suitable(framework, "negotiation", 3, ladder)]
        assert sum(gains) >= 1, ladder


def test_interview_minutes_follow_what_is_asked(framework: Framework):
    minutes = [item.minutes for competency in framework.competencies.values() for item in competency.interview]

    assert len(set(minutes)) >= 4


def test_trade_words_stand_beside_plain_ones(framework: Framework):
    duties = {ladder: " ".join(
        item.text.ru.lower() for role in framework.roles.values() if role.ladder == ladder for item in role.duties
    ) for ladder in framework.ladders}  # fmt: skip

    for word in ("госзакуп", "тендер", "аукцион", "льготного обеспечения (", "маркетинговый договор: "):
        assert word in duties["pharma"], word
    for word in ("матрицу (", "ретробонус (", "фейсинги (", "дистрибуцию: ", "эдо ("):
        assert word in duties["retail"], word


def test_every_competency_can_be_seen_counted_and_asked_about(competency):
    assert len(competency.indicators) == 4
    assert 2 <= len(competency.interview) <= 3
    assert len(competency.reading) >= 3
    for item in competency.interview:
        assert min(len(item.good), len(item.poor)) >= 3
        assert len(item.follow_ups) >= 2


def test_every_competency_has_situations_for_a_set_that_avoids_repeating(competency):
    assert len(competency.situations) >= 3
    assert len({situation.setting for situation in competency.situations}) >= 2
    covered = {level for item in competency.situations for level in range(item.level_range[0], item.level_range[1] + 1)}
    assert covered >= {1, 2, 3, 4}


@pytest.mark.parametrize("key", ["best", "worst"])
def test_keys_are_balanced_over_the_letters(framework: Framework, key: str):
    items = [item for competency in framework.competencies.values() for item in competency.situations]
    letters = Counter(getattr(item, key) for item in items)

    assert set(letters) == set("ABCD")
    assert max(letters.values()) <= 0.35 * len(items)
    assert min(letters.values()) >= 0.15 * len(items)


def test_every_competency_has_enough_ways_to_grow(framework: Framework, competency):
    activities = by_competency(framework)[competency.id]
    kinds = Counter(activity.kind for activity in activities)

    assert len(activities) >= 5
    assert kinds["project"] >= 2
    assert kinds["training"] + kinds["reading"] >= 1
    assert kinds["mentoring"] + kinds["rotation"] >= 1
    assert max(activity.gains[competency.id].cap for activity in activities) == 4


def test_the_catalogue_is_large_enough_and_names_what_the_articles_name(framework: Framework):
    own = [activity for activity in framework.activities.values() if activity.source != "external"]

    assert len(framework.activities) >= 120
    assert set(NAMED) <= {number for activity in own for number in activity.facts}
    assert {activity.kind for activity in framework.activities.values()} == {
        "training", "project", "mentoring", "reading", "rotation",
    }  # fmt: skip


def test_a_role_card_is_whole(framework: Framework):
    for role in framework.roles.values():
        kinds = Counter(point.kind for point in role.preview)
        assert kinds["pleases"] == kinds["weighs"] >= 3, role.id
        assert kinds["depends"] >= 2, role.id
        assert len(role.fit) >= 2, role.id
        assert role.titles is not None, role.id
        assert min(len(role.titles.ru), len(role.titles.en)) >= 3, role.id
        assert role.entry is not None, role.id


def test_the_role_does_not_ask_for_a_temperament(framework: Framework):
    for role in framework.roles.values():
        for point in role.preview:
            assert "экстраверт" not in point.text.ru.lower()
            assert "extravert" not in point.text.en.lower()


def test_business_meetings_in_restaurants_are_not_promised_in_pharma(framework: Framework):
    for role in framework.roles.values():
        if role.ladder == "pharma":
            assert "F140" not in {number for point in role.preview for number in point.facts}, role.id


def test_there_is_help_for_every_moment(framework: Framework):
    assert list(framework.guides) == [
        "answer_honestly",
        "write_an_example",
        "read_the_report",
        "talk_to_your_manager",
        "grow_to_the_next_role",
        "what_may_be_concluded",
    ]
    assert "F58" in framework.guides["talk_to_your_manager"].facts


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_anchor_speaks_in_jargon_or_abbreviations(competency, language: str):
    for anchor in competency.anchors.values():
        assert not re.search(JARGON[language], anchor[language]), anchor[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_judged_by_looks_age_sex_or_temperament(competency, language: str):
    signs = [sign for item in competency.interview for sign in (*item.good, *item.poor)]
    judged_by = [*competency.anchors.values(), *(item.text for item in competency.indicators), *signs]

    for text in judged_by:
        assert not re.search(PERSONAL[language], text[language], re.IGNORECASE), text[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lowest_level_says_what_is_not_shown_yet_and_blames_nobody(competency, language: str):
    assert not re.search(BLAME[language], competency.anchors[0][language], re.IGNORECASE)


def test_what_one_is_to_wear_is_only_a_condition_that_differs_between_employers(framework: Framework):
    spoken_of = [
        (role.id, point.kind)
        for role in framework.roles.values()
        for point in role.preview
        if any(re.search(DRESS[language], point.text[language], re.IGNORECASE) for language in LANGUAGES)
    ]

    assert spoken_of
    assert {kind for _, kind in spoken_of} == {"depends"}


def test_reading_the_mood_serves_both_and_playing_on_it_is_a_poor_sign(framework: Framework):
    poor = [sign.en for item in framework.competencies["integrity"].interview for sign in item.poor]

    assert "F12" in framework.competencies["integrity"].facts
    assert any("weak spot" in sign for sign in poor)


def test_what_an_element_rests_on_is_said_in_the_language_of_the_page(framework: Framework):
    situations = [item for competency in framework.competencies.values() for item in competency.situations]
    elements = [
        *framework.competencies.values(),
        *framework.roles.values(),
        *framework.activities.values(),
        *framework.guides.values(),
        *situations,
    ]
    same = {ground.ru for element in elements for ground in element.rests_on if ground.ru == ground.en}

    assert all(name.startswith(("O*NET ", "ESCO ")) for name in same), same


def test_the_longest_anchor_is_not_always_the_same_level(framework: Framework):
    for language in LANGUAGES:
        longest = Counter(
            max(competency.anchors, key=lambda level: len(competency.anchors[level][language]))
            for competency in framework.competencies.values()
        )
        assert max(longest.values()) <= 0.7 * len(framework.competencies), (language, longest)
