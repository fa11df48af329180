"""How the managers of a round rate, in words: of five people or more together, never a level, never a ranking."""

from uuid import UUID

from flask import render_template
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from kamcareer.core.measurement.difference import Difference
from kamcareer.core.rating_quality import LEAST_PEOPLE, Quality
from kamcareer.services.rating_quality import quality_in
from kamcareer.store.database import db
from kamcareer.web.hr.rounds import progress_or_404

LIKE_OTHERS = 0.2  # levels; below it nothing is said that an interval does not make clear


def show_quality(id: UUID) -> str:
    """Show for each manager of five people or more what can be said of how they rate."""
    progress = progress_or_404(id)
    found = quality_in(db.session(), progress)
    return render_template(
        "hr/rating_quality.html",
        progress=progress,
        found=found,
        least=LEAST_PEOPLE,
        leniency=leniency_words,
        within=within_words,
        between=between_words,
        interval=interval_words,
    )


def leniency_words(one: Quality) -> str:
    """Return whether a manager is kinder or stricter than others, beside what people and colleagues say themselves."""
    found = one.leniency
    if found is None:
        return str(_("cannot be said: too little to compare with"))
    if not found.clear and abs(found.mean) < LIKE_OTHERS:
        return str(_("rates much as others do"))
    about = levels_words(found.mean)
    higher = _("rates about %(levels)s higher than others", levels=about)
    said = str(higher if found.mean > 0 else _("rates about %(levels)s lower than others", levels=about))
    return said if found.clear else f"{said}; {_chance(one)}"


def within_words(one: Quality) -> str:
    """Return how far apart the levels of one person lie, beside those that others give."""
    return _spread(
        one,
        one.within,
        _("topics of one person lie closer together than with others: one impression may colour them all"),
        _("topics of one person lie further apart than with others"),
        _("tells topics of one person apart much as others do"),
    )


def between_words(one: Quality) -> str:
    """Return how far apart the people of a manager lie, beside those of others."""
    return _spread(
        one,
        one.between,
        _("people lie closer together than with others"),
        _("people lie further apart than with others"),
        _("tells people apart much as others do"),
    )


def interval_words(found: Difference) -> str:
    """Return the interval of a difference, in levels."""
    low, high = (format_decimal(round(one, 1) + 0.0, format="+0.0;−0.0") for one in (found.low, found.high))
    return str(_("between %(low)s and %(high)s of a level", low=low, high=high))


def levels_words(value: float) -> str:
    """Return a difference as one says it: in quarters of a level up to one, then in halves."""
    size = abs(value)
    said = {1: _("a quarter of a level"), 2: _("half a level"), 3: _("three quarters of a level"), 4: _("a level")}
    if size < 1.125:  # noqa: PLR2004 - the middle between a level and a quarter more
        return str(said[max(1, round(size * 4))])
    return str(_("%(number)s levels", number=format_decimal(round(size * 2) / 2, format="0.#")))


def _spread(one: Quality, found: Difference | None, closer: str, further: str, alike: str) -> str:
    if found is None:
        return str(_("cannot be said: too little to compare with"))
    if not found.clear and abs(found.mean) < LIKE_OTHERS:
        return alike
    said = closer if found.mean < 0 else further
    return said if found.clear else f"{said}; {_chance(one)}"


def _chance(one: Quality) -> str:
    return str(ngettext("with %(num)d person this can be chance", "with %(num)d people this can be chance", one.people))
