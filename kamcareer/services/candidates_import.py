"""Inviting everybody of a file to a vacancy: all of them or nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.applications import Application, Invitee
from kamcareer.core.candidates_import.columns import CandidatesMapping
from kamcareer.core.candidates_import.reading import MOST_AT_ONCE, CandidatesFile, read_candidates
from kamcareer.core.spreadsheets.sheet import Sheet
from kamcareer.services.applications import everybody_in, invite
from kamcareer.services.decisions import names_shown
from kamcareer.services.people import ProblemsLeftError
from kamcareer.services.secret import hash_of
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.applications import applications_reached_at
from kamcareer.store.own_links import applications_of_secrets

Links = Sequence[tuple[Application, str]]


def candidates_in(
    session: Session, found: OpenVacancy, sheets: Sequence[Sheet], mapping: CandidatesMapping
) -> CandidatesFile:
    """Return whom a file names, its columns read as decided, held against who is in the vacancy already.

    Of whoever is not shown by name it is only said that they are there: a list of numbers would tell who is who.
    """
    everybody = everybody_in(session, found.vacancy.id)
    named = names_shown(session, found, everybody)
    return read_candidates(sheets, [one if one.id in named else replace(one, name="") for one in everybody], mapping)


def known_elsewhere(
    session: Session, found: OpenVacancy, people: Iterable[Invitee], account_id: str
) -> list[tuple[Invitee, Application, str]]:
    """Return who of a file has the mailbox or number of somebody in another vacancy of an account, with its title."""
    by_contact = {contact: one for one in people for contact in (one.email, one.phone) if contact}
    reached = applications_reached_at(session, by_contact, account_id, MOST_AT_ONCE) if by_contact else []
    return [
        (by_contact[contact], there, title)
        for there, title in reached
        if there.vacancy_id != found.vacancy.id
        for contact in [one for one in (there.email, there.phone) if one in by_contact][:1]
    ]


def invite_everybody(
    session: Session, found: OpenVacancy, file: CandidatesFile, ends: datetime, now: datetime
) -> Links:
    """Return everybody of a file invited, with the secret of their own link, which is kept nowhere. ProblemsLeftError.

    Nobody is written to: that is another word of the recruiter.
    """
    if file.problems:
        raise ProblemsLeftError
    return [invite(session, found, whom, ends, now) for whom in file.people]


def whose_links(session: Session, found: OpenVacancy, secrets: Sequence[str], now: datetime) -> Links:
    """Return whose own links of this vacancy these are, in this order; what opens nothing any more is left out."""
    hashes = {hash_of(secret): secret for secret in secrets}
    owners = applications_of_secrets(session, found.vacancy.id, hashes)
    opening = {hash: owner for hash, owner in owners.items() if owner.link_works(now)}
    return [(opening[hash], secret) for hash, secret in hashes.items() if hash in opening]
