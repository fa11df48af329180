"""Which assessments may be counted together to see what another version of the model would change."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamcareer.core.legal_basis import LegalBasis, Purpose, live
from kamcareer.store.legal_bases import basis_of_row
from kamcareer.store.legal_texts import model_counting_texts
from kamcareer.store.tables import AssessmentRow, LegalBasisRow


class CountedAssessment(NamedTuple):
    """One that counts: with which version it was made, towards which role."""

    id: str
    framework_sha256: str
    target: str


def counted_assessments(session: Session, before: datetime) -> list[CountedAssessment]:
    """Return what was finished for development before a moment, of an account the last one, in three statements.

    Only where what allows it now was told in words that say that this is counted; no invented people.
    """
    texts, bases = model_counting_texts(session), _bases(session)
    row = AssessmentRow
    query = select(row.id, row.framework_sha256, row.target_role, row.account_id).where(
        row.round_of.is_(None),
        row.purpose == Purpose.DEVELOPMENT,
        row.demo_name.is_(None),
        row.finished_at < before,
    )
    newest: dict[str, CountedAssessment] = {}
    for id, sha256, target, account in session.execute(query.order_by(row.finished_at, row.id)):
        holder = account or id
        basis = live(Purpose.DEVELOPMENT, bases.get(holder, ()))
        if basis and basis.text_sha256 in texts:
            newest[holder] = CountedAssessment(id, sha256, target)
    return sorted(newest.values())


def _bases(session: Session) -> Mapping[str, list[LegalBasis]]:
    """Return what is live for development, by the account or the assessment that holds it."""
    query = select(LegalBasisRow).where(LegalBasisRow.purpose == Purpose.DEVELOPMENT, LegalBasisRow.until.is_(None))
    found: dict[str, list[LegalBasis]] = {}
    for row in session.execute(query).scalars():
        found.setdefault(row.account_id or row.assessment_id or "", []).append(basis_of_row(row))
    return found
