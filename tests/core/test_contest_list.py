from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.contest_list import Point, contest_list
from kamcareer.core.evidence_log import EvidenceEntry, Standing
from kamcareer.core.gaps import gap_report
from kamcareer.core.rating_requests import Asked
from kamcareer.services.framework_files import load_framework
from tests.core.people import answers
from tests.core.test_rating_requests import BEGIN, request

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
TARGET = "key_account_manager_retail"
MUSTS = FRAMEWORK.roles[TARGET].must_haves
TODAY = date(2026, 11, 23)


def entry(competency: str, days: int = 30, *, confirmed: bool = False) -> EvidenceEntry:
    moment = BEGIN if confirmed else None
    return EvidenceEntry(
        f"{competency}{days}",
        "a-1",
        competency,
        "figures",
        2,
        TODAY - timedelta(days=days),
        "x",
        BEGIN,
        confirmed=moment,
    )


def test_with_nothing_everything_is_still_to_do_and_the_first_missing_topic_is_named():
    report = gap_report(FRAMEWORK, answers("sales_representative", {}), TARGET)
    lines = contest_list(report, [], [], TODAY)

    assert [line.point for line in lines] == list(Point)
    assert not any(line.done for line in lines)
    assert {line.missing for line in lines} == {MUSTS[0], None}


def test_old_evidence_does_not_count_and_three_confirmed_do():
    report = gap_report(FRAMEWORK, answers("sales_representative", dict.fromkeys(MUSTS, 2)), TARGET)
    log = [
        *(entry(id) for id in MUSTS[1:]),
        entry(MUSTS[0], 900),
        *(entry("market", n, confirmed=True) for n in (1, 2, 3)),
    ]
    asked = [request(0, dict.fromkeys(MUSTS, 2), Asked.MANAGER), *(request(n, {}) for n in (1, 2, 3))]
    lines = {line.point: line for line in contest_list(report, asked, log, TODAY)}

    assert lines[Point.ANSWERED].done
    assert lines[Point.MANAGER].done
    assert lines[Point.PEERS].done
    assert lines[Point.CONFIRMED].done
    assert (lines[Point.EVIDENCE].there, lines[Point.EVIDENCE].missing) == (len(MUSTS) - 1, MUSTS[0])
    assert lines[Point.TWO_SOURCES].there == 0


# Worked out once: a report in every example made this test run out of time on a busy machine.
NOTHING_SAID = gap_report(FRAMEWORK, answers("sales_representative", {}), TARGET)


@given(st.sets(st.sampled_from(MUSTS)), st.sampled_from(MUSTS))
def test_one_more_piece_never_takes_anything_away(there: set[str], more: str):
    before, after = (
        contest_list(NOTHING_SAID, [], [entry(id) for id in sorted(ids)], TODAY) for ids in (there, there | {more})
    )

    assert all(b.there <= a.there <= a.wanted or a.point is Point.CONFIRMED for b, a in zip(before, after, strict=True))


def test_an_entry_knows_where_its_confirmation_stands():
    from dataclasses import replace

    bare = entry("market")
    asked = replace(bare, link_id="l", link_expires=BEGIN + timedelta(days=30), confirmer="Oleg")

    assert bare.standing(BEGIN) is Standing.NOT_ASKED
    assert asked.standing(BEGIN) is Standing.ASKED
    assert asked.standing(BEGIN + timedelta(days=31)) is Standing.EXPIRED
    assert replace(asked, confirmed=BEGIN).standing(BEGIN) is Standing.CONFIRMED
    assert replace(asked, declined=BEGIN).standing(BEGIN) is Standing.DECLINED
    assert asked.evidence().confirmed_by == ""
    assert replace(asked, confirmed=BEGIN).evidence().confirmed_by == "Oleg"
