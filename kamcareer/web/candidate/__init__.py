"""Pages of the person who assesses themselves."""

from flask import Blueprint

from kamcareer.web.candidate import (
    agreement,
    ambition,
    applying,
    autosave,
    check_answers,
    downloads,
    erase,
    evidence,
    explore,
    fairness,
    frequency,
    later,
    newer_version,
    numbers,
    others,
    outcome,
    plan_activity,
    plan_calendar,
    plan_files,
    plan_letters,
    plan_page,
    presenting,
    question,
    reassess,
    report_page,
    resume,
    routes,
    sharing,
    shown_plan,
    situation,
    start,
    tasks,
    what_if,
)
from kamcareer.web.candidate.reassess import hidden_while_again as hidden

BOTH = ["GET", "POST"]
POST = ["POST"]
PUT = ["PUT"]


def candidate_pages() -> Blueprint:
    """Return the table of the candidate's addresses. No address holds an answer or a secret."""
    pages = Blueprint("candidate", __name__)
    applying.add_applying(pages)
    resume.add_resume(pages)
    later.add_later(pages)
    fairness.add_fairness(pages)
    outcome.add_outcome(pages)
    presenting.add_presenting(pages)
    shown_plan.add_shown_plan(pages)
    _answer_pages(pages)
    _own_pages(pages)
    _pages_of_others(pages)
    _plan_pages(pages)
    _rounds(pages)
    return pages


def _answer_pages(pages: Blueprint) -> None:
    pages.add_url_rule("/start", "present", start.choose_present, methods=BOTH)
    pages.add_url_rule("/start/target", "target", start.choose_target, methods=BOTH)
    pages.add_url_rule("/start/agreement", "agree", agreement.agree_and_start, methods=BOTH)
    pages.add_url_rule("/assessment/target", "another_target", start.choose_another, methods=BOTH)
    pages.add_url_rule("/assessment/role", "role", start.show_role_card)
    pages.add_url_rule("/assessment", "tasks", tasks.show_tasks)
    pages.add_url_rule("/assessment/depth", "depth", start.choose_depth, methods=POST)
    pages.add_url_rule("/assessment/questions/<competency>", "question", question.ask, methods=BOTH)
    pages.add_url_rule("/assessment/answers/<competency>", "autosave", autosave.save, methods=PUT)
    pages.add_url_rule("/assessment/situations", "situations", situation.show_situations, methods=BOTH)
    pages.add_url_rule("/assessment/situations/<situation>", "situation", situation.ask_situation, methods=BOTH)
    choice = "/assessment/choices/<situation>"
    pages.add_url_rule(choice, "autosave_situation", situation.autosave_situation, methods=PUT)
    often = "/assessment/often/<competency>"
    pages.add_url_rule(often, "frequency", frequency.ask_frequency, methods=BOTH)
    pages.add_url_rule(f"{often}/answer", "autosave_frequency", frequency.autosave_frequency, methods=PUT)
    pages.add_url_rule("/assessment/check", "check", check_answers.check, methods=BOTH)


def _own_pages(pages: Blueprint) -> None:
    pages.add_url_rule("/report", "report", hidden(report_page.show_report))
    pages.add_url_rule("/report/newer-version", "newer_version", hidden(newer_version.show_newer_version))
    pages.add_url_rule("/report/numbers", "numbers", hidden(numbers.show_numbers))
    pages.add_url_rule("/report/explore", "explore", hidden(explore.show_explore))
    pages.add_url_rule("/report/download/<style>", "download", hidden(downloads.download))
    links = "/assessment/links"
    pages.add_url_rule(links, "links", sharing.show_links)
    pages.add_url_rule(f"{links}/continue", "renew", sharing.renew, methods=POST)
    pages.add_url_rule(f"{links}/show", "share", sharing.share, methods=POST)
    pages.add_url_rule(f"{links}/<uuid:id>/revoke", "revoke", sharing.revoke, methods=POST)
    agreed = "/assessment/agreement"
    pages.add_url_rule(agreed, "agreement", agreement.show_agreement, methods=BOTH)
    pages.add_url_rule(f"{agreed}/withdraw", "withdraw_agreement", agreement.withdraw_agreement, methods=POST)
    pages.add_url_rule("/assessment/leave", "leave", erase.leave, methods=POST)
    pages.add_url_rule("/assessment/delete", "erase", erase.erase_answers, methods=BOTH)


def _pages_of_others(pages: Blueprint) -> None:
    asked = "/assessment/others"
    pages.add_url_rule(asked, "others", others.show_others)
    pages.add_url_rule(asked, "ask_other", others.ask_other, methods=POST)
    pages.add_url_rule(f"{asked}/<uuid:id>/withdraw", "withdraw", others.withdraw_request, methods=POST)
    log = "/assessment/evidence"
    pages.add_url_rule(log, "evidence", evidence.show_evidence)
    pages.add_url_rule(f"{log}/topic", "choose_topic", evidence.choose_topic)
    pages.add_url_rule(f"{log}/new/<competency>", "add_evidence", evidence.add_evidence, methods=BOTH)
    pages.add_url_rule(f"{log}/<uuid:id>/show", "show_or_hide", evidence.show_or_hide_evidence, methods=POST)
    pages.add_url_rule(f"{log}/<uuid:id>/delete", "drop_evidence", evidence.drop_evidence, methods=POST)
    pages.add_url_rule(f"{log}/<uuid:id>/confirm", "ask_confirmer", evidence.ask_confirmer, methods=POST)
    pages.add_url_rule(f"{log}/<uuid:id>/stop", "stop_asking", evidence.stop_asking_confirmer, methods=POST)
    pages.add_url_rule("/report/others", "side_by_side", hidden(others.show_side_by_side))
    pages.add_url_rule("/report/contest", "contest", hidden(evidence.show_contest))


def _rounds(pages: Blueprint) -> None:
    again = "/assessment/again"
    pages.add_url_rule(again, "reassess", reassess.show_reassessment, methods=BOTH)
    pages.add_url_rule(f"{again}/drop", "drop_reassessment", reassess.drop_reassessment, methods=POST)
    pages.add_url_rule("/report/history", "history", hidden(reassess.show_history))


def _plan_pages(pages: Blueprint) -> None:
    plan = "/assessment/plan"
    pages.add_url_rule(plan, "plan", plan_page.show_plan, methods=BOTH)
    pages.add_url_rule(f"{plan}/download/<style>", "download_plan", plan_files.download_plan)
    pages.add_url_rule("/assessment/routes", "routes", routes.show_routes)
    calendar = f"{plan}/calendar"
    pages.add_url_rule(calendar, "plan_calendar", plan_calendar.show_calendar)
    pages.add_url_rule(f"{calendar}/make", "make_plan_calendar", plan_calendar.make_calendar, methods=POST)
    pages.add_url_rule(f"{calendar}/close", "close_plan_calendar", plan_calendar.close_calendar, methods=POST)
    pages.add_url_rule(f"{plan}/letters/ask", "ask_plan_letters", plan_letters.ask_letters, methods=POST)
    pages.add_url_rule(f"{plan}/letters/stop", "stop_plan_letters", plan_letters.stop_own_letters, methods=POST)
    pages.add_url_rule(f"{plan}/what-if", "what_if", what_if.show_what_if)
    pages.add_url_rule(f"{plan}/read", "plan_changes_read", plan_activity.note_changes_read, methods=POST)
    one = f"{plan}/activities/<activity>"
    pages.add_url_rule(one, "plan_activity", plan_activity.show_activity)
    pages.add_url_rule(f"{one}/week", "plan_week", plan_activity.tell_week, methods=POST)
    pages.add_url_rule(f"{one}/done", "plan_done", plan_activity.finish, methods=POST)
    pages.add_url_rule(f"{one}/refuse", "plan_refuse", plan_activity.refuse, methods=POST)
    pages.add_url_rule(f"{one}/swap", "plan_swap", plan_activity.swap, methods=POST)
    pages.add_url_rule(f"{one}/pin", "plan_pin", plan_activity.pin, methods=POST)
    pages.add_url_rule(f"{one}/take-back", "plan_take_back", plan_activity.take_decision_back, methods=POST)
    talk = "/assessment/ambition"
    pages.add_url_rule(talk, "ambition", hidden(ambition.show_ambition), methods=BOTH)
    pages.add_url_rule(f"{talk}/anew", "draft_ambition", hidden(ambition.draft_ambition_anew), methods=POST)
    pages.add_url_rule(f"{talk}/download/<style>", "download_ambition", hidden(ambition.download_ambition))
