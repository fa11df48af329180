"""Situations and frequencies in the store: saved like answers, counted in the report, met before."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.assessment import Depth
from kamcareer.core.blocks import situations
from kamcareer.core.framework.model import Framework
from kamcareer.core.frequencies import FrequencyDraft
from kamcareer.core.situation_answers import SituationDraft
from kamcareer.services.frequencies import save_frequencies
from kamcareer.services.gap_report import report_of
from kamcareer.services.own_assessments import claim
from kamcareer.services.saving import Conflict, Saved
from kamcareer.services.self_assessment import Sitting, erase, open_sitting
from kamcareer.services.situations import ClosedError, close_situations, save_choice, seen_situations
from tests.conftest import NOW
from tests.rows import count
from tests.services.people import answered, begun


def sitting_of(session: Session, id: str) -> Sitting:
    sitting = open_sitting(session, id)
    assert sitting is not None
    return sitting


def first_of(sitting: Sitting) -> tuple[str, str]:
    (competency, item), *_ = situations(sitting.framework, sitting.assessment, Depth.QUICK)
    return competency, item.id


def test_a_choice_is_stored_with_its_revision_and_found_again(session: Session, framework: Framework):
    sitting = sitting_of(session, begun(session, framework).id)
    _, id = first_of(sitting)
    outcome = save_choice(session, sitting, id, SituationDraft("A"), "key-1", NOW)
    session.commit()

    assert outcome == Saved(SituationDraft("A", None, 1, NOW, NOW))
    assert sitting_of(session, sitting.assessment.id).assessment.situations == {id: outcome.draft}
    again = save_choice(session, sitting, id, SituationDraft("B", "C"), "key-1", NOW)
    assert again == Saved(outcome.draft)
    late = save_choice(session, sitting, id, SituationDraft("B", "C"), "key-2", NOW)
    assert late == Conflict(outcome.draft, SituationDraft("B", "C"))
    assert save_choice(session, sitting, id, SituationDraft("A"), "key-3", NOW).draft.revision == 2
    with pytest.raises(KeyError):
        save_choice(session, sitting, "nothing", SituationDraft("A"), "key-4", NOW)


def test_what_was_finished_cannot_be_changed_and_what_is_half_done_stays_open(session: Session, framework: Framework):
    sitting = sitting_of(session, begun(session, framework).id)
    (_, one), (_, two), *_ = situations(framework, sitting.assessment, Depth.QUICK)
    save_choice(session, sitting, one.id, SituationDraft("A", "B"), "key-1", NOW)
    save_choice(session, sitting, two.id, SituationDraft("A"), "key-2", NOW)
    close_situations(session, sitting.assessment.id, NOW + timedelta(hours=1))
    session.commit()

    kept = sitting_of(session, sitting.assessment.id).assessment.situations
    assert {id: draft.closed for id, draft in kept.items()} == {one.id: NOW + timedelta(hours=1), two.id: None}
    with pytest.raises(ClosedError):
        save_choice(session, sitting, one.id, SituationDraft("C", "D", 1), "key-3", NOW)
    assert isinstance(save_choice(session, sitting, two.id, SituationDraft("A", "D", 1), "key-4", NOW), Saved)


def test_situations_and_frequencies_move_the_report(session: Session, framework: Framework):
    sitting = sitting_of(session, answered(session, framework).id)
    before = report_of(session, sitting, NOW.date()).report
    competency, id = first_of(sitting)
    item = next(s for s in framework.competencies[competency].situations if s.id == id)
    save_choice(session, sitting, id, SituationDraft(item.best, item.worst), "key-s", NOW)
    close_situations(session, sitting.assessment.id, NOW)
    other = next(i for i in framework.competencies if i != competency)
    always = {indicator.id: 3 for indicator in framework.competencies[other].indicators}
    save_frequencies(session, sitting.assessment.id, other, FrequencyDraft(always), "key-f", NOW)
    session.commit()
    after = report_of(session, sitting_of(session, sitting.assessment.id), NOW.date()).report

    assert before.self_only
    assert after.self_only, "situations done alone are the person's own word"
    assert after.profile[competency].mean != before.profile[competency].mean
    assert after.profile[other].deviation < before.profile[other].deviation


def test_frequencies_are_saved_page_by_page(session: Session, framework: Framework):
    id = begun(session, framework).id
    said = {item.id: number for number, item in enumerate(framework.competencies["market"].indicators)}
    first = save_frequencies(session, id, "market", FrequencyDraft(said), "key-1", NOW)
    session.commit()
    fewer = dict(list(said.items())[:1])
    late = save_frequencies(session, id, "market", FrequencyDraft(fewer), "key-2", NOW)
    second = save_frequencies(session, id, "market", FrequencyDraft(fewer, 1), "key-3", NOW + timedelta(minutes=1))
    session.commit()

    assert first == Saved(FrequencyDraft(said, 1, NOW, NOW))
    assert isinstance(late, Conflict)
    assert sitting_of(session, id).assessment.frequencies == {"market": second.draft}
    assert second.draft == FrequencyDraft(fewer, 2, NOW, NOW + timedelta(minutes=1))
    assert save_frequencies(session, "nobody", "market", FrequencyDraft(said), "key-4", NOW) is None


def test_what_was_met_before_is_known_by_account_and_by_browser(session: Session, framework: Framework):
    from kamcareer.services.accounts import new_one_time_link, open_one_time_link

    secret = new_one_time_link(session, "vera@example.ru", NOW)
    account = open_one_time_link(session, secret, None, NOW)
    old, here = (sitting_of(session, begun(session, framework).id) for _ in range(2))
    ids = [first_of(old)[1], first_of(here)[1]]
    for sitting, id in zip((old, here), ids, strict=True):
        save_choice(session, sitting, id, SituationDraft("A", "B"), f"key-{id}"[:36], NOW)
    claim(session, old.assessment.id, account.id, NOW)
    session.commit()
    open_here = replace(sitting_of(session, here.assessment.id).assessment, seen=("met_long_ago",))

    assert seen_situations(session, account.id, None) == (ids[0],)
    assert set(seen_situations(session, account.id, open_here)) == {*ids, "met_long_ago"}
    assert seen_situations(session, None, None) == ()


def test_erasing_an_assessment_erases_its_situations_and_frequencies(session: Session, framework: Framework):
    sitting = sitting_of(session, begun(session, framework).id)
    save_choice(session, sitting, first_of(sitting)[1], SituationDraft("A", "B"), "key-1", NOW)
    save_frequencies(session, sitting.assessment.id, "market", FrequencyDraft({"x": 1}), "key-2", NOW)
    session.commit()
    erase(session, sitting.assessment.id)
    session.commit()

    assert set(count(session)) == {"framework", "legal_text"}
