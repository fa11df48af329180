"""Sheets for readers who have not seen the model, and the share they place right.

    python -m scripts.blind_review sheet anchors ru 1 > sheet.md      five anchors of each competency, shuffled
    python -m scripts.blind_review sheet situations ru 1              best and worst of four ways to act
    python -m scripts.blind_review sheet options ru 1                 the same without the stem: can it be guessed?
    python -m scripts.blind_review sheet activities ru 1              to which competency does an activity belong?
    python -m scripts.blind_review score anchors ru 1 --answers FILE  what was placed right, and every miss

The number is the seed of the shuffle: the same seed gives the same sheet, so no key has to be kept; `--only finance
market` takes a part. Answers are a JSON
object: for anchors {competency: letters from lowest to highest}, for situations and options {item: [best, worst]}, for
activities {item: competency}. What a reader cannot see in the sheet is not in it: no ids, no levels, no ratings.
"""

import argparse
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kamcareer.core.catalogue import main_competency
from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.core.framework.model import Framework
from kamcareer.services.framework_files import load_framework

ROOT = Path(__file__).resolve().parent.parent
LETTERS = "ABCDE"
Key = dict[str, list[str]]
Sheet = tuple[str, Key]


def anchors(framework: Framework, language: str, dice: random.Random) -> Sheet:
    """Return the anchors of every competency in disorder, and their letters from lowest to highest."""
    lines, key = [], {}
    for competency in framework.competencies.values():
        levels = dice.sample(sorted(competency.anchors), len(competency.anchors))
        letters = dict(zip(levels, LETTERS, strict=True))
        lines += ["", f"## {competency.id}: {competency.name[language]}", ""]
        lines += [f"{letters[level]}. {competency.anchors[level][language]}" for level in levels]
        key[competency.id] = [letters[level] for level in sorted(letters)]
    return "\n".join(lines), key


def situations(framework: Framework, language: str, dice: random.Random, *, stem: bool = True) -> Sheet:
    """Return every situation under a number, its options in disorder, and the letters of best and worst."""
    items = [item for competency in framework.competencies.values() for item in competency.situations]
    dice.shuffle(items)
    lines, key = [], {}
    for number, item in enumerate(items, 1):
        order = dice.sample(sorted(item.options), len(item.options))
        letters = dict(zip(order, LETTERS, strict=False))
        lines += ["", f"## S{number}", "", *([item.stem[language], ""] if stem else [])]
        lines += [f"{letters[option]}. {item.options[option].text[language]}" for option in order]
        key[f"S{number}"] = [letters[item.best], letters[item.worst], item.id]
    return "\n".join(lines), key


def options(framework: Framework, language: str, dice: random.Random) -> Sheet:
    """Return the situations without what happened."""
    return situations(framework, language, dice, stem=False)


def activities(framework: Framework, language: str, dice: random.Random) -> Sheet:
    """Return every activity under a number, and the competency it lifts most."""
    items = list(framework.activities.values())
    dice.shuffle(items)
    lines, key = ["", "Competencies:", ""], {}
    lines += [f"- {item.id}: {item.name[language]}. {item.definition[language]}" for item in
              framework.competencies.values()]  # fmt: skip
    for number, item in enumerate(items, 1):
        lines += ["", f"## T{number}", "", f"{item.name[language]}. {item.task[language]}"]
        most = max(gain.levels for gain in item.gains.values())
        key[f"T{number}"] = [*(id for id, gain in item.gains.items() if gain.levels == most), item.id]
    return "\n".join(lines), key


KINDS: dict[str, Callable[[Framework, str, random.Random], Sheet]] = {
    "anchors": anchors,
    "situations": situations,
    "options": options,
    "activities": activities,
}


def misses_of_anchors(key: Key, given: dict[str, list[str]]) -> Iterator[str]:
    """Tell every anchor that stands in another place than its own, and by how many places."""
    for id, right in key.items():
        for letter in right:
            off = list(given[id]).index(letter) - right.index(letter)
            if off:
                yield f"{id}: level {right.index(letter)} was placed {off:+d}"


def score_anchors(key: Key, given: dict[str, list[str]]) -> None:
    """Print the share of anchors in their place."""
    misses = list(misses_of_anchors(key, given))
    total = sum(map(len, key.values()))
    print(f"{total - len(misses)} of {total} in their place: {1 - len(misses) / total:.1%}", *misses, sep="\n")


def score_pairs(key: Key, given: dict[str, list[str]]) -> None:
    """Print the shares of best and worst that were found."""
    for place, name in enumerate(("best", "worst")):
        missed = [right[2] for item, right in key.items() if given[item][place] != right[place]]
        print(f"{name}: {len(key) - len(missed)} of {len(key)}, {1 - len(missed) / len(key):.1%}", *missed, sep="\n  ")


def score_activities(key: Key, given: dict[str, str]) -> None:
    """Print the share of activities that went to a competency they lift most."""
    missed = [f"{right[-1]} went to {given[item]}" for item, right in key.items() if given[item] not in right[:-1]]
    print(f"{len(key) - len(missed)} of {len(key)}: {1 - len(missed) / len(key):.1%}", *missed, sep="\n")


SCORES: dict[str, Callable[[Key, dict[str, Any]], None]] = {
    "anchors": score_anchors,
    "situations": score_pairs,
    "options": score_pairs,
    "activities": score_activities,
}


def only(framework: Framework, competencies: list[str]) -> Framework:
    """Return the framework with these competencies alone; all of it where none is named."""
    chosen = competencies or list(framework.competencies)
    return framework.model_copy(update={
        "competencies": {id: framework.competencies[id] for id in chosen},
        "activities": {id: item for id, item in framework.activities.items() if main_competency(item) in chosen},
    })  # fmt: skip


def main() -> None:
    """Print a sheet, or score the answers to one."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("act", choices=["sheet", "score"])
    ask.add_argument("kind", choices=list(KINDS))
    ask.add_argument("language", choices=LANGUAGES)
    ask.add_argument("seed", type=int)
    ask.add_argument("--answers", type=Path)
    ask.add_argument("--only", nargs="*", default=[], metavar="COMPETENCY")
    given = ask.parse_args()
    framework = only(load_framework(ROOT / "competencies" / "key_account"), given.only)
    dice = random.Random(f"{given.kind}{given.seed}")  # noqa: S311 - a shuffle, no secret
    sheet, key = KINDS[given.kind](framework, given.language, dice)
    if given.act == "sheet":
        print(sheet)
    else:
        SCORES[given.kind](key, json.loads(given.answers.read_text()))


if __name__ == "__main__":
    main()
