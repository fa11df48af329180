"""A print template as a PDF, with the logo of the company where one is set."""

from typing import Any

from flask import render_template

from kamcareer.exports.pdf import PRINT_FONTS, pdf_from_html
from kamcareer.web.company import company_logo


def print_page(template: str, **context: Any) -> str:
    """Return a template of templates/print as the page that a PDF is made of."""
    logo = company_logo()
    return render_template(template, logo=logo.as_uri() if logo else None, **context)


def printed(template: str, **context: Any) -> bytes:
    """Return the PDF of a template of templates/print. PdfUnavailableError."""
    return pdf_from_html(print_page(template, **context), PRINT_FONTS, company_logo())
