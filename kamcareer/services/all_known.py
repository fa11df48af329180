"""Everything known of a person put together: their own answers, what others may be shown to have said, evidence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from kamcareer.core.answers import Answers, Opinion
from kamcareer.core.assessment import Assessment
from kamcareer.core.framework.model import Framework
from kamcareer.core.rating_requests import Asked, Peers, RatingRequest, heard, sent_by, shown_peers
from kamcareer.core.round_peers import together
from kamcareer.core.situation_answers import counted_choices
from kamcareer.services.evidence_log import evidence_log
from kamcareer.services.legal_bases import require_for
from kamcareer.services.round_peers import said_together
from kamcareer.store.earlier_scores import scores_of_account
from kamcareer.store.rating_requests import requests_of


def all_known(session: Session, framework: Framework, assessment: Assessment) -> Answers:
    """Return the answers of an assessment with what others said and with the evidence that nobody declined to confirm.

    What the company gave the person before counts too, where the assessment is in the account joined to them.

    Of others and of private situations only what gives no single answer and no single key away.
    NoBasisError when nothing allows putting them together any more.
    """
    require_for(session, assessment)
    requests = heard(requests_of(session, assessment.id), assessment.started, assessment.finished)
    others = tuple(opinions(requests, said_together(session, assessment)))
    evidence = tuple(entry.evidence() for entry in evidence_log(session, assessment) if not entry.declined)
    earlier = scores_of_account(session, assessment.owner) if assessment.owner else ()
    situations = counted_choices(framework, assessment.counted.situations)
    return replace(assessment.answers(), situations=situations, others=others, evidence=evidence, earlier=earlier)


def opinions(requests: Iterable[RatingRequest], in_round: Mapping[str, Peers]) -> Iterator[Opinion]:
    """Return what others said as the measurement may know it.

    A manager is one rater by name. Peers enter as so many raters who all say their mean: an estimate made from their
    single answers would let these be worked out from the numbers of the report. `in_round` is what
    colleagues of a round said together.
    """
    asked = tuple(requests)
    managers = [request for request in sent_by(Asked.MANAGER, asked) if request.levels()]
    for request in managers[-1:]:
        yield managers_opinion(request)
    alike_ones = {id: peers.alike() for id, peers in together(shown_peers(asked), in_round).items()}
    for number in range(max((len(levels) for levels in alike_ones.values()), default=0)):
        levels = {id: alike[number] for id, alike in alike_ones.items() if number < len(alike)}
        yield Opinion(source="peer", rater=f"peer-{number + 1}", levels=dict(levels))


def managers_opinion(request: RatingRequest) -> Opinion:
    """Return what a manager said, by name."""
    return Opinion(source="manager", rater=request.name, levels=dict(request.levels()))
