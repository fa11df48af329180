"""Colleagues in a round: a person proposes them, their manager or HR agrees, they hand in once, unknown who said what.

What they say goes into sums at once, sealed with a key that is not in the database, and is opened once: decision 95.
"""

from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from secrets import token_bytes
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from kamcareer.core.assessment import Assessment, questions
from kamcareer.core.company_rounds import CompanyRound, Participant
from kamcareer.core.framework.model import Framework
from kamcareer.core.rating_requests import MOST_PEERS, Peers
from kamcareer.core.round_peers import RoundPeer, added, enough, nothing_said, opened, packed, unpacked
from kamcareer.services.legal_bases import require_for
from kamcareer.services.self_assessment import open_sitting
from kamcareer.store.assessments import find_assessment
from kamcareer.store.company_rounds import find_company_round, participants
from kamcareer.store.round_peers import (
    Opened,
    add_peer,
    anybody_awaited,
    ask_proposed,
    asked_of,
    begin_anew,
    drop_proposal,
    drop_proposals,
    every_asked,
    every_sealed,
    find_peer,
    find_sealed,
    note_handed_in,
    opened_about,
    peers_of,
    put_opened,
    put_sealed,
    sealed_in,
    sealed_of,
    sealed_of_ended,
)

__all__ = ["asked_of"]
NONCE = 12


@dataclass(frozen=True)
class Chosen:
    """Whom one person in a round chose; `offered` may be proposed, by record and name."""

    person: Participant
    peers: tuple[RoundPeer, ...]
    offered: Mapping[str, Participant]
    sealed: bool
    said: Mapping[str, Peers]

    @property
    def asked(self) -> list[RoundPeer]:
        """Those to whom somebody agreed."""
        return [one for one in self.peers if one.asked]

    @property
    def reopened(self) -> bool:
        """Whether somebody was taken out, so that too few are left; whoever answered or not, others may join them."""
        return self.sealed and not enough(self.asked)

    @property
    def agreed(self) -> bool:
        """Whether somebody agreed: from then on the list stays as it is, as long as it can be opened."""
        return not self.reopened and (bool(self.asked) or bool(self.said))


def chosen_by(session: Session, person: Participant) -> Chosen:
    """Return whom somebody who takes part chose, and who may be proposed: those in the round who can be asked."""
    assessment_id = person.assessment_id or ""
    peers = peers_of(session, person.round_id, [assessment_id])
    said = next((one.said for one in opened_about(session, assessment_id) if one.round_id == person.round_id), {})
    chosen = Chosen(person, tuple(peers), {}, sealed_of(session, person.round_id, assessment_id), said)
    return chosen if chosen.agreed else replace(chosen, offered=_offered(session, chosen))


def _offered(session: Session, chosen: Chosen) -> dict[str, Participant]:
    person = chosen.person
    taken = {one.number for one in chosen.peers} | {person.number, person.rater_number}
    return {
        one.record: one
        for one, _traces in participants(session, person.round_id)
        if one.number not in taken and one.account_id and one.account_id not in {person.account_id, person.rater_id}
    }


def proposed_in(session: Session, round_id: str) -> frozenset[str]:
    """Return the assessments in a round whose proposed colleagues nobody has agreed to yet."""
    return frozenset(one.assessment_id for one in peers_of(session, round_id) if not one.asked)


def propose(session: Session, chosen: Chosen, record: str) -> bool:
    """Propose a colleague; False where they cannot be asked, somebody agreed already, or there are twelve."""
    one, person = chosen.offered.get(record), chosen.person
    if one is None or person.assessment_id is None or chosen.agreed or len(chosen.peers) >= MOST_PEERS:
        return False
    _allowed(session, person.assessment_id)
    add_peer(
        session, RoundPeer(str(uuid4()), person.round_id, person.assessment_id, one.number, one.name, one.account_id)
    )
    return True


def propose_no_more(session: Session, chosen: Chosen, id: str) -> bool:
    """Take back one proposal; False where there is none, or they are asked already."""
    return drop_proposal(session, chosen.person.round_id, chosen.person.assessment_id or "", id)


def agree_to(session: Session, secret: str, chosen: Chosen, framework: Framework, ids: Collection[str]) -> bool:
    """Let some of those proposed be asked and drop the others; False where too few or too many are left.

    Where somebody was taken out they join those who are asked already, and what these said stays under its seal.
    """
    person, left = chosen.person, [one for one in chosen.peers if one.asked or one.id in ids]
    if chosen.agreed or person.assessment_id is None or not enough(left):
        return False
    assessment = _allowed(session, person.assessment_id)
    if assessment is None or sealed_of(session, person.round_id, assessment.id) != chosen.sealed:
        return False
    drop_proposals(session, person.round_id, assessment.id, [one.id for one in left])
    ask_proposed(session, person.round_id, assessment.id)
    if not chosen.sealed:
        _keep(session, secret, (person.round_id, assessment.id), nothing_said(questions(framework, assessment.target)))
    return True


@dataclass(frozen=True)
class Named:
    """Whose list somebody stands on, agreed to and not opened yet; `few` where too few would be left without them."""

    name: str
    few: bool


def naming(session: Session, round_id: str, number: str) -> list[Named]:
    """Return for whom somebody in a round is asked, by name; it is the same whoever of those asked has handed in."""
    asked: dict[str, set[str]] = {}
    for one in peers_of(session, round_id):
        if one.asked:
            asked.setdefault(one.assessment_id, set()).add(one.number)
    people, sealed = [one for one, _traces in participants(session, round_id)], sealed_in(session, round_id)
    return [
        Named(one.name, not enough(asked[one.assessment_id] - {number}))
        for one in people
        if one.assessment_id and number in asked.get(one.assessment_id, ())
        if one.assessment_id in sealed
    ]


@dataclass(frozen=True)
class Ask:
    """That an account is asked about somebody: what, most important first, and how many of it are the must-haves."""

    peer: RoundPeer
    round: CompanyRound
    framework: Framework
    name: str
    asked: tuple[str, ...]
    first: int


def ask_of(session: Session, id: str, account_id: str, today: date) -> Ask | None:
    """Return what an account is asked; None where it is not, handed in, or the round is over."""
    peer = find_peer(session, id)
    if peer is None or peer.account_id != account_id or not peer.asked or peer.handed_in:
        return None
    one, sitting = find_company_round(session, peer.round_id), open_sitting(session, peer.assessment_id)
    if one is None or one.over(today) or sitting is None or not sitting.allowed():
        return None
    names = [name for other, name in asked_of(session, account_id, today) if other.id == id]
    if not names:
        return None
    role = sitting.framework.roles[sitting.assessment.target]
    every = questions(sitting.framework, role.id)
    first = [id for id in every if id in role.must_haves]
    return Ask(peer, one, sitting.framework, names[0], (*first, *(id for id in every if id not in first)), len(first))


def hand_in(session: Session, secret: str, ask: Ask, levels: Mapping[str, int]) -> bool:
    """Add what a colleague says to the sums, once; False where nothing was said or they have handed in before.

    After the last of those asked the sums are opened; where somebody was taken out, once others are asked instead.
    """
    if not levels:
        return False
    whose = ask.peer.round_id, ask.peer.assessment_id
    assessment = _allowed(session, ask.peer.assessment_id)
    sealed = find_sealed(session, *whose)
    if assessment is None or sealed is None or not note_handed_in(session, ask.peer.id):
        return False
    topics = questions(ask.framework, assessment.target)
    sums = _unsealed(secret, whose, sealed, topics)
    if sums is None:
        # The secret of the installation is another one: what was sealed is lost, so everybody may hand in again.
        begin_anew(session, *whose)
        note_handed_in(session, ask.peer.id)
        sums = nothing_said(topics)
    sums = added(sums, levels)
    if anybody_awaited(session, *whose) or not enough(every_asked(session, *whose)):
        _keep(session, secret, whose, sums)
    else:
        put_opened(session, *whose, opened(sums))
    return True


def open_ended(session: Session, secret: str, today: date) -> int:
    """Open the sums of rounds that are over; return of how many people.

    What fewer than three said is deleted, and all of it where somebody was taken out and fewer than three are asked:
    HR and the person read that it would be, and two names beside a mean would tell that the third had spoken.
    """
    ended = sealed_of_ended(session, today)
    for one, assessment_id in ended:
        whose, sitting = (one.id, assessment_id), open_sitting(session, assessment_id)
        sealed = find_sealed(session, *whose)
        if sitting and sealed:
            sums = _unsealed(secret, whose, sealed, questions(sitting.framework, sitting.assessment.target))
            shown = sitting.allowed() and enough(every_asked(session, *whose))
            put_opened(session, *whose, opened(sums or {}) if shown else {})
    return len(ended)


def reseal(session: Session, before: str, secret: str) -> int:
    """Seal all sums under a new secret; return how many are left that the one before does not open."""
    left = 0
    for whose, sealed in every_sealed(session):
        data = _plain(before, whose, sealed)
        if data is None:
            left += 1
        else:
            put_sealed(session, *whose, _boxed(secret, whose, data))
    return left


def said_together(session: Session, assessment: Assessment) -> dict[str, Peers]:
    """Return what colleagues of the newest round said together; nothing before one's own answers are in."""
    return together_about(assessment, opened_about(session, assessment.id))


def together_about(assessment: Assessment, rounds: Iterable[Opened]) -> dict[str, Peers]:
    """Return what counts of what colleagues said together, by round, the newest first."""
    for one in rounds:
        if assessment.finished or (one.joined and one.joined < assessment.started):
            return one.said
    return {}


def _keep(session: Session, secret: str, whose: tuple[str, str], sums: Mapping[str, Peers]) -> None:
    put_sealed(session, *whose, _boxed(secret, whose, packed(sums)))


def _boxed(secret: str, whose: tuple[str, str], data: bytes) -> str:
    nonce = token_bytes(NONCE)
    return b64encode(nonce + _box(secret).encrypt(nonce, data, _place(whose))).decode()


def _unsealed(secret: str, whose: tuple[str, str], sealed: str, topics: tuple[str, ...]) -> dict[str, Peers] | None:
    data = _plain(secret, whose, sealed)
    return None if data is None else unpacked(data, topics)


def _plain(secret: str, whose: tuple[str, str], sealed: str) -> bytes | None:
    box = b64decode(sealed)
    try:
        return _box(secret).decrypt(box[:NONCE], box[NONCE:], _place(whose))
    except InvalidTag:
        return None


def _place(whose: tuple[str, str]) -> bytes:
    return ":".join(whose).encode()


def _box(secret: str) -> AESGCM:
    # A key of its own, and no Fernet: its tokens say when they were made.
    return AESGCM(sha256(f"peers in a round:{secret}".encode()).digest())


def _allowed(session: Session, assessment_id: str) -> Assessment | None:
    assessment = find_assessment(session, assessment_id, lock=True)
    if assessment is not None:
        require_for(session, assessment)
    return assessment
