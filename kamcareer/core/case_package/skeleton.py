"""A package of somebody else as the beginning of a framework: what it says in its place, the rest by name."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from typing import Any

from kamcareer.core.case_package.reading import CaseError, Package, Path, leaves, named, shown
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.yaml_reader import Value

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
VERSION = re.compile("[0-9]+[.][0-9]+[.][0-9]+")
FIRST_VERSION = "0.1.0"
LONGEST_ID = 40
NAMED = 80  # characters of a statement that stand for a name
DEEPEST = 50  # items above an item
MOST = 500  # competencies
MOST_BELOW = 300  # indicators of a competency
USUAL = ("2", "2")  # level and weight until somebody decides
ROLE = "role_to_describe"


@dataclass(frozen=True)
class Skeleton:
    """Files to go on with, and every value of the package that has no place in them, with its path."""

    documents: Mapping[str, Value]
    unmapped: tuple[str, ...]


def skeleton_of(package: Package, id: str, base: Mapping[str, Value]) -> Skeleton:
    """Return the beginning of a framework: groups, competencies, indicators, and levels where there are rubrics.

    Two steps from the top stand competencies, above them their groups, below them indicators; without groups all
    belong to one. Texts stand in both languages until somebody translates them. `base` gives what a framework needs and
    CASE does not know: the scale, the settings of the measurement, one role.
    """
    return _Reading(package, id, base).skeleton()


class _Reading:
    def __init__(self, package: Package, id: str, base: Mapping[str, Value]) -> None:
        self.package, self.id, self.base = package, id, base
        self.items: list[Any] = package.get("CFItems") or []
        self.place = {item["identifier"]: at for at, item in reversed(list(enumerate(self.items)))}
        self.used: set[Path] = set()
        self.ids: Counter[str] = Counter()
        self.children = self._hierarchy()

    def skeleton(self) -> Skeleton:
        groups = self._groups()
        if not any(below for _, below in groups):
            raise CaseError(["CFItems: there is no item; a framework needs one at least"])
        if (count := sum(len(below) for _, below in groups)) > MOST:
            raise CaseError([f"CFItems: {count} items two steps from the top; a framework takes at most {MOST}"])
        levels = self._criteria()
        competencies = {}
        clusters: dict[str, Value] = {}
        for code, (group, below) in zip(LETTERS, groups, strict=False):
            clusters[code] = {"name": self._name(group), "short": self._name(group)}
            for at in below:
                one = self._competency(at, code, levels)
                competencies[one["id"]] = one
        files: dict[str, Value] = {f"competencies/{one}.yaml": value for one, value in competencies.items()}
        files |= {"framework.yaml": self._head(clusters, list(competencies)), "facts.yaml": {"facts": {}}}
        files |= {f"roles/{ROLE}.yaml": self._role(competencies), "measurement.yaml": self.base["measurement.yaml"]}
        left = tuple(f"{named(path)}: {shown(value)}" for path, value in leaves(self.package) if not self._has(path))
        return Skeleton(files, left)

    def _has(self, path: Path) -> bool:
        return any(path[:length] in self.used for length in range(1, len(path) + 1))

    def _hierarchy(self) -> dict[int | None, list[int]]:
        """Return the items below each item, None for the top, in their order; what would be a circle is cut."""
        above: dict[int, int] = {}
        order: dict[int, tuple[int, int]] = {}
        for number, one in enumerate(self.package.get("CFAssociations") or []):
            child, parent = (one[f"{end}NodeURI"]["identifier"] for end in ("origin", "destination"))
            if one["associationType"] != "isChildOf" or child not in self.place or self.place[child] in above:
                continue
            at = self.place[child]
            top = parent == self.package["CFDocument"]["identifier"]
            if not top and (parent not in self.place or _within(self.place[parent], at, above)):
                continue
            if not top:
                above[at] = self.place[parent]
            order.setdefault(at, (one.get("sequenceNumber") or 0, at))
            self.used.add(("CFAssociations", number))
        found: dict[int | None, list[int]] = {}
        for at in sorted(self.place.values(), key=lambda at: order.get(at, (0, at))):
            found.setdefault(above.get(at), []).append(at)
        return found

    def _groups(self) -> list[tuple[int | None, list[int]]]:
        """Return groups with the competencies in them; more than there are letters for go into the last together."""
        top = self.children.get(None, [])
        alone = [at for at in top if at not in self.children]
        groups: list[tuple[int | None, list[int]]] = [(at, self.children[at]) for at in top if at in self.children]
        if alone:
            groups.append((None, alone))
        extra = groups[len(LETTERS) :]
        if extra:
            groups = groups[: len(LETTERS)]
            last, below = groups[-1]
            groups[-1] = (last, [*below, *(at for _, more in extra for at in more)])
        return groups

    def _competency(self, at: int, cluster: str, levels: Mapping[int, list[tuple[Path, Any]]]) -> dict[str, Any]:
        item = self.items[at]
        found: dict[str, Any] = {"id": self._new_id(item), "cluster": cluster, "source": "external"}
        found |= {"rests_on": [self._text(("CFItems", at, "uri"))]}
        found |= {"name": self._name(at), "definition": self._text(("CFItems", at, "fullStatement"))}
        found["question"] = {
            "ru": f"Как это получается у вас: {self._short(item)}?",
            "en": f"How does this work out for you: {self._short(item)}?",
        }
        found["anchors"] = self._anchors(levels.get(at, []))
        below = list(islice(self._below(at), MOST_BELOW))
        if below:
            found["indicators"] = [
                {"id": self._new_id(self.items[one]), "text": self._text(("CFItems", one, "fullStatement"))}
                for one in below
            ]
        self.used.add(("CFItems", at, "identifier"))
        return found

    def _below(self, at: int) -> Iterator[int]:
        waiting = list(self.children.get(at, []))
        while waiting:
            one = waiting.pop(0)
            self.used |= {("CFItems", one, "identifier"), ("CFItems", one, "uri")}
            yield one
            waiting[:0] = self.children.get(one, [])

    def _criteria(self) -> dict[int, list[tuple[Path, Any]]]:
        """Return the described levels of items, lowest first, from the first criterion that names each."""
        found: dict[int, list[tuple[Path, Any]]] = {}
        for number, rubric in enumerate(self.package.get("CFRubrics") or []):
            for place, criterion in enumerate(rubric.get("CFRubricCriteria") or []):
                path: Path = ("CFRubrics", number, "CFRubricCriteria", place)
                link = criterion.get("CFItemURI") or {}
                at = self.place.get(link.get("identifier"))
                levels = [
                    ((*path, "CFRubricCriterionLevels", step), level)
                    for step, level in enumerate(criterion.get("CFRubricCriterionLevels") or [])
                    if (level.get("description") or level.get("quality") or "").strip()
                ]
                if at is not None and at not in found and levels:
                    found[at] = sorted(levels, key=lambda one: (_number(one[1], "score"), _number(one[1], "position")))
        return found

    def _anchors(self, levels: list[tuple[Path, Any]]) -> dict[str, Any]:
        """Return five anchors: described ones from the lowest level up, and words that say what is to be written."""
        found: dict[str, Any] = {}
        start = 1 if len(levels) <= MAX_LEVEL else 0
        for level in range(MAX_LEVEL + 1):
            if start <= level < start + len(levels):
                path, one = levels[level - start]
                field = "description" if (one.get("description") or "").strip() else "quality"
                found[str(level)] = self._text((*path, field))
                self.used |= {(*path, key) for key in ("identifier", "uri", "score", "position", "rubricCriterionId")}
                self.used.add((*path[:4], "CFItemURI"))
            else:
                found[str(level)] = {"ru": f"Опишите ступень {level}", "en": f"Describe level {level}"}
        return found

    def _head(self, clusters: dict[str, Value], competencies: list[str]) -> Value:
        head: Any = deepcopy(self.base["framework.yaml"])
        version = self.package["CFDocument"].get("version") or ""
        if VERSION.fullmatch(version):
            self.used.add(("CFDocument", "version"))
        head |= {"id": self.id, "version": version if VERSION.fullmatch(version) else FIRST_VERSION}
        head |= {"name": self._text(("CFDocument", "title")), "clusters": clusters, "articles": {}}
        head |= {"order": {"competencies": list(competencies), "roles": [ROLE]}}
        way = {"from": ROLE, "type": "exit", "source": "proposed", "name": {"ru": "Другая работа", "en": "Other work"}}
        return {**head, "edges": [way]}

    def _role(self, competencies: Mapping[str, Any]) -> Value:
        roles = [value for path, value in self.base.items() if path.startswith("roles/")]
        role: Any = deepcopy(roles[0])
        level, weight = USUAL
        needs = {id: {"level": level, "weight": weight} for id in competencies}
        uri = self._text(("CFDocument", "uri"))
        return {**role, "id": ROLE, "source": "external", "rests_on": [uri], "facts": [], "requirements": needs}

    def _name(self, at: int | None) -> Value:
        if at is None:
            return {"ru": "Темы", "en": "Topics"}
        item = self.items[at]
        field = "abbreviatedStatement" if (item.get("abbreviatedStatement") or "").strip() else "fullStatement"
        if field == "fullStatement" and len(item[field]) > NAMED:
            return {"ru": self._short(item), "en": self._short(item)}
        if at in self.children.get(None, []):
            self.used |= {("CFItems", at, "identifier"), ("CFItems", at, "uri")}
        return self._text(("CFItems", at, field))

    def _short(self, item: Any) -> str:
        text = " ".join((item.get("abbreviatedStatement") or "").split() or item["fullStatement"].split())
        return text if len(text) <= NAMED else f"{text[: NAMED - 1].rstrip()}…"

    def _text(self, path: Path) -> Value:
        """Return a text of the package for both languages, and remember that it has its place."""
        value: Any = self.package
        for part in path:
            value = value[part]
        self.used.add(path)
        text = str(value).strip() or "…"
        return {"ru": text, "en": text}

    def _new_id(self, item: Any) -> str:
        for field in ("humanCodingScheme", "abbreviatedStatement", "fullStatement"):
            words = re.findall("[a-z0-9]+", (item.get(field) or "").lower())
            id = re.sub("^[0-9_]+", "", "_".join(words))[:LONGEST_ID].strip("_")
            if len(id) > 1:
                break
        else:
            id = "item"
        while True:
            self.ids[id] += 1
            made = id if self.ids[id] == 1 else f"{id}_{self.ids[id]}"
            if made == id or made not in self.ids:
                self.ids[made] += made != id
                return made


def _within(at: int, whom: int, above: Mapping[int, int]) -> bool:
    """Return whether an item is another one, or below it, or so deep that nobody should look further."""
    for _ in range(DEEPEST):
        if at == whom or at not in above:
            return at == whom
        at = above[at]
    return True


def _number(level: Any, key: str) -> float:
    value = level.get(key)
    return float(value) if isinstance(value, int | float) else 0.0
