"""The clock: how long something is kept, what is due, and the orders that stop it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.assessment import Assessment
from kamcareer.core.legal_basis import Holder, LegalBasis
from kamcareer.core.mail import LETTER_LIFE
from kamcareer.core.nominations import KEPT as NOMINATION_KEPT
from kamcareer.core.notifications import NOTICE
from kamcareer.core.offers import KEPT as OFFER_KEPT
from kamcareer.core.retention import Hold, Kept, Outcome, Terms, due_before, holding, kept_account, kept_assessment
from kamcareer.core.sign_ins import IDLE, LIFE
from kamcareer.services.accounts import erase_account, find
from kamcareer.services.applications import forget_unused
from kamcareer.services.erased_answers import erase_answers
from kamcareer.services.expert_readings import forget_experts
from kamcareer.services.legal_bases import history, holder_of
from kamcareer.services.self_assessment import Sitting
from kamcareer.services.waiting_files import forget_files
from kamcareer.store.accounts import accounts_unseen_since, seen_at
from kamcareer.store.assessments import assessments_begun_before
from kamcareer.store.demographics import all_demographics, delete_demographics
from kamcareer.store.legal_holds import add_hold, all_holds, delete_hold, holds_of
from kamcareer.store.mail import delete_messages_before
from kamcareer.store.nominations import delete_nomination, ended_before
from kamcareer.store.offers import delete_offer, delete_request, offers_ended_before, requests_over_before
from kamcareer.store.one_time_links import delete_expired_links
from kamcareer.store.people import delete_person, records_named_before
from kamcareer.store.sign_ins import delete_expired


@dataclass(frozen=True)
class Due:
    """What is to be deleted now."""

    assessments: tuple[Assessment, ...]
    accounts: tuple[Account, ...]


def kept(session: Session, assessment: Assessment, terms: Terms) -> Kept:
    """Return how long an assessment is kept if its person does nothing more."""
    return _kept(session, assessment, history(session, holder_of(assessment)), terms)


def kept_sitting(session: Session, sitting: Sitting, terms: Terms) -> Kept:
    """Return as `kept` how long an assessment is kept that is open."""
    return _kept(session, sitting.assessment, sitting.bases, terms)


def _kept(session: Session, assessment: Assessment, bases: Sequence[LegalBasis], terms: Terms) -> Kept:
    seen = seen_at(session, assessment.owner) if assessment.owner else None
    return kept_assessment(terms, assessment, bases, seen)


def kept_as_account(session: Session, account: Account, terms: Terms) -> Kept:
    """Return how long an account is kept if nobody uses it any more."""
    return kept_account(terms, account.created, seen_at(session, account.id))


def hold_on(session: Session, holder: Holder, today: date) -> Hold | None:
    """Return the order that keeps somebody's data today; None when there is none."""
    return holding(holds_of(session, holder), today)


def place_hold(session: Session, holder: Holder, reason: str, until: date, now: datetime) -> Hold:
    """Keep somebody's data until a day, for a reason that they can read."""
    hold = Hold(str(uuid4()), reason, now, until)
    add_hold(session, holder, hold)
    return hold


def release_hold(session: Session, id: str) -> bool:
    """End an order; return whether it was there."""
    return delete_hold(session, id)


def every_hold(session: Session) -> list[tuple[Holder, Hold]]:
    """Return every order with whom it is about."""
    return all_holds(session)


def due(session: Session, terms: Terms, now: datetime) -> Due:
    """Return what has outlived its clock and is not held. Accounts with roles are closed by people, not by a clock."""
    sieve, today = due_before(terms, now), now.astimezone(terms.zone).date()
    assessments = [
        one
        for one in assessments_begun_before(session, sieve)
        if terms.is_over(kept(session, one, terms).last_day, now) and not hold_on(session, holder_of(one), today)
    ]
    accounts = [
        one
        for one in accounts_unseen_since(session, sieve)
        if not one.granted
        and terms.is_over(kept_as_account(session, one, terms).last_day, now)
        and not hold_on(session, Holder(account_id=one.id), today)
    ]
    return Due(tuple(assessments), tuple(accounts))


def ending(session: Session, terms: Terms, now: datetime) -> list[tuple[Account, date]]:
    """Return the accounts of which something goes within the time of notice, each with its nearest last day."""
    soon, days = due(session, terms, now + NOTICE), defaultdict[str, list[date]](list)
    for account in soon.accounts:
        days[account.id].append(kept_as_account(session, account, terms).last_day)
    for one in soon.assessments:
        if one.owner:
            days[one.owner].append(kept(session, one, terms).last_day)
    return [(owner, min(found)) for id, found in days.items() if (owner := find(session, id))]


def delete_due(session: Session, found: Due, terms: Terms, now: datetime) -> None:
    """Delete what is due, and with it links to sign in, sign-ins and letters that have expired."""
    delete_expired_links(session, now)
    delete_expired(session, now - LIFE, now - IDLE)
    delete_messages_before(session, now - LETTER_LIFE)
    forget_unused(session, now)
    forget_files(session, now)
    forget_experts(session, now)
    for entry in all_demographics(session):
        given = datetime.combine(entry.given, time(12), terms.zone)
        if terms.is_over(terms.last_day(Outcome.DEMOGRAPHICS, given), now):
            delete_demographics(session, entry.pseudonym)
    _delete_nominations(session, terms, now)
    _delete_offers(session, terms, now)
    _delete_leavers(session, terms, now)
    for assessment in found.assessments:
        erase_answers(session, assessment.id)
    for account in found.accounts:
        erase_account(session, account)


def _delete_nominations(session: Session, terms: Terms, now: datetime) -> None:
    """Delete nominations for the talent pool that ended a month ago."""
    today = now.astimezone(terms.zone).date()
    for id, account in ended_before(session, now - NOMINATION_KEPT, today - NOMINATION_KEPT):
        if not hold_on(session, Holder(account_id=account), today):
            delete_nomination(session, id)


def _delete_offers(session: Session, terms: Terms, now: datetime) -> None:
    """Delete offers of the board that ended a month ago, and requests that came to nothing as long ago."""
    today = now.astimezone(terms.zone).date()
    for id, accounts in offers_ended_before(session, now - OFFER_KEPT, today - OFFER_KEPT).items():
        if not any(hold_on(session, Holder(account_id=one), today) for one in accounts):
            delete_offer(session, id)
    for id, account in requests_over_before(session, now - OFFER_KEPT):
        if not hold_on(session, Holder(account_id=account), today):
            delete_request(session, id)


def _delete_leavers(session: Session, terms: Terms, now: datetime) -> None:
    """Delete whoever no staff list has named for the whole term."""
    today = now.astimezone(terms.zone).date()
    for record, account, named in records_named_before(session, due_before(terms, now)):
        held = account is not None and hold_on(session, Holder(account_id=account), today)
        if not held and terms.is_over(terms.last_day(Outcome.STAFF, named), now):
            delete_person(session, record)
