"""Pages for everybody: what this is, the roles, the model, links that were passed on."""

from flask import Blueprint

from kamcareer.web.headers import POLICY_REPORTS
from kamcareer.web.visitor import (
    about,
    activities,
    apply,
    company_colours,
    company_logo,
    confirming,
    contests,
    continued,
    demo,
    expert,
    guides,
    health,
    home,
    legal_text,
    metrics,
    model,
    plan_feed,
    plan_letters,
    policy_reports,
    preferences,
    presented,
    rating,
    roles,
    shared,
    vacancy,
)


def visitor_pages() -> Blueprint:
    """Return the table of public addresses."""
    pages = Blueprint("visitor", __name__)
    pages.add_url_rule("/", "home", home.show_home)
    pages.add_url_rule("/roles", "career_map", roles.show_career_map)
    pages.add_url_rule("/roles/<role>", "role", roles.show_role)
    pages.add_url_rule("/model", "model", model.show_model)
    pages.add_url_rule("/model/<competency>", "competency", model.show_competency)
    pages.add_url_rule("/activities", "activities", activities.show_activities)
    pages.add_url_rule("/activities/<activity>", "activity", activities.show_activity)
    pages.add_url_rule("/help", "guides", guides.show_guides)
    pages.add_url_rule("/help/<guide>", "guide", guides.show_guide)
    pages.add_url_rule("/about/method", "method", about.show_method)
    pages.add_url_rule("/about/measurement", "measurement", about.show_measurement)
    pages.add_url_rule("/about/privacy", "privacy", about.show_privacy)
    pages.add_url_rule("/about/texts/<sha256>", "legal_text", legal_text.show_legal_text)
    pages.add_url_rule("/language/<code>", "language", preferences.choose_language)
    pages.add_url_rule("/theme", "theme", preferences.choose_theme, methods=["POST"])
    both = ["GET", "POST"]
    pages.add_url_rule("/contests", "contests", contests.list_contests)
    pages.add_url_rule("/vacancies/<uuid:id>", "vacancy", vacancy.show_vacancy)
    pages.add_url_rule("/vacancies/<uuid:id>/apply", "apply_posted", apply.show_posted)
    pages.add_url_rule("/vacancies/<uuid:id>/apply/agreement", "agree_posted", apply.agree_posted, methods=both)
    pages.add_url_rule("/demo", "demo", demo.show_demo)
    pages.add_url_rule("/demo/<uuid:id>", "enter_demo", demo.enter_demo, methods=["POST"])
    _add_links(pages)
    _add_files(pages)
    return pages


def _add_links(pages: Blueprint) -> None:
    """Add what is opened by a secret in its address."""
    both = ["GET", "POST"]
    pages.add_url_rule("/continue/<token>", "continue_link", continued.show_continue)
    pages.add_url_rule("/continue/<token>", "continue_here", continued.continue_here, methods=["POST"])
    pages.add_url_rule("/calendar/<token>", "plan_feed", plan_feed.show_feed)
    pages.add_url_rule("/shared/<token>", "shared", shared.show_shared)
    pages.add_url_rule("/presented/<token>", "presented", presented.show_presented, methods=both)
    pages.add_url_rule("/presented/<token>/<style>", "download_presented", presented.download_presented)
    pages.add_url_rule("/rate/<token>", "rate", rating.show_request)
    pages.add_url_rule("/rate/<token>/topics/<competency>", "rate_topic", rating.rate_topic, methods=both)
    pages.add_url_rule("/rate/<token>/send", "rate_check", rating.check_ratings, methods=both)
    reading = "/expert/<token>"
    pages.add_url_rule(reading, "expert", expert.show_reading, methods=both)
    pages.add_url_rule(f"{reading}/topics/<competency>", "expert_topic", expert.place_topic, methods=both)
    pages.add_url_rule(f"{reading}/situations/<situation>", "expert_situation", expert.rate_situation, methods=both)
    pages.add_url_rule(f"{reading}/leave", "leave_expert", expert.leave_here, methods=["POST"])
    pages.add_url_rule("/confirm/<token>", "confirm", confirming.confirm, methods=both)
    stop = "/plan-letters/<token>"
    pages.add_url_rule(stop, "stop_plan_letters", plan_letters.stop_plan_letters, methods=both)
    pages.add_url_rule("/apply/<token>", "apply", apply.show_invitation)
    pages.add_url_rule("/apply/<token>", "go_on", apply.go_on, methods=["POST"])
    pages.add_url_rule("/apply/<token>/agreement", "agree_invited", apply.agree_invited, methods=both)


def _add_files(pages: Blueprint) -> None:
    """Add the addresses that programs read: whether the server lives, and what browsers fetch beside pages."""
    pages.add_url_rule("/healthz", "healthz", health.alive)
    pages.add_url_rule("/readyz", "readyz", health.ready)
    pages.add_url_rule("/metrics", "metrics", metrics.show_metrics)
    pages.add_url_rule(POLICY_REPORTS, "policy_reports", policy_reports.take_report, methods=["POST"])
    pages.add_url_rule("/robots.txt", "robots", health.robots)
    pages.add_url_rule("/.well-known/security.txt", "security_contact", health.security_contact)
    pages.add_url_rule("/site.webmanifest", "manifest", health.manifest)
    pages.add_url_rule("/company-colours.css", "company_colours", company_colours.show_colours)
    pages.add_url_rule("/company-logo", "company_logo", company_logo.show_logo)
    pages.add_url_rule("/favicon.ico", "favicon", health.favicon)
