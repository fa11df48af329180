"""Faults that are put in: many, of every kind, each a change of one place that Python can still read."""

import ast

from kamcareer.config import PROJECT_ROOT
from scripts.seed_faults import LEFT_OUT, SWEEPS, TESTS, faults


def test_there_are_more_than_two_hundred_faults_and_each_is_another_program():
    found = list(faults())
    for fault in found:
        whole = (PROJECT_ROOT / fault.file).read_bytes()
        assert ast.dump(ast.parse(fault.put_into(whole))) != ast.dump(ast.parse(whole)), fault

    assert len(found) > 200
    said = " ".join(fault.what for fault in found)
    for kind in (
        "without needs_fresh_proof",
        "without limited",
        "never refuses",
        "any row",
        "says yes",
        "forgotten",
    ):
        assert kind in said, kind


def test_the_tests_that_are_to_notice_them_are_there():
    assert [named for named in (*SWEEPS, *TESTS, LEFT_OUT) if not (PROJECT_ROOT / named).exists()] == []
