from dataclasses import replace

import numpy as np
import pytest

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Opinion
from kamcareer.core.better_fit import ORDER, better_fit
from kamcareer.core.gaps import gap_report
from kamcareer.services.framework_files import load_framework
from tests.core.people import answers, exactly, scattered

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
TARGET = "key_account_manager_retail"


@pytest.mark.parametrize("seed", range(12))
def test_another_role_is_named_only_where_its_verdict_is_better(seed: int):
    role = sorted(FRAMEWORK.roles)[seed % len(FRAMEWORK.roles)]
    report = gap_report(FRAMEWORK, scattered(FRAMEWORK, role, np.random.default_rng(seed)), TARGET)
    fit = better_fit(report)

    if fit is not None:
        assert fit.near in report.near
        assert ORDER.index(fit.verdict) > ORDER.index(report.verdict)


def test_whoever_fills_the_role_already_is_sent_nowhere_else():
    report = gap_report(FRAMEWORK, exactly(FRAMEWORK, TARGET, TARGET), TARGET)

    assert better_fit(report) is None or ORDER.index(report.verdict) < ORDER.index(better_fit(report).verdict)


def test_whoever_is_ready_for_a_nearer_step_hears_of_it():
    levels = {id: need.level for id, need in FRAMEWORK.roles["sales_representative"].requirements.items()}
    raters = [("manager", "m"), ("interview", "i"), *(("peer", str(number)) for number in range(3))]
    others = tuple(Opinion(source=source, rater=rater, levels=levels) for source, rater in raters)
    known = replace(exactly(FRAMEWORK, "sales_representative", "merchandiser"), others=others)
    report = gap_report(FRAMEWORK, known, TARGET)
    fit = better_fit(report)

    assert fit is not None
    assert fit.near.role == "sales_representative"


def test_a_role_that_asks_nothing_new_is_no_better_fit():
    report = gap_report(FRAMEWORK, exactly(FRAMEWORK, "regional_manager", "regional_manager"), TARGET)

    assert better_fit(report) is None


def test_too_little_is_known_to_send_anybody_anywhere():
    assert better_fit(gap_report(FRAMEWORK, answers("merchandiser", {"market": 1}), TARGET)) is None
