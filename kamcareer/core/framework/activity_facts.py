"""What an activity takes and gives as somebody types it over its file, and a new one made after another."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kamcareer.core.framework.loading import Folder
from kamcareer.core.framework.yaml_editor import Plain, edited
from kamcareer.core.framework.yaml_reader import Path, read_yaml

FOLDER = "activities"
SINGLE = ("kind", "hours", "weeks", "hours_at", "own_hours", "cost", "price", "capacity")
ID = re.compile(r"[a-z][a-z0-9_]{1,63}", re.ASCII)


class ActivityIdError(ValueError):
    """A new activity cannot be called so: a word that is none, or one that another has."""


@dataclass(frozen=True)
class ActivityFacts:
    """What stands in the file of an activity, letter by letter, and "" for what does not.

    `levels` are the lowest and the highest that it is meant for; `gains` by competency what it adds, in levels, and
    the level beyond which it lifts nobody. A gain of which both are empty is none.
    """

    single: Mapping[str, str]
    levels: tuple[str, str]
    gains: Mapping[str, tuple[str, str]]


def activity_ids(folder: Folder) -> list[str]:
    """Return the ids of the activities that have a file, by the alphabet."""
    return sorted(_id(file) for file in folder.files if file.startswith(f"{FOLDER}/"))


def facts_of(folder: Folder, id: str) -> ActivityFacts:
    """Return what an activity takes and gives, of files in which no problem was found. KeyError without its file."""
    value: Any = read_yaml(folder.files[_file(id)], _file(id)).value
    lowest, highest = value["level_range"]
    return ActivityFacts(
        single={name: str(value.get(name, "")) for name in SINGLE},
        levels=(str(lowest), str(highest)),
        gains={topic: (str(gain["levels"]), str(gain["cap"])) for topic, gain in value["gains"].items()},
    )


def with_facts(folder: Folder, id: str, wanted: ActivityFacts) -> Folder:
    """Return the files with other facts of an activity; what is the same is left alone. KeyError without its file.

    Whether it is a number, and one that can be, the check of the whole says with its place.
    """
    edits = dict(_edits(facts_of(folder, id), wanted))
    return Folder({**folder.files, _file(id): edited(folder.files[_file(id)], _file(id), edits)}, folder.name)


def with_copy(folder: Folder, id: str, new: str) -> Folder:
    """Return the files with another activity that says what one says, as a draft. ActivityIdError, KeyError."""
    if not ID.fullmatch(new) or _file(new) in folder.files:
        raise ActivityIdError(new)
    edits: dict[Path, Plain] = {("id",): new, ("status",): "draft"}
    return Folder({**folder.files, _file(new): edited(folder.files[_file(id)], _file(id), edits)}, folder.name)


def _edits(before: ActivityFacts, wanted: ActivityFacts) -> Iterator[tuple[Path, Plain]]:
    for name, said in wanted.single.items():
        if said != before.single[name]:
            yield (name,), said or None
    for place, said in enumerate(wanted.levels):
        if said != before.levels[place]:
            yield ("level_range", place), said
    for topic, (levels, cap) in wanted.gains.items():
        if (levels, cap) != before.gains.get(topic, ("", "")):
            yield from _gain(topic, levels, cap, there=topic in before.gains)


def _gain(topic: str, levels: str, cap: str, *, there: bool) -> Iterator[tuple[Path, Plain]]:
    if not levels and not cap:
        yield ("gains", topic), None
    elif there:
        yield ("gains", topic, "levels"), levels or None
        yield ("gains", topic, "cap"), cap or None
    else:
        given = {"levels": levels, "cap": cap}
        yield ("gains", topic), {name: said for name, said in given.items() if said}


def _file(id: str) -> str:
    return f"{FOLDER}/{id}.yaml"


def _id(file: str) -> str:
    return file.removeprefix(f"{FOLDER}/").removesuffix(".yaml")
