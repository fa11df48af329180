"""The audit trail: a chain of entries in which every change of what was written shows."""

import hmac
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from operator import attrgetter

from kamcareer.core.installation_secret import EarlierKey

FIRST = "0" * 64
# As it stands in a line, whatever a log put before it.
ANCHOR = re.compile(r"audit anchor ([1-9][0-9]{0,17}) ([0-9a-f]{64})(?![0-9a-f])")


class Event(StrEnum):
    """What is worth remembering who did it."""

    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    SIGN_IN_ENDED = "sign_in_ended"
    PASSPHRASE_SET = "passphrase_set"  # noqa: S105 - the name of an event
    SECOND_FACTOR_SET = "second_factor_set"
    SECOND_FACTOR_REFUSED = "second_factor_refused"
    SECOND_FACTOR_GIVEN_UP = "second_factor_given_up"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    RECOVERY_CODES_RENEWED = "recovery_codes_renewed"
    RECOVERY_CODE_USED = "recovery_code_used"
    PROVED = "proved"
    PROOF_REFUSED = "proof_refused"
    CARDS_MADE = "cards_made"
    CARD_REMOVED = "card_removed"
    CARD_RENEWED = "card_renewed"
    IDENTITY_LINKED = "identity_linked"
    IDENTITY_UNLINKED = "identity_unlinked"
    INVITED = "invited"
    INVITATION_REVOKED = "invitation_revoked"
    ROLES_SET = "roles_set"
    ACCOUNT_CLOSED = "account_closed"
    ACCOUNT_REOPENED = "account_reopened"
    ACCOUNT_ERASED = "account_erased"
    ASSESSMENT_CLAIMED = "assessment_claimed"
    DATA_EXPORTED = "data_exported"
    RETENTION_ENDED = "retention_ended"
    HOLD_PLACED = "hold_placed"
    HOLD_RELEASED = "hold_released"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CANDIDATE_INVITED = "candidate_invited"
    APPLIED = "applied"
    POOL_READ = "pool_read"
    POOL_SEEN = "pool_seen"
    ANSWERS_READ = "answers_read"
    DECIDED = "decided"
    TALK_DAY_SET = "talk_day_set"
    FEEDBACK_APPROVED = "feedback_approved"
    REASON_ASKED = "reason_asked"
    DECISION_CONTESTED = "decision_contested"
    INQUIRY_ANSWERED = "inquiry_answered"
    SCORECARD_LOCKED = "scorecard_locked"
    INTERVIEWER_RELEASED = "interviewer_released"
    MARK_AGREED = "mark_agreed"
    CLIENT_MADE = "client_made"
    PRESENTATION_ASKED = "presentation_asked"
    PRESENTED = "presented"
    PRESENTATION_REVOKED = "presentation_revoked"
    PRESENTATION_OPENED = "presentation_opened"
    PRESENTATION_ANSWERED = "presentation_answered"
    PRESENTATION_RESPONDED = "presentation_responded"
    PEOPLE_IMPORTED = "people_imported"
    PEOPLE_EXPORTED = "people_exported"
    LEVELS_EXPORTED = "levels_exported"
    BENCH_EXPORTED = "bench_exported"
    DEMAND_EXPORTED = "demand_exported"
    EFFECTS_EXPORTED = "effects_exported"
    PROGRAMME_EXPORTED = "programme_exported"
    FAIRNESS_EXPORTED = "fairness_exported"
    FUNNEL_EXPORTED = "funnel_exported"
    MATRIX_IMPORTED = "matrix_imported"
    MODEL_DRAFT_BEGUN = "model_draft_begun"
    MODEL_DRAFT_CHANGED = "model_draft_changed"
    MODEL_DRAFT_TAKEN = "model_draft_taken"
    MODEL_DRAFT_DROPPED = "model_draft_dropped"
    MODEL_EFFECT_ASKED = "model_effect_asked"
    MODEL_REVIEW_ASKED = "model_review_asked"
    MODEL_REVIEW_RETURNED = "model_review_returned"
    MODEL_PUBLISHED = "model_published"
    MODEL_FILES_IN_CHARGE = "model_files_in_charge"
    EXPERTS_ASKED = "experts_asked"
    EXPERT_INVITED = "expert_invited"
    EXPERT_REVOKED = "expert_revoked"
    EXPERT_SENT = "expert_sent"
    EXPERT_LEFT = "expert_left"
    EXPERT_READING_DROPPED = "expert_reading_dropped"
    MODEL_REVIEWED = "model_reviewed"
    ROUND_MADE = "round_made"
    ROUND_ACCOUNT_NAMED = "round_account_named"
    ROUND_RATER_NAMED = "round_rater_named"
    ROUND_PEOPLE_ADDED = "round_people_added"
    ROUND_PERSON_REMOVED = "round_person_removed"
    ROUND_JOINED = "round_joined"
    ROUND_LEFT = "round_left"
    ROUND_PEERS_AGREED = "round_peers_agreed"
    ROUND_FORM_BROUGHT = "round_form_brought"
    TEAM_RATED = "team_rated"
    LEVEL_AGREED = "level_agreed"
    CALIBRATION_MADE = "calibration_made"
    CALIBRATION_AGREED = "calibration_agreed"
    CALIBRATION_DECLINED = "calibration_declined"
    CALIBRATION_LEVEL_AGREED = "calibration_level_agreed"
    CALIBRATION_CLOSED = "calibration_closed"
    CALIBRATION_MINUTES_TAKEN = "calibration_minutes_taken"
    NOMINATED = "person_nominated"
    NOMINATION_CHANGED = "nomination_status_set"
    OFFER_POSTED = "offer_posted"
    OFFER_ENDED = "offer_ended"
    PLACE_ANSWERED = "place_was_answered"
    NOMINATION_AGREED = "nomination_agreed"
    NOMINATION_LEFT = "nomination_left"
    TALENT_POOL_EXPORTED = "talent_pool_exported"
    PERSON_FORGOTTEN = "person_forgotten"
    VACANCY_MADE = "vacancy_made"
    VACANCY_CHANGED = "vacancy_changed"
    VACANCY_OPENED = "vacancy_opened"
    VACANCY_CLOSED = "vacancy_closed"
    CONTEST_PREPARED = "contest_prepared"
    CONTEST_ANNOUNCED = "contest_announced"
    FINALISTS_NAMED = "finalists_named"
    CONTEST_DECIDED = "contest_decided"
    CONTEST_FINISHED = "contest_finished"
    CONTEST_CALLED_OFF = "contest_called_off"
    CONTEST_READ = "contest_read"
    PLAN_READ = "plan_read"
    MARKS_READ = "marks_read"
    SCORES_SEEN = "scores_seen"
    TALK_READ = "talk_read"
    SECRET_REPLACED = "secret_replaced"  # noqa: S105 - the name of an event


@dataclass(frozen=True)
class Entry:
    """One entry; `person` is a pseudonym, `detail` names nobody, `seal` covers all this and the entry before."""

    number: int
    at: datetime
    event: Event
    person: str
    detail: str
    seal: str = ""


@dataclass(frozen=True)
class Anchor:
    """That the newest entry had this seal at some moment, kept where nobody who writes the database can reach."""

    number: int
    seal: str

    def __str__(self) -> str:
        return f"audit anchor {self.number} {self.seal}"


def anchors_in(lines: Iterable[str]) -> list[Anchor]:
    """Return the anchors in the lines of a file or a log, each line holding at most one."""
    return [Anchor(int(found[1]), found[2]) for line in lines if (found := ANCHOR.search(line))]


def first_adrift(anchors: Iterable[Anchor], entries: Iterable[Entry]) -> Anchor | None:
    """Return the lowest anchor whose entry is gone or another one by now; None where all of them hold."""
    seals = {entry.number: entry.seal for entry in entries}
    return next((one for one in sorted(anchors, key=attrgetter("number")) if seals.get(one.number) != one.seal), None)


def pseudonym(key: bytes, account_id: str) -> str:
    """Return the name a person has in the trail: the same each time, and nothing without the key."""
    return hmac.new(key, f"person:{account_id}".encode(), sha256).hexdigest()[:32]


def seal(key: bytes, entry: Entry, before: str) -> str:
    """Return the seal of an entry that follows the one sealed `before` (FIRST at the beginning)."""
    parts = [before, entry.number, entry.at.astimezone(UTC).isoformat(), entry.event, entry.person, entry.detail]
    return hmac.new(key, json.dumps(parts, ensure_ascii=False).encode(), sha256).hexdigest()


def fits(keys: Iterable[bytes], entry: Entry, before: str) -> bool:
    """Return whether any of some keys sealed an entry after the one sealed `before`."""
    return any(hmac.compare_digest(entry.seal, seal(key, entry, before)) for key in keys)


def first_broken(key: bytes, entries: Iterable[Entry], earlier: Sequence[EarlierKey] = ()) -> int | None:
    """Return the number of the first entry that was changed, or after which one is missing; None for a whole chain.

    `earlier` are the keys of replaced secrets, the oldest first: each holds for the entries until its last and for no
    other, so that whoever has an old one can write none after it.
    Entries cut off at the end leave a whole chain, and so does a trail that somebody with the key wrote anew: anchors
    that are kept elsewhere show both.
    """
    before = FIRST
    for number, entry in enumerate(entries, start=1):
        held = next((one.key for one in earlier if number <= one.until), key)
        if entry.number != number or not fits([held], entry, before):
            return number
        before = entry.seal
    return None
