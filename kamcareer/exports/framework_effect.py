"""What another version of a framework would do to people, as lines to read and as JSON."""

from collections.abc import Sequence
from typing import Any

from kamcareer.core.framework_effect import FrameworkEffect
from kamcareer.core.gaps import GapReport
from kamcareer.core.verdict import Verdict

WORDS = {Verdict.READY: "ready", Verdict.POSSIBLE: "possible", Verdict.NOT_YET: "not yet", None: "no such role"}
MARK = "*"


def effect_json(effect: FrameworkEffect) -> dict[str, Any]:
    """Return one effect: person, target, before and after (null where the role is gone), lost, reworded, moves."""
    return {
        "person": effect.sample.name,
        "target": effect.sample.target,
        "before": _figures(effect.before),
        "after": effect.after and _figures(effect.after),
        "verdict_before": effect.verdicts[0],
        "verdict_after": effect.verdicts[1],
        "moves": effect.moves,
        "lost": list(effect.lost),
        "reworded": list(effect.reworded),
    }


def effect_text(effects: Sequence[FrameworkEffect]) -> str:
    """Return a line for each person, starred where the verdict is another, and what their answers no longer meet."""
    lines = [f"  {'person':62}  {'readiness':14}  {'all must-haves':14}  verdict"]
    for one in effects:
        lines.append(_line(one))
        lines += [f"    no longer asked: {', '.join(one.lost)}"] if one.lost else []
        lines += [f"    asked in other words: {', '.join(one.reworded)}"] if one.reworded else []
    return "".join(f"{line}\n" for line in lines)


def _line(one: FrameworkEffect) -> str:
    before, after = _figures(one.before), one.after and _figures(one.after)
    ready, held = (
        f"{before[key]:4.0%} → {after[key]:4.0%}" if after else f"{before[key]:4.0%} → none"
        for key in ("readiness", "all_must_haves")
    )
    was, becomes = (WORDS[verdict] for verdict in one.verdicts)
    said = was if was == becomes else f"{was} → {becomes}"
    return f"{MARK if one.moves else ' '} {one.sample.name:62}  {ready:14}  {held:14}  {said}"


def _figures(report: GapReport) -> dict[str, float]:
    readiness = report.readiness
    return {
        "readiness": round(readiness.estimate, 4),
        "low": round(readiness.low, 4),
        "high": round(readiness.high, 4),
        "all_must_haves": round(readiness.probability_must_haves, 4),
    }
