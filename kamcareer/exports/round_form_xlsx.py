"""The form of a round for a manager who does not sign in: a row for a topic and a person, levels to choose from."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from kamcareer.core.company_rounds import Participant
from kamcareer.core.framework.model import Framework
from kamcareer.core.round_form import NAMES, Field, level_words
from kamcareer.exports.cells import defused
from kamcareer.exports.workbooks import new_book, on_paper, write_header, write_lines

WIDTHS = (38, 16, 36, 30)
SEEN = 3


def round_form(
    framework: Framework,
    lines: Sequence[tuple[str, Participant]],
    language: str,
    words: Mapping[str, str],
) -> bytes:
    """Return the form: `lines` are competencies with the people to be rated in them, in the order to be shown.

    `words` holds the names of the sheets (form, levels, guide), of what to do where a value is refused (wrong, choose),
    and the lines of the guide, which are the keys that begin with "guide_".
    """
    out = BytesIO()
    with new_book(out) as book:
        sheet = book.add_worksheet(words["form"])
        text, topics = book.add_format({"num_format": "@"}), framework.competencies
        for place, width in enumerate(WIDTHS):
            sheet.set_column(place, place, width, text)
        write_header(book, sheet, [names[language] for names in NAMES.values()])
        sheet.autofilter(0, 0, max(len(lines), 1), SEEN)
        for row, (competency, person) in enumerate(lines, start=1):
            for place, value in enumerate((topics[competency].name[language], person.number, person.name)):
                sheet.write_string(row, place, defused(value), text)
        choices = level_words(framework, language)
        sheet.data_validation(
            1, SEEN, max(len(lines), 1), SEEN,
            {
                "validate": "list",
                "source": f"='{words['levels']}'!$B$1:${chr(ord('A') + len(choices))}$1",
                "error_title": words["wrong"],
                "error_message": words["choose"],
            },
        )  # fmt: skip
        levels, wrapped = book.add_worksheet(words["levels"]), book.add_format({"text_wrap": True, "valign": "top"})
        levels.set_column(0, len(choices), 32, wrapped)
        asked = list(dict.fromkeys(competency for competency, _person in lines))
        described = [[topics[id].name[language], *(a[language] for a in topics[id].anchors.values())] for id in asked]
        write_lines(levels, [[NAMES[Field.TOPIC][language], *choices], *described])
        guide = book.add_worksheet(words["guide"])
        write_lines(guide, [[line] for key, line in words.items() if key.startswith("guide_")])
        guide.set_column(0, 0, 100, wrapped)
        for one in book.worksheets():
            on_paper(one)
    return out.getvalue()
