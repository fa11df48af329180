"""Documents as Word files: from the installation's own templates where it has some, else from the shipped ones."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from kamcareer.config import Settings
from kamcareer.exports.calibration_minutes_docx import PLACEHOLDERS as OF_MINUTES
from kamcareer.exports.calibration_minutes_docx import calibration_minutes_template
from kamcareer.exports.contest_order_docx import PLACEHOLDERS as OF_ORDERS
from kamcareer.exports.contest_order_docx import contest_order_template
from kamcareer.exports.development_plan_docx import PLACEHOLDERS as OF_PLANS
from kamcareer.exports.development_plan_docx import development_plan_template
from kamcareer.exports.document_template import BrokenTemplateError, Placeholders, Values, filled_document
from kamcareer.exports.sign_off_docx import PLACEHOLDERS as OF_SHEETS
from kamcareer.exports.sign_off_docx import sign_off_template
from kamcareer.web.calibration_minutes import minutes_labels
from kamcareer.web.contest_order import contest_order_labels
from kamcareer.web.languages import language
from kamcareer.web.plan_document import plan_labels
from kamcareer.web.sign_off import sign_off_labels


@dataclass(frozen=True)
class Kind:
    """One kind of document: what a template of it may ask for, the shipped template and the words that stand in it."""

    name: str
    placeholders: Placeholders
    template: Callable[[Mapping[str, str], str], bytes]
    words: Callable[[], Mapping[str, str]]

    def shipped(self) -> bytes:
        """Return the shipped template in the language of the reader."""
        return self.template(self.words(), language())

    def file_in(self, folder: Path, language: str) -> Path:
        """Return where an installation's own template lies, if it has one."""
        return folder / f"{self.name}.{language}.docx"


PLAN = Kind("development_plan", OF_PLANS, development_plan_template, plan_labels)
SIGN_OFF = Kind("sign_off", OF_SHEETS, sign_off_template, sign_off_labels)
CONTEST_ORDER = Kind("contest_order", OF_ORDERS, contest_order_template, contest_order_labels)
MINUTES = Kind("calibration_minutes", OF_MINUTES, calibration_minutes_template, minutes_labels)
KINDS = (PLAN, SIGN_OFF, CONTEST_ORDER, MINUTES)


def document(kind: Kind, values: Values) -> bytes:
    """Return a document as DOCX; one whose own template is broken is made from the shipped one, and the log says so."""
    settings: Settings = current_app.config["SETTINGS"]
    own = kind.file_in(settings.documents, language()) if settings.documents else None
    said = {"company": settings.operator.name, **values}
    if own and own.is_file():
        try:
            return filled_document(own.read_bytes(), said, settings.logo)
        except (BrokenTemplateError, OSError) as error:
            current_app.logger.warning("%s: %s; the shipped template is used", own, error)
    return filled_document(kind.shipped(), said, settings.logo)
