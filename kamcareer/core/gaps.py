"""The gap report: a person's answers against a target role, in two layers that are never mixed.

First what was said, word against word. Second what can honestly be concluded: estimates with intervals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import fmean

import numpy as np

from kamcareer.core.answers import Answers
from kamcareer.core.careers import NearRole, nearest_roles, step
from kamcareer.core.contradictions import Contradiction, contradictions
from kamcareer.core.contributions import Part, parts_of, sources_of
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Requirement, Role
from kamcareer.core.gap import SOMETHING_KNOWN, SORTED_DIGITS, Gap, MustHave
from kamcareer.core.measurement import (
    Leniency,
    Profile,
    all_ratings,
    measure_all,
    observed_levels,
    prior_of_role,
    prior_of_vacancy,
    self_ratings,
)
from kamcareer.core.measurement.posterior import NOBODY
from kamcareer.core.measurement.rating import OWN_WORD
from kamcareer.core.must_haves import must_have_odds
from kamcareer.core.next_question import NextQuestion, next_questions
from kamcareer.core.plausibility import Hint, hints
from kamcareer.core.readiness import Readiness, readiness_all, step_progress
from kamcareer.core.verdict import Flip, Verdict, flips, verdict_of

STRENGTHS = 4
NEXT_STEP, LIKELY = 1, 0.5
WAY_BEHIND = 0.95
GAPS = 5
FIRST_THINGS = 3
ENOUGH = 0.5
TOPICS_TO_COMPARE = 3


@dataclass(frozen=True)
class GapReport:
    """Everything a report says about one person and one target role."""

    framework: Framework
    answers: Answers
    target: Role
    profile: Profile
    gaps: tuple[Gap, ...]  # in the order of the target's profile
    readiness: Readiness
    step_progress: float | None
    near: tuple[NearRole, ...]

    @property
    def present(self) -> Role | None:
        """The present role; None from outside."""
        return self.framework.roles[self.answers.role] if self.answers.role else None

    @property
    def coverage(self) -> float:
        """The share of asked competencies with data from any source, 0 to 1; "no chance" is no datum."""
        return len(self.with_data) / len(self.gaps)

    @cached_property
    def with_data(self) -> tuple[Gap, ...]:
        """The competencies with data from any source."""
        return tuple(gap for gap in self.gaps if gap.sources)

    @property
    def mostly_assumed(self) -> bool:
        """Whether what was said removed less than a quarter of what was uncertain, weighted as the role weighs."""
        weights = sum(gap.need.weight for gap in self.gaps)
        return sum(gap.need.weight * gap.known_share for gap in self.gaps) < SOMETHING_KNOWN * weights

    @property
    def self_only(self) -> bool:
        """Whether nobody but the person stands for what is known: good for development, not for selection."""
        return self.profile.self_only

    @property
    def own_above(self) -> float | None:
        """How many levels the person's words lie above the picture, on average where not they alone speak.

        Negative where they are stricter with themselves; None on fewer than three such topics.
        """
        compared = [gap for gap in self.answered if set(gap.sources) - OWN_WORD]
        if len(compared) < TOPICS_TO_COMPARE:
            return None
        return fmean((gap.said or 0) - gap.level for gap in compared)

    @cached_property
    def answered(self) -> tuple[Gap, ...]:
        """The competencies with a level chosen."""
        return tuple(gap for gap in self.gaps if gap.said is not None)

    @property
    def unanswered(self) -> tuple[Gap, ...]:
        """The competencies without a level chosen."""
        return tuple(gap for gap in self.gaps if gap.said is None)

    @property
    def must_haves(self) -> tuple[Gap, ...]:
        """The competencies nothing can make up for."""
        return tuple(gap for gap in self.gaps if gap.need.must_have)

    @property
    def must_haves_by_answers(self) -> tuple[Gap, ...]:
        """The must-haves at or above the required level by the person's own words."""
        return tuple(gap for gap in self.must_haves if gap.said is not None and gap.missing <= 0)

    @property
    def must_haves_met(self) -> tuple[Gap, ...]:
        """The must-haves that are more likely held than not."""
        return tuple(gap for gap in self.must_haves if gap.probability_met > LIKELY)

    @property
    def blocking(self) -> tuple[Gap, ...]:
        """The must-haves whose estimate is more than one level below the required one; none where nothing is known."""
        return tuple(gap for gap in self.must_haves if gap.must_have is MustHave.SHORT)

    @cached_property
    def by_urgency(self) -> tuple[Gap, ...]:
        """The first layer's order: what was said, most urgent first; must-haves first among equals."""
        return tuple(sorted(self.answered, key=lambda gap: (-gap.urgency, not gap.need.must_have)))

    @cached_property
    def by_points(self) -> tuple[Gap, ...]:
        """The second layer's order: what costs most readiness first, in the target's order among equals."""
        return tuple(sorted(self.gaps, key=lambda gap: -round(gap.points_lost, SORTED_DIGITS)))

    @property
    def largest(self) -> tuple[Gap, ...]:
        """The first five gaps by the person's words."""
        return tuple(gap for gap in self.by_urgency if gap.missing > 0)[:GAPS]

    @property
    def first_things(self) -> tuple[Gap, ...]:
        """The three things to begin with."""
        return self.largest[:FIRST_THINGS]

    @cached_property
    def strengths(self) -> tuple[Gap, ...]:
        """What to rely on: surpluses first, then what is level with the role, then what comes nearest to it.

        Never what was not shown yet, what is among the gaps to begin with, what lies further off than the next step, or
        what others who spoke see as short.
        """
        begun = {gap.competency for gap in self.largest}
        near = [gap for gap in self.answered if gap.said and gap.missing <= NEXT_STEP and gap.competency not in begun]
        shown = [gap for gap in near if not set(gap.sources) - OWN_WORD or gap.probability_met > LIKELY]
        return tuple(sorted(shown, key=lambda gap: (gap.missing, -gap.need.weight, -(gap.said or 0))))[:STRENGTHS]

    @property
    def there(self) -> tuple[Gap, ...]:
        """The competencies at or above the required level by the person's own words."""
        return tuple(gap for gap in self.answered if gap.missing <= 0)

    @property
    def enough(self) -> bool:
        """Whether there are data on at least half of the topics: less carries no sentence about the whole role."""
        return self.coverage >= ENOUGH

    @property
    def way(self) -> float | None:
        """Step progress where it can be told: enough data, and a target that asks more than the present role.

        Nobody is told that the way lies behind them while must-haves are short by their own words.
        """
        longer = step(self.framework, self.answers.role, self.target.id).levels if self.answers.role else 0
        if not self.enough or not longer or self.step_progress is None:
            return None
        short = any(gap.missing > 0 for gap in self.must_haves)
        return None if short and self.step_progress >= WAY_BEHIND else self.step_progress

    @property
    def anything_known(self) -> bool:
        """Whether anything was said of the person at all: else every number is what was assumed."""
        return bool(self.profile.ratings)

    @property
    def verdict(self) -> Verdict | None:
        """Where the person stands by the probability of all must-haves: a convention, no pass mark.

        None where nothing is known of the person: what is assumed is no verdict on anybody.
        """
        return verdict_of(self.readiness.probability_must_haves) if self.anything_known else None

    @cached_property
    def parts(self) -> dict[str, Part]:
        """What each competency holds and loses of the role; together 1."""
        return parts_of(self.target, self.profile)

    @cached_property
    def brought_by_source(self) -> dict[str, float]:
        """What is assumed and what each source brought, as shares of the role; together the readiness."""
        return sources_of(self.target, self.profile)

    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """The smallest changes of what was said that would flip the verdict; none where there is no verdict."""
        if not self.anything_known:
            return ()
        margin = self.framework.measurement.margin.value
        return flips(self.profile, must_have_odds(self.profile, self.target, margin))

    @cached_property
    def next_questions(self) -> tuple[NextQuestion, ...]:
        """The best next answer, situation and rater, whatever narrows the picture most first."""
        return next_questions(self.framework, self.answers, self.target, self.profile)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Why a second look at the answers is worth it, as far as the answers alone tell."""
        return hints(self.framework, self.answers)

    @property
    def contradictory(self) -> tuple[Gap, ...]:
        """The competencies where two sources lie further apart than they should: to talk over."""
        return tuple(gap for gap in self.gaps if gap.contradiction)

    @property
    def clearly_short(self) -> tuple[Gap, ...]:
        """The must-haves short by the person's words whose required level lies beyond the interval's upper end too."""
        return tuple(g for g in self.must_haves if g.missing > 0 and g.high < g.need.level - g.margin)


def gap_report(
    framework: Framework, answers: Answers, target: str, today: date | None = None, *, applicant: bool = False
) -> GapReport:
    """Compare all that is known of a person with a target role of the framework.

    For an applicant the same is assumed as of all others who apply, whatever the present role. KeyError for an unknown
    role, ValueError for evidence without `today`, from which its age counts.
    """
    return gap_reports(framework, [answers], target, today, applicants=applicant)[0]


def gap_reports(
    framework: Framework,
    people: Sequence[Answers],
    target: str,
    today: date | None = None,
    *,
    applicants: bool = False,
    leniency: Leniency = NOBODY,
) -> list[GapReport]:
    """Compare many people with one role in one go: for each what `gap_report` says.

    `leniency` of raters comes from a stored calibration, never from these people.
    """
    known = [all_ratings(framework, answers, today) for answers in people]
    vacancy = prior_of_vacancy(framework, target)
    priors = [vacancy if applicants else prior_of_role(framework, answers.role) for answers in people]
    profiles = measure_all(framework, known, np.array(priors), leniency)
    ready = readiness_all(framework, framework.roles[target], profiles)
    rows = zip(people, profiles, ready, strict=True)
    return [_report(framework, target, answers, profile, one) for answers, profile, one in rows]


def _report(framework: Framework, target: str, answers: Answers, profile: Profile, ready: Readiness) -> GapReport:
    role = framework.roles[target]
    observed = observed_levels(framework.measurement, self_ratings(answers))
    apart = contradictions(profile)
    return GapReport(
        framework,
        answers,
        role,
        profile,
        tuple(_gap(framework, need, answers, observed, profile, apart) for need in role.requirements.items()),
        ready,
        step_progress(framework, answers.role, target, profile),
        tuple(nearest_roles(framework, answers, target)),
    )


def _gap(
    framework: Framework,
    asked: tuple[str, Requirement],
    answers: Answers,
    observed: Mapping[str, float],
    profile: Profile,
    apart: Mapping[str, Contradiction],
) -> Gap:
    id, need = asked
    ratings = [rating for rating in profile.ratings if rating.competency == id]
    said = {source: [one for one in ratings if one.source == source] for source in {one.source for one in ratings}}
    lying = {source: observed_levels(framework.measurement, those)[id] for source, those in said.items()}
    return Gap(
        id,
        need,
        answers.by_competency.get(id),
        observed.get(id),
        profile[id],
        tuple(sorted(said)),
        tuple(sorted(source for source, level in lying.items() if level < need.level)),
        len({rating.person for rating in ratings}),
        profile.known_share(id),
        framework.measurement.interval.value,
        framework.measurement.margin.value,
        apart.get(id),
    )


def cluster_levels(report: GapReport) -> dict[str, tuple[float, float]]:
    """Return (estimated, required) mean level by cluster, weighted as the role weighs; 0 to 4."""
    found: dict[str, tuple[float, float]] = {}
    for code in report.framework.clusters:
        inside = [gap for gap in report.gaps if report.framework.competencies[gap.competency].cluster == code]
        total = sum(gap.need.weight for gap in inside)
        if total:
            found[code] = (
                sum(gap.need.weight * gap.level for gap in inside) / total,
                sum(gap.need.weight * gap.need.level for gap in inside) / total,
            )
    return found
