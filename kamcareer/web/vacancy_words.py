"""What the parts of a vacancy are called on pages."""

from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from kamcareer.core.applications import Stage, Tool, Travel
from kamcareer.core.decisions import DecisionProblem, Ground, Outcome
from kamcareer.core.education import Education, RequiredEducation
from kamcareer.core.feedback import FeedbackProblem, Part
from kamcareer.core.framework.role import Expectation
from kamcareer.core.inquiries import InquiryProblem, Kind
from kamcareer.core.posting_lint import Asked
from kamcareer.core.selection.screening import Act
from kamcareer.core.vacancies import TICKED, KnockOut, ProfileProblem, Reach, Reason, State, Vacancy

STATES = {State.DRAFT: _l("draft"), State.OPEN: _l("takes applications"), State.CLOSED: _l("closed")}
TAKES_NO_MORE = _l("takes no more applications")


def state_words(vacancy: Vacancy, today: date) -> LazyString:
    """Return how far a vacancy is: open, but its last day over, it takes nobody more."""
    over = vacancy.state is State.OPEN and not vacancy.takes_people(today)
    return TAKES_NO_MORE if over else STATES[vacancy.state]


REACHES = {
    Reach.INVITATION: _l("By invitation: whoever you send a link"),
    Reach.PUBLIC: _l("Public: whoever finds the posting"),
    Reach.INTERNAL: _l("Internal: people of the company"),
}
KNOCK_OUTS = {
    KnockOut.LICENCE: _l("a driving licence"),
    KnockOut.TRAVEL: _l("business trips"),
    KnockOut.RIGHT_TO_WORK: _l("the right to work here"),
    KnockOut.EDUCATION: _l("the education it asks for"),
}
TICKED_KNOCK_OUTS = {one: name for one, name in KNOCK_OUTS.items() if one in TICKED}
EDUCATIONS = {
    Education.SCHOOL: _l("school"),
    Education.VOCATIONAL: _l("secondary vocational"),
    Education.BACHELOR: _l("higher (bachelor)"),
    Education.MASTER: _l("higher (specialist or master)"),
    Education.POSTGRADUATE: _l("higher (residency or postgraduate school)"),
}
EDUCATIONS_ASKED = {  # whoever has more has it too
    Education.VOCATIONAL: _l("secondary vocational or higher"),
    Education.BACHELOR: _l("higher (bachelor, specialist or master)"),
    Education.MASTER: _l("higher (specialist or master)"),
    Education.POSTGRADUATE: _l("higher (residency or postgraduate school)"),
}
EXPECTATIONS = {
    Expectation.SALES_TARGET: _l("a sales target"),
    Expectation.KEY_CLIENT: _l("a key client of their own"),
    Expectation.COLD_CALLS: _l("cold calls and new clients"),
    Expectation.TEAM: _l("leading a team"),
    Expectation.DIPLOMA: _l("a diploma in the job"),
}
REASONS = {
    Reason.WORK_DIFFERS: _l("the work is different here"),
    Reason.CLIENTS_NEED_IT: _l("our clients need it"),
    Reason.OTHERS_DO_IT: _l("others in the team do it"),
    Reason.TAUGHT_HERE: _l("we teach it"),
    Reason.TOO_MUCH: _l("too much was asked"),
}
PROFILE_PROBLEMS = {
    ProfileProblem.NOTHING_ASKED: _l("Ask for at least one topic"),
    ProfileProblem.TOO_MANY_MUSTS: _l("At most eight musts: a longer list selects nobody"),
}
WEIGHTS = {
    "": _l("not asked"),
    "1": _l("useful"),
    "2": _l("important"),
    "3": _l("critical"),
    "must": _l("a must"),
}
# What a posting should not ask, and why: about work, not about a law.
ASKED = {
    Asked.SEX: _l("sex: the work can be done by anybody who can do it"),
    Asked.AGE: _l("age: it says nothing about how somebody works"),
    Asked.LOOKS: _l(
        "looks: say how one comes to a client instead, prepared, on time, dressed as the client is used to"
    ),
    Asked.FAMILY: _l("family: whoever has children or none works no better for it"),
    Asked.REGISTRATION: _l("registration or home: say where the work is and how often one must be there"),
    Asked.ORIGIN: _l("origin or citizenship: ask whether the person may work here, and which languages the work needs"),
    Asked.BELIEF: _l("belief or views: the work does not need them"),
    Asked.HEALTH: _l("health or habits: name the load of the work instead, for example boxes of up to 10 kg"),
    Asked.TEMPER: _l(
        "temper: it predicts work poorly; say what one does with people, for example five meetings a week"
    ),
    Asked.YEARS: _l("years of experience: they tell almost nothing about quality; ask for what was done"),
}
STAGES = {
    Stage.INVITED: _l("invited, not opened yet"),
    Stage.OPENED: _l("opened the link"),
    Stage.STARTED: _l("is answering"),
    Stage.FINISHED: _l("has sent the answers"),
    Stage.REVOKED: _l("the link was taken back"),
    Stage.EXPIRED: _l("did not begin in time"),
}
YES_NO = {"yes": _l("yes"), "no": _l("no")}
TRAVELS = {Travel.NONE: _l("not possible"), Travel.SOMETIMES: _l("a few days a month"), Travel.OFTEN: _l("often")}
TRAVELS_WANTED = {Travel.SOMETIMES: _l("a few days a month or more"), Travel.OFTEN: _l("often")}
TOOLS = {Tool.EXCEL: _l("Excel"), Tool.ACCOUNTING: _l("1C"), Tool.CRM: _l("a CRM")}
ACTS = {Act.INVITE: _l("invite to a talk"), Act.ASK_MORE: _l("ask more"), Act.TOO_EARLY: _l("too early")}
OUTCOMES = {
    Outcome.TALK: _l("invite to a talk"),
    Outcome.DECLINE: _l("not this time"),
    Outcome.OFFER: _l("offer the post"),
}
TOLD = OUTCOMES | {  # as the person reads it
    Outcome.TALK: _l("you are invited to a talk"),
    Outcome.OFFER: _l("the post is offered to you"),
}
GROUNDS = {Ground.HELD: _l("held"), Ground.NOT_SHOWN: _l("not shown"), Ground.TO_CHECK: _l("to be checked in the talk")}
DECISION_PROBLEMS = {
    DecisionProblem.NO_REASON: _l("Tie the decision to at least one topic or to what work is impossible without"),
    DecisionProblem.UNKNOWN_REASON: _l("One of the reasons is none of this vacancy"),
    DecisionProblem.BOTH_WAYS: _l("A topic is ticked as held and as not shown at once. Keep one of the two"),
    DecisionProblem.NOT_SAID: _l(
        "The application does not say that they lack this. Ask them first; then tick that they told you, or take the "
        "reason out"
    ),
    DecisionProblem.SAID_OTHERWISE: _l(
        "The application says that they have this. Take the reason out, or tick that they told you otherwise since"
    ),
    DecisionProblem.NO_WORDS: _l("Say why in your own words, at least ten characters"),
}
PARTS = {
    Part.OPENING: _l("Beginning"),
    Part.DONE_WELL: _l("What went well"),
    Part.FIRST_STEP: _l("First step"),
    Part.SECOND_STEP: _l("Second step"),
    Part.ENDING: _l("End"),
}
FEEDBACK_PROBLEMS = {
    FeedbackProblem.TOO_SHORT: _l("Say it in at least twenty characters: the person is to learn something from it"),
    FeedbackProblem.SAME_STEP: _l("Name another step here than above"),
    FeedbackProblem.NO_NAME: _l("Sign with your name: the person should know who wrote"),
    FeedbackProblem.SOMEBODY_ELSE: _l("This names another person of the vacancy. Say it without them"),
}
INQUIRIES = {
    Kind.REASON: _l("The reason in writing"),
    Kind.OBJECTION: _l("Another look at the decision"),
}
INQUIRY_PROBLEMS = {
    InquiryProblem.NO_WORDS: _l("Write at least ten characters, so that it can be understood"),
    InquiryProblem.NO_NAME: _l("Sign with your name: the person should know who wrote"),
    InquiryProblem.SOMEBODY_ELSE: _l("This names another person of the vacancy. Say it without them"),
}


def asked_education(asked: RequiredEducation) -> str:
    """Return what education is asked for, with the field in the words of whoever asks."""
    step = str(EDUCATIONS_ASKED[asked.least])
    return f"{step}; {asked.field}" if asked.field else step
