"""Pages of line managers: rounds, cards of people without mail, units; calibration sessions, for HR in them too."""

from flask import Blueprint

from kamcareer.web.heat_map import show_units
from kamcareer.web.team import calibration_sessions, cards, nominations, rounds


def team_pages() -> Blueprint:
    """Return the table of the line managers' addresses."""
    pages = Blueprint("team", __name__, url_prefix="/team")
    pages.add_url_rule("/cards", "cards", cards.list_cards)
    pages.add_url_rule("/cards/renew", "renew_card", cards.renew_here, methods=["POST"])
    pages.add_url_rule("/levels", "unit_levels", show_units)
    pages.add_url_rule("/talent-pool", "nominations", nominations.show_nominations)
    pages.add_url_rule("/rounds", "rounds", rounds.list_rounds)
    one = "/rounds/<uuid:id>"
    pages.add_url_rule(one, "round", rounds.show_round)
    pages.add_url_rule(f"{one}/topics/<competency>", "rate", rounds.rate_here, methods=["GET", "POST"])
    pages.add_url_rule(f"{one}/send", "send", rounds.send_here, methods=["POST"])
    pages.add_url_rule(f"{one}/people/<uuid:person>", "talk", rounds.talk_here, methods=["GET", "POST"])
    colleagues = f"{one}/people/<uuid:person>/colleagues"
    pages.add_url_rule(colleagues, "peers", rounds.peers_here, methods=["GET", "POST"])
    session = "/calibration/<uuid:id>"
    pages.add_url_rule(session, "calibration", calibration_sessions.show_session)
    topic = f"{session}/topics/<competency>"
    pages.add_url_rule(topic, "calibrate", calibration_sessions.settle_here, methods=["GET", "POST"])
    close, minutes = calibration_sessions.close_here, calibration_sessions.download_minutes
    pages.add_url_rule(f"{session}/close", "close_calibration", close, methods=["POST"])
    pages.add_url_rule(f"{session}/minutes.docx", "download_minutes", minutes, methods=["POST"])
    return pages
