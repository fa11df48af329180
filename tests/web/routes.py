"""Every address of the application, filled in with things that exist."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from tests.agreements import agreed
from tests.web.stock import DEMO_ID, PLACE

STYLES = {
    "candidate.download": ("pdf", "json", "csv", "txt"),
    "candidate.download_plan": ("pdf", "docx", "ics", "xlsx", "json"),
    "candidate.download_ambition": ("pdf", "docx"),
    "visitor.download_presented": ("pdf", "docx"),
    "recruiting.download_presentation": ("pdf", "docx"),
    "recruiting.download_funnel": ("xlsx", "csv"),
    "recruiting.download_contest": ("pdf", "docx"),
    "account.download_my_data": ("json", "zip", "pdf"),
}
# What may stand in an address. Tokens and ids are made for the assessment that is open.
WORDS = {
    "role": "supervisor",
    "competency": "negotiation",
    "code": "en",
    "activity": "open_new_territory",
    "guide": "answer_honestly",
    "purpose": "development",
    "sha256": agreed().text.sha256,
    "style": "pdf",
    "move": "announce",
}
# What a page needs besides its path to show anything.
QUERIES = {"candidate.agree": "?present=sales_representative&target=key_account_manager_retail"}


IDS = {"account.open_assessment": "assessment", "candidate.withdraw": "request", "admin.revoke": "invitation"}
IDS |= dict.fromkeys([f"visitor.{name}" for name in ("vacancy", "apply_posted", "agree_posted")], "posted")
IDS |= dict.fromkeys([f"recruiting.{name}_invitation" for name in ("renew", "revoke")], "posted")
IDS |= dict.fromkeys(("hr.programme", "hr.download_programme"), "programme") | {"hr.drop_programme": "dropped"}
OF_MODELS = (
    "model_draft",
    "model_texts",
    "model_activities",
    "copy_activity",
    "model_retired",
    "model_changes",
    "download_model",
    "model_review",
    "ask_model_review",
)
OF_MODELS += ("model_table", "download_model_table")
OF_MODELS += ("model_effect", "ask_model_effect")
IDS |= dict.fromkeys([f"hr.{name}" for name in (*OF_MODELS, "return_model", "publish_model")], "model")
IDS |= {"hr.drop_model": "dropped_model"}
OF_READINGS = ("expert_reading", "invite_expert", "raise_reviewed", "revoke_expert")
IDS |= dict.fromkeys([f"hr.{name}" for name in OF_READINGS], "reading") | {"hr.drop_expert_reading": "dropped_reading"}
OF_TALKS = tuple(
    f"recruiting.{name}"
    for name in ("scorecard", "lock_scorecard", "talk_sheet", "talk_calendar", "marks", "release_interviewer")
)
OF_SENT = (
    "recruiting.candidate",
    "recruiting.feedback",
    "recruiting.feedback_anew",
    "recruiting.inquiry",
    "recruiting.presentation",
    "recruiting.ask_to_present",
    "recruiting.end_presentation",
    "recruiting.respond_to_client",
    "recruiting.download_presentation",
    "recruiting.sheet",
    "recruiting.download_sheet",
    *OF_TALKS,
)
IDS |= dict.fromkeys((*OF_SENT, "recruiting.talk_kit"), "posted")
OF_CONTESTS = ("contest", "set_contest", "move_contest", "download_contest")
IDS |= dict.fromkeys(("recruiting.contest_applicant", "recruiting.call_off_contest"), "announced")
IDS |= dict.fromkeys([f"recruiting.{name}" for name in OF_CONTESTS], "contest")
OF_ROUNDS = (
    "hr.round",
    "hr.put_into_round",
    "hr.name_accounts",
    "hr.invite_to_round",
    "hr.name_rater",
    "hr.keep_raters",
    "hr.remove_from_round",
    "hr.round_form",
    "hr.bring_form",
    "account.round",
    "account.leave_round",
    "account.propose_peer",
    "account.drop_peer",
    "hr.peers",
)
IDS |= dict.fromkeys((*OF_ROUNDS, "team.round", "team.rate", "team.send", "team.talk", "team.peers"), "round")
IDS |= {"account.peer": "peer"}
OF_SESSIONS = ("calibration", "calibrate", "close_calibration", "download_minutes")
IDS |= dict.fromkeys([f"team.{name}" for name in OF_SESSIONS], "calibration")
IDS |= dict.fromkeys(("hr.new_calibration", "hr.rating_quality"), "round") | {"account.calibration": "compared"}
OF_NOMINATIONS = ("hr.nomination", "hr.change_nomination", "hr.prolong_nomination")
IDS |= dict.fromkeys((*OF_NOMINATIONS, "account.nomination", "account.leave_nomination"), "nomination")
IDS |= dict.fromkeys(("board.into_plan", "board.download_days"), "offer_place") | {"board.offer": "offer"}
IDS |= {"board.take_back": "offer_asked", "board.end": "offer_ending"}
IDS |= dict.fromkeys(("board.own_offer", "board.answer"), "own_offer")
IDS |= dict.fromkeys(
    [f"candidate.{name}" for name in ("show_or_hide", "drop_evidence", "ask_confirmer", "stop_asking")], "evidence"
)


@dataclass(frozen=True)
class Address:
    """One rule of the application with a path that exists."""

    endpoint: str
    method: str
    path: str


ERASING = {"account.erase", "candidate.erase"}
# After these somebody has no more what other addresses are about.
ENDING = ERASING | {"account.leave_round"}


def addresses(app: Flask, stocked: dict[str, str]) -> Iterator[Address]:
    """Every method of every rule; what erases an account, and with it what that account was seated in, comes last."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.endpoint in ENDING):
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            for values in _values(rule, stocked):
                _, path = rule.build(values) or ("", "")
                yield Address(rule.endpoint, method, path + QUERIES.get(rule.endpoint, ""))


def _values(rule: Rule, stocked: dict[str, str]) -> list[dict[str, str]]:
    made = _made(rule, stocked)
    return [made | {"style": style} for style in STYLES[rule.endpoint]] if rule.endpoint in STYLES else [made]


def _made(rule: Rule, stocked: dict[str, str]) -> dict[str, str]:
    made = {
        "situation": stocked["situation"],
        "id": _id(rule.endpoint, stocked),
        "application": _application(rule.endpoint, stocked),
        "inquiry": stocked["inquiry"],
        "presentation": stocked["presentation"],
        "person": stocked["in_round"],
        "peer": stocked["proposed"],
        "place": PLACE,
        "expert": stocked["revoked_expert"],
    }
    known = WORDS | made | {"token": stocked.get(rule.rule.split("/")[1], "")}
    return {name: known[name] for name in rule.arguments}


def _application(endpoint: str, stocked: dict[str, str]) -> str:
    if endpoint == "recruiting.contest_applicant":
        return stocked["takes_part"]
    return stocked["sent" if endpoint in {*OF_SENT, "recruiting.call_back"} else "application"]


def _id(endpoint: str, stocked: dict[str, str]) -> str:
    if endpoint == "visitor.enter_demo":
        return DEMO_ID
    if endpoint.startswith("admin.") and endpoint not in IDS:
        return stocked["account"]
    if endpoint.startswith("recruiting.") and endpoint not in IDS:
        return stocked["vacancy"]
    return stocked[IDS.get(endpoint, "link")]
