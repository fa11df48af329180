"""What is wrong with an uploaded table, in the reader's language: what stands there, and what to do."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kamcareer.core.candidates_import.columns import Field as CandidateField
from kamcareer.core.framework.model import Framework
from kamcareer.core.matrix_import.scale import Scale
from kamcareer.core.people_import.columns import Field
from kamcareer.core.round_form import NAMES as FORM_NAMES
from kamcareer.core.round_form import Field as FormField
from kamcareer.core.round_form import level_words
from kamcareer.core.spreadsheets.problem import CellProblem, Wrong
from kamcareer.core.spreadsheets.refusal import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TEXT,
    Refusal,
    RefusedFileError,
)
from kamcareer.core.spreadsheets.sheet import Cell

REFUSALS = {
    Refusal.EMPTY: _l("The file is empty. Choose one with a table in it."),
    Refusal.TOO_LARGE: _l("The file is larger than %(megabytes)s MB. Send the table alone, or in parts."),
    Refusal.UNPACKS_TOO_LARGE: _l(
        "Unpacked, the file is far larger than a table of people. Save the table alone as XLSX or CSV."
    ),
    Refusal.TOO_MANY_ROWS: _l(
        "There are more than %(rows)s rows, empty formatted ones counted. Delete them, or send the table in parts."
    ),
    Refusal.TOO_MANY_COLUMNS: _l("There are more than %(columns)s columns. Leave those that are needed."),
    Refusal.TOO_MANY_CELLS: _l(
        "There are more than %(cells)s cells. Leave the columns that are needed, or send the table in parts."
    ),
    Refusal.TOO_LONG: _l("%(place)s holds more than %(text)s characters. Shorten it."),
    Refusal.OLD_OR_LOCKED: _l("An old .xls, or a file behind a password. Save it as .xlsx without a password."),
    Refusal.DAMAGED: _l(
        "The file cannot be read as a table. Open it in your spreadsheet program and save it again as XLSX or CSV."
    ),
    Refusal.NO_TEXT: _l("Neither XLSX nor CSV. Save the table in one of these two formats."),
}
FIELDS = {
    Field.NUMBER: _l("Personnel number"),
    Field.NAME: _l("Full name"),
    Field.SURNAME: _l("Surname"),
    Field.GIVEN_NAME: _l("First name"),
    Field.PATRONYMIC: _l("Patronymic"),
    Field.UNIT: _l("Unit"),
    Field.MANAGER: _l("Manager’s personnel number"),
    Field.ROLE: _l("Present post"),
    Field.SINCE: _l("In this post since"),
    Field.EMAIL: _l("Work e-mail"),
    Field.NOTHING: _l("not needed"),
}
TEMPLATE = (Field.NUMBER, Field.NAME, Field.UNIT, Field.MANAGER, Field.ROLE, Field.SINCE, Field.EMAIL)
PROBLEMS = {
    Wrong.NO_COLUMN: _l("No column for “%(field)s” was found. Name it so, or say which column it is."),
    Wrong.NOBODY_NAMED: _l(
        "A column of personnel numbers or of full names is needed. Name one of them so, or say which column it is."
    ),
    Wrong.TWO_COLUMNS: _l("Two columns for “%(field)s”: here and in %(hints)s. Say which of them counts."),
    Wrong.NO_PEOPLE: _l("There is nobody below the header. Add at least one person."),
    Wrong.NO_VALUE: _l(
        "A formula whose value is not in the file. Open the file in your spreadsheet program and save "
        "it, or paste the values."
    ),
    Wrong.NO_NUMBER: _l("The personnel number is missing. It is the key: fill it in, or delete the row."),
    Wrong.BAD_NUMBER: _l(
        "“%(said)s” is no personnel number: capitals, digits, hyphen and slash, at most 32. Write the "
        "number alone."
    ),
    Wrong.NUMBER_TWICE: _l("%(said)s is in %(hints)s already. A number belongs to one person: correct one of them."),
    Wrong.ZEROS_LOST: _l(
        "“%(said)s” differs in leading zeros alone from %(hints)s. If this is one of them, write that number in "
        "full and the same name; if it is somebody else, give them a number that differs in more than zeros."
    ),
    Wrong.NO_NAME: _l("The name is missing. Fill it in."),
    Wrong.BAD_TEXT: _l("Longer than 120 characters, or with signs that cannot be seen. Write it anew."),
    Wrong.BAD_DATE: _l("“%(said)s” is no day. Write it as 31.03.2026."),
    Wrong.DATE_FAR: _l("%(said)s lies too far from today. Check the year."),
    Wrong.BAD_EMAIL: _l("“%(said)s” is no e-mail address. Write one such as name@example.ru, or leave it empty."),
    Wrong.CONTACT_TWICE: _l(
        "“%(said)s” stands in %(hints)s already. An address belongs to one person: correct one of them, or leave it "
        "empty."
    ),
    Wrong.ALREADY_HERE: _l(
        "“%(said)s” is known as the address of %(hints)s, who is not in this file. Correct it, or add that person."
    ),
    Wrong.UNKNOWN_ROLE: _l(
        "The model has no post “%(said)s”. Choose one of the model: %(hints)s. Or map the words by hand, "
        "to none where it has no such post."
    ),
    Wrong.UNKNOWN_MANAGER: _l(
        "“%(said)s” is nobody in this file or imported before. Write the manager’s personnel number, or "
        "add the manager."
    ),
    Wrong.MANAGERS_NAMESAKES: _l("Several people are called “%(said)s”: %(hints)s. Write the personnel number."),
    Wrong.OWN_MANAGER: _l("%(said)s is given as their own manager. Correct it; leave it empty at the top."),
    Wrong.MANAGER_CYCLE: _l(
        "These people are each other’s managers: %(said)s. Correct one of them; leave it empty at the "
        "top."
    ),
    Wrong.NO_COMPETENCIES: _l("No column is known as a topic of the model. Say which column means which topic."),
    Wrong.UNKNOWN_COMPETENCY: _l(
        "The model has no topic “%(said)s”, and the column holds scores. Near: %(hints)s. "
        "Map it by hand, to none where it has no such topic."
    ),
    Wrong.TWO_COMPETENCIES: _l("“%(said)s” means the same topic as %(hints)s. Say which of them counts."),
    Wrong.UNKNOWN_PERSON: _l("Nobody known has “%(said)s”. Import the people first, or correct it."),
    Wrong.NAMESAKES: _l("Several people are called “%(said)s”: %(hints)s. Add their personnel numbers."),
    Wrong.NO_SCORE: _l("“%(said)s” is no score. Write a number, or leave it empty."),
    Wrong.NO_SCORES: _l("There are no scores below the header."),
    Wrong.OFF_SCALE: _l("%(said)s is not on the scale %(hints)s. Correct it, or choose another scale."),
    Wrong.SCORED_TWICE: _l("The same person, topic and rater stand in %(hints)s already. Keep one of the two."),
}  # fmt: skip
CANDIDATE_FIELDS = {
    CandidateField.NAME: _l("Full name"),
    CandidateField.SURNAME: _l("Surname"),
    CandidateField.GIVEN_NAME: _l("First name"),
    CandidateField.PATRONYMIC: _l("Patronymic"),
    CandidateField.EMAIL: _l("E-mail"),
    CandidateField.PHONE: _l("Phone"),
    CandidateField.LANGUAGE: _l("Language"),
    CandidateField.NOTHING: _l("not needed"),
}
CANDIDATE_PROBLEMS = PROBLEMS | {
    Wrong.NO_COLUMN: _l("No column for “%(field)s” was found. Name it so, or take our table."),
    Wrong.TWO_COLUMNS: _l("Two columns for “%(field)s”: here and in %(hints)s. Leave one, or rename the other."),
    Wrong.BAD_NAME: _l("This is no name: write letters, at most 80 characters, without numbers and signs."),
    Wrong.BAD_EMAIL: _l("“%(said)s” is no e-mail address. Write one such as name@example.ru, or leave it empty."),
    Wrong.BAD_PHONE: _l(
        "“%(said)s” is no telephone number. Write one alone, as +7 916 123-45-67, or leave it empty. Where the "
        "spreadsheet made it a figure such as 7.9E+10, make the cell text."
    ),
    Wrong.UNKNOWN_LANGUAGE: _l("“%(said)s” is neither Russian nor English. Choose one of the two, or leave it empty."),
    Wrong.CONTACT_TWICE: _l("“%(said)s” stands in %(hints)s already. Leave one of the two rows, or correct it."),
    Wrong.ALREADY_HERE: _l(
        "“%(said)s” is in this vacancy already: %(hints)s. Delete the row; a lost link is made anew on the page of "
        "invitations."
    ),
    Wrong.TOO_MANY: _l("More than %(said)s people. Send this row and those below in another file."),
}
FORM_PROBLEMS = PROBLEMS | {
    Wrong.NO_COLUMN: _l("No column for “%(field)s” was found. Name it so, or take the form anew."),
    Wrong.TWO_COLUMNS: _l("Two columns for “%(field)s”: here and in %(hints)s. Leave one, or rename the other."),
    Wrong.NO_SCORES: _l("Nothing is chosen below the header."),
    Wrong.UNKNOWN_LEVEL: _l("“%(said)s” is no level. Write one of these words, or leave the cell empty: %(hints)s."),
    Wrong.UNKNOWN_TOPIC: _l("The model has no topic “%(said)s”. Write it as it was in the form."),
    Wrong.NOT_ASKED: _l("The role of this person does not ask “%(said)s”. Leave the cell with the level empty."),
    Wrong.NOT_WAITED_FOR: _l(
        "Nobody waits for answers about “%(said)s” here: they take no part, are another manager’s, or were rated "
        "elsewhere. Delete the row."
    ),
    Wrong.OTHER_NAME: _l(
        "The number in this row belongs to %(hints)s, not to “%(said)s”. Look whether the rows were mixed up, and "
        "correct the number or the name."
    ),
}
WITHOUT_HINTS = {
    Wrong.UNKNOWN_ROLE: _l(
        "The model has no post “%(said)s” and none like it. Map the words by hand, to none where it has no such post."
    ),
    Wrong.UNKNOWN_COMPETENCY: _l(
        "The model has no topic “%(said)s” and none like it, and the column holds scores. "
        "Map it by hand, to none where it has no such topic."
    ),
    Wrong.ALREADY_HERE: _l(
        "“%(said)s” belongs to somebody in this vacancy already, whose name is hidden for now. Delete the row; a lost "
        "link is made anew on the page of invitations."
    ),
}  # where nobody and nothing may be named
LONGEST_SAID = 80


def refusal_words(error: RefusedFileError) -> str:
    """Return why a file is refused, and what helps."""
    return str(REFUSALS[error.refusal]) % {
        "place": error.place,
        "megabytes": MAX_BYTES // 1_000_000,
        "rows": MAX_ROWS,
        "columns": MAX_COLUMNS,
        "cells": MAX_CELLS,
        "text": MAX_TEXT,
    }


def problem_words(problem: CellProblem, framework: Framework, language: str) -> str:
    """Return what is wrong with a cell, and what to do."""
    hints = problem.hints
    if problem.wrong is Wrong.UNKNOWN_ROLE:
        hints = tuple(framework.roles[id].name[language] for id in hints)
    if problem.wrong is Wrong.UNKNOWN_COMPETENCY:
        hints = tuple(framework.competencies[id].name[language] for id in hints)
    field = str(FIELDS[Field(problem.said)]) if problem.wrong in {Wrong.NO_COLUMN, Wrong.TWO_COLUMNS} else ""
    return _filled(PROBLEMS[problem.wrong], problem, hints, field)


def _filled(pattern: object, problem: CellProblem, hints: Sequence[str], field: str) -> str:
    if not hints:
        pattern = WITHOUT_HINTS.get(problem.wrong, pattern)
    said = problem.said if len(problem.said) <= LONGEST_SAID else f"{problem.said[:LONGEST_SAID]}…"
    return str(pattern) % {"said": said, "hints": ", ".join(hints) or "—", "field": field}


def candidate_problem(problem: CellProblem) -> str:
    """Return what is wrong with a cell of a list of candidates, and what to do."""
    named = problem.wrong in {Wrong.NO_COLUMN, Wrong.TWO_COLUMNS}
    field = str(CANDIDATE_FIELDS[CandidateField(problem.said)]) if named else ""
    return _filled(CANDIDATE_PROBLEMS[problem.wrong], problem, problem.hints, field)


def form_problem(problem: CellProblem, framework: Framework, language: str) -> str:
    """Return what is wrong with a cell of a manager’s form, and what to do."""
    named = problem.wrong in {Wrong.NO_COLUMN, Wrong.TWO_COLUMNS}
    field = FORM_NAMES[FormField(problem.said)][language] if named else ""
    hints: Sequence[str] = problem.hints
    if problem.wrong is Wrong.UNKNOWN_LEVEL:
        hints = ["; ".join(level_words(framework, language))]  # a level is called by words with a comma between
    return _filled(FORM_PROBLEMS[problem.wrong], problem, hints, field)


def comments(problems: Iterable[CellProblem], words_of: Callable[[CellProblem], str]) -> dict[Cell, str]:
    """Return what is wrong by cell; two things of one cell in two paragraphs."""
    found: dict[Cell, str] = {}
    for problem in problems:
        words = words_of(problem)
        found[problem.cell] = f"{found[problem.cell]}\n\n{words}" if problem.cell in found else words
    return found


def mapping_words(scale: Scale, framework: Framework, language: str) -> str:
    """Return how scores of a scale are mapped to our levels, with the words for each of them."""
    percent = "%" if scale is Scale.PERCENT else ""
    return "; ".join(
        f"{score:g}{percent} → {level:.3g} ({framework.scale[int(level + 0.5)].name[language]})"
        for score, level in scale.table()
    )


def template_words() -> tuple[Sequence[str], Mapping[str, str]]:
    """Return the columns of the template, and its other words."""
    return [str(FIELDS[field]) for field in TEMPLATE], {
        "people": _("People"),
        "roles": _("Posts"),
        "guide": _("How to fill it in"),
        "wrong": _("Please check"),
        "role": _("Choose a post of the list. Your own words are kept too, and mapped when the file is read."),
        "day": _("A day is needed here, as 31.03.2026."),
        "guide_number": _("The personnel number is the key: leading zeros count, two people never have the same."),
        "guide_name": _("The name in one cell, as it stands in your staff list."),
        "guide_manager": _(
            "The manager by personnel number; empty at the top. The manager stands in this table too, or was "
            "imported before."
        ),
        "guide_role": _("The post from the list; empty where the list has none that fits."),
        "guide_email": _(
            "The work e-mail of whoever has one: the account with this address is proposed in rounds of assessments. "
            "An empty cell deletes the address known; delete the whole column to leave addresses as they are."
        ),
        "guide_wrong": _(
            "While anything is wrong nobody is imported: the file comes back with a comment in each cell to mend."
        ),
        "guide_data": _("Write nothing else of people here: no pay, no health, no assessments."),
    }
