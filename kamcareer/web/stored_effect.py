"""What a draft of the model would do to what is stored: asked for on a page, worked out in the background."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from flask import current_app

from kamcareer.core.accounts import Role
from kamcareer.core.background_jobs import BackgroundJob, Kind
from kamcareer.core.demographics import cohort_until
from kamcareer.core.framework.draft import DraftFramework
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.stored_effect import StoredEffect, VacancyMove
from kamcareer.services.audit import Event
from kamcareer.services.background_jobs import ask_once, forget, job_for_all, jobs_of
from kamcareer.services.framework_drafts import find_draft, framework_in_draft
from kamcareer.services.framework_publishing import HEAD
from kamcareer.services.stored_effect import VacancyTitle, read, stored_effect, vacancy_titles, written
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.frameworks import current_framework, framework_place
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known, roles

VERSION = re.compile(rb"^version:.*$", re.MULTILINE)


@dataclass(frozen=True)
class ShownEffect:
    """How far it is, what came out, and the vacancies of which whoever asks may know; `hidden` counts the others.

    `earlier`: what is under way is the draft before its last edits.
    """

    job: BackgroundJob | None
    told: StoredEffect | None
    vacancies: tuple[tuple[VacancyTitle, VacancyMove], ...] = ()
    hidden: int = 0
    opens: bool = False
    earlier: bool = False

    @property
    def late(self) -> bool:
        """Whether it has waited for so long that somebody should look."""
        return self.job is not None and self.job.is_late(now())


def work_out_effect(id: str, arguments: Mapping[str, Any], told: Callable[[int, int], object]) -> bytes:
    """Work out the effect of a draft as it was when it was asked for; LookupError where it is another by now."""
    draft = find_draft(db.session(), arguments["draft"])
    if draft is None or _id(draft) != id:
        raise LookupError("the draft is another by now")
    other = framework_in_draft(draft, framework_place())
    return written(stored_effect(db.session(), current_framework(), other, today(), told))


def ask_for_effect(draft: DraftFramework) -> None:
    """Ask for the effect of a draft as it is now, and note who asked; commits nothing.

    What is there already stays: the same words would show nothing new but what one person did meanwhile. Nor is a
    second one begun while the same account waits for one of this draft.
    """
    session, account = db.session(), current_known().account.id
    note(Event.MODEL_EFFECT_ASKED, account, f"{draft.head.id} {draft.head.revision}")
    before, kept = _job(draft)
    if before and before.over and kept is None:
        forget(session, before)
    if before or not _under_way(draft):
        ask_once(session, _id(draft), Kind.EFFECT, {"draft": draft.head.id}, account, now())


def shown_effect(draft: DraftFramework) -> ShownEffect:
    """Return what is known of the effect of a draft as it is now, else what whoever looks waits for of this draft."""
    job, kept = _job(draft)
    if job is None and (earlier := _under_way(draft)):
        return ShownEffect(earlier, None, earlier=True)
    return ShownEffect(job, read(kept) if kept else None)


def with_vacancies(shown: ShownEffect) -> ShownEffect:
    """Return an effect with the vacancies of which whoever asks may know."""
    told = shown.told
    if told is None:
        return shown
    called = vacancy_titles(db.session(), [one.vacancy for one in told.vacancies], current_known().account.id)
    there = [(called[one.vacancy], one) for one in told.vacancies if one.vacancy in called]
    seen = tuple((title, one) for title, one in there if title.own or title.announced)
    return replace(shown, vacancies=seen, hidden=len(there) - len(seen), opens=Role.RECRUITER in roles())


def _job(draft: DraftFramework) -> tuple[BackgroundJob | None, bytes | None]:
    secret: str = current_app.config["SECRET_KEY"]
    return job_for_all(db.session(), _id(draft), Kind.EFFECT, secret) or (None, None)


def _under_way(draft: DraftFramework) -> BackgroundJob | None:
    """Return what whoever asks waits for of a draft, whatever the draft said when they asked."""
    mine = jobs_of(db.session(), current_known().account.id, Kind.EFFECT)
    return next((job for job in mine if not job.over and job.arguments["draft"] == draft.head.id), None)


def _id(draft: DraftFramework) -> str:
    """Return the id of the one job for what a draft says, beside one version in use, in one quarter.

    The number of its version says nothing to anybody who is stored: asking for a second look writes it.
    """
    said = sha256()
    for path, data in sorted(draft.files.files.items()):
        said.update(path.encode() + b"\0" + (VERSION.sub(b"", data) if path == HEAD else data) + b"\0")
    beside = sha256_of(current_framework())
    return str(uuid5(NAMESPACE_OID, f"effect {said.hexdigest()} {beside} {cohort_until(today())}"))
