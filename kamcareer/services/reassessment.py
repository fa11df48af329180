"""Assessing oneself again: another round beside the earlier ones, and what moved between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.answers import Answers
from kamcareer.core.assessment import Assessment
from kamcareer.core.clock import by_clock_of
from kamcareer.core.framework.model import Framework
from kamcareer.core.gaps import gap_report
from kamcareer.core.history import KnownBesides, Moved, Round, moved
from kamcareer.core.rating_requests import Asked, Peers, RatingRequest, sent_by
from kamcareer.core.situation_answers import counted_choices
from kamcareer.services.all_known import managers_opinion, opinions
from kamcareer.services.development_plan import course_of
from kamcareer.services.evidence_log import evidence_log
from kamcareer.services.legal_bases import require_for
from kamcareer.services.round_peers import said_together
from kamcareer.services.self_assessment import Sitting
from kamcareer.store.assessments import begin_round, end_round, find_assessment, rounds_of
from kamcareer.store.earlier_scores import scores_of_account
from kamcareer.store.rating_requests import requests_of


@dataclass(frozen=True)
class History:
    """The finished rounds of a person, the oldest first; what moved since one of them, None before the second."""

    rounds: tuple[Round, ...]
    moved: Moved | None


def begin_again(session: Session, id: str, now: datetime) -> bool:
    """Put the answers aside and ask anew; until that is finished what was said before counts. NoBasisError.

    False where nothing was finished yet, where a round is under way, and where the answers are for a vacancy.
    """
    assessment = find_assessment(session, id, lock=True)
    if assessment is None or assessment.finished is None or assessment.applies:
        return False
    require_for(session, assessment)
    begin_round(session, assessment, str(uuid4()), now)
    return True


def drop_round(session: Session, id: str) -> bool:
    """Forget what was answered in a round that is under way: what was said before stands as it did."""
    assessment = find_assessment(session, id, lock=True)
    if assessment is None or assessment.standing is None:
        return False
    end_round(session, assessment, assessment.standing)
    return True


def history_of(session: Session, sitting: Sitting, now: datetime, since: int | None = None) -> History:
    """Return the finished rounds, and what moved between one of them, by number from 1, and the last. NoBasisError.

    Without a number the last but one is compared, also where there is none of that number.
    """
    sitting.must_be_allowed()
    assessment, framework = sitting.assessment, sitting.framework
    finished = [*rounds_of(session, assessment.id), *([] if assessment.again else [assessment])]
    if not any(one.finished for one in finished):
        return History((), None)
    # An earlier point says what was known then: what grew old since weighed more on that day.
    days = [*(one.finished and by_clock_of(now, one.finished) for one in finished[:-1]), now]
    known_by = _known(session, sitting, now.tzinfo)
    rounds = tuple(
        Round(
            one,
            by_clock_of(now, one.finished),
            gap_report(framework, known_by(one, day), assessment.target, day.date()),
        )
        for one, day in zip(finished, days, strict=True)
        if one.finished and day
    )
    if len(rounds) < 2:  # noqa: PLR2004 - it takes two to compare
        return History(rounds, None)
    place = since - 1 if since is not None and 1 <= since < len(rounds) else len(rounds) - 2
    then, last = rounds[place], rounds[-1]
    said = (_said_in(framework, then.assessment), _said_in(framework, last.assessment))
    done = course_of(session, sitting, now).finished_at()
    return History(rounds, moved(framework, then, last, said, known_by.besides, done.items(), now.date()))


@dataclass(frozen=True)
class _Known:
    """What is known of the person of a sitting besides the answers of a round."""

    sitting: Sitting
    sent: tuple[RatingRequest, ...]
    together: Mapping[str, Peers]
    besides: KnownBesides

    def __call__(self, one: Assessment, day: datetime) -> Answers:
        """Return all that was known when a round was finished, as its report told it; of the last one all there is.

        `day` is when it was finished, by the clock of the installation.
        """
        by = day if one.id != self.sitting.assessment.id else None
        requests = [request for request in self.sent if not by or (request.sent and request.sent <= by)]
        return replace(
            one.answers(),
            situations=counted_choices(self.sitting.framework, one.situations),
            others=tuple(opinions(requests, {} if by else self.together)),
            evidence=tuple(piece for piece in self.besides.evidence if not by or piece.date <= by.date()),
            earlier=tuple(score for score in self.besides.earlier if not by or score.date <= by.date()),
        )


def _known(session: Session, sitting: Sitting, clock: tzinfo | None) -> _Known:
    assessment = sitting.assessment
    sent = tuple(one for one in requests_of(session, assessment.id) if one.sent)
    return _Known(sitting, sent, said_together(session, assessment), _besides(session, assessment, sent, clock))


def _said_in(framework: Framework, one: Assessment) -> Answers:
    only = one.said_in_it()
    return replace(only.answers(), situations=counted_choices(framework, only.situations))


def _besides(
    session: Session, assessment: Assessment, requests: Iterable[RatingRequest], clock: tzinfo | None
) -> KnownBesides:
    """Return what is known besides the answers. Of peers nothing: their means cannot be taken apart by day."""
    managers = sent_by(Asked.MANAGER, requests)
    sent = [(one.sent.astimezone(clock).date(), one) for one in managers if one.sent and one.levels()]
    return KnownBesides(
        tuple((day, managers_opinion(one)) for day, one in sent),
        tuple(entry.evidence() for entry in evidence_log(session, assessment) if not entry.declined),
        scores_of_account(session, assessment.owner) if assessment.owner else (),
    )
