"""Which column says whose the scores are, and which competency each of the others means."""

import json
from difflib import get_close_matches
from enum import StrEnum

from pydantic import Field as Default

from kamcareer.core.framework.entries import LANGUAGES, Entry, Words
from kamcareer.core.framework.errors import Position, problem_at
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.shape import validated
from kamcareer.core.framework.yaml_reader import Document
from kamcareer.core.matrix_import.scale import Scale
from kamcareer.core.people_import.columns import Field, recognised
from kamcareer.core.spreadsheets.header import plain

SUGGESTED = 3
RATERS = (
    "кто оценил", "оценщик", "оценивающий", "эксперт", "кем оценен", "чья оценка", "источник", "вид оценки", "rater",
    "rated by", "assessor", "evaluator", "source",
)  # fmt: skip


OWN = {"самооценка", "сам", "сам сотрудник", "сотрудник", "self", "own", "self assessment"}


# Numbers, yet no scores: places in the list, and what was made of the scores.
NO_SCORES = {"", "п п", "пп", "n", "no", "номер п п", "номер по порядку", "порядковый номер"}
MADE_OF_SCORES = ("средн", "итог", "всего", "сумма", "рейтинг", "average", "mean", "total", "sum", "rank", "overall")


class Whose(StrEnum):
    """What a column of a matrix says besides scores."""

    NUMBER = "number"
    NAME = "name"
    RATER = "rater"
    NOTHING = "nothing"


class MatrixMapping(Entry):
    """What somebody decided by hand about a matrix; kept, it serves the next file too.

    `competencies` by name of the column, empty where the model has no such competency. `strangers_left_out` is whether
    rows of people whom nobody knows are left out: who left since stands in the matrix of last year.
    """

    sheet: str = ""
    columns: dict[Words, Whose] = Default(default_factory=dict)
    competencies: dict[Words, str] = Default(default_factory=dict)
    scale: Scale | None = None
    strangers_left_out: bool = False

    def column(self, label: str) -> Whose | None:
        """Return what a column was mapped to by hand."""
        return {plain(name): whose for name, whose in self.columns.items()}.get(plain(label))

    def competency(self, label: str) -> str | None:
        """Return the competency a column was mapped to by hand; empty for none, None where nobody decided."""
        return {plain(name): id for name, id in self.competencies.items()}.get(plain(label))


def read_matrix_mapping(data: bytes, name: str, framework: Framework) -> MatrixMapping:
    """Return a mapping from the JSON that it is kept as; FileError for anything else, unknown competencies too."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise problem_at(Position(name), "not the JSON of a mapping of a matrix") from None
    mapping = validated(Document(name, value), MatrixMapping)
    unknown = sorted(set(mapping.competencies.values()) - set(framework.competencies) - {""})
    if unknown:
        raise problem_at(Position(name), f'the model has no competency "{unknown[0]}"; empty where there is none')
    return mapping


def whose(label: str) -> Whose | None:
    """Return what a column says besides scores, by its name."""
    if plain(label) in RATERS:
        return Whose.RATER
    if plain(label) in NO_SCORES or plain(label).startswith(MADE_OF_SCORES):
        return Whose.NOTHING
    field = recognised(label)
    return {Field.NUMBER: Whose.NUMBER, Field.NAME: Whose.NAME}.get(field) if field else None


class Competencies:
    """The names by which a column may mean a competency."""

    def __init__(self, framework: Framework) -> None:
        self.names: dict[str, str] = {}
        for id, competency in framework.competencies.items():
            for words in (id, *(competency.name[language] for language in LANGUAGES)):
                self.names[plain(words)] = id

    def meant(self, label: str) -> str | None:
        """Return the competency that a name means: the whole of it, or a beginning that no other one has."""
        words = plain(label)
        if words in self.names:
            return self.names[words]
        begun = {id for name, id in self.names.items() if words and name.startswith(f"{words} ")}
        return begun.pop() if len(begun) == 1 else None

    def near(self, label: str) -> tuple[str, ...]:
        """Return competencies that may have been meant."""
        close = get_close_matches(plain(label), self.names, n=SUGGESTED, cutoff=0.5)
        return tuple(dict.fromkeys(self.names[name] for name in close))


def by_hand_or_name(label: str, mapping: MatrixMapping, known: Competencies) -> str | None:
    """Return the competency of a column; empty where somebody said it is none, None where nobody knows."""
    decided = mapping.competency(label)
    return decided if decided is not None else known.meant(label)


def is_own(rater: str) -> bool:
    """Return whether words for a rater mean the person themselves."""
    return plain(rater) in OWN
