"""Cards on paper: a page of A4 with a code for the camera on each."""

from flask import Response, current_app, render_template, url_for

from kamcareer.config import PROJECT_ROOT
from kamcareer.exports.pdf import pdf_from_html
from kamcareer.services.cards import Printed
from kamcareer.web.attachments import attached
from kamcareer.web.clock import now
from kamcareer.web.drawing import picture_code

FONTS = PROJECT_ROOT / "static" / "fonts" / "print"


def card_url(printed: Printed) -> str:
    """Return the address that the camera reads from a card."""
    return _full("account.card", number=printed.card.number, code=printed.code)


def cards_pdf(cards: list[Printed]) -> Response:
    """Return the cards as a file to print. PdfUnavailableError."""
    pictures = [(printed, picture_code(card_url(printed))) for printed in cards]
    html = render_template("print/cards.html", pictures=pictures, site=_full("account.card"))
    return attached(pdf_from_html(html, FONTS), "application/pdf", f"cards_{now():%Y-%m-%d}.pdf")


def _full(endpoint: str, **values: str) -> str:
    public = current_app.config["SETTINGS"].public_url
    path = url_for(endpoint, _external=public is None, **values)
    return f"{public.rstrip('/')}{path}" if public else path
