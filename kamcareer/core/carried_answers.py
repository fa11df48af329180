"""Answers given to one framework, as far as they mean the same in another: what was asked differently is left out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from kamcareer.core.assessment import Assessment
from kamcareer.core.framework.competency import Competency, Situation
from kamcareer.core.framework.model import Framework

RECENT = timedelta(days=183)


def carried(assessment: Assessment, given: Framework, asked: Framework) -> Assessment:
    """Return an assessment with those answers only whose question is word for word the same in another framework.

    Of a competency that is the question with its anchors; of how often, the indicators; of a situation, all of it.
    """
    if given is asked:
        return assessment
    same = {id for id, there in asked.competencies.items() if _asks(given.competencies.get(id)) == _asks(there)}
    counted = {
        id
        for id, there in asked.competencies.items()
        if id in given.competencies and given.competencies[id].indicators == there.indicators
    }
    ours, theirs = _items(given), _items(asked)
    return replace(
        assessment,
        drafts={id: draft for id, draft in assessment.drafts.items() if id in same},
        situations={
            id: draft for id, draft in assessment.situations.items() if id in theirs and ours.get(id) == theirs[id]
        },
        frequencies={id: draft for id, draft in assessment.frequencies.items() if id in counted},
    )


def taken_over(assessment: Assessment, now: datetime) -> Assessment:
    """Return an assessment with all of its answers as if they had been saved for the first time now.

    Examples stay behind: they are told in the person's own words, and a mailbox may have changed hands.
    """
    drafts = {
        id: replace(one, example="", revision=1, first_saved=now, last_saved=now)
        for id, one in assessment.drafts.items()
    }
    chosen = {
        id: replace(one, revision=1, first_saved=now, last_saved=now) for id, one in assessment.situations.items()
    }
    said = {id: replace(one, revision=1, first_saved=now, last_saved=now) for id, one in assessment.frequencies.items()}
    return replace(assessment, drafts=drafts, situations=chosen, frequencies=said)


def for_application(
    assessment: Assessment, given: Framework, asked: Framework, topics: Iterable[str], now: datetime
) -> Assessment:
    """Return the recent answers about some topics whose question is word for word the same, as if first saved now.

    Situations are left out, their explanation may have been read; so is whatever an application does not ask.
    """
    same, since = carried(assessment, given, asked), now - RECENT
    kept = {id: same.draft(id) for id in topics if same.draft(id).answered}
    recent = {id: one for id, one in kept.items() if one.last_saved and one.last_saved >= since}
    return taken_over(replace(same, present=None, drafts=recent, situations={}, frequencies={}), now)


def _asks(competency: Competency | None) -> object:
    return competency and (competency.question, competency.anchors)


def _items(framework: Framework) -> Mapping[str, Situation]:
    return {item.id: item for competency in framework.competencies.values() for item in competency.situations}
