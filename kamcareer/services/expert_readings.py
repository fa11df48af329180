"""Experts read a model without its levels: who is invited, what each says, what they say together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.expert_disputes import Disputed, Realism, disputed_anchors, disputed_options, realism_of
from kamcareer.core.expert_readings import (
    LIFE,
    MOST_EXPERTS,
    NAMED_FOR,
    Asked,
    Expert,
    ExpertReading,
    ExpertWords,
    heard,
    situations_read,
    topics_of,
)
from kamcareer.core.expert_review import LEAST_EXPERTS, ExpertReview, Keyed, Placed, expert_review, situations_of
from kamcareer.core.expert_status import Element, says_what_was_read, with_reviewed
from kamcareer.core.framework.competency import Competency, Situation
from kamcareer.core.framework.draft import DraftFramework
from kamcareer.core.framework.model import Framework
from kamcareer.services.framework_drafts import Place, framework_in_draft, save_files
from kamcareer.services.secret import hash_of, new_secret
from kamcareer.store.expert_readings import (
    add_expert,
    add_reading,
    all_readings,
    delete_expert,
    delete_reading,
    expert_of_secret,
    experts_of,
    find_expert,
    find_reading,
    forget_experts_before,
    put_answers,
    set_expert_revoked,
    set_expert_sent,
    words_of,
)
from kamcareer.store.frameworks import keep_framework, stored_framework

__all__ = ["all_readings", "experts_of", "find_reading"]


class TooManyExpertsError(Exception):
    """As many experts were invited as a reading takes."""


class NoGroundError(Exception):
    """Elements of which what experts said does not hold, or that the draft says otherwise than experts read them."""

    def __init__(self, elements: Iterable[str]) -> None:
        self.elements = tuple(elements)
        super().__init__(", ".join(self.elements))


@dataclass(frozen=True)
class OpenReading:
    """What an expert has open: the topics and situations they are asked about, and what they said so far."""

    expert: Expert
    framework: Framework
    topics: Mapping[str, Competency]
    situations: Mapping[str, Situation]
    words: ExpertWords


@dataclass(frozen=True)
class Findings:
    """What the experts who have sent say together; nothing of it where fewer than two have."""

    experts: int
    review: ExpertReview
    anchors: tuple[Disputed, ...]
    options: tuple[Disputed, ...]
    realism: tuple[Realism, ...]
    remarks: Mapping[str, tuple[str, ...]]

    @property
    def told(self) -> bool:
        """Whether enough experts have sent for anything to be told of what they said."""
        return self.experts >= LEAST_EXPERTS

    @cached_property
    def holding(self) -> dict[str, Placed | Keyed]:
        """What experts said of each topic and situation of which it is a ground, by its id.

        A situation that is not known to be met by half of them is none to rely on, however well its key holds.
        """
        met = {one.situation for one in self.realism if not one.rare}
        placed = {one.competency: one for one in self.review.placed if one.holds}
        return placed | {one.situation: one for one in self.review.keyed if one.holds and one.situation in met}

    @property
    def disputes(self) -> bool:
        """Whether there is any text to look at again."""
        situations = any(one.rare for one in self.realism) or any(one.turned for one in self.review.keyed)
        return bool(self.anchors or self.options or situations)


def begin_reading(
    session: Session, framework: Framework, topics: Iterable[str], draft_id: str | None, by: str, now: datetime
) -> ExpertReading:
    """Return a new reading of a framework as it is now, whatever becomes of a draft. ValueError without a topic."""
    asked = tuple(id for id in framework.competencies if id in set(topics))
    if not asked:
        raise ValueError("a reading needs a topic")
    sha256 = keep_framework(session, framework, now)
    reading = ExpertReading(str(uuid4()), framework.id, sha256, framework.version, asked, draft_id, by, now)
    add_reading(session, reading)
    return reading


def drop_reading(session: Session, reading: ExpertReading) -> None:
    """Delete a reading with its links and all that was said in it."""
    delete_reading(session, reading.id)


def framework_read(session: Session, reading: ExpertReading) -> Framework:
    """Return the content that experts read."""
    return stored_framework(session, reading.framework_sha256)


def read_by_experts(framework: Framework, reading: ExpertReading) -> dict[str, Element]:
    """Return the topics and situations of a reading by their ids."""
    return {**topics_of(framework, reading), **situations_read(framework, reading)}


def invite_expert(session: Session, reading: ExpertReading, name: str, now: datetime) -> tuple[Expert, str]:
    """Return a new expert and the secret of their link, which is kept nowhere. TooManyExpertsError."""
    find_reading(session, reading.id, lock=True)
    if len(experts_of(session, reading.id)) >= MOST_EXPERTS:
        raise TooManyExpertsError
    secret = new_secret()
    expert = Expert(str(uuid4()), reading.id, name, now, now + LIFE)
    add_expert(session, expert, hash_of(secret))
    return expert, secret


def revoke_expert(session: Session, reading: ExpertReading, expert_id: str, now: datetime) -> bool:
    """Let a link open nothing any more; False where it does not already. What was sent stays."""
    expert = find_expert(session, expert_id)
    if expert is None or expert.reading_id != reading.id or not expert.open(now):
        return False
    set_expert_revoked(session, expert.id, now)
    return True


def known_expert(session: Session, secret: str) -> bool:
    """Return whether there is such a link, whatever became of it."""
    return expert_of_secret(session, hash_of(secret)) is not None


def opened_reading(session: Session, secret: str, now: datetime) -> OpenReading | None:
    """Return what an expert's link opens; None where it opens nothing. One who has sent still finds that they have."""
    expert = expert_of_secret(session, hash_of(secret))
    reading = find_reading(session, expert.reading_id) if expert else None
    if expert is None or reading is None or expert.revoked or now >= expert.expires:
        return None
    framework = framework_read(session, reading)
    words = words_of(session, [expert.id])[expert.id]
    return OpenReading(expert, framework, topics_of(framework, reading), situations_read(framework, reading), words)


def keep_words(
    session: Session, secret: str, element: str, said: Mapping[tuple[Asked, str], int], remark: str, now: datetime
) -> bool:
    """Keep what an expert says of a topic or a situation; False where the link takes no answers any more."""
    expert = expert_of_secret(session, hash_of(secret), lock=True)
    if expert is None or not expert.open(now):
        return False
    put_answers(session, expert.id, element, said, remark)
    return True


def send_words(session: Session, secret: str, now: datetime) -> Expert | None:
    """Let what an expert said count; None where there is nothing to send, or the link takes no answers any more."""
    expert = expert_of_secret(session, hash_of(secret), lock=True)
    if expert is None or not expert.open(now) or not words_of(session, [expert.id])[expert.id]:
        return None
    set_expert_sent(session, expert.id, now)
    return expert


def leave_reading(session: Session, secret: str) -> Expert | None:
    """Delete the expert with all they said, sent or not; None where they are gone already."""
    expert = expert_of_secret(session, hash_of(secret), lock=True)
    if expert is not None:
        delete_expert(session, expert.id)
    return expert


def findings(session: Session, reading: ExpertReading, experts: Iterable[Expert]) -> Findings:
    """Return what experts say together."""
    framework = framework_read(session, reading)
    by_id = words_of(session, [one.id for one in heard(experts)])
    if len(by_id) < LEAST_EXPERTS:
        return Findings(len(by_id), expert_review(framework, [], []), (), (), (), {})
    said = list(by_id.values())
    anchors, options = [one.anchors for one in said], [one.options for one in said]
    topics, situations = topics_of(framework, reading), situations_read(framework, reading)
    remarks = {id: tuple(sorted(one.remarks[id] for one in said if id in one.remarks)) for id in (*topics, *situations)}
    return Findings(
        len(said),
        expert_review(framework, anchors, options),
        tuple(disputed_anchors(topics, anchors)),
        tuple(disputed_options(situations, options)),
        tuple(realism_of(situations, [one.realism for one in said])),
        {id: found for id, found in remarks.items() if found},
    )


def raise_to_reviewed(  # noqa: PLR0913 - in which draft, what, on whose word, by whom and when
    session: Session,
    reading: ExpertReading,
    draft: DraftFramework,
    elements: Iterable[str],
    who: tuple[str, str],
    place: Place,
    by: str,
    now: datetime,
) -> bool:
    """Set topics and situations of a draft, by their ids, to reviewed, with what experts said as the ground.

    False where somebody saved it meanwhile. `who` says in Russian and English who the experts are. NoGroundError where
    what they said does not hold or the draft says something else by now, FileError where the whole would not pass the
    check.
    """
    holding = findings(session, reading, experts_of(session, reading.id)).holding
    read, now_says = read_by_experts(framework_read(session, reading), reading), framework_in_draft(draft, place)
    there: Mapping[str, Element] = {**now_says.competencies, **situations_of(now_says)}
    wanted = list(elements)
    if wrong := [
        id
        for id in wanted
        if id not in read or id not in holding or id not in there or not says_what_was_read(read[id], there[id])
    ]:
        raise NoGroundError(wrong)
    files = with_reviewed(draft.files, {id: holding[id] for id in wanted}, who, now.date())
    return save_files(session, draft, files, place, by, now)


def forget_experts(session: Session, now: datetime) -> None:
    """Delete names a month after the end of their link, and what was never sent with them."""
    forget_experts_before(session, now - NAMED_FOR)
