"""The words for who read what of a person: a role, and a name only where the person knows it anyway."""

from flask_babel import lazy_gettext as _l

from kamcareer.core.readings import Capacity, Reading
from kamcareer.services.audit import Event

WHAT = {
    Event.ANSWERS_READ: _l("your answers and what follows from them"),
    Event.PLAN_READ: _l("how far your plan is"),
    Event.MARKS_READ: _l("the marks of your interviews"),
    Event.CONTEST_READ: _l("the whole file of the contest, in which you stand too"),
    Event.POOL_SEEN: _l("your answers beside another vacancy, as you agreed"),
    Event.SCORES_SEEN: _l("scores that the company gave you before, or what follows from them"),
    Event.TALK_READ: _l("your levels beside theirs, for the talk"),
}
AS_WHOM = {
    Capacity.RECRUITER: _l("a recruiter of this vacancy"),
    Capacity.INTERVIEWER: _l("an interviewer of this vacancy"),
    Capacity.CHAIR: _l("the chair of the contest"),
    Capacity.HR: _l("the staff department"),
    Capacity.MANAGER: _l("your manager"),
}
ANOTHER_VACANCY = _l("a recruiter of another vacancy")
FILE_READER = _l("a recruiter of this vacancy or the staff department")
NOT_SAID = _l("a recruiter or a member of the panel of this vacancy")


def as_whom(reading: Reading) -> str:
    """Return as what somebody read; entries of earlier versions do not say it."""
    if reading.what is Event.POOL_SEEN:
        return str(ANOTHER_VACANCY)
    if reading.capacity is None:
        return str(FILE_READER if reading.what is Event.CONTEST_READ else NOT_SAID)
    return str(AS_WHOM[reading.capacity])


READING_WORDS = {"read_what": WHAT, "read_as": as_whom}
