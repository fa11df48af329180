"""Somebody who applies: how far they are, what they say they lack, a message that fits into a chat."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.applications import (
    LATEST,
    LONGEST_CHAT,
    Application,
    CameBy,
    Facts,
    Known,
    Stage,
    Travel,
    chat_text,
    link_ends,
)
from kamcareer.core.education import ASKED, Education, RequiredEducation
from kamcareer.core.vacancies import TICKED, KnockOut, Reach, Terms

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TERMS = Terms("КАМ, аптеки", Reach.PUBLIC, NOW.date())
WHY = "Так велит закон об охране здоровья"
DAY = timedelta(days=1)
INVITED = Application("a", "v", "7F3A01", CameBy.INVITATION, "Вера", None, NOW, NOW + 7 * DAY)
PATTERN = "Здравствуйте, {name}! Приглашаем: {title}. До {until}: {url}"
NAMES = st.text(max_size=80)


@pytest.mark.parametrize(
    ("changed", "stage", "works"),
    [
        ({}, Stage.INVITED, True),
        ({"opened": NOW}, Stage.OPENED, True),
        ({"opened": NOW, "started": NOW}, Stage.STARTED, True),
        ({"opened": NOW, "started": NOW, "finished": NOW}, Stage.FINISHED, False),
        ({"opened": NOW, "revoked": NOW}, Stage.REVOKED, False),
        ({"finished": NOW, "revoked": NOW}, Stage.FINISHED, False),
        ({"expires": NOW}, Stage.EXPIRED, False),
        ({"expires": NOW, "started": NOW}, Stage.STARTED, False),
    ],
)
def test_how_far_somebody_is_and_whether_the_link_works(changed: dict, stage: Stage, works: bool):
    application = replace(INVITED, **changed)

    assert (application.stage(NOW), application.link_works(NOW)) == (stage, works)


def test_what_was_left_open_does_not_lack_anything():
    asked = replace(TERMS, knock_outs=TICKED, education=RequiredEducation(Education.MASTER, WHY))
    nothing = Facts(licence=False, right_to_work=False, travel=Travel.NONE, education=Education.VOCATIONAL)

    assert (Facts().lacks(asked), Facts().silent_on(asked)) == ((), tuple(KnockOut))
    assert (nothing.lacks(asked), nothing.silent_on(asked)) == (tuple(KnockOut), ())
    assert Facts(licence=False, travel=Travel.SOMETIMES).lacks(replace(TERMS, knock_outs={KnockOut.TRAVEL})) == ()
    assert Facts(education=Education.SCHOOL).lacks(TERMS) == Facts().silent_on(TERMS) == ()


@given(said=st.sampled_from(Education), asked=st.sampled_from(ASKED))
def test_whoever_has_more_education_than_is_asked_for_lacks_none_and_the_field_is_never_compared(
    said: Education, asked: Education
):
    steps = list(Education)
    terms = replace(TERMS, education=RequiredEducation(asked, WHY, "медицинское"))
    lacks = Facts(education=said, education_field="филология").lacks(terms)

    assert (lacks == (KnockOut.EDUCATION,)) == (steps.index(said) < steps.index(asked))


@given(name=NAMES, title=st.text(max_size=120), url=st.text(min_size=20, max_size=120), until=st.text(max_size=20))
def test_a_message_for_a_chat_never_exceeds_its_length_and_always_leads_there(
    name: str, title: str, url: str, until: str
):
    text = chat_text(PATTERN, Known(name, title, url, until))

    assert len(text) <= LONGEST_CHAT
    assert url in text


def test_a_long_title_is_cut_and_a_short_one_is_whole():
    known = Known("Вера", "КАМ, сети", "https://hr.example.ru/apply/" + "x" * 43, "25 декабря 2026 г.")
    long = chat_text(PATTERN, replace(known, title="Менеджер " * 40))

    assert "КАМ, сети." in chat_text(PATTERN, known)
    assert LONGEST_CHAT - 1 <= len(long) <= LONGEST_CHAT
    assert "…" in long


def test_a_link_works_to_the_end_of_the_last_day_but_not_for_ever():
    assert link_ends(NOW + 5 * DAY, NOW) == NOW + 5 * DAY
    assert link_ends(NOW + 500 * DAY, NOW) == NOW + LATEST
