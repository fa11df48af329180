"""What experts said as the ground on which a topic or a situation is reviewed, written into its file."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from kamcareer.core.expert_review import Keyed, Placed
from kamcareer.core.framework.competency import Competency, Situation
from kamcareer.core.framework.documents import documents_of, with_documents
from kamcareer.core.framework.loading import Folder

TOPICS, SITUATIONS = "competencies/", "situations/"

Element: TypeAlias = Competency | Situation


def says_what_was_read(read: Element, now: Element) -> bool:
    """Return whether a topic still has the name, the definition and the descriptions that experts read.

    Of a situation: whether it still has its story, its setting and its ways to act with their ratings.
    """
    if isinstance(read, Situation) and isinstance(now, Situation):
        return (read.stem, read.setting, read.options) == (now.stem, now.setting, now.options)
    if isinstance(read, Competency) and isinstance(now, Competency):
        return (read.name, read.definition, read.anchors) == (now.name, now.definition, now.anchors)
    return False


def with_reviewed(folder: Folder, found: Mapping[str, Placed | Keyed], who: tuple[str, str], today: date) -> Folder:
    """Return the files with some topics and situations reviewed, by their ids.

    `who` says in Russian and English who the experts are. Nothing but status and grounds is touched. FileError where a
    file cannot be read.
    """
    grounds = {id: _ground(one, who, today) for id, one in found.items()}
    parts = Folder(
        {path: data for path, data in folder.files.items() if path.startswith((TOPICS, SITUATIONS))}, folder.name
    )
    present = documents_of(parts)
    raised = {path: _raised(path, document, grounds) for path, document in present.items()}
    wanted = {path: document for path, document in raised.items() if document != present[path]}
    return Folder({**folder.files, **with_documents(parts, wanted).files}, folder.name)


def _raised(path: str, document: Any, grounds: Mapping[str, dict[str, str]]) -> Any:
    if not isinstance(document, dict):
        return document
    if path.startswith(TOPICS):
        return _reviewed(document, grounds, ())
    shared = document.get("rests_on", [])
    return {**document, "situations": [_reviewed(one, grounds, shared) for one in document.get("situations", [])]}


def _reviewed(entry: Any, grounds: Mapping[str, dict[str, str]], shared: Any) -> Any:
    """Return an entry as it is, or reviewed where there is a ground; what it rested on so far it goes on resting on."""
    ground = grounds.get(str(entry.get("id", ""))) if isinstance(entry, dict) else None
    if ground is None:
        return entry
    return {**entry, "status": "reviewed", "rests_on": [*entry.get("rests_on", shared), ground]}


def _ground(one: Placed | Keyed, who: tuple[str, str], today: date) -> dict[str, str]:
    if isinstance(one, Placed):
        ru = f"экспертов {one.experts}, описаний на своей ступени {one.in_place} из {one.placed}"
        en = f"{one.experts} experts, {one.in_place} of {one.placed} descriptions on their level"
    else:
        ru = f"экспертов {one.experts}, лучшее у модели лучшее для {one.best}, худшее — худшее для {one.worst}"
        en = f"{one.experts} experts, the model’s best is the best for {one.best}, its worst the worst for {one.worst}"
    return {"ru": f"{who[0]}, {today}: {ru}", "en": f"{who[1]}, {today}: {en}"}
