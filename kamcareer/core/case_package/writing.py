"""The files of a framework as a CASE package; what CASE has no place for stands in its extensions.

Every value stands once. Files are kept whole in the extension of the package, with null where a field of CASE holds the
value; the part with that field says, in an extension of its own, to which file and path in it the field belongs.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any, TypeAlias
from uuid import NAMESPACE_URL, UUID, uuid5

from kamcareer.core.case_package.reading import Package, Path
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.yaml_reader import Value
from kamcareer.core.framework.yaml_writer import numbered

Part: TypeAlias = dict[str, Any]

OURS = "kamcareer"
FORMAT = 1
SPACE = uuid5(NAMESPACE_URL, "https://github.com/kamcareer")
ONE_LINE = {"title", "abbreviatedStatement", "version"}  # NormalizedString in the specification
NUMBERS = {"weight", "score"}
KINDS = {
    "Cluster": "A group of competencies.",
    "Competency": "What a person does well or not yet, at five levels.",
    "Indicator": "Something one can see or count.",
    "Ladder": "A group of roles.",
    "Role": "A job profile: what it asks stands in the rubric of the same title.",
}


def package_of(documents: Mapping[str, Value], language: str, moment: datetime, creator: str) -> Package:
    """Return the package of a framework in which no problem was found, its texts in one language.

    The other language, and all else that CASE does not know, is in the extensions: nothing is lost.
    """
    return _Writing(documents, language, moment, creator).package()


class _Writing:
    def __init__(self, documents: Mapping[str, Value], language: str, moment: datetime, creator: str) -> None:
        self.files: dict[str, Any] = deepcopy(dict(documents))
        self.whole: dict[str, Any] = dict(documents)
        self.language, self.moment, self.creator = language, moment.isoformat(timespec="seconds"), creator
        self.head = next(path for path in documents if path.startswith("framework."))
        self.id = str(self.whole[self.head]["id"])
        self.items: dict[tuple[str, str], Part] = {}
        self.associations: list[Part] = []
        self.related: Counter[str] = Counter()

    def package(self) -> Package:
        document = self._document()
        self._add_groups("clusters", "Cluster", ("name",), document)
        self._add_groups("ladders", "Ladder", (), document)
        competencies = dict(self._of_folder("competencies"))
        for path in competencies:
            self._add_competency(path)
        roles = dict(self._of_folder("roles"))
        for path, role in roles.items():
            self._add_role(path, role)
        self._add_edges()
        rubrics = [self._levels(competencies), *(self._profile(path, role) for path, role in roles.items())]
        return {
            "CFDocument": document,
            "CFItems": list(self.items.values()),
            "CFAssociations": self.associations,
            "CFDefinitions": {"CFItemTypes": [self._item_type(at, kind) for at, kind in enumerate(KINDS, start=1)]},
            "CFRubrics": rubrics,
            "extensions": {OURS: {"format": FORMAT, "language": self.language, "files": self.files}},
        }

    def _document(self) -> Part:
        document = self._part("document")
        document |= {"caseVersion": "1.1", "creator": self.creator, "language": self.language}
        self._move(document, "title", self.head, ("name", self.language))
        self._move(document, "version", self.head, ("version",))
        return document

    def _of_folder(self, folder: str) -> Iterator[tuple[str, Any]]:
        """Yield the files of a folder, in the order in which people meet them."""
        by_id = {value["id"]: path for path, value in self.whole.items() if path.startswith(f"{folder}/")}
        for id in self.whole[self.head]["order"][folder]:
            yield by_id[id], self.whole[by_id[id]]

    def _add_groups(self, key: str, kind: str, within: Path, document: Part) -> None:
        for id, group in self.whole[self.head][key].items():
            item = self._item(kind, id)
            self._move(item, "fullStatement", self.head, (key, id, *within, self.language))
            if "short" in group:
                self._move(item, "abbreviatedStatement", self.head, (key, id, "short", self.language))
            self._relate(item, document, "isChildOf")

    def _add_competency(self, path: str) -> None:
        competency = self.whole[path]
        item = self._item("Competency", competency["id"])
        self._move(item, "fullStatement", path, ("definition", self.language))
        self._move(item, "abbreviatedStatement", path, ("name", self.language))
        self._relate(item, self.items["Cluster", competency["cluster"]], "isChildOf")
        for at, indicator in enumerate(competency.get("indicators") or []):
            below = self._item("Indicator", f"{competency['id']}.{indicator['id']}")
            self._move(below, "fullStatement", path, ("indicators", at, "text", self.language))
            self._relate(below, item, "isChildOf")

    def _add_role(self, path: str, role: Any) -> None:
        item = self._item("Role", role["id"])
        self._move(item, "fullStatement", path, ("name", self.language))
        self._move(item, "abbreviatedStatement", path, ("short", self.language))
        if role.get("purpose"):
            self._move(item, "notes", path, ("purpose", self.language))
        ladder = role.get("ladder")
        above = self.items["Ladder", ladder] if ladder else self.items["Role", role["base"]]
        self._relate(item, above, "isChildOf")

    def _add_edges(self) -> None:
        for edge in self.whole[self.head]["edges"]:
            if edge.get("to"):
                ends = self.items["Role", edge["from"]], self.items["Role", edge["to"]]
                self._relate(*ends, "precedes" if edge["type"] == "promotion" else "isRelatedTo")

    def _levels(self, competencies: Mapping[str, Any]) -> Part:
        """Return the rubric of all competencies: five levels of each."""
        rubric = self._part("rubric") | {"title": self._said(self.head, ("name",))}
        rubric["CFRubricCriteria"] = []
        for position, (path, competency) in enumerate(competencies.items(), start=1):
            criterion = self._criterion(rubric, "anchors", competency["id"], position)
            for level in range(MAX_LEVEL + 1):
                one = self._level(criterion, level, f"anchors {competency['id']} {level}")
                one["score"] = level
                self._move(one, "description", path, ("anchors", str(level), self.language))
        return rubric

    def _profile(self, path: str, role: Any) -> Part:
        """Return the rubric of a role: what it asks, with its weight and the level required."""
        rubric = self._part(f"profile {role['id']}") | {"title": self._said(path, ("name",))}
        rubric["CFRubricCriteria"] = []
        key = "changes" if "base" in role else "requirements"
        for position, (id, need) in enumerate(role[key].items(), start=1):
            criterion = self._criterion(rubric, f"need {role['id']}", id, position)
            self._move(criterion, "weight", path, (key, id, "weight"))
            one = self._level(criterion, int(need["level"]), f"need {role['id']} {id} level")
            self._move(one, "score", path, (key, id, "level"))
        return rubric

    def _criterion(self, rubric: Part, what: str, competency: str, position: int) -> Part:
        item = self.items["Competency", competency]
        criterion = self._part(f"{what} {competency}")
        criterion |= {"CFItemURI": _link(item), "position": position, "rubricId": rubric["identifier"]}
        criterion["CFRubricCriterionLevels"] = []
        rubric["CFRubricCriteria"].append(criterion)
        return criterion

    def _level(self, criterion: Part, level: int, what: str) -> Part:
        one = self._part(what)
        name = self._said(self.head, ("scale", str(level), "name"))
        one |= {"quality": name, "position": level + 1, "rubricCriterionId": criterion["identifier"]}
        criterion["CFRubricCriterionLevels"].append(one)
        return one

    def _item_type(self, at: int, kind: str) -> Part:
        return self._part(f"type {kind}") | {"title": kind, "description": KINDS[kind], "hierarchyCode": str(at)}

    def _item(self, kind: str, id: str) -> Part:
        item = self._part(f"{kind} {id}")
        type_link = _link(self._item_type(0, kind))
        item |= {"CFItemType": kind, "CFItemTypeURI": type_link, "humanCodingScheme": id, "language": self.language}
        self.items[kind, id] = item
        return item

    def _relate(self, origin: Part, destination: Part, how: str) -> None:
        what = f"{how} {origin['identifier']} {destination['identifier']}"
        self.related[what] += 1
        association = self._part(what if self.related[what] == 1 else f"{what} {self.related[what]}")
        ends = {"originNodeURI": _link(origin), "destinationNodeURI": _link(destination)}
        number = len(self.associations) + 1
        self.associations.append(association | ends | {"associationType": how, "sequenceNumber": number})

    def _part(self, what: str) -> Part:
        """Return a part that has the same identifier in every export of this framework."""
        identifier = uuid5(_space(self.id), what)
        return {"identifier": str(identifier), "uri": identifier.urn, "lastChangeDateTime": self.moment}

    def _said(self, path: str, place: Path) -> str:
        """Return a text in one line, as a mere heading: it stands where it belongs, too."""
        value = self.whole[path]
        for step in place:
            value = value[step]
        return " ".join(value[self.language].split())

    def _move(self, part: Part, field: str, path: str, place: Path) -> None:
        """Put a value of a file into a field; where the field cannot hold it as it is, it stays in the file as well."""
        *above, last = place
        node = self.files[path]
        for step in above:
            node = node[step]
        value = node[last]
        part[field] = numbered(value) if field in NUMBERS else value
        if field in ONE_LINE and value != " ".join(value.split()):
            part[field] = " ".join(value.split())
            return
        node[last] = None
        kept = _extension(part, as_list="rubricCriterionId" in part)
        kept[field] = [path, *place]


def _extension(part: Part, *, as_list: bool) -> Part:
    kept = part.setdefault("extensions", [{OURS: {"values": {}}}] if as_list else {OURS: {"values": {}}})
    found: Part = (kept[0] if as_list else kept)[OURS]["values"]
    return found


def _link(part: Part) -> Part:
    title = part.get("abbreviatedStatement") or part.get("title") or part.get("fullStatement") or ""
    return {"title": " ".join(title.split()), "identifier": part["identifier"], "uri": part["uri"]}


def _space(framework: str) -> UUID:
    return uuid5(SPACE, framework)
