"""Colleagues chosen in rounds, the sealed sums of what they say, and what three or more said together."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, select, update
from sqlalchemy.orm import Session, aliased

from kamcareer.core.company_rounds import CompanyRound
from kamcareer.core.rating_requests import Peers
from kamcareer.core.round_peers import RoundPeer
from kamcareer.store.company_rounds import IN_IT, OWN_ACCOUNT, find_company_rounds, of_account
from kamcareer.store.tables import CompanyRoundRow, PeerMeanRow, PersonRow, RoundPeerRow, SealedPeersRow

OPENED = (
    select(PeerMeanRow, IN_IT.joined_at)
    .join(CompanyRoundRow, CompanyRoundRow.id == PeerMeanRow.round_id)
    .join(
        IN_IT,
        and_(IN_IT.round_id == PeerMeanRow.round_id, IN_IT.assessment_id == PeerMeanRow.assessment_id),
        isouter=True,
    )
    .where(PeerMeanRow.assessment_id.in_(bindparam("ids", expanding=True)))
    .order_by(CompanyRoundRow.made_at.desc(), PeerMeanRow.competency)
)


def peers_of(session: Session, round_id: str, assessment_ids: Collection[str] | None = None) -> list[RoundPeer]:
    """Return the colleagues chosen in a round, about some assessments or all, by name."""
    about = [] if assessment_ids is None else [RoundPeerRow.assessment_id.in_(assessment_ids)]
    return _peers(session, RoundPeerRow.round_id == round_id, *about)


def find_peer(session: Session, id: str) -> RoundPeer | None:
    """Return a chosen colleague; None when there is none."""
    return next(iter(_peers(session, RoundPeerRow.id == id)), None)


def asked_of(session: Session, account_id: str, today: date) -> list[tuple[RoundPeer, str]]:
    """Return for which people an account is asked and has not handed in, with their names, of rounds that go on."""
    about, person = aliased(IN_IT), aliased(PersonRow)
    waiting = (
        of_account(account_id),
        RoundPeerRow.asked.is_(True),
        ~RoundPeerRow.handed_in,
        CompanyRoundRow.deadline >= today,
    )
    query = select(RoundPeerRow, PersonRow, OWN_ACCOUNT, person.name).join(IN_IT, _as_participant())
    query = query.join(PersonRow, PersonRow.number == IN_IT.person_number)
    query = query.join(CompanyRoundRow, CompanyRoundRow.id == RoundPeerRow.round_id)
    query = query.join(
        about, and_(about.round_id == RoundPeerRow.round_id, about.assessment_id == RoundPeerRow.assessment_id)
    ).join(person, person.number == about.person_number)
    rows = session.execute(query.where(*waiting).order_by(person.plain_name, RoundPeerRow.id))
    return [(_peer(row, colleague, account), name) for row, colleague, account, name in rows]


def add_peer(session: Session, peer: RoundPeer) -> None:
    """Store a colleague whom somebody proposes."""
    session.add(
        RoundPeerRow(
            id=peer.id,
            round_id=peer.round_id,
            assessment_id=peer.assessment_id,
            peer_number=peer.number,
            asked=False,
            handed_in=False,
            reminded=False,
        )
    )
    session.flush()


def drop_proposals(session: Session, round_id: str, assessment_id: str, spared: Collection[str] = ()) -> None:
    """Delete the colleagues who were proposed about an assessment and are not asked, but for some."""
    proposed = (*_about(RoundPeerRow, round_id, assessment_id), ~RoundPeerRow.asked, RoundPeerRow.id.not_in(spared))
    session.execute(delete(RoundPeerRow).where(*proposed))


def drop_proposal(session: Session, round_id: str, assessment_id: str, id: str) -> bool:
    """Delete one colleague who was proposed; False where there is none, or they are asked."""
    one = (*_about(RoundPeerRow, round_id, assessment_id), ~RoundPeerRow.asked, RoundPeerRow.id == id)
    return session.execute(delete(RoundPeerRow).where(*one).returning(RoundPeerRow.id)).scalar_one_or_none() is not None


def ask_proposed(session: Session, round_id: str, assessment_id: str) -> None:
    """Let everybody who is proposed about an assessment be asked."""
    session.execute(update(RoundPeerRow).where(*_about(RoundPeerRow, round_id, assessment_id)).values(asked=True))


def note_handed_in(session: Session, id: str) -> bool:
    """Note that a colleague handed in; False where they did before, or are not asked."""
    free = update(RoundPeerRow).where(RoundPeerRow.id == id, RoundPeerRow.asked, ~RoundPeerRow.handed_in)
    done = free.values(handed_in=True).returning(RoundPeerRow.id)
    return session.execute(done).scalar_one_or_none() is not None


def begin_anew(session: Session, round_id: str, assessment_id: str) -> None:
    """Let everybody hand in again."""
    session.execute(update(RoundPeerRow).where(*_about(RoundPeerRow, round_id, assessment_id)).values(handed_in=False))


def note_reminded(session: Session, id: str) -> bool:
    """Note that a colleague was reminded; False where they were before."""
    free = update(RoundPeerRow).where(RoundPeerRow.id == id, ~RoundPeerRow.reminded)
    return session.execute(free.values(reminded=True).returning(RoundPeerRow.id)).scalar_one_or_none() is not None


def anybody_awaited(session: Session, round_id: str, assessment_id: str) -> bool:
    """Return whether somebody is asked who has not handed in."""
    waits = (*_about(RoundPeerRow, round_id, assessment_id), RoundPeerRow.asked, ~RoundPeerRow.handed_in)
    return session.execute(select(func.count()).where(*waits)).scalar_one() > 0


def every_asked(session: Session, round_id: str, assessment_id: str) -> list[str]:
    """Return those who are asked about an assessment, whether they handed in or not."""
    about = (*_about(RoundPeerRow, round_id, assessment_id), RoundPeerRow.asked)
    return list(session.execute(select(RoundPeerRow.id).where(*about)).scalars())


def put_sealed(session: Session, round_id: str, assessment_id: str, sealed: str) -> None:
    """Store sealed sums in place of those before."""
    session.merge(SealedPeersRow(round_id=round_id, assessment_id=assessment_id, sealed=sealed))
    session.flush()


def find_sealed(session: Session, round_id: str, assessment_id: str) -> str | None:
    """Return the sealed sums, held until the end of the work; None once they were opened."""
    query = select(SealedPeersRow.sealed).where(*_about(SealedPeersRow, round_id, assessment_id)).with_for_update()
    return session.execute(query).scalar_one_or_none()


def every_sealed(session: Session) -> list[tuple[tuple[str, str], str]]:
    """Return all sums that are sealed, by round and assessment."""
    rows = session.execute(select(SealedPeersRow).order_by(SealedPeersRow.round_id, SealedPeersRow.assessment_id))
    return [((row.round_id, row.assessment_id), row.sealed) for row in rows.scalars()]


def sealed_of(session: Session, round_id: str, assessment_id: str) -> bool:
    """Return whether sums are still sealed."""
    query = select(func.count()).where(*_about(SealedPeersRow, round_id, assessment_id))
    return session.execute(query).scalar_one() > 0


def sealed_in(session: Session, round_id: str) -> frozenset[str]:
    """Return the assessments in a round whose sums are still sealed."""
    query = select(SealedPeersRow.assessment_id).where(SealedPeersRow.round_id == round_id)
    return frozenset(session.execute(query).scalars())


def sealed_of_ended(session: Session, today: date) -> list[tuple[CompanyRound, str]]:
    """Return rounds that are over, and the assessments in them with sums that are sealed yet."""
    query = select(SealedPeersRow.round_id, SealedPeersRow.assessment_id)
    query = query.join(CompanyRoundRow, CompanyRoundRow.id == SealedPeersRow.round_id)
    rows = session.execute(query.where(CompanyRoundRow.deadline < today).order_by(SealedPeersRow.assessment_id)).all()
    rounds = find_company_rounds(session, {row.round_id for row in rows})
    return [(one, assessment_id) for round_id, assessment_id in rows if (one := rounds.get(round_id))]


def put_opened(session: Session, round_id: str, assessment_id: str, means: Mapping[str, Peers]) -> None:
    """Store what was opened, and delete what was sealed."""
    session.execute(delete(SealedPeersRow).where(*_about(SealedPeersRow, round_id, assessment_id)))
    session.add_all(
        PeerMeanRow(round_id=round_id, assessment_id=assessment_id, competency=id, total=one.total, count=one.count)
        for id, one in sorted(means.items())
    )
    session.flush()


class Opened(NamedTuple):
    """What colleagues said together in a round; `joined` is when the person took part, None once they left."""

    round_id: str
    joined: datetime | None
    said: dict[str, Peers]


def opened_about(session: Session, assessment_id: str) -> list[Opened]:
    """Return what colleagues said together about an assessment, the newest round first."""
    return opened_about_all(session, [assessment_id]).get(assessment_id, [])


def opened_about_all(session: Session, assessment_ids: Collection[str]) -> dict[str, list[Opened]]:
    """Return what colleagues said together about some assessments, where they did, the newest round first."""
    found: dict[str, dict[str, Opened]] = {}
    for row, joined in session.execute(OPENED, {"ids": list(assessment_ids)}):
        of_one = found.setdefault(row.assessment_id, {})
        of_one.setdefault(row.round_id, Opened(row.round_id, joined, {})).said[row.competency] = Peers(
            row.total, row.count
        )
    return {id: list(rounds.values()) for id, rounds in found.items()}


def forget_peers(session: Session, round_id: str, assessment_id: str) -> None:
    """Delete whom somebody chose in a round, and what is sealed."""
    for table in (RoundPeerRow, SealedPeersRow):
        session.execute(delete(table).where(*_about(table, round_id, assessment_id)))


def awaited(session: Session, round_ids: Iterable[str]) -> list[RoundPeer]:
    """Return the colleagues in some rounds who are asked and have not handed in."""
    return _peers(session, RoundPeerRow.round_id.in_(round_ids), RoundPeerRow.asked.is_(True), ~RoundPeerRow.handed_in)


def _peers(session: Session, *which: ColumnElement[bool]) -> list[RoundPeer]:
    query = select(RoundPeerRow, PersonRow, OWN_ACCOUNT).join(IN_IT, _as_participant())
    query = query.join(PersonRow, PersonRow.number == IN_IT.person_number).where(*which)
    # By name: the order in which rows were written tells nothing here, and shall not.
    rows = session.execute(query.order_by(PersonRow.plain_name, PersonRow.number))
    return [_peer(row, person, account) for row, person, account in rows]


def _peer(row: RoundPeerRow, person: PersonRow, account_id: str | None) -> RoundPeer:
    return RoundPeer(
        row.id, row.round_id, row.assessment_id, row.peer_number, person.name, account_id, row.asked, row.handed_in
    )


def _as_participant() -> ColumnElement[bool]:
    return and_(IN_IT.round_id == RoundPeerRow.round_id, IN_IT.person_number == RoundPeerRow.peer_number)


def _about(
    table: type[RoundPeerRow | SealedPeersRow], round_id: str, assessment_id: str
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.round_id == round_id, table.assessment_id == assessment_id
