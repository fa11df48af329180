"""Who stands for what is known: people are counted, not the ways of asking them; and figures do not hang on order."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Answers, Choice, Evidence, Opinion
from kamcareer.core.gaps import MustHave, gap_report, gap_reports
from kamcareer.services.framework_files import load_framework
from tests.core.people import PRESENT, TARGET, answers

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
IDS = tuple(FRAMEWORK.competencies)
ITEMS = [item for competency in FRAMEWORK.competencies.values() for item in competency.situations]
ALL_RIGHT = {item.id: Choice(best=item.best, worst=item.worst) for item in ITEMS}
TODAY = date(2026, 11, 27)
EVERY = answers(TARGET, dict.fromkeys(IDS, 4)).by_competency


def confirmed_by(rater: str) -> Evidence:
    return Evidence(competency="negotiation", level=4, kind="work_sample", date=date(2026, 3, 1), confirmed_by=rater)


def seen(source: str, rater: str, level: int = 4) -> Opinion:
    return Opinion(source=source, rater=rater, levels=dict.fromkeys(IDS, level))


def test_situations_done_alone_sit_with_the_person_and_confirm_nothing():
    report = gap_report(FRAMEWORK, Answers(TARGET, EVERY, situations=ALL_RIGHT), TARGET)

    assert report.self_only
    assert {gap.people for gap in report.gaps} == {1}
    assert MustHave.CONFIRMED not in {gap.must_have for gap in report.must_haves}


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["manager", "peer", "interview"]), st.sampled_from(["anna", "Anna ", "oleg"])))
)
def test_a_rater_counts_once_whatever_the_source(raters: list[tuple[str, str]]):
    others = tuple(seen(source, rater) for source, rater in sorted(set(raters)))
    confirmed = tuple(confirmed_by(rater) for _, rater in raters)
    report = gap_report(FRAMEWORK, Answers(TARGET, others=others, evidence=confirmed), TARGET, TODAY)
    names = {rater.strip().casefold() for _, rater in raters}

    assert {gap.people for gap in report.gaps} == {len(names)}
    assert report.self_only == (not names)
    if len(names) < 2:
        assert MustHave.CONFIRMED not in {gap.must_have for gap in report.must_haves}


@settings(max_examples=20, deadline=None)
@given(st.permutations(IDS), st.integers(0, 3))
def test_no_figure_depends_on_the_order_of_the_answers(order: list[str], start: int):
    level = {id: (start + number) % 5 for number, id in enumerate(IDS)}
    first, second = (
        gap_report(FRAMEWORK, answers(PRESENT, {id: level[id] for id in ids}), TARGET) for ids in (IDS, order)
    )

    assert first.flips == second.flips
    assert (first.profile.mean == second.profile.mean).all()


def test_topics_are_in_the_same_order_for_one_person_and_for_many():
    people = [answers(PRESENT, dict.fromkeys(IDS, level)) for level in range(5)]
    together = gap_reports(FRAMEWORK, people, TARGET)

    for person, report in zip(people, together, strict=True):
        alone = gap_report(FRAMEWORK, person, TARGET)
        assert [gap.competency for gap in report.by_points] == [gap.competency for gap in alone.by_points]


def test_topics_with_data_are_those_of_any_source():
    report = gap_report(FRAMEWORK, Answers(PRESENT, others=(seen("manager", "m", 2),)), TARGET)

    assert (len(report.with_data), report.coverage, report.answered) == (len(report.gaps), 1, ())
