"""A print template as a PDF, with the logo of the company where one is set."""

from typing import Any

from flask import render_template

from kamcareer.exports.pdf import PRINT_FONTS, pdf_from_html
from kamcareer.web.company import company_logo


def printed(template: str, **context: Any) -> bytes:
    """Return the PDF of a template of templates/print. PdfUnavailableError."""
    logo = company_logo()
    html = render_template(template, logo=logo.as_uri() if logo else None, **context)
    return pdf_from_html(html, PRINT_FONTS, logo)
