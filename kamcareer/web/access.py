"""Who may open which page. What is not in this table is closed to everybody."""

from dataclasses import dataclass
from enum import Enum

from flask import Flask, abort, request

from kamcareer.core.accounts import EVERYBODY, GRANTED, Role
from kamcareer.web.headers import SAFE_METHODS
from kamcareer.web.viewer import NotSignedInError, SecondFactorMissingError, known, note_visit, roles


class Whose(Enum):
    """Whose data a page holds: the second half of the rule, kept by what the page reads with."""

    NOBODYS = "nothing of any person"
    OPEN_ASSESSMENT = "the assessment open in this browser; one taken into an account only for that account"
    BY_LINK = "what the secret in the address or in the cookie opens, while it works"
    COUNTED = "how often and how long, of pages and never of people, for whoever knows the token of the settings"
    INVENTED = "invented people"
    OWN_ACCOUNT = "the account of whoever asks"
    COUNTS = "rounded counts of ten people or more"
    EFFECTS = "after which activities groups of ten people or more rose more, without rounds of this quarter"
    RATES = "how far groups of ten applicants or more came, once their quarter is counted"
    GROUPS = "means of units of five people or more"
    CARDS = "personnel numbers and names of people without work mail"
    STAFF = "who works here, and what the company scored them before; own files that wait"
    MODELS = "drafts of competency models, nothing of any person"
    ROUNDS = "who is in which round and how far; of answers only what a manager’s own file brings"
    ASKED_PEER = (
        "what whoever asks is asked about a colleague in a round: the name, the topics, and no answer of anybody"
    )
    BOARD = "what people of the company offer one another, and what of it whoever asks asked for"
    OWN_PLACES = "the places that whoever asks asked for, or has"
    OWN_OFFERS = "offers of whoever asks, with who asked for a place and in which words; nothing of their assessments"
    CALIBRATION = "levels that managers sent about people who agreed to a session, for those who sit in it"
    RATING_QUALITY = "how managers rate, each of five people or more together; no level of anybody"
    TALENT_POOL = "who was proposed for which role, how far they are, and what was written about it"
    CURATED = "the people in the talent pool whose curator whoever asks is"
    OWN_TEAM = "the people in a round whom whoever asks rates; their own answers only once both have finished"
    OWN_PEOPLE = "cards of the people that HR named as those of whoever asks"
    OWN_VACANCIES = "vacancies that whoever asks made, or sits on the panel of"
    CLIENTS = "names of client companies, nothing of any person"
    POOL = "people who agreed to be looked at for later vacancies, held against a vacancy of whoever asks"
    CONTESTS = "contests as they are announced: post, days, stage; nothing of who applies"
    OWN_CONTESTS = "contests that whoever asks made or sits on the panel of; names once the finalists are named"
    CHAIRED = "people in the contest that whoever asks chairs; no mailbox, no number, none of what is never scored"
    CONTEST_FILES = "the whole file of a contest: a recruiter’s own, every one for HR; each reading is noted"
    OWN_TALKS = "people that whoever asks talks with; marks of others only once all are in"
    EVERY_ACCOUNT = "roles and state of every account, nothing that its person answered"


@dataclass(frozen=True)
class Rule:
    """Who may open a page, and whose data it then shows."""

    roles: frozenset[Role]
    whose: Whose


# Typed in or from a bookmark, or from this very site.
OWN_SITE = {"none", "same-origin"}
TAKES_JSON = {"candidate.autosave", "candidate.autosave_situation", "candidate.autosave_frequency"}

PUBLIC = Rule(EVERYBODY, Whose.NOBODYS)
BY_LINK = Rule(EVERYBODY, Whose.BY_LINK)
INVENTED = Rule(EVERYBODY, Whose.INVENTED)
MACHINES = Rule(EVERYBODY, Whose.COUNTED)
ASSESSMENT = Rule(EVERYBODY, Whose.OPEN_ASSESSMENT)
ACCOUNT = Rule(frozenset({Role.CANDIDATE}), Whose.OWN_ACCOUNT)
RECRUITING = Rule(frozenset({Role.RECRUITER}), Whose.OWN_VACANCIES)
CLIENTS = Rule(frozenset({Role.RECRUITER}), Whose.CLIENTS)
POOL = Rule(frozenset({Role.RECRUITER}), Whose.POOL)
TALKING = Rule(frozenset({Role.INTERVIEWER, Role.MANAGER, Role.HR}), Whose.OWN_TALKS)
MARKS = Rule(TALKING.roles | RECRUITING.roles, Whose.OWN_TALKS)
CONTESTS = Rule(GRANTED, Whose.CONTESTS)
OWN_CONTESTS = Rule(MARKS.roles, Whose.OWN_CONTESTS)
CHAIRING = Rule(TALKING.roles, Whose.CHAIRED)
CONTEST_FILES = Rule(frozenset({Role.RECRUITER, Role.HR}), Whose.CONTEST_FILES)
BOARD = Rule(GRANTED, Whose.BOARD)
OWN_PLACES = Rule(GRANTED, Whose.OWN_PLACES)
OWN_OFFERS = Rule(GRANTED, Whose.OWN_OFFERS)
POSTS_PROJECTS = Rule(frozenset({Role.MANAGER, Role.HR, Role.RECRUITER}), Whose.OWN_OFFERS)
PEOPLE = Rule(frozenset({Role.HR}), Whose.STAFF)
MODELS = Rule(frozenset({Role.HR}), Whose.MODELS)
MODEL_REVIEWS = Rule(frozenset({Role.HR, Role.ADMINISTRATOR}), Whose.MODELS)
ROUNDS = Rule(frozenset({Role.HR}), Whose.ROUNDS)
CALIBRATION = Rule(frozenset({Role.MANAGER, Role.HR}), Whose.CALIBRATION)
ASKED_PEER = Rule(frozenset({Role.CANDIDATE}), Whose.ASKED_PEER)
TALENT_POOL = Rule(frozenset({Role.HR}), Whose.TALENT_POOL)
TEAM = Rule(frozenset({Role.MANAGER}), Whose.OWN_TEAM)
ADMIN = Rule(frozenset({Role.ADMINISTRATOR}), Whose.EVERY_ACCOUNT)

POLICY: dict[str, Rule] = {
    "visitor.home": PUBLIC,
    "visitor.career_map": PUBLIC,
    "visitor.role": PUBLIC,
    "visitor.model": PUBLIC,
    "visitor.competency": PUBLIC,
    "visitor.activities": PUBLIC,
    "visitor.activity": PUBLIC,
    "visitor.guides": PUBLIC,
    "visitor.guide": PUBLIC,
    "visitor.method": PUBLIC,
    "visitor.measurement": PUBLIC,
    "visitor.vacancy": PUBLIC,
    "visitor.contests": CONTESTS,
    "visitor.apply_posted": PUBLIC,
    "visitor.agree_posted": PUBLIC,
    "visitor.apply": BY_LINK,
    "visitor.go_on": BY_LINK,
    "visitor.agree_invited": BY_LINK,
    "visitor.privacy": PUBLIC,
    "visitor.legal_text": PUBLIC,
    "visitor.language": PUBLIC,
    "visitor.theme": PUBLIC,
    "visitor.healthz": PUBLIC,
    "visitor.readyz": PUBLIC,
    "visitor.metrics": MACHINES,
    "visitor.robots": PUBLIC,
    "visitor.security_contact": PUBLIC,
    "visitor.manifest": PUBLIC,
    "visitor.company_colours": PUBLIC,
    "visitor.company_logo": PUBLIC,
    "visitor.favicon": PUBLIC,
    "visitor.continue_link": BY_LINK,
    "visitor.continue_here": BY_LINK,
    "visitor.shared": BY_LINK,
    "visitor.plan_feed": BY_LINK,
    "visitor.stop_plan_letters": BY_LINK,
    "visitor.rate": BY_LINK,
    "visitor.rate_topic": BY_LINK,
    "visitor.rate_check": BY_LINK,
    "visitor.confirm": BY_LINK,
    "visitor.presented": BY_LINK,
    "visitor.download_presented": BY_LINK,
    "visitor.demo": INVENTED,
    "visitor.enter_demo": INVENTED,
    "candidate.present": PUBLIC,
    "candidate.target": PUBLIC,
    "candidate.agree": PUBLIC,
    "candidate.another_target": ASSESSMENT,
    "candidate.role": ASSESSMENT,
    "candidate.tasks": ASSESSMENT,
    "candidate.question": ASSESSMENT,
    "candidate.autosave": ASSESSMENT,
    "candidate.depth": ASSESSMENT,
    "candidate.situations": ASSESSMENT,
    "candidate.situation": ASSESSMENT,
    "candidate.autosave_situation": ASSESSMENT,
    "candidate.frequency": ASSESSMENT,
    "candidate.autosave_frequency": ASSESSMENT,
    "candidate.check": ASSESSMENT,
    "candidate.erase": ASSESSMENT,
    "candidate.links": ASSESSMENT,
    "candidate.renew": ASSESSMENT,
    "candidate.share": ASSESSMENT,
    "candidate.revoke": ASSESSMENT,
    "candidate.agreement": ASSESSMENT,
    "candidate.withdraw_agreement": ASSESSMENT,
    "candidate.leave": ASSESSMENT,
    "candidate.others": ASSESSMENT,
    "candidate.ask_other": ASSESSMENT,
    "candidate.withdraw": ASSESSMENT,
    "candidate.side_by_side": ASSESSMENT,
    "candidate.evidence": ASSESSMENT,
    "candidate.choose_topic": ASSESSMENT,
    "candidate.add_evidence": ASSESSMENT,
    "candidate.show_or_hide": ASSESSMENT,
    "candidate.drop_evidence": ASSESSMENT,
    "candidate.ask_confirmer": ASSESSMENT,
    "candidate.stop_asking": ASSESSMENT,
    "candidate.contest": ASSESSMENT,
    "candidate.report": ASSESSMENT,
    "candidate.newer_version": ASSESSMENT,
    "candidate.numbers": ASSESSMENT,
    "candidate.reassess": ASSESSMENT,
    "candidate.drop_reassessment": ASSESSMENT,
    "candidate.history": ASSESSMENT,
    "candidate.explore": ASSESSMENT,
    "candidate.download": ASSESSMENT,
    "candidate.application": ASSESSMENT,
    "candidate.about_me": ASSESSMENT,
    "candidate.read_resume": ASSESSMENT,
    "candidate.take_resume": ASSESSMENT,
    "candidate.later": ASSESSMENT,
    "candidate.withdraw_later": ASSESSMENT,
    "candidate.fairness": ASSESSMENT,
    "candidate.give_fairness": ASSESSMENT,
    "candidate.withdraw_fairness": ASSESSMENT,
    "candidate.take_earlier": ASSESSMENT,
    "candidate.send_answers": ASSESSMENT,
    "candidate.outcome": ASSESSMENT,
    "candidate.ask_reason": ASSESSMENT,
    "candidate.contest_decision": ASSESSMENT,
    "candidate.talk_calendar": ASSESSMENT,
    "candidate.presenting": ASSESSMENT,
    "candidate.decline_presenting": ASSESSMENT,
    "candidate.withdraw_presenting": ASSESSMENT,
    "candidate.shown_plan": ASSESSMENT,
    "candidate.withdraw_shown_plan": ASSESSMENT,
    "candidate.plan": ASSESSMENT,
    "candidate.download_plan": ASSESSMENT,
    "candidate.plan_changes_read": ASSESSMENT,
    "candidate.ambition": ASSESSMENT,
    "candidate.draft_ambition": ASSESSMENT,
    "candidate.download_ambition": ASSESSMENT,
    "candidate.plan_activity": ASSESSMENT,
    "candidate.routes": ASSESSMENT,
    "candidate.plan_calendar": ASSESSMENT,
    "candidate.ask_plan_letters": ASSESSMENT,
    "candidate.stop_plan_letters": ASSESSMENT,
    "candidate.make_plan_calendar": ASSESSMENT,
    "candidate.close_plan_calendar": ASSESSMENT,
    "candidate.what_if": ASSESSMENT,
    "candidate.plan_week": ASSESSMENT,
    "candidate.plan_done": ASSESSMENT,
    "candidate.plan_refuse": ASSESSMENT,
    "candidate.plan_swap": ASSESSMENT,
    "candidate.plan_pin": ASSESSMENT,
    "candidate.plan_take_back": ASSESSMENT,
    "account.sign_in": PUBLIC,
    "account.company_start": PUBLIC,
    "account.company_return": PUBLIC,
    "account.company": ACCOUNT,
    "account.leave_company": ACCOUNT,
    "account.card": PUBLIC,
    "account.ask_for_link": PUBLIC,
    "account.open_link": BY_LINK,
    "account.show_code": BY_LINK,
    "account.enter_by_passkey": PUBLIC,
    "account.ask_device_to_enter": PUBLIC,
    "account.ask_device_to_prove": ACCOUNT,
    "account.ask_device_for_a_new_one": ACCOUNT,
    "account.add_passkey": ACCOUNT,
    "account.remove_passkey": ACCOUNT,
    "account.renew_recovery_codes": ACCOUNT,
    "account.second_factor": ACCOUNT,
    "account.give_up_second_factor": ACCOUNT,
    "account.overview": ACCOUNT,
    "account.sign_out": ACCOUNT,
    "account.passphrase": ACCOUNT,
    "account.claim": ACCOUNT,
    "account.open_assessment": ACCOUNT,
    "account.end_sign_in": ACCOUNT,
    "account.end_other_sign_ins": ACCOUNT,
    "account.agreements": ACCOUNT,
    "account.withdraw_agreement": ACCOUNT,
    "account.demographics": ACCOUNT,
    "account.give_demographics": ACCOUNT,
    "account.shown": ACCOUNT,
    "account.notifications": ACCOUNT,
    "account.take_back": ACCOUNT,
    "account.my_data": ACCOUNT,
    "account.download_my_data": ACCOUNT,
    "account.data_schema": PUBLIC,
    "account.round": ACCOUNT,
    "account.calibration": ACCOUNT,
    "account.leave_round": ACCOUNT,
    "account.propose_peer": ACCOUNT,
    "account.drop_peer": ACCOUNT,
    "account.peer": ASKED_PEER,
    "account.nomination": ACCOUNT,
    "account.leave_nomination": ACCOUNT,
    "account.erase": ACCOUNT,
    "board.offers": BOARD,
    "board.offer": BOARD,
    "board.take_back": OWN_PLACES,
    "board.into_plan": OWN_PLACES,
    "board.calendar": BOARD,
    "board.download_days": OWN_PLACES,
    "board.post_project": POSTS_PROJECTS,
    "board.offer_mentoring": OWN_OFFERS,
    "board.own_offers": OWN_OFFERS,
    "board.own_offer": OWN_OFFERS,
    "board.answer": OWN_OFFERS,
    "board.end": OWN_OFFERS,
    "hr.cards": Rule(frozenset({Role.HR}), Whose.CARDS),
    "hr.demographics": Rule(frozenset({Role.HR}), Whose.COUNTS),
    "hr.fairness": Rule(frozenset({Role.HR}), Whose.RATES),
    "hr.download_fairness": Rule(frozenset({Role.HR}), Whose.RATES),
    "hr.remove_card": Rule(frozenset({Role.HR}), Whose.CARDS),
    "hr.people": PEOPLE,
    "hr.download_people": PEOPLE,
    "hr.download_sign_off": PEOPLE,
    "hr.download_latest_scores": PEOPLE,
    "hr.people_template": PEOPLE,
    "hr.levels": PEOPLE,
    "hr.explore_levels": PEOPLE,
    "hr.download_levels": PEOPLE,
    "hr.unit_levels": Rule(frozenset({Role.HR}), Whose.GROUPS),
    "hr.benches": PEOPLE,
    "hr.bench": PEOPLE,
    "hr.download_benches": PEOPLE,
    "hr.nominations": TALENT_POOL,
    "hr.nominate": TALENT_POOL,
    "hr.download_nominations": TALENT_POOL,
    "hr.nomination": TALENT_POOL,
    "hr.change_nomination": TALENT_POOL,
    "hr.prolong_nomination": TALENT_POOL,
    "hr.demand": PEOPLE,
    "hr.download_demand": PEOPLE,
    "hr.effects": Rule(frozenset({Role.HR}), Whose.EFFECTS),
    "hr.download_effects": Rule(frozenset({Role.HR}), Whose.EFFECTS),
    "hr.programmes": PEOPLE,
    "hr.programme": PEOPLE,
    "hr.download_programme": PEOPLE,
    "hr.drop_programme": PEOPLE,
    "hr.people_import": PEOPLE,
    "hr.decide_people_columns": PEOPLE,
    "hr.marked_people": PEOPLE,
    "hr.confirm_people": PEOPLE,
    "hr.drop_people_file": PEOPLE,
    "hr.matrix_import": PEOPLE,
    "hr.decide_matrix_columns": PEOPLE,
    "hr.marked_matrix": PEOPLE,
    "hr.confirm_matrix": PEOPLE,
    "hr.drop_matrix_file": PEOPLE,
    "hr.models": MODELS,
    "hr.model_versions": Rule(frozenset({Role.HR}), Whose.NOBODYS),
    "hr.model_draft": MODELS,
    "hr.model_texts": MODELS,
    "hr.model_changes": MODELS,
    "hr.download_model": MODELS,
    "hr.drop_model": MODELS,
    "hr.ask_model_review": MODELS,
    "hr.model_reviews": MODEL_REVIEWS,
    "hr.model_review": MODEL_REVIEWS,
    "hr.return_model": MODEL_REVIEWS,
    "hr.publish_model": MODEL_REVIEWS,
    "hr.rounds": ROUNDS,
    "hr.new_round": PEOPLE,
    "hr.round": ROUNDS,
    "hr.name_account": ROUNDS,
    "hr.name_rater": ROUNDS,
    "hr.remove_from_round": ROUNDS,
    "hr.round_form": ROUNDS,
    "hr.bring_form": ROUNDS,
    "hr.peers": ROUNDS,
    "hr.new_calibration": ROUNDS,
    "hr.rating_quality": Rule(frozenset({Role.HR}), Whose.RATING_QUALITY),
    "team.rounds": TEAM,
    "team.round": TEAM,
    "team.rate": TEAM,
    "team.send": TEAM,
    "team.talk": TEAM,
    "team.peers": TEAM,
    "team.calibration": CALIBRATION,
    "team.calibrate": CALIBRATION,
    "team.close_calibration": CALIBRATION,
    "team.download_minutes": CALIBRATION,
    "team.nominations": Rule(frozenset({Role.MANAGER}), Whose.CURATED),
    "team.cards": Rule(frozenset({Role.MANAGER}), Whose.OWN_PEOPLE),
    "team.unit_levels": Rule(frozenset({Role.MANAGER}), Whose.GROUPS),
    "team.renew_card": Rule(frozenset({Role.MANAGER}), Whose.OWN_PEOPLE),
    "recruiting.vacancies": RECRUITING,
    "recruiting.new_vacancy": RECRUITING,
    "recruiting.read_posting": RECRUITING,
    "recruiting.take_posting": RECRUITING,
    "recruiting.vacancy": RECRUITING,
    "recruiting.terms": RECRUITING,
    "recruiting.profile": RECRUITING,
    "recruiting.posting": RECRUITING,
    "recruiting.posting_anew": RECRUITING,
    "recruiting.contest": OWN_CONTESTS,
    "recruiting.set_contest": RECRUITING,
    "recruiting.move_contest": OWN_CONTESTS,
    "recruiting.contest_applicant": CHAIRING,
    "recruiting.call_off_contest": OWN_CONTESTS,
    "recruiting.download_contest": CONTEST_FILES,
    "recruiting.invitations": RECRUITING,
    "recruiting.renew_invitation": RECRUITING,
    "recruiting.revoke_invitation": RECRUITING,
    "recruiting.read_resume": RECRUITING,
    "recruiting.take_resume": RECRUITING,
    "recruiting.candidates_import": RECRUITING,
    "recruiting.candidates_template": RECRUITING,
    "recruiting.decide_candidates_columns": RECRUITING,
    "recruiting.marked_candidates": RECRUITING,
    "recruiting.confirm_candidates": RECRUITING,
    "recruiting.drop_candidates_file": RECRUITING,
    "recruiting.write_to_invited": RECRUITING,
    "recruiting.download_links": RECRUITING,
    "recruiting.kit": RECRUITING,
    "recruiting.download_kit": RECRUITING,
    "recruiting.sheet": RECRUITING,
    "recruiting.download_sheet": RECRUITING,
    "recruiting.talks": TALKING,
    "recruiting.talk_kit": TALKING,
    "recruiting.scorecard": TALKING,
    "recruiting.talk_sheet": TALKING,
    "recruiting.talk_calendar": TALKING,
    "recruiting.lock_scorecard": TALKING,
    "recruiting.marks": MARKS,
    "recruiting.release_interviewer": RECRUITING,
    "recruiting.candidates": RECRUITING,
    "recruiting.compare": RECRUITING,
    "recruiting.candidate": RECRUITING,
    "recruiting.talk_day": RECRUITING,
    "recruiting.clients": CLIENTS,
    "recruiting.presentation": RECRUITING,
    "recruiting.ask_to_present": RECRUITING,
    "recruiting.download_presentation": RECRUITING,
    "recruiting.end_presentation": RECRUITING,
    "recruiting.feedback": RECRUITING,
    "recruiting.feedback_anew": RECRUITING,
    "recruiting.funnel": RECRUITING,
    "recruiting.download_funnel": RECRUITING,
    "recruiting.inquiries": RECRUITING,
    "recruiting.inquiry": RECRUITING,
    "recruiting.pool": POOL,
    "recruiting.call_back": POOL,
    "recruiting.open_vacancy": RECRUITING,
    "recruiting.close_vacancy": RECRUITING,
    "admin.accounts": ADMIN,
    "admin.account": ADMIN,
    "admin.roles": ADMIN,
    "admin.close": ADMIN,
    "admin.reopen": ADMIN,
    "admin.second_factor": ADMIN,
    "admin.invitations": ADMIN,
    "admin.revoke": ADMIN,
}


def _refuse_foreign_forms() -> None:
    if request.headers.get("Sec-Fetch-Site", "none") not in OWN_SITE:
        abort(403)  # the browser itself says that another site sends this form
    if request.is_json and request.endpoint not in TAKES_JSON:
        abort(415)  # Flask-WTF would read JSON as a form, and break on anything but an object


def guard_pages(app: Flask) -> None:
    """Let the table decide before any page does."""

    @app.before_request
    def _admit() -> None:
        if request.method not in SAFE_METHODS:
            _refuse_foreign_forms()
        note_visit()
        if request.endpoint is None:
            return  # no such address: the answer is the same for everybody
        rule, asks = POLICY.get(request.endpoint), known()
        if rule and asks and not rule.roles & asks.roles and rule.roles & asks.account.granted:
            raise SecondFactorMissingError
        if rule is None or (asks and not rule.roles & roles()):
            abort(404)
        if not rule.roles & roles():
            raise NotSignedInError
