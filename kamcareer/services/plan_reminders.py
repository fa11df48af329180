"""Letters about a plan to its owner, who asked for them: once a week at most, and stopped by a link in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.notifications import Happening
from kamcareer.core.planning.decisions import Decided
from kamcareer.core.planning.follow_up import this_monday, weeks_to_tell
from kamcareer.core.planning.reminders import About, reminder
from kamcareer.services.notifications import switch_off, wishes
from kamcareer.services.self_assessment import Sitting, open_sitting
from kamcareer.store.accounts import find_account
from kamcareer.store.plan_reminders import (
    PlanReminder,
    delete_reminder,
    find_reminder,
    note_written,
    put_reminder,
    reminders_written_before,
)
from kamcareer.store.plans import find_decided, find_kept_plan

LETTERS = {About.WEEK: Happening.PLAN_WEEK, About.UNTOLD: Happening.PLAN_WEEK_UNTOLD}


@dataclass(frozen=True)
class DueLetter:
    """A letter that is to be written now: about whose plan, to which mailbox, and what it says."""

    assessment_id: str
    mailbox: str
    happening: Happening


def reminder_of(session: Session, sitting: Sitting) -> PlanReminder | None:
    """Return when the owner of a plan asked for letters; None while they did not, or switched all of them off."""
    found, account = find_reminder(session, sitting.assessment.id), _owner(session, sitting)
    off = wishes(session, account.email).off if account and account.email else frozenset()
    return found if found and not off >= set(LETTERS.values()) else None


def ask_for_letters(session: Session, sitting: Sitting, account: Account, now: datetime, today: date) -> bool:
    """Write to the owner of a plan from the next Monday on; False where the plan is not theirs, or has no mailbox.

    NoBasisError.
    """
    sitting.must_be_allowed()
    if sitting.assessment.owner != account.id or not account.email:
        return False
    switch_off(session, account, wishes(session, account.email).off - set(LETTERS.values()))
    put_reminder(session, PlanReminder(sitting.assessment.id, now, this_monday(today)))
    return True


def stop_letters(session: Session, assessment_id: str) -> bool:
    """Write no more; False where nobody was written to."""
    return delete_reminder(session, assessment_id)


def wanted_letters(session: Session, assessment_id: str) -> bool:
    """Return whether the owner of a plan asked to be written to."""
    return find_reminder(session, assessment_id) is not None


def due_letters(session: Session, today: date) -> Iterator[DueLetter]:
    """Return the letters of this week, and note that they are written: asked again, there are none."""
    for one in reminders_written_before(session, this_monday(today)):
        due = _due(session, one, today)
        if due and note_written(session, one.assessment_id, this_monday(today)):
            yield due


def _due(session: Session, one: PlanReminder, today: date) -> DueLetter | None:
    sitting, plan = open_sitting(session, one.assessment_id), find_kept_plan(session, one.assessment_id)
    account = _owner(session, sitting) if sitting else None
    if not (sitting and plan and account and account.email and not account.closed and sitting.allowed()):
        return None
    decided = find_decided(session, one.assessment_id)
    heard = max([one.asked, plan.made, *_said(decided)]).date()
    about = reminder(weeks_to_tell(sitting.framework, plan, decided, today), today, one.written, heard)
    wanted = about and LETTERS[about] not in wishes(session, account.email).off
    return DueLetter(one.assessment_id, account.email, LETTERS[about]) if about and wanted else None


def _said(decided: Decided) -> list[datetime]:
    return [*(one.at for one in decided.decisions), *(one.at for one in decided.check_ins)]


def _owner(session: Session, sitting: Sitting) -> Account | None:
    return find_account(session, sitting.assessment.owner) if sitting.assessment.owner else None
