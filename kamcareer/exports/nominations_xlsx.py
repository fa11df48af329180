"""The talent pool as XLSX."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO

from kamcareer.core.framework.model import Framework
from kamcareer.core.nominations import Nomination, Standing
from kamcareer.exports.workbooks import Value, add_table, new_book

COLUMNS = ("role", "number", "name", "unit", "post", "standing", "curator", "until", "proposed", "agreed")


def nominations_table(  # noqa: PLR0913 - a table, and the words and days it is told in
    framework: Framework,
    nominations: Sequence[Nomination],
    today: date,
    language: str,
    words: Mapping[str, str],
    standings: Mapping[Standing, str],
    day: Callable[[datetime], date],
) -> bytes:
    """Return one sheet; `words` names the sheet and the columns, and says in `guide` what a place means.

    `day` tells the day of a moment where the installation is.
    """

    def role(id: str | None) -> str:
        name = framework.name_of("roles", id or "")
        return name[language] if name else id or ""

    lines: list[list[Value]] = [
        [
            role(one.role),
            one.number,
            one.name,
            one.unit,
            role(one.post),
            str(standings[one.standing(today)]),
            one.curator,
            one.until,
            day(one.proposed),
            day(one.agreed) if one.agreed else None,
        ]
        for one in nominations
    ]
    out = BytesIO()
    with new_book(out) as book:
        add_table(book, words["sheet"], [words[name] for name in COLUMNS], lines, words["guide"])
    return out.getvalue()
