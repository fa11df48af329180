"""Pages of line managers: people of theirs who come in by a card."""

from flask import Blueprint

from kamcareer.web.team import cards


def team_pages() -> Blueprint:
    """Return the table of the line managers' addresses."""
    pages = Blueprint("team", __name__, url_prefix="/team")
    pages.add_url_rule("/cards", "cards", cards.list_cards)
    pages.add_url_rule("/cards/renew", "renew_card", cards.renew_here, methods=["POST"])
    return pages
