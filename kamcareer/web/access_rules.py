"""Who may open a page, and whose data it then shows: the words of the table in access.py."""

from dataclasses import dataclass
from enum import Enum

from kamcareer.core.accounts import EVERYBODY, GRANTED, Role


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
    EXPERTS = "what experts say together of a model, and who was asked; of nobody which answer is theirs"
    MODEL_EFFECTS = (
        "whom a draft of the model would reach, in rounded counts of ten or more and without this quarter; vacancies "
        "by title only where it was announced here, or is that of whoever asks"
    )
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
EXPERTS = Rule(frozenset({Role.HR}), Whose.EXPERTS)
MODEL_REVIEWS = Rule(frozenset({Role.HR, Role.ADMINISTRATOR}), Whose.MODELS)
MODEL_EFFECTS = Rule(MODEL_REVIEWS.roles, Whose.MODEL_EFFECTS)
ROUNDS = Rule(frozenset({Role.HR}), Whose.ROUNDS)
CALIBRATION = Rule(frozenset({Role.MANAGER, Role.HR}), Whose.CALIBRATION)
ASKED_PEER = Rule(frozenset({Role.CANDIDATE}), Whose.ASKED_PEER)
TALENT_POOL = Rule(frozenset({Role.HR}), Whose.TALENT_POOL)
TEAM = Rule(frozenset({Role.MANAGER}), Whose.OWN_TEAM)
ADMIN = Rule(frozenset({Role.ADMINISTRATOR}), Whose.EVERY_ACCOUNT)
