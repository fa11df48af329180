"""What a client may read of somebody: nothing that was not agreed to, nobody's name without the name."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kamcareer.core.applications import Application, CameBy, Facts
from kamcareer.core.clients import Client
from kamcareer.core.gap import Known
from kamcareer.core.legal_basis import Basis, LegalBasis, Purpose, Way
from kamcareer.core.presentations import (
    LEAST_ANSWER,
    MOST_TOPICS,
    Part,
    Presentation,
    Reply,
    ReplyProblem,
    Request,
    Shown,
    profile_of,
    reply_problem,
)
from kamcareer.core.selection.screening import Screening, Topic

NOW = datetime(2026, 11, 28, tzinfo=UTC)
TOPICS = ("negotiation", "selling", "finance")
WORDS = st.text("абвгдеёжзийклмн", min_size=2, max_size=9)
NAMES = st.builds("{} {}".format, WORDS, WORDS)
LEVEL = st.floats(0, 4)


@st.composite
def topics(draw, competency: str) -> Topic:
    low, mean, high = sorted(draw(st.tuples(LEVEL, LEVEL, LEVEL)))
    must, sources = draw(st.booleans()), draw(st.sampled_from([(), ("self",), ("self", "interview")]))
    return Topic(competency, 2, must, None, mean, low, high, 0.5, 0.5, Known.SOMETHING, sources, ())


def screened(known: tuple[Topic, ...]) -> Screening:
    return Screening(known, coverage=1, expected=0.5, chance=0.5, hints=(), self_only=True, points=())


SCREENINGS = st.tuples(*map(topics, TOPICS)).map(screened)
NOTHING = screened(())
SHOWN = st.builds(
    Shown, st.frozensets(st.sampled_from(Part)), st.lists(st.sampled_from(TOPICS), unique=True).map(tuple)
)


def applied(name: str, regions: str) -> Application:
    facts = Facts(salary=90_000, notice_weeks=4, regions=regions)
    return Application("id", "v", "A1B2C3", CameBy.POSTING, name, "vera@example.ru", NOW, NOW, facts=facts)


@given(name=NAMES, regions=WORDS, screening=SCREENINGS, shown=SHOWN, anonymous=st.booleans())
@example(name="вера ли", regions="казань, вера", screening=NOTHING, shown=Shown(frozenset(Part)), anonymous=True)
def test_a_client_reads_nothing_but_the_musts_and_what_was_agreed_to(
    name: str, regions: str, screening: Screening, shown: Shown, anonymous: bool
):
    examples = dict.fromkeys(TOPICS, f"Меня зовут {name}")
    profile = profile_of(applied(name, regions), screening, examples, shown, anonymous=anonymous)

    named = Part.NAME in shown.parts and not anonymous
    assert profile.name == (name if named else "")
    assert set(profile.examples) == (set(shown.examples) if named else set())
    assert profile.salary == (90_000 if Part.SALARY in shown.parts else None)
    assert profile.notice_weeks == (4 if Part.NOTICE in shown.parts else None)
    assert profile.regions in ({"", regions} if Part.REGIONS in shown.parts else {""})
    assert named or not any(word in str(profile) for word in [*name.split(), "vera@example.ru"])
    assert len(profile.topics) <= MOST_TOPICS
    assert all(0 <= one.low <= one.likeliest <= one.high <= 4 for one in profile.topics)
    musts = [one.competency for one in screening.topics if one.must_have]
    assert [one.competency for one in profile.topics] == (musts or [one.competency for one in screening.topics])


@pytest.mark.parametrize("regions", ["Казань, +7 916 123-45-67", "пишите: v@example.ru", "Казань; ВЕРА"])
def test_regions_in_which_somebody_can_be_recognised_are_left_out_without_the_name(regions: str):
    screening, shown = NOTHING, Shown(frozenset(Part))

    assert profile_of(applied("Вера Ли", regions), screening, {}, shown, anonymous=True).regions == ""
    assert profile_of(applied("Вера Ли", regions), screening, {}, shown, anonymous=False).regions == regions


def test_a_link_needs_a_live_consent_and_for_the_name_a_ticked_and_shown_one():
    client = Client("c", "ООО «Ромашка», Тверь", NOW)
    live = LegalBasis("b", Purpose.PRESENTATION, Basis.CONSENT, "0" * 64, "ru", Way.PAGE, NOW)
    ended = LegalBasis("b", Purpose.PRESENTATION, Basis.CONSENT, "0" * 64, "ru", Way.PAGE, NOW, NOW)
    named = Shown(frozenset({Part.NAME}))

    def may(basis: LegalBasis | None, shown: Shown, *, anonymous: bool, names_shown: bool = True) -> bool:
        asked = Request("r", "a", client, None, NOW, None, basis, shown)
        return asked.may_be_shown(anonymous=anonymous, names_shown=names_shown)

    assert not may(None, named, anonymous=True)
    assert not may(ended, named, anonymous=True)
    assert may(live, Shown(), anonymous=True)
    assert not may(live, Shown(), anonymous=False)
    assert may(live, named, anonymous=False)
    assert not may(live, named, anonymous=False, names_shown=False)


@given(st.sampled_from(Reply), st.text(max_size=20))
def test_a_question_and_a_no_need_words(reply: Reply, words: str):
    refused = reply is not Reply.INTERVIEW and len(words.strip()) < LEAST_ANSWER

    assert reply_problem(reply, words) is (ReplyProblem.NO_WORDS if refused else None)


@given(st.booleans(), st.booleans(), st.integers(-2, 2))
def test_a_link_works_while_it_is_allowed_not_taken_back_and_not_over(allowed: bool, revoked: bool, left: int):
    made = Presentation(
        "p", "r", anonymous=True, made=NOW, expires=NOW, allowed=allowed, revoked=NOW if revoked else None
    )

    assert made.works(NOW - timedelta(seconds=left)) == (allowed and not revoked and left > 0)
