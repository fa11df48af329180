"""The table of notifications: what happens, who is written to, when the letter leaves, what may be switched off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from kamcareer.core.framework.entries import Entry, Text
from kamcareer.core.framework.shape import validated
from kamcareer.core.framework.yaml_reader import read_yaml
from kamcareer.core.mail import Message

MORNING, EVENING = time(9), time(21)
# How many days before the last one a person is told that their data goes.
NOTICE = timedelta(days=14)


class Happening(StrEnum):
    """What somebody is told of; what changes who may come in has the name it has in the audit trail."""

    SIGN_IN_LINK = "sign_in_link"
    INVITATION = "invitation"
    INVITED_TO_APPLY = "invited_to_apply"
    REMINDED_TO_APPLY = "reminded_to_apply"
    CALLED_BACK = "called_back"
    FEEDBACK_READY = "feedback_ready"
    CONTEST_OPEN = "contest_open"
    CONTEST_RESULT = "contest_result"
    CONTEST_STOPPED = "contest_stopped"
    TALK_DAY = "talk_day"
    TALK_DAY_GONE = "talk_day_gone"
    INQUIRY_MADE = "inquiry_made"
    ANSWER_READY = "answer_ready"
    PRESENTATION_WISHED = "presentation_wished"
    PRESENTATION_NEWS = "presentation_news"
    TALK_AHEAD = "talk_ahead"
    MARKS_MISSING = "marks_missing"
    MARKS_IN = "marks_in"
    PASSPHRASE_SET = "passphrase_set"  # noqa: S105 - the name of an event
    SECOND_FACTOR_SET = "second_factor_set"
    SECOND_FACTOR_GIVEN_UP = "second_factor_given_up"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    RECOVERY_CODES_RENEWED = "recovery_codes_renewed"
    RECOVERY_CODE_USED = "recovery_code_used"
    IDENTITY_LINKED = "identity_linked"
    IDENTITY_UNLINKED = "identity_unlinked"
    REPORT_SHOWN = "report_shown"
    SHOWN_REPORT_OPENED = "shown_report_opened"
    ROUND_ASKED = "round_asked"
    ROUND_TO_RATE = "round_to_rate"
    PEER_ASKED = "peer_asked"
    PEER_REMINDED = "peer_reminded"
    ROUND_REMINDED = "round_reminded"
    CALIBRATION_ASKED = "calibration_asked"
    CALIBRATION_SEAT = "calibration_seat"
    SECOND_LOOK_ASKED = "second_look_asked"
    SECOND_LOOK_RETURNED = "second_look_returned"
    SECOND_LOOK_PUBLISHED = "second_look_published"
    NOMINATED = "nominated"
    NOMINATION_CHANGED = "nomination_changed"
    NOMINATION_ANSWERED = "nomination_answered"
    NOMINATION_ENDS = "nomination_ends"
    PLACE_ASKED = "place_asked"
    PLACE_ANSWERED = "place_answered"
    DATA_ENDS = "data_ends"
    PLAN_WEEK = "plan_week"
    PLAN_WEEK_UNTOLD = "plan_week_untold"


class Recipient(StrEnum):
    """To whom a letter goes: the mailbox that was named, or the account that it is about."""

    NAMED = "named"
    ACCOUNT = "account"


class Leaves(StrEnum):
    """When a letter leaves: at once, or between 9 and 21 where the installation is."""

    AT_ONCE = "at_once"
    BY_DAY = "by_day"


class Notification(Entry):
    """One row: `when` says for people what happens; {words in braces} of subject and text are filled in."""

    when: Text
    recipient: Recipient
    channel: Literal["mail"]
    leaves: Leaves
    may_be_off: bool
    subject: Text
    text: Text


class NotificationTable(Entry):
    """Every row."""

    rows: Mapping[Happening, Notification]

    def optional(self) -> tuple[Happening, ...]:
        """Return what a person may switch off, in the order of the table."""
        return tuple(happening for happening, row in self.rows.items() if row.may_be_off)


@dataclass(frozen=True)
class Wishes:
    """What somebody wants of letters: the language they read, None where unknown, and what they switched off."""

    language: str | None = None
    off: frozenset[Happening] = frozenset()


def parse_notifications(data: bytes, source: str) -> NotificationTable:
    """Return the table written in a file; FileError naming the place where it is not one."""
    return validated(read_yaml(data, source), NotificationTable)


def letter(row: Notification, recipient: str, language: str, blanks: Iterable[tuple[str, str]]) -> Message:
    """Return the letter of a row, its blanks filled in."""
    subject, text = row.subject[language], row.text[language]
    for name, value in blanks:
        text = text.replace(f"{{{name}}}", value)
    return Message(recipient, subject, text + "\n")


def leaves_at(row: Notification, now: datetime, zone: ZoneInfo) -> datetime:
    """Return when a letter may leave: in quiet hours (21 to 9 in the zone) what can wait waits for the morning."""
    local = now.astimezone(zone)
    if row.leaves is Leaves.AT_ONCE or MORNING <= local.time() < EVENING:
        return now
    day = local.date() + timedelta(days=local.time() >= EVENING)
    return datetime.combine(day, MORNING, zone).astimezone(UTC)
