"""People who answer for the tests of the core: exactly a profile, or scattered around one."""

from collections.abc import Mapping

import numpy as np

from kamcareer.core.answers import Answer, Answers
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement import Rating, assumed_level

PRESENT = "sales_representative"
TARGET = "key_account_manager_retail"


def answers(role: str | None, levels: Mapping[str, int | None], **confidence: str) -> Answers:
    """Return answers with the given levels; None is "no chance to show it"."""
    given = {id: Answer(level=level, confidence=confidence.get(id, "fairly")) for id, level in levels.items()}
    return Answers(role, given)


def exactly(framework: Framework, profile: str, role: str | None) -> Answers:
    """Return the answers of somebody in `role` who says exactly what `profile` asks."""
    return answers(role, {id: need.level for id, need in framework.roles[profile].requirements.items()})


def scattered(framework: Framework, role: str, draw: np.random.Generator) -> Answers:
    """Return whole-number answers around the profile of a role, kindly rounded as people do."""
    centre = {id: assumed_level(framework, role, id) for id in framework.competencies}
    levels = {id: round(level + 0.35 + draw.normal(0, 0.8)) for id, level in centre.items()}
    return answers(role, {id: min(max(level, 0), MAX_LEVEL) for id, level in levels.items()})


def ratings(source: str, levels: Mapping[str, float], confidence: str = "fairly", rater: str = "") -> list[Rating]:
    """Return ratings of one rater."""
    return [Rating(id, source, level, confidence, rater) for id, level in levels.items()]
