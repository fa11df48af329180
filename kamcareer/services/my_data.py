"""Everything about me: what an account holds, as its person may take it along."""

from functools import cache

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.data_register import DataRegister, parse_register
from kamcareer.core.legal_basis import Holder
from kamcareer.services.demographics import pseudonyms
from kamcareer.store.person_data import REGISTER_FILE, PersonData, column_types, rows_of_person

__all__ = ["PersonData", "column_types", "data_register", "everything_about"]


@cache
def data_register() -> DataRegister:
    """Return the register of data."""
    return parse_register(REGISTER_FILE.read_bytes(), str(REGISTER_FILE.name))


def everything_about(session: Session, secret: str, account: Account) -> PersonData:
    """Return every row that belongs to an account, by table, without secrets."""
    return rows_of_person(session, data_register(), account, pseudonyms(session, secret, Holder(account_id=account.id)))
