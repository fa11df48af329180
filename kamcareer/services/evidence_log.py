"""Keeping evidence across assessments, and asking a second person to confirm it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.answers import Evidence
from kamcareer.core.assessment import Assessment
from kamcareer.core.evidence_log import CONFIRM_LIFE, EvidenceEntry, Standing
from kamcareer.services.legal_bases import require_for
from kamcareer.services.self_assessment import Sitting, sitting_by_link
from kamcareer.store.assessments import find_assessment
from kamcareer.store.evidence import (
    add_entry,
    delete_entry,
    entries_of_people,
    entry_of_link,
    find_entry,
    set_answer,
    set_hidden,
    set_link,
)


class ConfirmedError(Exception):
    """Somebody has confirmed the entry already."""


@dataclass(frozen=True)
class Confirmation:
    """An entry as whoever is asked to confirm it sees it."""

    entry: EvidenceEntry
    sitting: Sitting


def keep_evidence(session: Session, assessment_id: str, deed: Evidence, now: datetime) -> EvidenceEntry:
    """Return a new entry; it is hidden from shown reports until the person decides otherwise.

    NoBasisError when nothing allows it any more, as in everything that follows from an entry.
    """
    _allowed(session, assessment_id)
    entry = EvidenceEntry(
        str(uuid4()), assessment_id, deed.competency, deed.kind, deed.level, deed.date, deed.note, now
    )
    add_entry(session, entry)
    return entry


def evidence_log(session: Session, assessment: Assessment) -> list[EvidenceEntry]:
    """Return the entries of a person, newest deed first: of all assessments of the account where there is one."""
    return evidence_logs(session, [assessment])[assessment.id]


def evidence_logs(session: Session, assessments: Collection[Assessment]) -> dict[str, list[EvidenceEntry]]:
    """Return the entries of some people, by assessment, as `evidence_log` does; in one statement."""
    owners = {one.owner for one in assessments if one.owner}
    mine, here = defaultdict[str, list[EvidenceEntry]](list), defaultdict[str, list[EvidenceEntry]](list)
    for entry, owner in entries_of_people(session, {one.id for one in assessments}, owners):
        here[entry.assessment_id].append(entry)
        if owner:
            mine[owner].append(entry)
    return {one.id: mine[one.owner] if one.owner else here[one.id] for one in assessments}


def own_entry(session: Session, assessment: Assessment, id: str) -> EvidenceEntry | None:
    """Return an entry of a person; None for anybody else's."""
    return next((entry for entry in evidence_log(session, assessment) if entry.id == id), None)


def show_or_hide(session: Session, entry: EvidenceEntry) -> None:
    """Let a hidden entry into shown reports, or keep a shown one out."""
    set_hidden(session, entry.id, hidden=not entry.hidden)


def drop(session: Session, entry: EvidenceEntry) -> None:
    """Delete an entry."""
    delete_entry(session, entry.id)


def ask_to_confirm(session: Session, entry: EvidenceEntry, confirmer: str, asker: str, now: datetime) -> str:
    """Return the id of a new link that asks somebody to confirm an entry; an earlier link opens nothing any more.

    ConfirmedError where somebody has: whose word it was stands.
    """
    _allowed(session, entry.assessment_id)
    link_id = str(uuid4())
    if not set_link(session, entry.id, link_id, now + CONFIRM_LIFE, confirmer, asker):
        raise ConfirmedError
    return link_id


def stop_asking(session: Session, entry: EvidenceEntry) -> None:
    """Let the link of an entry that was not confirmed yet open nothing any more. ConfirmedError where it was."""
    if not set_link(session, entry.id, None, None, "", ""):
        raise ConfirmedError


def opened_confirmation(session: Session, link_id: str) -> Confirmation | None:
    """Return what a link asks to confirm; None when it was withdrawn."""
    entry = entry_of_link(session, link_id)
    sitting = sitting_by_link(session, entry.assessment_id) if entry else None
    return Confirmation(entry, sitting) if entry and sitting and sitting.allowed() else None


def answer_confirmation(session: Session, entry_id: str, now: datetime, *, yes: bool) -> bool:
    """Note whether somebody confirms an entry; False where it is not open any more."""
    entry = find_entry(session, entry_id)
    if entry is None or entry.standing(now) is not Standing.ASKED:
        return False
    _allowed(session, entry.assessment_id)
    set_answer(session, entry_id, confirmed=now if yes else None, declined=None if yes else now)
    return True


def _allowed(session: Session, assessment_id: str) -> None:
    assessment = find_assessment(session, assessment_id)
    if assessment is not None:
        require_for(session, assessment)
