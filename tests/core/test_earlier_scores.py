"""Scores a company gave before: a dated source of weak weight that confirms nothing."""

from dataclasses import replace
from datetime import date

import pytest

from kamcareer.core.answers import Answers, EarlierScore, Opinion
from kamcareer.core.framework.model import Framework
from kamcareer.core.gaps import gap_report
from kamcareer.core.measurement import all_ratings, measure

TODAY = date(2026, 11, 23)
PRESENT, TARGET = "sales_representative", "key_account_manager_retail"


def score(level: float, **more) -> EarlierScore:
    return EarlierScore(**{"competency": "negotiation", "level": level, "date": date(2025, 12, 1), **more})


def known(*scores: EarlierScore, **more) -> Answers:
    return Answers(PRESENT, earlier=scores, **more)


def mean(framework: Framework, answers: Answers) -> float:
    profile = measure(framework, PRESENT, all_ratings(framework, answers, TODAY))
    return float(profile.mean[profile.index["negotiation"]])


def test_a_score_moves_the_conclusion_less_than_a_manager_of_today(framework: Framework):
    nothing, scored = mean(framework, known()), mean(framework, known(score(4)))
    rated = mean(framework, Answers(PRESENT, others=(Opinion(source="manager", rater="m", levels={"negotiation": 4}),)))

    assert nothing < scored < rated


def test_an_old_score_moves_it_less_than_a_fresh_one(framework: Framework):
    fresh, old = mean(framework, known(score(4))), mean(framework, known(score(4, date=date(2022, 1, 1))))

    assert mean(framework, known()) < old < fresh


def test_only_the_newest_scores_of_a_topic_count_and_raters_are_put_together(framework: Framework):
    scores = known(score(0, date=date(2024, 1, 1)), score(4), score(2), score(1, own=True))
    found = {(rating.voice, rating.level) for rating in all_ratings(framework, scores, TODAY)}

    assert found == {("", 3.0), ("self", 1.0)}


def test_scores_alone_are_low_evidence_and_confirm_nothing(framework: Framework):
    report = gap_report(framework, known(score(4)), TARGET, today=TODAY)

    assert report.self_only


def test_what_grows_old_needs_a_day_and_an_older_model_passes_scores_over(framework: Framework):
    with pytest.raises(ValueError, match="grow old"):
        all_ratings(framework, known(score(4)))
    sources = {id: model for id, model in framework.measurement.sources.items() if id != "earlier"}
    older = framework.model_copy(update={"measurement": framework.measurement.model_copy(update={"sources": sources})})

    assert all_ratings(older, replace(known(score(4))), TODAY) == []
    assert all_ratings(framework, known(score(4, competency="charm")), TODAY) == []
