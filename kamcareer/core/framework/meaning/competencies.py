"""Competencies: known clusters and settings, ids given once, situations that can be scored."""

from collections.abc import Iterator

from kamcareer.core.framework.competency import ANY_SETTING, Situation
from kamcareer.core.framework.errors import Problem, unknown
from kamcareer.core.framework.parts import Parts
from kamcareer.core.framework.yaml_reader import Document, Path


def competency_problems(parts: Parts) -> Iterator[Problem]:
    """Return unknown clusters and settings, ids given twice, situations that cannot be scored."""
    for part in parts.competencies.values():
        competency, document = part.value, part.document
        if parts.head and competency.cluster not in parts.head.value.clusters:
            message = unknown("cluster", competency.cluster, parts.head.value.clusters)
            yield Problem(document.where(("cluster",)), message)
        yield from _twice(document, "indicators", [item.id for item in competency.indicators])
        yield from _twice(document, "situations", [item.id for item in competency.situations])
        yield from _twice(document, "interview", [item.id for item in competency.interview])
        for index, situation in enumerate(competency.situations):
            yield from _situation_problems(situation, ("situations", index), document, parts)


def _situation_problems(situation: Situation, path: Path, document: Document, parts: Parts) -> Iterator[Problem]:
    settings = [ANY_SETTING, *(parts.head.value.ladders if parts.head else [situation.setting])]
    if situation.setting not in settings:
        yield Problem(document.where((*path, "setting")), unknown("setting", situation.setting, settings))
    low, high = situation.level_range
    if low > high:
        yield Problem(document.where((*path, "level_range")), "the lower level comes first")
    ratings = {letter: option.rating for letter, option in situation.options.items()}
    if len(ratings) != 4:  # noqa: PLR2004 - four options: A, B, C, D
        yield Problem(document.where((*path, "options")), "a situation has four options: A, B, C and D")
        return
    for key, extreme in (("best", max(ratings.values())), ("worst", min(ratings.values()))):
        chosen = getattr(situation, key)
        if ratings[chosen] != extreme:
            message = f'"{key}" is {chosen}, but another option has the {key} rating ({extreme})'
            yield Problem(document.where((*path, key)), message)


def _twice(document: Document, key: str, ids: list[str]) -> Iterator[Problem]:
    for index, id in enumerate(ids):
        if id in ids[:index]:
            yield Problem(document.where((key, index, "id")), f'the id "{id}" is given twice in {key}; rename one')
