"""What the pages of calibration sessions share: words, and letters to those who are asked and those who sit in one."""

from flask_babel import lazy_gettext as _l

from kamcareer.core.accounts import Account
from kamcareer.core.calibration_sessions import CalibrationSession, Compared, Part, Word
from kamcareer.core.notifications import Happening
from kamcareer.web.addresses import full_address
from kamcareer.web.mailing import tell

PARTS = {Part.LEAD: _l("leads it"), Part.MANAGER: _l("manager"), Part.HR: _l("HR")}
WORDS = {
    Word.AWAITED: _l("not answered yet"),
    Word.AGREED: _l("agreed"),
    Word.DECLINED: _l("said no"),
}


def write_to_person(one: CalibrationSession, person: Compared, account: Account) -> None:
    """Ask somebody whether their levels may be compared."""
    if account.email and account.closed is None:
        url = full_address("account.calibration", id=person.id)
        tell(Happening.CALIBRATION_ASKED, account.email, url=url, day=one.day)


def write_to_seat(one: CalibrationSession, mailbox: str) -> None:
    """Tell somebody that they sit in a session, and where its page is."""
    tell(Happening.CALIBRATION_SEAT, mailbox, url=full_address("team.calibration", id=one.id), day=one.day)
