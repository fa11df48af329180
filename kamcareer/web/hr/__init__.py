"""Pages of HR: cards for people without work mail, and counts of sex and age."""

from flask import Blueprint

from kamcareer.web.hr import cards, demographics


def hr_pages() -> Blueprint:
    """Return the table of HR's addresses."""
    pages = Blueprint("hr", __name__, url_prefix="/hr")
    pages.add_url_rule("/cards", "cards", cards.make_cards_here, methods=["GET", "POST"])
    pages.add_url_rule("/cards/remove", "remove_card", cards.remove_card_here, methods=["POST"])
    pages.add_url_rule("/demographics", "demographics", demographics.show_counts)
    return pages
