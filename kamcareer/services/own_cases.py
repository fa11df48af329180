"""Nobody judges their own case, and nobody applies twice: what the account is for that an application remembers."""

from collections.abc import Collection, Iterable

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.applications import Application
from kamcareer.core.vacancies import Vacancy
from kamcareer.store.accounts import find_accounts
from kamcareer.store.applications import begun_with_account, own_applications_in, sent_besides, set_account


class OwnCaseError(Exception):
    """Somebody would decide about themselves, or mark themselves."""


def remember_account(session: Session, assessment_id: str, account_id: str | None) -> None:
    """Remember who is signed in where somebody applies; the first account stays, and a visitor leaves none."""
    if account_id:
        set_account(session, assessment_id, account_id)


def applied_before(session: Session, vacancy: Vacancy, account_id: str | None) -> Application | None:
    """Return what was begun or sent to a vacancy with an account; None for nothing and for a visitor."""
    return begun_with_account(session, vacancy.id, account_id) if account_id else None


def sent_before(session: Session, application: Application, account_id: str | None) -> Application | None:
    """Return what was sent to the same vacancy with the account of an application, or with the one signed in now."""
    return sent_besides(session, application, account_id)


def is_of_account(session: Session, vacancy: Vacancy, before: Application, account_id: str | None) -> bool:
    """Return whether it is with this very account that something was sent: nobody else is told when."""
    own = applied_before(session, vacancy, account_id)
    return own is not None and own.id == before.id


def own_cases(session: Session, vacancy_id: str, account: Account) -> frozenset[str]:
    """Return the applications of whoever asks to a vacancy, as far as account and plan tell that."""
    return own_applications_in(session, [vacancy_id], [account.id]).get(account.id, frozenset())


def must_be_of_others(session: Session, vacancy_id: str, application_ids: Iterable[str], account: Account) -> None:
    """Refuse whoever would judge themselves. OwnCaseError."""
    if own_cases(session, vacancy_id, account) & set(application_ids):
        raise OwnCaseError


def who_applied(session: Session, vacancy: Vacancy, account_ids: Collection[str]) -> list[Account]:
    """Return those of some accounts who applied to a vacancy."""
    applied = own_applications_in(session, [vacancy.id], account_ids) if account_ids else {}
    return find_accounts(session, applied) if applied else []
