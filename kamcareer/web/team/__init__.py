"""Pages of line managers: people of theirs who come in by a card, and units without names."""

from flask import Blueprint

from kamcareer.web.heat_map import show_units
from kamcareer.web.team import cards


def team_pages() -> Blueprint:
    """Return the table of the line managers' addresses."""
    pages = Blueprint("team", __name__, url_prefix="/team")
    pages.add_url_rule("/cards", "cards", cards.list_cards)
    pages.add_url_rule("/cards/renew", "renew_card", cards.renew_here, methods=["POST"])
    pages.add_url_rule("/levels", "unit_levels", show_units)
    return pages
