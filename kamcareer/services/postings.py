"""The posting of a vacancy: made from its profile until somebody writes another text; shown while people may apply."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.posting import Posting
from kamcareer.core.vacancies import Reach, Vacancy
from kamcareer.services.vacancies import OpenVacancy, opened, vacancy_changes
from kamcareer.store.postings import delete_posting, find_posting, postings_of, put_posting
from kamcareer.store.vacancies import find_vacancy


def written_posting(session: Session, vacancy: Vacancy, language: str) -> Posting | None:
    """Return what was written in a language; None where the text is still the one made from the profile."""
    return find_posting(session, vacancy.id, language)


def written_postings(session: Session, vacancy: Vacancy, languages: Iterable[str]) -> list[Posting]:
    """Return what was written by hand, in the order of the languages."""
    found = postings_of(session, vacancy.id)
    return [found[one] for one in languages if one in found]


def write_posting(session: Session, vacancy: Vacancy, language: str, words: str, now: datetime) -> None:
    """Keep a text in place of the one made from the profile."""
    put_posting(session, vacancy.id, Posting(language, words, now))


def forget_posting(session: Session, vacancy: Vacancy, language: str) -> None:
    """Let the text be made from the profile again."""
    delete_posting(session, vacancy.id, language)


def is_out_of_step(session: Session, vacancy: Vacancy, posting: Posting) -> bool:
    """Return whether what the vacancy asks was changed after the text was written."""
    changes = vacancy_changes(session, vacancy)
    return bool(changes and changes[0].at > posting.saved)


def posted_vacancy(session: Session, id: str) -> OpenVacancy | None:
    """Return a vacancy that others were told of; None where it was never opened, or for who was invited alone.

    Whether somebody may still apply is another question: `Vacancy.takes_people`.
    """
    vacancy = find_vacancy(session, id)
    if vacancy is None or vacancy.terms.reach is Reach.INVITATION or not vacancy.opened:
        return None
    return opened(session, vacancy)
