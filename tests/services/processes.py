"""Every service that does something with an assessment for a purpose, as a call; and what may be done without a basis."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.ambition import Ambition
from kamcareer.core.answers import Evidence
from kamcareer.core.assessment import Assessment, Depth, Draft
from kamcareer.core.evidence_log import EvidenceEntry
from kamcareer.core.framework.model import Framework
from kamcareer.core.frequencies import FrequencyDraft
from kamcareer.core.legal_basis import Purpose
from kamcareer.core.links import Extent
from kamcareer.core.planning.decisions import CheckIn, Decision, Said, Went
from kamcareer.core.planning.limits import Limits
from kamcareer.core.rating_requests import Asked, GivenRating
from kamcareer.core.situation_answers import SituationDraft
from kamcareer.services.all_known import all_known, all_known_of, said_of
from kamcareer.services.ambition import keep_ambition
from kamcareer.services.asking_others import ask_somebody, give_rating, send_ratings
from kamcareer.services.development_plan import (
    USUAL,
    OwnPlan,
    check_in,
    decide,
    keep_limits,
    keep_plan,
    own_plan,
    plan_if,
)
from kamcareer.services.evidence_log import (
    answer_confirmation,
    ask_to_confirm,
    keep_evidence,
    own_entry,
)
from kamcareer.services.frequencies import save_frequencies
from kamcareer.services.gap_report import report_of, shown_report
from kamcareer.services.legal_bases import require_for, require_for_all
from kamcareer.services.newer_version import seen_by
from kamcareer.services.plan_feed import new_feed
from kamcareer.services.plan_reminders import ask_for_letters
from kamcareer.services.reassessment import begin_again, history_of
from kamcareer.services.self_assessment import aim_at, ask, finish, open_sitting, save_answer, start
from kamcareer.services.sharing import show_link
from kamcareer.services.situations import close_situations, save_choice
from kamcareer.services.taking_part import agreed_about
from kamcareer.store.assessments import set_finished
from tests.agreements import agreed
from tests.conftest import NOW

WEEK = timedelta(days=7)
LATER = NOW + timedelta(hours=1)
TODAY = NOW.date()

# Every service that does something with an assessment for a purpose, as a call on an assessment.
PROCESSES: dict[str, Callable[[Session, Assessment, Framework], object]] = {
    "self_assessment.start": lambda s, _a, f: start(s, f, None, "supervisor", NOW, agreed(Purpose.SELECTION)),
    "self_assessment.save_answer": lambda s, a, _f: save_answer(s, a.id, "negotiation", Draft(level=1), "k", NOW),
    "self_assessment.aim_at": lambda s, a, _f: aim_at(s, a.id, "supervisor"),
    "self_assessment.ask": lambda s, a, _f: ask(s, a.id, Depth.FULL),
    "self_assessment.finish": lambda s, a, _f: finish(s, a.id, NOW),
    "gap_report.report_of": lambda s, a, _f: report_of(s, open_sitting(s, a.id), TODAY),
    "gap_report.shown_report": lambda s, a, _f: shown_report(s, LINKS[a.id], TODAY),
    "all_known.all_known": lambda s, a, f: all_known(s, f, a),
    "all_known.all_known_of": lambda s, a, f: all_known_of(s, [(f, a)]),
    "all_known.said_of": lambda s, a, _f: said_of(s, open_sitting(s, a.id)),
    "asking_others.ask_somebody": lambda s, a, _f: ask_somebody(s, a.id, Asked.PEER, "Олег", "Вера", NOW),
    "asking_others.give_rating": lambda s, a, _f: give_rating(
        s, asked(s, a), "negotiation", GivenRating(2), NOW, "browser"
    ),
    "asking_others.send_ratings": lambda s, a, _f: send_ratings(s, rated(s, a), NOW, "browser"),
    "evidence_log.keep_evidence": lambda s, a, _f: keep_evidence(s, a.id, DEED, NOW),
    "evidence_log.ask_to_confirm": lambda s, a, _f: ask_to_confirm(s, kept(s, a), "Олег", "Вера", NOW),
    "evidence_log.answer_confirmation": lambda s, a, _f: confirm(s, a),
    "saving.save": lambda s, a, _f: save_answer(s, a.id, "negotiation", Draft(level=1), "k", NOW),
    "frequencies.save_frequencies": lambda s, a, _f: save_frequencies(
        s, a.id, "negotiation", FrequencyDraft(), "k", NOW
    ),
    "situations.save_choice": lambda s, a, _f: choose(s, a),
    "situations.close_situations": lambda s, a, _f: close_situations(s, a.id, NOW),
    "development_plan.keep_limits": lambda s, a, _f: keep_limits(s, open_sitting(s, a.id), USUAL, NOW),
    "ambition.keep_ambition": lambda s, a, _f: keep_ambition(s, open_sitting(s, a.id), WRITTEN, NOW),
    "plan_feed.new_feed": lambda s, a, _f: new_feed(s, open_sitting(s, a.id), "ru", NOW),
    "development_plan.decide": lambda s, a, _f: decide(
        s, open_sitting(s, a.id), Decision("open_new_territory", Said.PINNED, NOW)
    ),
    "development_plan.check_in": lambda s, a, _f: check_in(
        s, open_sitting(s, a.id), CheckIn("open_new_territory", TODAY, Went.DONE, 60, NOW)
    ),
    "development_plan.keep_plan": lambda s, a, _f: keep_plan(s, open_sitting(s, a.id), planned(s, a)),
    "development_plan.plan_if": lambda s, a, _f: plan_if(
        s, open_sitting(s, a.id), planned(s, a), Limits(1, 6), "supervisor", TODAY
    ),
    "plan_reminders.ask_for_letters": lambda s, a, _f: ask_for_letters(
        s, open_sitting(s, a.id), Account("none", None, frozenset(), NOW), NOW, TODAY
    ),
    "newer_version.seen_by": lambda s, a, f: seen_by(s, open_sitting(s, a.id), f, NOW.date()),
    "reassessment.begin_again": lambda s, a, _f: begin_again(s, done(s, a), LATER),
    "reassessment.history_of": lambda s, a, _f: history_of(s, open_sitting(s, a.id), NOW),
    "taking_part.agreed_about": lambda s, a, _f: agreed_about(s, open_sitting(s, a.id)),
    "sharing.show_link": lambda s, a, _f: show_link(s, a.id, Extent.REPORT, (), WEEK, NOW),
    "legal_bases.require_for": lambda s, a, _f: require_for(s, a),
    "legal_bases.require_for_all": lambda s, a, _f: require_for_all(s, [a]),
}


def done(session: Session, assessment: Assessment) -> str:
    """Return the assessment as one that was finished, whatever allows it."""
    set_finished(session, assessment.id, NOW)
    return assessment.id


# What may be done without: a person's own way to see what there is, to take it back, to delete it; invented people.
ALLOWED_WITHOUT = {
    "self_assessment.open_sitting": "loads; what is done with it asks",
    "self_assessment.open_sittings": "the same, of several",
    "self_assessment.sitting_by_link": "loads; what is done with it asks",
    "self_assessment.own_sitting": "loads; what is done with it asks",
    "self_assessment.erase": "deletes",
    "erased_answers.erase_answers": "deletes",
    "stored_effect.stored_effect": "counts whom a live basis covers whose words say so: services/test_stored_effect.py",
    "stored_effect.written": "keeps numbers",
    "stored_effect.read": "reads numbers",
    "applications.invitation_id": "makes an id of what a form says, and reads nothing",
    "applications.already_there": "who is in a vacancy of whoever asks, told before a second invitation; not who withdrew",
    "all_known.put_together": "of what was loaded by one who asked",
    "all_known.opinions": "of requests that were loaded by one who asked",
    "asking_others.all_requests": "what the person withdraws",
    "asking_others.withdraw": "takes back",
    "asking_others.opened_request": "is gone for raters, see below",
    "asking_others.begun_elsewhere": "of a request that was opened",
    "evidence_log.evidence_logs": "what is made of it asks",
    "evidence_log.evidence_log": "the list that one deletes from; what is made of it asks",
    "evidence_log.own_entry": "the entry that one deletes",
    "evidence_log.show_or_hide": "takes back; what a link shows asks",
    "evidence_log.drop": "deletes",
    "evidence_log.stop_asking": "takes back",
    "evidence_log.opened_confirmation": "is gone for others, see below",
    "demo_voices.add_voices": "invented people",
    "situations.explained_situations": "of an assessment that was loaded by one who asked",
    "situations.seen_situations": "spares the person what they met before; the next assessment asks for its own basis",
    "development_plan.limits_of": "what the person can give, for the page that asks",
    "development_plan.limits_until": "what the person can give and until when, for the page that asks",
    "development_plan.own_plan": "of a report that was made by one who asked",
    "development_plan.course_of": "what was set and decided, for the page that asks",
    "development_plan.take_back": "takes back",
    "ambition.ambition_of": "what the person wrote, for the page that asks",
    "ambition.forget_ambition": "deletes",
    "plan_feed.feed_of": "whether there is one, for the page that takes it back",
    "plan_feed.close_feed": "takes back",
    "plan_feed.opened_feed": "opens nothing once nothing allows it",
    "development_plan.understood": "deletes",
    "plan_reminders.reminder_of": "when letters were asked for, for the page that stops them",
    "plan_reminders.wanted_letters": "whether there are letters, for the page that stops them",
    "plan_reminders.stop_letters": "takes back",
    "plan_reminders.due_letters": "writes nothing once nothing allows it",
    "newer_version.is_newer": "compares versions of the model, nothing of the person",
    "reassessment.drop_round": "deletes",
    "all_known.managers_opinion": "of a request that was loaded by one who asked",
    "development_plan.explained_plan": "of a report that was made by one who asked",
    "own_answers.own_answers": "nothing without a basis of what was answered, see test_own_answers.py",
    "own_answers.carry_over": "asks, see test_own_answers.py",
    "own_assessments.own_assessments": "the list that one deletes from",
    "own_assessments.claim": "moves the assessment, its bases and orders to keep it to the person's own account",
    "sharing.continue_link": "the person's own way back",
    "sharing.renew_continue_link": "the person's own way back",
    "sharing.all_links": "what the person takes back",
    "sharing.all_openings": "what the person may know",
    "sharing.working_continue_link": "one of the links that all_links returned",
    "sharing.note_opening": "follows shown_report",
    "sharing.shown_to": "what others gave to an account; what it shows asks",
    "sharing.take_back": "takes back",
    "sharing.working_link": "knows a link; what it shows asks",
    "demo.load_demo": "invented people",
    "demo.clear_demo": "invented people",
    "demo.demo_people": "invented people",
    "demo.demo_sitting": "invented people",
    "retention.kept": "how long it is kept",
    "retention.kept_sitting": "how long it is kept",
    "retention.kept_as_account": "how long it is kept",
    "retention.due": "what is to be deleted",
    "retention.delete_due": "deletes",
    "retention.hold_on": "an order of the law",
    "retention.place_hold": "an order of the law",
    "retention.release_hold": "an order of the law",
    "retention.ending": "tells people what ends soon",
    "retention.every_hold": "an order of the law",
    "erasures.erase_again": "deletes",
    "applications.invite": "no assessment yet: the recruiter's own list of whom they wrote to",
    "applications.application_begun": "loads; what is done with it asks",
    "applications.just_begun": "compares a day, and reads nothing",
    "applications.renew_link": "the person's own way back",
    "applications.revoke_link": "takes back",
    "applications.find_again": "no assessment yet: the link decides nothing, the person does",
    "applications.everybody_in": "the recruiter's own list of whom they wrote to",
    "applications.application_in": "loads; what is done with it asks",
    "applications.opened_link": "loads; what is done with it asks",
    "applications.told_by_link": "says that nobody applies any more; reads no answers",
    "applications.note_opened": "no assessment yet",
    "applications.note_mailed": "no assessment yet",
    "applications.own_application": "where the person stands; what is done with it asks",
    "applications.begin": "asks, see test_applications.py",
    "applications.go_on_here": "the person's own way back",
    "applications.say_about": "asks, see test_applications.py",
    "applications.send": "asks, see test_applications.py",
    "applications.forget_unused": "deletes",
    "screenings.send_screening": "asks, see test_screenings.py",
    "screenings.measured": "leaves out whoever withdrew, see test_rescoring.py",
    "pool.keep_for_later": "gives the basis itself, see test_pool.py",
    "pool.pool_for": "holds nobody without the consent to storage, see test_pool.py",
    "pool.one_for": "holds nobody without the consent to storage, see test_pool.py",
    "pool.call_back": "invites; the person decides",
    "pool.earlier_answers": "nothing without the consent to storage, see test_pool.py",
    "pool.take_over": "asks, see test_pool.py",
    "board.board_for": "of one’s own assessment that something allows, else without an order, see test_offers.py",
    "board.put_into_plan": "in one’s own assessment that something allows, else nowhere, see test_offers.py",
    "shown_plans.own_progress": "one’s own, those that are allowed, see test_contests.py",
    "shown_plans.show_plan": "asks and gives the basis itself, see test_contests.py",
    "shown_plans.shown_plan_of": "what one takes back",
    "shown_plans.stop_showing": "takes back",
    "shown_plans.progress_for": "nothing without the consent, see test_contests.py",
    "shown_plans.who_shows": "whether the consent holds",
    "presentations.ask_to_present": "asks; the person decides",
    "presentations.question_about": "the question alone",
    "presentations.agree_to_present": "asks and gives the basis itself, see test_presentations.py",
    "presentations.decline_to_present": "says no",
    "presentations.stop_presenting": "takes back",
    "presentations.make_presentation": "asks, see test_presentations.py",
    "presentations.presentations_of": "the list that one takes back from",
    "presentations.one_presentation": "the link that one takes back",
    "presentations.end_presentation": "takes back",
    "presentations.shown_profile": "asks, see test_presentations.py",
    "presentations.known_link": "whether there was a link",
    "presentations.opened_presentation": "asks, see test_presentations.py",
    "presentations.note_presentation_opened": "follows opened_presentation",
    "presentations.answer_presentation": "follows opened_presentation",
    "presentations.respond": "goes along with a link that works, and so with its consent; see test_presentations.py",
    "presentations.answers_by": "what the client said",
    "presentations.whose_news": "names accounts of the staff",
    "pool_columns.take_columns": "holds nobody without the consent to storage, see test_pool_columns.py",
    "pool_columns.in_pool": "a number",
    "screenings.list_page": "leaves out whoever withdrew, see test_screenings.py",
    "screenings.side_by_side_of": "leaves out whoever withdrew, see test_screenings.py",
    "comparisons.compare": "asks, see test_comparisons.py",
    "comparisons.grounds_about": "of somebody whose answers answers_of let be read",
    "screenings.one_of": "leaves out whoever withdrew, see test_screenings.py",
    "screenings.answers_of": "asks, see test_screenings.py",
    "screenings.keep_screening": "asks, see test_screenings.py",
    "taking_part.own_part": "who is in a round and what was agreed with them, for the page that leaves it",
    "taking_part.take_part": "gives the basis itself and asks, see test_rounds.py of the web",
    "taking_part.shown_in_rounds": "what is shown, for the page where one ends it",
    "taking_part.stop_taking_part": "takes back",
    "team_ratings.team_round": "of people without a basis nothing but the name, see test_rounds.py of the web",
    "team_ratings.rate_team": "asks with each answer, see asking_others.give_rating",
    "team_ratings.send_team": "asks with each person, see asking_others.send_ratings",
    "team_ratings.talk_with": "is gone once nothing allows it, see test_rounds.py of the web",
    "team_ratings.agree_on": "asks, of a talk that is gone once nothing allows it",
    "round_peers.chosen_by": "whom the person chose, for the page that leaves the round",
    "round_peers.proposed_in": "that somebody waits for a word, nothing of a person",
    "round_peers.naming": "names and numbers of colleagues alone, nothing of what anybody said",
    "round_peers.propose": "asks, see test_round_peers.py",
    "round_peers.propose_no_more": "takes back",
    "round_peers.agree_to": "asks, see test_round_peers.py",
    "round_peers.ask_of": "is gone once nothing allows it, see test_round_peers.py",
    "round_peers.hand_in": "asks, of an ask that is gone once nothing allows it",
    "round_peers.open_ended": "opens nothing of whom nothing allows, see test_round_peers.py",
    "round_peers.reseal": "seals anew what is sealed, whatever it says",
    "round_peers.together_about": "of rounds that were loaded by one who asked",
    "round_peers.said_together": "of people whose report or talk asks itself",
    "calibration_sessions.managers_in": "who rates whom, nothing of an assessment",
    "calibration_sessions.make_session": "asks people, and holds nothing of them before they agree",
    "calibration_sessions.accounts_asked": "to whom to write, nothing of an assessment",
    "calibration_sessions.mailboxes_of_seats": "to whom to write, nothing of an assessment",
    "calibration_sessions.own_comparisons": "what was agreed on, for the pages where one takes it back",
    "calibration_sessions.own_comparison": "what was agreed on, for the page where one takes it back",
    "calibration_sessions.answer": "asks before a yes; a no takes back",
    "calibration_meetings.open_meeting": "of people without a basis nothing, see test_calibration_sessions.py",
    "calibration_meetings.settle": "of people whom open_meeting found",
    "calibration_meetings.close_session": "changes nothing of anybody",
    "calibration_meetings.levels_sent": "of people without a basis nothing, see test_calibration_sessions.py",
    "round_sittings.round_sittings": "of people without a basis nothing, see test_calibration_sessions.py",
    "round_forms.waiting_of": "of people without a basis nothing, see test_rounds.py of the web",
    "round_forms.lines_of": "of people whom waiting_of found",
    "round_forms.form_in": "of people whom waiting_of found",
    "round_forms.take_form": "asks with each answer, see asking_others.give_rating",
    "legal_bases.holder_of": "names whose bases they are",
    "legal_bases.those_allowed": "leaves out whom nothing allows",
}


def choose(session: Session, assessment: Assessment) -> object:
    sitting = open_sitting(session, assessment.id)
    found = next(one for topic in sitting.framework.competencies.values() for one in topic.situations)
    return save_choice(session, sitting, found.id, SituationDraft(), "k", NOW)


LINKS: dict[str, object] = {}


MADE: dict[tuple[str, str], str] = {}
DEED = Evidence(competency="negotiation", kind="work_sample", level=2, date=TODAY, note="Сеть")


def asked(session: Session, assessment: Assessment) -> str:
    """The id of a request that was made while that was allowed."""
    key = (assessment.id, "request")
    if key not in MADE:
        MADE[key] = ask_somebody(session, assessment.id, Asked.MANAGER, "Марина", "Вера", NOW).id
    return MADE[key]


def one_of_two(assessment: Assessment, what: str, make: Callable[[], str]) -> str:
    """The first of two things at the first call, the second at the next: each can be done once."""
    if (assessment.id, what) in MADE:
        return MADE[assessment.id, what]
    first, MADE[assessment.id, what] = make(), make()
    return first


def rated(session: Session, assessment: Assessment) -> str:
    def make() -> str:
        id = ask_somebody(session, assessment.id, Asked.PEER, "Олег", "Вера", NOW).id
        give_rating(session, id, "negotiation", GivenRating(2), NOW, "browser")
        return id

    return one_of_two(assessment, "rated", make)


PLANS: dict[str, OwnPlan] = {}
WRITTEN = Ambition("KAM", "", "", "", "")


def planned(session: Session, assessment: Assessment) -> OwnPlan:
    """A plan that was made while that was allowed."""
    if assessment.id not in PLANS:
        sitting = open_sitting(session, assessment.id)
        keep_limits(session, sitting, Limits(1, 6), NOW)
        PLANS[assessment.id] = own_plan(session, sitting, report_of(session, sitting, TODAY), NOW)
    return PLANS[assessment.id]


def kept(session: Session, assessment: Assessment) -> EvidenceEntry:
    key = (assessment.id, "entry")
    if key not in MADE:
        MADE[key] = keep_evidence(session, assessment.id, DEED, NOW).id
    return own_entry(session, assessment, MADE[key])


def confirm(session: Session, assessment: Assessment) -> object:
    def make() -> str:
        entry = keep_evidence(session, assessment.id, DEED, NOW)
        ask_to_confirm(session, entry, "Олег", "Вера", NOW)
        return entry.id

    return answer_confirmation(session, one_of_two(assessment, "asked", make), NOW, yes=True)
