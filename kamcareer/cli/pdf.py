"""The PDF of a command: where the libraries for it are missing, one line says so."""

from kamcareer.cli.command import refuse
from kamcareer.exports.pdf import PRINT_FONTS, PdfUnavailableError, pdf_from_html
from kamcareer.web.company import company_logo


def pdf_or_refuse(html: str) -> bytes:
    """Return a printed page as PDF, with the logo of the installation; ends the command where that cannot be done."""
    try:
        return pdf_from_html(html, PRINT_FONTS, company_logo())
    except PdfUnavailableError as error:
        refuse(str(error))
