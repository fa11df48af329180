"""Writing down what was erased, and erasing it again after an old backup was restored."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from kamcareer.core.erasures import Erased, Erasure, entries_of, erasure, line_of
from kamcareer.core.installation_secret import Kept, keys_of
from kamcareer.services.accounts import erase_account
from kamcareer.services.erased_answers import erase_answers
from kamcareer.store.accounts import all_accounts, find_account
from kamcareer.store.assessments import all_assessment_ids
from kamcareer.store.demographics import all_pseudonyms, delete_demographics
from kamcareer.store.expert_readings import all_expert_ids, delete_expert, set_expert_revoked, working_expert_ids
from kamcareer.store.legal_bases import end_basis, live_basis_ids
from kamcareer.store.links import revoke_by_id, working_link_ids
from kamcareer.store.people import all_records, delete_person
from kamcareer.store.plan_feeds import delete_feed_by_hash, feed_hashes
from kamcareer.store.presentations import set_presentation_revoked, working_presentation_ids


@dataclass(frozen=True)
class ErasureList:
    """A file beside the database, and the key of its pseudonyms."""

    file: Path
    secret: str

    def add(self, *erased: tuple[Erased, str]) -> None:
        """Write down what is being erased, before the commit: an entry too few would come back with a backup."""
        lines = "".join(line_of(entry) for kind, id in erased for entry in self._entries(kind, id))
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())

    def read(self) -> frozenset[Erasure]:
        """Return every entry."""
        # Whatever else is in it is passed over: a list that is none stops nobody, and `flask doctor` names it.
        return entries_of(self.file.read_text(errors="replace").splitlines()) if self.file.exists() else frozenset()

    def has(self, listed: frozenset[Erasure], kind: Erased, id: str) -> bool:
        """Return whether something is among the listed."""
        return not listed.isdisjoint(self._entries(kind, id))

    def _entries(self, kind: Erased, id: str) -> list[Erasure]:
        # Keys of their own, as the trail has: neither can be read with the other's. Those of earlier secrets too: a
        # backup from before a replacement comes back with its own secret, and must find here what was erased since.
        return [erasure(key, kind, id) for key in keys_of(self.secret, Kept.ERASURES)]


def erase_again(session: Session, erased: ErasureList, now: datetime) -> Counter[Erased]:
    """Erase, withdraw and take back whatever the list names and an old backup has brought back; return how much."""
    listed, done = erased.read(), Counter[Erased]()
    everything: list[tuple[Erased, list[str], Callable[[str], object]]] = [
        (Erased.ASSESSMENT, all_assessment_ids(session), lambda id: erase_answers(session, id)),
        (Erased.DEMOGRAPHICS, all_pseudonyms(session), lambda id: delete_demographics(session, id)),
        (Erased.ACCOUNT, [one.id for one in all_accounts(session)], lambda id: _erase_account(session, id)),
        (Erased.CONSENT, live_basis_ids(session), lambda id: end_basis(session, id, now)),
        (Erased.PERSON, all_records(session), lambda id: delete_person(session, id)),
        (Erased.LINK, working_link_ids(session, now), lambda id: revoke_by_id(session, id, now)),
        (Erased.LINK, working_presentation_ids(session, now), lambda id: set_presentation_revoked(session, id, now)),
        (Erased.EXPERT, all_expert_ids(session), lambda id: delete_expert(session, id)),
        (Erased.LINK, working_expert_ids(session, now), lambda id: set_expert_revoked(session, id, now)),
        (Erased.LINK, feed_hashes(session), lambda id: delete_feed_by_hash(session, id)),
    ]
    for kind, ids, end in everything:
        for id in ids:
            if erased.has(listed, kind, id):
                end(id)
                done[kind] += 1
    return done


def _erase_account(session: Session, id: str) -> None:
    account = find_account(session, id)
    if account is not None:
        erase_account(session, account)
