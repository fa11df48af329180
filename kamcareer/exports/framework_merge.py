"""Places where a release and own changes of the model say different things, as lines to read."""

from dataclasses import dataclass

from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.core.framework.loading import Folder
from kamcareer.core.framework.matrix import Need
from kamcareer.core.framework.matrix_cells import cell_text
from kamcareer.core.framework.merge import Conflict, is_cell, position_in
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.yaml_reader import Value
from kamcareer.exports.framework_names import NAMED, Names
from kamcareer.exports.framework_wording import Wording
from kamcareer.exports.framework_words import MERGE_WORDS


@dataclass(frozen=True)
class Sides:
    """What stands in a place in each of the three, in words; empty for nothing. Whether one may type something else.

    `spoken` is the language of a text that has one.
    """

    base: str
    ours: str
    release: str
    may_be_typed: bool
    spoken: str


def sides(conflict: Conflict, language: str, framework: Framework | None = None) -> Sides:
    """Return what the three say, names in the language given."""
    wording = Wording(language, Names((framework,) if framework else (), language))
    base, ours, release = (_said(conflict, one, wording) for one in (conflict.base, conflict.ours, conflict.release))
    last = str(conflict.path[-1]) if conflict.path else ""
    words = all(value is None or isinstance(value, str) for value in (conflict.ours, conflict.release))
    typed = is_cell(conflict.file, conflict.path) or (words and not conflict.moved)
    return Sides(base, ours, release, may_be_typed=typed, spoken=last if last in LANGUAGES else "")


def place_name(conflict: Conflict, framework: Framework, language: str) -> str:
    """Return where a conflict is: what the element is called, and where in it."""
    folder, _, file = conflict.file.rpartition("/")
    id = file.removesuffix(".yaml")
    names = Names((framework,), language)
    element = (names.name(NAMED[folder], id) if folder in NAMED else None) or conflict.file
    where = Wording(language, names).place(_steps(conflict), id)
    return f"{element}: {where}" if where else element


def conflict_lines(conflict: Conflict, ours: Folder, release: Folder, language: str) -> list[str]:
    """Return a conflict for the terminal: its place in our files, then what each side says and where the release is."""
    said = sides(conflict, language)
    words = MERGE_WORDS[language]
    place = Wording(language, Names((), language)).place([str(step) for step in conflict.path])
    where = (place or words["whole"]) + (words["moved"] if conflict.moved else "")
    return [
        f"{position_in(conflict, ours)}: {words['both'].format(where)}",
        f"  {words['base']}: {said.base or words['nothing']}",
        f"  {words['ours']}: {said.ours or words['nothing']}",
        f"  {words['release']}: {said.release or words['nothing']} ({position_in(conflict, release)})",
    ]


def _steps(conflict: Conflict) -> list[str]:
    """Return the path as a reader counts: entries of a list from 1."""
    return [step if isinstance(step, str) else str(step + 1) for step in conflict.path]


def _said(conflict: Conflict, value: Value, wording: Wording) -> str:
    if value is None:
        return ""
    if is_cell(conflict.file, conflict.path) and isinstance(value, dict) and {"level", "weight"} <= value.keys():
        must = value.get("must_have") in {True, "true"}
        return cell_text(Need(int(str(value["level"])), int(str(value["weight"])), must))
    return wording.value(value, _steps(conflict))
