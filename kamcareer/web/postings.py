"""The words of a posting: what was written, else what the profile says, in the language asked for."""

from flask import render_template
from flask_babel import force_locale

from kamcareer.core.education import RequiredEducation
from kamcareer.core.vacancies import both_sides, guards
from kamcareer.services.postings import written_posting
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.vacancy_words import KNOCK_OUTS, asked_education


def posting_words(found: OpenVacancy, language: str) -> str:
    """Return the text of a vacancy's posting."""
    written = written_posting(db.session(), found.vacancy, language)
    return written.words if written else made_words(found, language)


def education_left_out(found: OpenVacancy, said: str) -> RequiredEducation | None:
    """Return the education that is asked for where a text written by hand does not give the reason."""
    asked = found.vacancy.terms.education
    return asked if asked and " ".join(asked.why.split()) not in " ".join(said.split()) else None


def place_left_out(found: OpenVacancy, said: str) -> str:
    """Return where the work is, where a text written by hand does not say it in these words; "" otherwise."""
    place = found.vacancy.terms.place
    return "" if place.casefold() in " ".join(said.casefold().split()) else place


def made_words(found: OpenVacancy, language: str) -> str:
    """Return the text that the profile gives."""
    vacancy, framework = found.vacancy, found.framework
    contradicted = [guard.said for guard in guards(found.stored, vacancy)]
    role = framework.roles[vacancy.role]
    pleases, weighs = both_sides(role, vacancy.terms.expects)
    with force_locale(language):
        return render_template(
            "print/posting.txt",
            vacancy=vacancy,
            role=role,
            framework=framework,
            not_expected=[said for said in role.not_expected if said not in contradicted],
            pleases=pleases,
            weighs=weighs,
            asked_education=asked_education,
            knock_outs=[name for one, name in KNOCK_OUTS.items() if one in vacancy.terms.knock_outs],
        ).strip()
