"""What is wrong with one cell."""

from dataclasses import dataclass
from enum import StrEnum

from kamcareer.core.spreadsheets.sheet import Cell


class Wrong(StrEnum):
    """What may be wrong; the pages have the words, and the remedy, for each."""

    NO_COLUMN = "no_column"
    NOBODY_NAMED = "nobody_named"
    TWO_COLUMNS = "two_columns"
    NO_PEOPLE = "no_people"
    NO_VALUE = "no_value"
    NO_NUMBER = "no_number"
    BAD_NUMBER = "bad_number"
    NUMBER_TWICE = "number_twice"
    ZEROS_LOST = "zeros_lost"
    NO_NAME = "no_name"
    BAD_TEXT = "bad_text"
    BAD_DATE = "bad_date"
    DATE_FAR = "date_far"
    UNKNOWN_ROLE = "unknown_role"
    UNKNOWN_MANAGER = "unknown_manager"
    MANAGERS_NAMESAKES = "managers_namesakes"
    OWN_MANAGER = "own_manager"
    MANAGER_CYCLE = "manager_cycle"
    NO_COMPETENCIES = "no_competencies"
    UNKNOWN_COMPETENCY = "unknown_competency"
    TWO_COMPETENCIES = "two_competencies"
    UNKNOWN_PERSON = "unknown_person"
    NAMESAKES = "namesakes"
    NO_SCORE = "no_score"
    NO_SCORES = "no_scores"
    OFF_SCALE = "off_scale"
    SCORED_TWICE = "scored_twice"
    BAD_NAME = "bad_name"
    BAD_EMAIL = "bad_email"
    BAD_PHONE = "bad_phone"
    UNKNOWN_LANGUAGE = "unknown_language"
    CONTACT_TWICE = "contact_twice"
    ALREADY_HERE = "already_here"
    TOO_MANY = "too_many"
    UNKNOWN_LEVEL = "unknown_level"
    UNKNOWN_TOPIC = "unknown_topic"
    NOT_ASKED = "not_asked"
    NOT_WAITED_FOR = "not_waited_for"
    OTHER_NAME = "other_name"


@dataclass(frozen=True, order=True)
class CellProblem:
    """One thing to mend: where, what kind, what stands there, and what may have been meant."""

    cell: Cell
    wrong: Wrong
    said: str = ""
    hints: tuple[str, ...] = ()
