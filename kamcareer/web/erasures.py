"""What was erased is written down beside the database, so that a restored backup cannot bring it back."""

from collections import Counter

from flask import current_app

from kamcareer.config import Settings
from kamcareer.core.accounts import Account
from kamcareer.core.erasures import Erased
from kamcareer.core.legal_basis import Holder
from kamcareer.services.demographics import forget, pseudonyms
from kamcareer.services.erasures import ErasureList, erase_again
from kamcareer.services.own_assessments import own_assessments
from kamcareer.store.database import db, wipe_log
from kamcareer.web.clock import now


def list_erased(*erased: tuple[Erased, str]) -> None:
    """Write down what is being erased; call it before the commit."""
    _list().add(*erased)


def forget_demographics(holder: Holder) -> None:
    """Write down and delete what somebody said of sex and age: no foreign key leads there."""
    secret = current_app.config["SECRET_KEY"]
    list_erased(*((Erased.DEMOGRAPHICS, name) for name in pseudonyms(db.session(), secret, holder)))
    forget(db.session(), secret, holder)


def list_account(account: Account) -> None:
    """Write down an account and its assessments: in an older backup they may be in no account yet."""
    forget_demographics(Holder(account_id=account.id))
    inside = own_assessments(db.session(), account.id)
    list_erased((Erased.ACCOUNT, account.id), *((Erased.ASSESSMENT, one.assessment.id) for one in inside))


def erase_what_came_back() -> Counter[Erased]:
    """Erase again what the list names; return how much there was."""
    done = erase_again(db.session(), _list(), now())
    db.session.commit()
    if done:
        wipe_log()
    return done


def _list() -> ErasureList:
    settings: Settings = current_app.config["SETTINGS"]
    return ErasureList(settings.erasure_list, current_app.config["SECRET_KEY"])
