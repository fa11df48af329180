"""A decision has reasons tied to the vacancy and words that say something."""

import pytest

from kamcareer.core.decisions import Because, DecisionProblem, Ground, decision_problem

HELD = Because(Ground.HELD, "negotiation")


def test_a_reason_comes_back_from_its_code():
    assert Because.read(HELD.code) == HELD
    for code in ("", "nonsense:negotiation"):
        with pytest.raises(ValueError, match="Ground"):
            Because.read(code)


@pytest.mark.parametrize(
    ("because", "words", "problem"),
    [
        ((), "Довёл три сделки", DecisionProblem.NO_REASON),
        ((HELD,), " .         ", DecisionProblem.NO_WORDS),
        ((HELD,), "", DecisionProblem.NO_WORDS),
        ((HELD, Because(Ground.HELD, "age")), "Довёл три сделки", DecisionProblem.UNKNOWN_REASON),
        ((HELD, Because(Ground.NOT_SHOWN, "negotiation")), "Довёл три сделки", DecisionProblem.BOTH_WAYS),
        ((HELD, Because(Ground.TO_CHECK, "negotiation")), "Довёл три сделки", None),
        ((HELD, Because(Ground.NOT_SHOWN, "licence")), "Довёл три сделки", DecisionProblem.UNKNOWN_REASON),
        ((Because(Ground.KNOCK_OUT, "negotiation"),), "Довёл три сделки", DecisionProblem.UNKNOWN_REASON),
        ((Because(Ground.KNOCK_OUT, "licence"),), "Нет водительских прав", None),
        ((HELD,), "Довёл три сделки", None),
    ],
)
def test_what_a_decision_needs(because: tuple, words: str, problem: DecisionProblem | None):
    assert decision_problem(because, words, {"negotiation"}, {"licence"}, {"licence"}) is problem


def test_a_knock_out_is_a_reason_only_where_the_person_said_that_they_lack_it():
    because = (Because(Ground.KNOCK_OUT, "licence"), Because(Ground.KNOCK_OUT, "travel"))
    both = {"licence", "travel"}

    assert decision_problem(because, "Нет прав", (), both, {"licence"}) is DecisionProblem.NOT_SAID
    assert decision_problem(because, "Нет прав, не ездит", (), both, both) is None
    otherwise = decision_problem(because, "Нет прав, не ездит", (), both, both, held={"travel"})
    assert otherwise is DecisionProblem.SAID_OTHERWISE
