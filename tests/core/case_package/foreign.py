"""Packages of other programs: items in trees, circles and chains, rubrics with too few and too many levels."""

from typing import Any
from uuid import NAMESPACE_OID, uuid5

from hypothesis import strategies as st

from tests.core.framework.made import ENGLISH, MARKS

WORDS = st.text(ENGLISH + MARKS + " я\n", min_size=1, max_size=30).filter(str.strip)


def part(name: str) -> dict[str, Any]:
    found = uuid5(NAMESPACE_OID, name)
    return {"identifier": str(found), "uri": found.urn, "lastChangeDateTime": "2025-01-24T10:00:00+00:00"}


def link(one: dict[str, Any]) -> dict[str, Any]:
    return {"title": "x", "identifier": one["identifier"], "uri": one["uri"]}


@st.composite
def foreign_packages(draw: st.DrawFn) -> dict[str, Any]:
    document = part("document") | {
        "creator": "Ministry",
        "title": draw(WORDS),
        "version": draw(st.sampled_from(["7", "2.0.1"])),
    }
    items = [part(f"item {at}") | {"fullStatement": draw(WORDS)} for at in range(draw(st.integers(1, 9)))]
    for item in items:
        if draw(st.booleans()):
            item |= {
                "abbreviatedStatement": draw(WORDS),
                "humanCodingScheme": draw(st.sampled_from(["A.1", "a1", "9", "b"])),
            }
        if draw(st.booleans()):
            item |= {"educationLevel": ["09", "10"], "notes": None, "made_up": {"x": [1]}}
    ends = st.sampled_from([document, *items])
    kinds = st.sampled_from(["isChildOf", "isChildOf", "precedes", "ext:own"])
    associations = [
        part(f"association {at}")
        | {"associationType": draw(kinds), "originNodeURI": link(draw(ends)), "destinationNodeURI": link(draw(ends))}
        for at in range(draw(st.integers(0, 12)))
    ]
    levels = st.lists(st.fixed_dictionaries({"description": WORDS, "score": st.integers(0, 9)}), max_size=7)
    criteria = [
        part(f"criterion {at}") | {"CFItemURI": link(draw(st.sampled_from(items))), "CFRubricCriterionLevels": [
            part(f"level {at} {step}") | level for step, level in enumerate(draw(levels))
        ]}
        for at in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    rubrics = [part("rubric") | {"CFRubricCriteria": criteria}]
    return {"CFDocument": document, "CFItems": items, "CFAssociations": associations, "CFRubrics": rubrics}
