"""The posting of a vacancy as people outside read it, and as search engines do."""

from typing import Any
from uuid import UUID

from flask import current_app, render_template
from markupsafe import escape

from kamcareer.core.posting import parts
from kamcareer.core.vacancies import Reach
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import local_day
from kamcareer.web.languages import language, words
from kamcareer.web.postings import education_left_out, place_left_out, posting_words
from kamcareer.web.vacancy_words import asked_education
from kamcareer.web.visitor.posted import posted


def show_vacancy(id: UUID) -> str:
    """Show the posting; an internal one to people with a role in this installation alone."""
    found = posted(id)
    said = posting_words(found, language())
    return render_template(
        "visitor/vacancy.html",
        vacancy=found.vacancy,
        parts=parts(said),
        place=place_left_out(found, said),
        education=education_left_out(found, said),
        asked_education=asked_education,
        structured=job_posting(found, said) if found.vacancy.terms.reach is Reach.PUBLIC else None,
    )


def job_posting(found: OpenVacancy, said: str) -> dict[str, Any]:
    """Return the posting as schema.org/JobPosting; only what is known, nothing invented."""
    settings, vacancy, role = current_app.config["SETTINGS"], found.vacancy, found.framework.roles[found.vacancy.role]
    named, education, place = settings.operator.name, vacancy.terms.education, vacancy.terms.place
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": vacancy.terms.title,
        "description": "".join(f"<p>{line}</p>" for line in _escaped(said) if line),
        "identifier": {"@type": "PropertyValue", "name": "kamcareer", "value": vacancy.id},
        "datePosted": local_day(vacancy.opened).isoformat() if vacancy.opened else None,
        "validThrough": vacancy.terms.deadline.isoformat(),
        "skills": [words(found.framework.competencies[id].name) for id in role.requirements],
        **({"educationRequirements": asked_education(education)} if education else {}),
        **({"jobLocation": _place(place)} if place else {}),
        "url": full_address("visitor.vacancy", id=vacancy.id),
        "directApply": True,
        # Search engines refuse a posting without it; "confidential" is their word for a company that is not named.
        "hiringOrganization": {"@type": "Organization", "name": named} if named else "confidential",
    }


def _place(words: str) -> dict[str, Any]:
    return {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": words}}


def _escaped(said: str) -> list[str]:
    return [str(escape(line.strip())) for line in said.splitlines()]
