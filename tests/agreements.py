"""What people of the tests agree to: the documents of the repository, as an installation without a name shows them."""

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.legal_basis import Purpose
from kamcareer.core.legal_texts import Agreement
from kamcareer.core.operator import Operator
from kamcareer.services.legal_texts import offered

WORDS = {
    "keep": "…",
    "purpose": "…",
    "basis": "…",
    "client": "ООО «Ромашка», Тверь",
    "vacancy": "КАМ, сети",
    "role": "КАМ",
}


def agreed(purpose: Purpose = Purpose.DEVELOPMENT, language: str = "ru", operator: Operator | None = None) -> Agreement:
    return offered(PROJECT_ROOT / "legal", operator or Operator(), purpose, language, WORDS)
