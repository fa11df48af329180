"""Frameworks of every form that the rules allow, made by Hypothesis: folders of a few competencies and roles."""

import os
from functools import cache
from string import ascii_lowercase
from typing import Any

import yaml
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.loading import Folder, parse_framework
from kamcareer.core.framework.model import Framework
from tests.core.framework.tiny import FACTS, HEAD, REAL

Data = dict[str, Any]
# A framework takes some milliseconds to make and to read, on a busy machine many more.
COUNT = int(os.environ.get("KAMCAREER_MADE", "60"))
PATIENT = settings(deadline=None, max_examples=COUNT, suppress_health_check=[HealthCheck.too_slow])

RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
ENGLISH = ascii_lowercase
MARKS = ":#,%&*!|>=+@?"  # what YAML, or a spreadsheet, may take for more than a letter


def words(letters: str) -> st.SearchStrategy[str]:
    """A text that the rules of wording accept, with whatever in it a file format may stumble over."""
    word = st.text(letters, min_size=3, max_size=9)
    return st.tuples(st.sampled_from(["", *MARKS, "1", "07", "1e5", "no "]), word, st.sampled_from(["", *MARKS]), word).map("".join)  # fmt: skip


TEXTS = st.fixed_dictionaries({"ru": words(RUSSIAN), "en": words(ENGLISH)})
IDS = st.text("abcde", min_size=3, max_size=4).map(lambda id: f"x_{id}")


@st.composite
def anchors(draw: st.DrawFn) -> Data:
    ru, en = draw(st.text(RUSSIAN, min_size=4)), draw(st.text(ENGLISH, min_size=4))
    return {str(level): {"ru": f"{ru} {level}", "en": f"{en} {level}"} for level in range(MAX_LEVEL + 1)}


@st.composite
def requirements(draw: st.DrawFn, competencies: list[str]) -> Data:
    asked = draw(st.lists(st.sampled_from(competencies), min_size=1, unique=True))
    return {id: draw(requirement()) for id in asked}


@st.composite
def requirement(draw: st.DrawFn) -> Data:
    weight = draw(st.integers(1, 3))
    need: Data = {"level": draw(st.integers(0, MAX_LEVEL)), "weight": weight}
    if weight == 3:
        need |= {"must_have": draw(st.booleans()), "reason": draw(TEXTS)}
    return need


@st.composite
def folders(draw: st.DrawFn) -> Folder:
    """A framework folder in which `flask frameworks check` finds nothing."""
    competencies = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
    roles = draw(st.lists(IDS, min_size=2, max_size=4, unique=True))
    variant = draw(st.sampled_from(roles[1:]))
    head = yaml.safe_load(HEAD) | {
        "order": {"competencies": competencies, "roles": roles},
        "edges": [{"from": roles[0], "to": role, "type": "lateral", "source": "proposed"} for role in roles[1:]],
    }
    ground = {"source": "external", "rests_on": draw(st.lists(TEXTS, min_size=1, max_size=2))}
    files: Data = {"framework.yaml": head, "facts.yaml": yaml.safe_load(FACTS) | {"left_out": {}}}
    for id in competencies:
        texts = {key: draw(TEXTS) for key in ("name", "definition", "question")}
        files[f"competencies/{id}.yaml"] = {"id": id, "cluster": "A", **ground, **texts, "anchors": draw(anchors())}
    for id in roles:
        texts = {key: draw(TEXTS) for key in ("name", "short")}
        if id == variant and len(roles) > 2:
            changes = draw(requirements(competencies))
            files[f"roles/{id}.yaml"] = {"id": id, "base": roles[0], **ground, **texts, "changes": changes}
            if draw(st.booleans()):
                files[f"roles/{id}.yaml"]["retired"] = True
            continue
        card: Data = {key: [{"text": draw(TEXTS)}] for key in ("duties", "works_with", "not_expected")}
        card |= {"purpose": draw(TEXTS), "team": {"text": draw(TEXTS)}}
        needs = draw(requirements(competencies))
        files[f"roles/{id}.yaml"] = {"id": id, "ladder": "retail", **ground, **texts, **card, "requirements": needs}
    written = {path: _written(data) for path, data in files.items()}
    return Folder({**written, "measurement.yaml": measurement()}, "made")


def frameworks() -> st.SearchStrategy[Framework]:
    """A framework as the program sees it."""
    return folders().map(parse_framework)


@cache
def measurement() -> bytes:
    """The settings that no framework can do without; to read all of them takes longer than the rest."""
    real = yaml.safe_load((REAL / "measurement.yaml").read_bytes())
    sources = {"self": real["sources"]["self"]}
    return _written({key: real[key] for key in ("prior", "confidence", "interval", "margin")} | {"sources": sources})


def _written(data: Data) -> bytes:
    return bytes(yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode())
