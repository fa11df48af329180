"""Who could follow in each role: the list of roles, one role with its people, and all of it as XLSX."""

from collections.abc import Sequence
from datetime import date

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.core.bench import LISTED, Cover, Filling, Pace
from kamcareer.exports.bench_xlsx import bench_table
from kamcareer.services.audit import Event
from kamcareer.services.bench import PAGE, Board, all_successors, board_of, role_bench
from kamcareer.store.database import db
from kamcareer.web.bench_words import bands, covers
from kamcareer.web.clock import now, today
from kamcareer.web.frameworks import current_framework
from kamcareer.web.heat_map import basis
from kamcareer.web.hr.people import sheet_answer
from kamcareer.web.languages import language, percent_end, words
from kamcareer.web.page_number import page_number
from kamcareer.web.plan_context import month_name
from kamcareer.web.records import note, note_scores
from kamcareer.web.typed import one_line
from kamcareer.web.viewer import current_known

HOURS = (1, 2, 4, 8)
KEEPING = (100, 75, 50, 25)  # of a hundred people
LONGEST = 120
NAMED = 12  # people of a band, above the list


def show_benches() -> str:
    """Show every role that somebody holds or is on the way to."""
    board = _board()
    there = board.in_use
    return render_template(
        "hr/bench.html",
        **_context(board),
        benches=there,
        fillings={id: _when(board.filling(id)) for id in there},
        alone=[bench.role for bench in there.values() if bench.cover is Cover.ALONE],
    )


def show_bench(role: str) -> str:
    """Show one role: who could follow, when it is filled from inside, and what a leaving opens."""
    if role not in current_framework().roles:
        abort(404)
    leaves, number = one_line(request.args.get("leaves", ""))[:LONGEST], page_number()
    board = _board(leaves)
    found = role_bench(board, role, number)
    named = [one for people in found.near.values() for one in people[:NAMED]]
    note_scores({one.number for one in [*named, *(one.person for one in found.successors)]})
    holders = [*found.holders, *([board.leaver] if board.leaver and board.leaver.role == role else [])]
    return render_template(
        "hr/bench_role.html",
        **_context(board),
        found=found,
        role=found.bench.role,
        filling=_when(found.filling),
        holders=sorted(holders, key=lambda person: person.name),
        number=number,
        first=(number - 1) * PAGE + 1,
        most_named=NAMED,
        more=number * PAGE < found.count,
        here=_asked(board.pace) | ({"leaves": board.leaver.number} if board.leaver else {}),
    )


def download_benches() -> ResponseReturnValue:
    """Answer a form with all roles and the people on the way to them as XLSX; that somebody took it is noted."""
    board = _board()
    names = {
        "roles": _("Roles"),
        "people": _("People"),
        "role": _("Role"),
        "holders": _("hold it"),
        "ready_from": _("Ready in truth, from"),
        "ready_to": _("Ready in truth, to"),
        "near_from": _("Near in truth, from"),
        "near_to": _("Near in truth, to"),
        "first": _("Months until somebody is expected: in one of twenty cases"),
        "half": _("Months: in half of the cases"),
        "most": _("Months: in nineteen of twenty cases"),
        "within": _("Within five years"),
        "cover": _("What stands out"),
        "number": _("Personnel number"),
        "name": _("Full name"),
        "unit": _("Unit"),
        "post": _("Present post"),
        "band": _("How far"),
        "chance": _("Chance that nothing is missing"),
        "missing": _("More likely missing than there"),
        "guide": _(
            "An estimate for talks, and no decision. Empty months: later than in five years, or nothing can be said."
        ),
    }
    roles = [(bench, board.filling(id)) for id, bench in board.in_use.items()]
    content = bench_table(board.framework, roles, all_successors(board), language(), names, bands(), covers())
    note(Event.BENCH_EXPORTED, current_known().account.id, f"{len(board.people)} people")
    title = _("successors")
    answer = sheet_answer(content, f"{title}_{now():%Y-%m-%d}")
    db.session.commit()
    return answer


def _board(leaves: str = "") -> Board:
    return board_of(db.session(), current_framework(), _pace(), basis(), today(), leaves)


def _pace() -> Pace:
    """Return what the address asks for; what is not among the choices counts as nothing asked."""
    hours, keeping = (request.args.get(name, type=int) for name in ("hours", "keeping"))
    usual = Pace()
    return Pace(
        hours if hours in HOURS else usual.hours, keeping / 100 if keeping and keeping in KEEPING else usual.keeping
    )


def _asked(pace: Pace) -> dict[str, int | str]:
    return {"hours": round(pace.hours), "keeping": round(pace.keeping * 100)}


def _context(board: Board) -> dict[str, object]:
    return {
        "framework": board.framework,
        "board": board,
        "listed": LISTED,
        "bands": bands(),
        "covers": covers(),
        "span": _span,
        "names": _topics,
        "between": _between,
        "hours": HOURS,
        "keeping": KEEPING,
        "asked": _asked(board.pace),
        "form": FlaskForm(),
    }


def _topics(ids: Sequence[str]) -> str:
    competencies = current_framework().competencies
    return ", ".join(words(competencies[id].name) for id in ids)


def _when(filling: Filling | None) -> tuple[str, str] | None:
    """Return by which month somebody is expected in half of the cases, and between which months in nine of ten.

    None where nothing can be said.
    """
    if filling is None:
        return None
    return _month(filling.median), _months_between(filling.low, filling.high)


def _months_between(low: int | None, high: int | None) -> str:
    if low == 0 and high is None:
        return str(_("from today to five years and longer"))
    return str(_("%(low)s – %(high)s", low=_month(low), high=_month(high)))


def _month(months: int | None) -> str:
    if months is None:
        return str(_("later than in five years"))
    return month_name(_after(today(), months)) if months else str(_("already today"))


def _after(start: date, months: int) -> date:
    count = start.month - 1 + months
    return date(start.year + count // 12, count % 12 + 1, 1)


def _between(ends: tuple[float, float]) -> str:
    """Return a range of chances, before more words; nothing where both ends read the same."""
    low, high = (percent_end(end) for end in ends)
    return f"{low}–{high}; " if low != high else ""


def _span(months: tuple[int | None, int | None, int | None]) -> str:
    """Return a range of months in words: 3–14, over 60."""
    low, _middle, high = months
    if low is None:
        return str(_("over 60"))
    if high is None:
        return str(_("from %(low)s to over 60", low=low))
    return f"{low}–{high}" if low != high else str(low)
