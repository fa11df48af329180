"""Everything known of a person put together: their own answers, what others may be shown to have said, evidence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.orm import Session

from kamcareer.core.answers import Answers, EarlierScore, Opinion
from kamcareer.core.assessment import Assessment
from kamcareer.core.evidence_log import EvidenceEntry
from kamcareer.core.framework.model import Framework
from kamcareer.core.rating_requests import Asked, Peers, RatingRequest, heard, sent_by, shown_peers
from kamcareer.core.round_peers import together
from kamcareer.core.situation_answers import counted_choices
from kamcareer.services.evidence_log import evidence_logs
from kamcareer.services.legal_bases import require_for_all
from kamcareer.services.round_peers import together_about
from kamcareer.services.self_assessment import Sitting
from kamcareer.store.earlier_scores import scores_of_accounts
from kamcareer.store.rating_requests import requests_of_all
from kamcareer.store.round_peers import Opened, opened_about_all


class Said(NamedTuple):
    """What is stored of one person beside their own answers."""

    requests: Sequence[RatingRequest] = ()
    rounds: Sequence[Opened] = ()
    log: Sequence[EvidenceEntry] = ()
    earlier: tuple[EarlierScore, ...] = ()


NOTHING_SAID = Said()


def said_of(session: Session, sitting: Sitting) -> Said:
    """Return what is stored of the person of a sitting beside their own answers; NoBasisError as below."""
    sitting.must_be_allowed()
    return _said_of_all(session, [sitting.assessment])[0]


def all_known(session: Session, framework: Framework, assessment: Assessment) -> Answers:
    """Return the answers of an assessment with what others said and with the evidence that nobody declined to confirm.

    What the company gave the person before counts too, where the assessment is in the account joined to them.

    Of others and of private situations only what gives no single answer and no single key away.
    NoBasisError when nothing allows putting them together any more.
    """
    return all_known_of(session, [(framework, assessment)])[0]


def all_known_of(session: Session, asked: Sequence[tuple[Framework, Assessment]]) -> list[Answers]:
    """Return `all_known` of each, in as many statements for hundreds of people as for one. NoBasisError as there."""
    people = [assessment for _, assessment in asked]
    require_for_all(session, people)
    said = _said_of_all(session, people)
    return [put_together(framework, one, of_one) for (framework, one), of_one in zip(asked, said, strict=True)]


def _said_of_all(session: Session, people: Sequence[Assessment]) -> list[Said]:
    ids, owners = [one.id for one in people], [one.owner for one in people if one.owner]
    of_each, rounds = requests_of_all(session, ids), opened_about_all(session, ids)
    logs = evidence_logs(session, people)
    earlier = scores_of_accounts(session, owners) if owners else {}
    return [
        Said(of_each.get(one.id, ()), rounds.get(one.id, ()), logs[one.id], earlier.get(one.owner or "", ()))
        for one in people
    ]


def put_together(framework: Framework, assessment: Assessment, said: Said) -> Answers:
    """Return the answers of an assessment with everything else that was said, as `all_known` does."""
    heard_ones = heard(said.requests, assessment.started, assessment.finished)
    others = tuple(opinions(heard_ones, together_about(assessment, said.rounds)))
    evidence = tuple(entry.evidence() for entry in said.log if not entry.declined)
    situations = counted_choices(framework, assessment.counted.situations)
    return replace(assessment.answers(), situations=situations, others=others, evidence=evidence, earlier=said.earlier)


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
