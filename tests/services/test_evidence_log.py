"""The evidence log, on both databases: it follows the person, and weighs fully once a second person confirms."""

from datetime import timedelta

from sqlalchemy.orm import Session

from kamcareer.core.answers import Evidence
from kamcareer.core.evidence_log import CONFIRM_LIFE, Standing
from kamcareer.core.framework.model import Framework
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.evidence_log import (
    answer_confirmation,
    ask_to_confirm,
    drop,
    evidence_log,
    keep_evidence,
    opened_confirmation,
    own_entry,
    show_or_hide,
    stop_asking,
)
from kamcareer.services.gap_report import report_of
from kamcareer.services.own_assessments import claim
from kamcareer.services.self_assessment import erase, open_sitting
from tests.conftest import NOW
from tests.rows import count
from tests.services.people import answered, begun

DAY = NOW.date() - timedelta(days=40)


def kept(session: Session, assessment_id: str, competency: str = "negotiation", level: int = 4):
    deed = Evidence(competency=competency, level=level, kind="work_sample", date=DAY, note="Канарейка: +9 %")
    entry = keep_evidence(session, assessment_id, deed, NOW)
    session.commit()
    return entry


def test_evidence_moves_the_estimate_and_a_second_person_makes_it_weigh_more(session: Session, framework: Framework):
    id = answered(session, framework).id
    sitting = open_sitting(session, id)
    before = report_of(session, sitting, NOW.date()).report
    entry = kept(session, id)
    own_word = report_of(session, sitting, NOW.date()).report
    link = ask_to_confirm(session, entry, "Олег", "Вера", NOW)
    assert answer_confirmation(session, opened_confirmation(session, link).entry.id, NOW, yes=True)
    session.commit()
    confirmed = report_of(session, sitting, NOW.date()).report

    means = [report.profile["negotiation"].mean for report in (before, own_word, confirmed)]
    assert means == sorted(means)
    assert len(set(means)) == 3
    assert [report.self_only for report in (before, own_word, confirmed)] == [True, True, False]


def test_what_somebody_would_not_confirm_counts_for_nothing(session: Session, framework: Framework):
    id = answered(session, framework).id
    sitting = open_sitting(session, id)
    before = report_of(session, sitting, NOW.date()).report
    entry = kept(session, id)
    ask_to_confirm(session, entry, "Олег", "Вера", NOW)
    assert answer_confirmation(session, entry.id, NOW, yes=False)
    declined = report_of(session, sitting, NOW.date()).report

    assert declined.profile["negotiation"] == before.profile["negotiation"]
    assert [one.id for one in evidence_log(session, sitting.assessment)] == [entry.id]


def test_an_entry_is_hidden_until_the_person_decides_otherwise(session: Session, framework: Framework):
    id = begun(session, framework).id
    entry = kept(session, id)
    assert entry.hidden
    show_or_hide(session, entry)
    assessment = open_sitting(session, id).assessment
    assert not own_entry(session, assessment, entry.id).hidden
    show_or_hide(session, own_entry(session, assessment, entry.id))
    assert own_entry(session, assessment, entry.id).hidden


def test_a_link_to_confirm_ends_when_it_is_withdrawn_answered_or_old(session: Session, framework: Framework):
    id = begun(session, framework).id
    entry = kept(session, id)
    first = ask_to_confirm(session, entry, "Олег", "Вера", NOW)
    second = ask_to_confirm(session, entry, "Анна", "Вера", NOW)
    assert opened_confirmation(session, first) is None
    assert not answer_confirmation(session, entry.id, NOW + CONFIRM_LIFE, yes=True)
    assert answer_confirmation(session, entry.id, NOW, yes=False)
    assert opened_confirmation(session, second).entry.standing(NOW) is Standing.DECLINED
    assert not answer_confirmation(session, entry.id, NOW, yes=True)
    third = ask_to_confirm(session, entry, "Олег", "Вера", NOW)
    stop_asking(session, entry)
    assert opened_confirmation(session, third) is None
    assert own_entry(session, open_sitting(session, id).assessment, entry.id).standing(NOW) is Standing.NOT_ASKED


def test_the_log_follows_the_account_from_round_to_round(session: Session, framework: Framework):
    secret = new_one_time_link(session, "vera@example.ru", NOW)
    account = open_one_time_link(session, secret, None, NOW)
    old, new, foreign = (begun(session, framework).id for _ in range(3))
    entry, other = kept(session, old), kept(session, foreign)
    for id in (old, new):
        claim(session, id, account.id, NOW)
    session.commit()
    here = open_sitting(session, new).assessment

    assert [one.id for one in evidence_log(session, here)] == [entry.id]
    assert own_entry(session, here, other.id) is None
    drop(session, entry)
    assert evidence_log(session, here) == []


def test_erasing_an_assessment_erases_its_evidence(session: Session, framework: Framework):
    id = begun(session, framework).id
    ask_to_confirm(session, kept(session, id), "Олег", "Вера", NOW)
    erase(session, id)
    session.commit()

    assert set(count(session)) == {"framework", "legal_text"}
