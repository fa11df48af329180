"""Writing about a contest: to employees that it is announced, to interviewers, to those who take part how it ended."""

from kamcareer.core.contests import Move
from kamcareer.core.notifications import Happening
from kamcareer.services.contests import applicants
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.mailing import tell, tell_staff
from kamcareer.web.recruiting.talk_news import tell_of_talks
from kamcareer.web.viewer import current_known


def tell_of_move(found: OpenVacancy, move: Move) -> None:
    """Queue the letters of a move: to whom works here, to interviewers, to everybody who took part."""
    if move is Move.ANNOUNCE:
        _tell_everybody_here(found)
    if move is Move.NAME_FINALISTS:
        tell_of_talks(found.vacancy.interviewers)
    if move is Move.TELL_RESULT:
        tell_who_took_part(found, Happening.CONTEST_RESULT)


def tell_who_took_part(found: OpenVacancy, happening: Happening) -> None:
    """Queue a letter to everybody who sent their answers and left a mailbox, once each."""
    people = [one.row.application for one in applicants(db.session(), found)]
    reached = {one.email: one.language for one in people if one.email}
    for mailbox, reads in reached.items():
        tell(happening, mailbox, reads, url=full_address("candidate.outcome"))


def _tell_everybody_here(found: OpenVacancy) -> None:
    contest, vacancy = found.vacancy.contest, found.vacancy
    if contest is None:
        return
    tell_staff(
        Happening.CONTEST_OPEN,
        current_known().account.email,
        url=full_address("visitor.vacancy", id=vacancy.id),
        day=vacancy.terms.deadline,
        first_stage=contest.days.first_stage,
        final=contest.days.final,
        result=contest.days.result,
    )
