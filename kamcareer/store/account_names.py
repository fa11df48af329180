"""What an account is called where others read it: the name of its person, else what it signs in with."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from kamcareer.core.rating_requests import Asked
from kamcareer.store.tables import AccountRow, CompanyRoundPersonRow, CompanyRoundRow, PersonRow, RatingRequestRow

JOINED, OF_ROUND = aliased(PersonRow), aliased(PersonRow)
ROUND, OWN, RATED = aliased(CompanyRoundRow), aliased(CompanyRoundPersonRow), aliased(CompanyRoundPersonRow)
SENT = aliased(RatingRequestRow)


def called(account: type[AccountRow]) -> ColumnElement[str]:
    """Return what an account of a query is called."""
    return func.coalesce(person_of(account.id), account.email, account.personnel_number)


def person_of(account_id: InstrumentedAttribute[str]) -> ColumnElement[str | None]:
    """Return the name of the person that an account is joined to, else as whom it took part or rated in a round.

    HR says for a round whose account it is, and may err: whoever takes part has read under which name. A manager reads
    none, so the name counts once a rating of that round was sent in the account. The latest one counts.
    """
    joined = select(JOINED.name).where(JOINED.account_id == account_id)
    own = select(OF_ROUND.name).join(OWN, OWN.person_number == OF_ROUND.number)
    own = own.where(OWN.account_id == account_id, OWN.joined_at.is_not(None)).order_by(OWN.joined_at.desc()).limit(1)
    rates = select(RATED.rater_name).join(ROUND, ROUND.id == RATED.round_id)
    rates = rates.join(SENT, (SENT.assessment_id == RATED.assessment_id) & (SENT.rater_id == RATED.rater_id))
    rates = rates.where(SENT.source == Asked.MANAGER, SENT.created_at >= RATED.joined_at, SENT.sent_at.is_not(None))
    rates = rates.where(RATED.rater_id == account_id, RATED.rater_name != "")
    rates = rates.order_by(ROUND.made_at.desc()).limit(1)
    return func.coalesce(joined.scalar_subquery(), own.scalar_subquery(), rates.scalar_subquery())


def account_names(session: Session, account_ids: Iterable[str]) -> dict[str, str]:
    """Return what some accounts are called, by account; those that there are."""
    query = select(AccountRow.id, called(AccountRow)).where(AccountRow.id.in_(set(account_ids)))
    return {id: str(name) for id, name in session.execute(query)}
