"""People in a vacancy: inviting them, their own link, beginning on their consent, what they say besides, sending."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_hex
from uuid import UUID, uuid4, uuid5

from sqlalchemy.orm import Session

from kamcareer.core.applications import Application, CameBy, Facts, Invitee, link_ends
from kamcareer.core.assessment import Assessment, Depth
from kamcareer.core.legal_basis import Holder, NoBasisError, Purpose
from kamcareer.core.legal_texts import Agreement
from kamcareer.services.legal_bases import agree, require_for
from kamcareer.services.secret import hash_of, new_secret
from kamcareer.services.situations import close_situations
from kamcareer.services.vacancies import OpenVacancy, opened
from kamcareer.store.applications import (
    add_application,
    application_of_assessment,
    applications_reached_at,
    applications_to,
    delete_application,
    find_application,
    put_about,
    set_begun,
    set_sent,
)
from kamcareer.store.assessments import add_assessment, find_assessment, set_finished
from kamcareer.store.own_links import (
    application_of_secret,
    delete_unused_applications,
    set_bound,
    set_first_opened,
    set_mailed,
    set_revoked,
    set_secret,
)
from kamcareer.store.vacancies import find_vacancy

UNUSED_KEPT = timedelta(days=30)
MOST_NAMED = 10
SECOND_TAP = timedelta(minutes=5)  # whoever taps again because nothing came waits no longer


@dataclass(frozen=True)
class OpenApplication:
    """Somebody in a vacancy, together with it."""

    application: Application
    found: OpenVacancy


def invitation_id(found: OpenVacancy, whom: Invitee, key: str) -> str:
    """Return the id of the invitation that a form asks for: of the same form sent twice for one person the same."""
    return str(uuid5(UUID(found.vacancy.id), f"{key} {whom.name} {whom.email} {whom.phone}"))


def invite(  # noqa: PLR0913 - whom, to what, until when
    session: Session,
    found: OpenVacancy,
    whom: Invitee,
    ends: datetime,
    now: datetime,
    facts: Facts | None = None,
    id: str | None = None,
) -> tuple[Application, str]:
    """Return somebody invited and the secret of their own link, which is kept nowhere.

    `ends` is the end of the last day to apply; `facts` is what they find in their form, to leave or to change.
    """
    secret = new_secret()
    made = _new(found, CameBy.INVITATION, whom, link_ends(ends, now), now)
    made = replace(made, id=id or made.id, facts=facts or Facts())
    add_application(session, made, hash_of(secret))
    return made, secret


def already_there(session: Session, whom: Invitee, account_id: str) -> list[tuple[Application, str]]:
    """Return who is reached at the same mailbox or number in the vacancies of an account, with the title of each."""
    contacts = [one for one in (whom.email, whom.phone) if one]
    return applications_reached_at(session, contacts, account_id, MOST_NAMED) if contacts else []


def find_again(
    session: Session, found: OpenVacancy, earlier: Application, ends: datetime, now: datetime, *, mailed_only: bool
) -> tuple[Application, str]:
    """Return somebody of the pool invited to another vacancy, and the secret of their own link."""
    secret = new_secret()
    made = _new(
        found,
        CameBy.POOL,
        Invitee(earlier.name, earlier.email, earlier.phone, earlier.language),
        link_ends(ends, now),
        now,
    )
    made = replace(made, earlier=earlier.id, mailed_only=mailed_only)
    add_application(session, made, hash_of(secret))
    return made, secret


def renew_link(session: Session, application: Application, ends: datetime, now: datetime) -> str:
    """Return the secret of a new link; the old one opens nothing any more, and another browser may go on."""
    secret = new_secret()
    set_secret(session, application.id, hash_of(secret), link_ends(ends, now))
    return secret


def note_mailed(session: Session, application: Application, now: datetime) -> None:
    """Note that somebody's present link went out as a letter; the reminder counts from here."""
    set_mailed(session, application.id, now)


def revoke_link(session: Session, application: Application, now: datetime) -> None:
    """Let a link open nothing any more; whoever never began is forgotten."""
    if application.assessment_id is None:
        delete_application(session, application.id)
    else:
        set_revoked(session, application.id, now)


def everybody_in(session: Session, vacancy_id: str) -> list[Application]:
    """Return everybody in a vacancy, newest first."""
    return applications_to(session, vacancy_id)


def application_in(session: Session, vacancy_id: str, id: str, *, lock: bool = False) -> Application | None:
    """Return somebody in a vacancy; None when they are in none or in another one."""
    found = find_application(session, id, lock=lock)
    return found if found and found.vacancy_id == vacancy_id else None


def opened_link(session: Session, secret: str, now: datetime, *, lock: bool = False) -> OpenApplication | None:
    """Return whose own link it is and for which vacancy; None where it opens nothing.

    `now` is a moment by the clock of the installation: a link of a vacancy that takes nobody more is to say so.
    """
    return told_by_link(session, application_of_secret(session, hash_of(secret), lock=lock), now)


def told_by_link(session: Session, application: Application | None, now: datetime) -> OpenApplication | None:
    """Return somebody with their vacancy where their own link, or that of a reminder, opens a page."""
    vacancy = find_vacancy(session, application.vacancy_id) if application else None
    if application is None or vacancy is None:
        return None
    tells = application.link_tells(now, takes_people=vacancy.takes_people(now.date()))
    return OpenApplication(application, opened(session, vacancy)) if tells else None


def note_opened(session: Session, application: Application, now: datetime) -> None:
    """Note that somebody opened their link, the first time."""
    if application.opened is None:
        set_first_opened(session, application.id, now)


def own_application(session: Session, assessment_id: str, *, lock: bool = False) -> OpenApplication | None:
    """Return the application that an assessment belongs to; None where it is for no vacancy.

    `lock` keeps other writers of the vacancy out until the commit.
    """
    application = application_of_assessment(session, assessment_id)
    vacancy = find_vacancy(session, application.vacancy_id, lock=lock) if application else None
    return OpenApplication(application, opened(session, vacancy)) if application and vacancy else None


def application_begun(session: Session, found: OpenVacancy, assessment_id: str) -> Application | None:
    """Return whose screening began under this id by the posting; until the commit nobody else begins one there."""
    find_vacancy(session, found.vacancy.id, lock=True)
    return application_of_assessment(session, assessment_id)


def just_begun(application: Application, assessment_id: str, now: datetime) -> bool:
    """Return whether this screening began under this id a moment ago and is not sent."""
    began = application.started
    same = application.assessment_id == assessment_id and application.finished is None
    return same and began is not None and now - began < SECOND_TAP


def begin(  # noqa: PLR0913 - who, for what, on which words, when
    session: Session,
    found: OpenVacancy,
    application: Application | None,
    agreed: Agreement,
    now: datetime,
    seen: tuple[str, ...] = (),
    id: str | None = None,
) -> Assessment:
    """Begin a screening on somebody's consent; without an application they come by the posting.

    Everybody gets the quick way of the vacancy's own profile, and nothing is known of a present role: the same is
    assumed of all. Letters are written in the language of what they agreed to, unless the inviter said another.
    `id` is the assessment's, unless another has it. NoBasisError without a basis for selection.
    """
    if agreed.purpose is not Purpose.SELECTION:
        raise NoBasisError(Purpose.SELECTION)
    vacancy = found.vacancy
    assessment = Assessment(
        id if id and find_assessment(session, id) is None else str(uuid4()),
        vacancy.framework_sha256,
        None,
        vacancy.role,
        now,
        depth=Depth.QUICK,
        seen=seen,
        purpose=Purpose.SELECTION,
    )
    add_assessment(session, assessment)
    agree(session, Holder(assessment_id=assessment.id), agreed, now)
    if application is None:
        application = _new(found, CameBy.POSTING, Invitee(""), now, now)
        add_application(session, application, None)
    set_begun(session, application.id, assessment.id, agreed.text.language, now)
    return assessment


def go_on_here(session: Session, application: Application) -> None:
    """Let the browser that asks go on with what was begun in another one."""
    set_bound(session, application.id)


def say_about(session: Session, application: Application, said: Invitee, facts: Facts) -> None:
    """Keep what somebody says of themselves; NoBasisError when nothing allows it any more."""
    _allowed(session, application)
    put_about(session, application.id, said, facts)


def send(session: Session, application: Application, now: datetime) -> None:
    """Send the answers: they stay as they are, the situations are finished, the recruiter reads them. NoBasisError."""
    assessment = _allowed(session, application)
    close_situations(session, assessment.id, now)
    set_finished(session, assessment.id, now)
    set_sent(session, application.id, now)


def forget_unused(session: Session, now: datetime) -> None:
    """Forget those who were invited, never began, and whose link ended a month ago."""
    delete_unused_applications(session, now - UNUSED_KEPT)


def _allowed(session: Session, application: Application) -> Assessment:
    assessment = find_assessment(session, application.assessment_id) if application.assessment_id else None
    if assessment is None:
        raise NoBasisError(Purpose.SELECTION)
    require_for(session, assessment)
    return assessment


def _new(found: OpenVacancy, came_by: CameBy, whom: Invitee, expires: datetime, now: datetime) -> Application:
    made = Application(
        str(uuid4()), found.vacancy.id, token_hex(3).upper(), came_by, whom.name, whom.email, now, expires
    )
    return replace(made, phone=whom.phone, language=whom.language)
