"""The documents of an installation, read from its files, and those that people have been shown."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from sqlalchemy.orm import Session

from kamcareer.core.framework.errors import Position, problem_at
from kamcareer.core.legal_basis import Basis, Purpose
from kamcareer.core.legal_texts import Agreement, ExactText, LegalText, exact_text, parse_legal_text
from kamcareer.core.operator import Law, Operator
from kamcareer.store.legal_texts import stored_text

INFORMATION = "information"


def document(folder: Path, name: str, law: Law) -> LegalText:
    """Return a document of a folder; FileError where it is missing or is not one."""
    file = folder / f"{name}.{law}.yaml"
    if not file.is_file():
        raise problem_at(Position(str(file)), "the document is missing; see KAMCAREER_LEGAL")
    found = _parsed(file, file.stat().st_mtime_ns)
    if (found.name, found.law) != (name, law):
        raise problem_at(
            Position(str(file)), f'the file says it is "{found.name}" for "{found.law}"; rename one of them'
        )
    return found


def offered(folder: Path, operator: Operator, purpose: Purpose, language: str, words: Mapping[str, str]) -> Agreement:
    """Return what a person is asked to agree to for a purpose; or told, where the operator names another basis.

    `words` fill the places that are not the operator's: keep, purpose, basis.
    """
    found = document_for(folder, operator, purpose)
    exact = exact_text(found, language, {**operator.words(language), **words})
    return Agreement(purpose, operator.basis(purpose), exact)


def document_for(folder: Path, operator: Operator, purpose: Purpose) -> LegalText:
    """Return what is shown for a purpose: its consent, or the information where the operator names another basis."""
    name = purpose.value if operator.basis(purpose) is Basis.CONSENT else INFORMATION
    return document(folder, name, operator.law)


def shown_text(session: Session, sha256: str) -> ExactText | None:
    """Return the words that somebody agreed to, exactly; None when nobody ever did."""
    return stored_text(session, sha256)


@lru_cache(maxsize=32)
def _parsed(file: Path, _stamp: int) -> LegalText:
    return parse_legal_text(file.read_bytes(), file.name)
