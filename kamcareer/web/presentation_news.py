"""Writing to the recruiter that a candidate or a client has answered."""

from kamcareer.core.notifications import Happening
from kamcareer.core.presentations import Request
from kamcareer.services.presentations import whose_news
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.mailing import tell


def tell_recruiters(found: OpenVacancy, asked: Request) -> None:
    """Queue the letter to whoever asked, and to whoever made the vacancy."""
    url = full_address("recruiting.presentation", id=found.vacancy.id, application=asked.application_id)
    for one in whose_news(db.session(), found, asked):
        tell(Happening.PRESENTATION_NEWS, one.email or "", url=url)
