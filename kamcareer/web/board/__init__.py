"""The board: projects, courses and mentors inside the company, one's own offers, and what is on when."""

from flask import Blueprint

from kamcareer.web.board import calendar, offers, own, posting

BOTH = ["GET", "POST"]
POST = ["POST"]


def board_pages() -> Blueprint:
    """Return the table of addresses of the board."""
    pages = Blueprint("board", __name__, url_prefix="/board")
    add = pages.add_url_rule
    add("", "offers", offers.list_offers)
    add("/calendar", "calendar", calendar.show_calendar)
    add("/project", "post_project", posting.post_project, methods=BOTH)
    add("/mentoring", "offer_mentoring", posting.offer_mentoring, methods=BOTH)
    add("/mine", "own_offers", own.list_own)
    add("/mine/<uuid:id>", "own_offer", own.show_own)
    add("/mine/<uuid:id>/answers/<uuid:place>", "answer", own.answer_here, methods=POST)
    add("/mine/<uuid:id>/end", "end", own.end_here, methods=POST)
    add("/<uuid:id>", "offer", offers.show_offer, methods=BOTH)
    add("/<uuid:id>/take-back", "take_back", offers.take_back_here, methods=POST)
    add("/<uuid:id>/into-plan", "into_plan", offers.put_into_plan_here, methods=POST)
    add("/<uuid:id>/calendar.ics", "download_days", calendar.download_days)
    return pages
