"""What an application takes over of earlier answers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.assessment import Assessment, Draft
from kamcareer.core.carried_answers import RECENT, for_application
from kamcareer.core.frequencies import FrequencyDraft
from kamcareer.core.situation_answers import SituationDraft
from kamcareer.services.framework_files import load_framework

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
IDS = tuple(FRAMEWORK.competencies)
OTHER = FRAMEWORK.competencies[IDS[-1]].question
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DRAFTS = st.builds(
    Draft,
    level=st.none() | st.integers(0, 4),
    no_chance=st.booleans(),
    confidence=st.sampled_from(["sure", "fairly", "guess"]),
    example=st.text(max_size=5),
    revision=st.integers(1, 9),
    first_saved=st.just(NOW - timedelta(days=400)),
    last_saved=st.none() | st.integers(0, 400).map(lambda days: NOW - timedelta(days=days)),
)


@given(st.dictionaries(st.sampled_from(IDS), DRAFTS), st.sets(st.sampled_from(IDS)), st.sets(st.sampled_from(IDS[:6])))
def test_only_recent_answers_to_the_very_same_questions_are_copied_and_nothing_else(drafts, topics, reworded):
    another = {id: FRAMEWORK.competencies[id].model_copy(update={"question": OTHER}) for id in reworded}
    asked = FRAMEWORK.model_copy(update={"competencies": FRAMEWORK.competencies | another})
    said = Assessment("id", "sha", "supervisor", "director", NOW, drafts=drafts)
    said = replace(said, situations={"s": SituationDraft("A", "B")}, frequencies={IDS[0]: FrequencyDraft({})})

    copied = for_application(said, FRAMEWORK, asked, topics, NOW)

    assert (copied.present, copied.situations, copied.frequencies) == (None, {}, {})
    assert set(copied.drafts) == {
        id
        for id, one in drafts.items()
        if id in topics - reworded and one.answered and one.last_saved and NOW - one.last_saved <= RECENT
    }
    for id, one in copied.drafts.items():
        assert (one.level, one.no_chance, one.confidence) == (
            drafts[id].level,
            drafts[id].no_chance,
            drafts[id].confidence,
        )
        assert (one.example, one.revision, one.first_saved, one.last_saved) == ("", 1, NOW, NOW)
