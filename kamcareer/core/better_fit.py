"""Another role that fits better than the one aimed at, when there is one: said to the person, who decides."""

from dataclasses import dataclass

from kamcareer.core.careers import NearRole, step
from kamcareer.core.gaps import GapReport
from kamcareer.core.readiness import readiness
from kamcareer.core.verdict import Verdict, verdict_of

ORDER = (Verdict.NOT_YET, Verdict.POSSIBLE, Verdict.READY)


@dataclass(frozen=True)
class BetterFit:
    """A near role with a better verdict than the target's."""

    near: NearRole
    verdict: Verdict


def better_fit(report: GapReport) -> BetterFit | None:
    """Return the near role with the best verdict where it is better than the target's; None where none is.

    Of equals the one that asks most. A role that asks nothing beyond the present one is no step, and with little data
    nothing is said.
    """
    verdict = report.verdict
    if not report.enough or verdict is None:
        return None
    steps = [near for near in report.near if _is_a_step(report, near.role)]
    found = [BetterFit(near, _verdict(report, near.role)) for near in steps]
    better = [fit for fit in found if ORDER.index(fit.verdict) > ORDER.index(verdict)]
    return max(better, key=lambda fit: (ORDER.index(fit.verdict), _reach(report, fit.near.role)), default=None)


def _is_a_step(report: GapReport, role: str) -> bool:
    present = report.answers.role
    return present is None or bool(step(report.framework, present, role).levels)


def _reach(report: GapReport, role: str) -> int:
    return sum(need.weight * need.level for need in report.framework.roles[role].requirements.values())


def _verdict(report: GapReport, role: str) -> Verdict:
    ready = readiness(report.framework, report.framework.roles[role], report.profile)
    return verdict_of(ready.probability_must_haves)
