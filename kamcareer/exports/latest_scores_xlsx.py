"""Newest scores as a flat XLSX for 1С:ЗУП and its like: one line for each person and topic, the number first."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from kamcareer.core.framework.model import Framework
from kamcareer.core.latest_scores import LatestScore
from kamcareer.core.people import Person
from kamcareer.exports.workbooks import Value, add_table, new_book

COLUMNS = ("number", "name", "unit", "post", "code", "topic", "level", "day", "source")


def latest_scores_table(
    framework: Framework,
    people: Sequence[tuple[Person, Sequence[LatestScore]]],
    language: str,
    words: Mapping[str, str],
) -> bytes:
    """Return one sheet; numbers of people stay text, levels are numbers from 0 to 4, days are days.

    `words` names the sheet (scores) and its columns, and says who gave a score (company, themselves) and what it is.
    """
    out = BytesIO()
    roles = {id: role.name[language] for id, role in framework.roles.items()}
    with new_book(out) as book:
        lines: list[list[Value]] = [
            [
                person.number,
                person.name,
                person.unit or None,
                roles.get(person.role, person.role) if person.role else None,
                one.competency,
                framework.competencies[one.competency].name[language],
                round(one.level, 2),
                one.day,
                words["themselves"] if one.own else words["company"],
            ]
            for person, scores in people
            for one in scores
        ]
        columns = [words[name] for name in COLUMNS]
        add_table(book, words["scores"], columns, lines, words["guide"], wide={1, 5})
    return out.getvalue()
