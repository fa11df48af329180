"""Cards made in bulk from a list."""

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from kamcareer.core.cards import MOST_LINES, CardLine, read_lines
from kamcareer.services.audit import Event
from kamcareer.services.cards import all_cards, make_cards, remove_card, unknown_managers
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.limits import CARDS, limited
from kamcareer.web.printed_cards import cards_pdf
from kamcareer.web.records import note_about

LONGEST_LIST = 100_000
WRONG = {
    "fields": _l("three parts with semicolons between them are needed"),
    "number": _l("the first part is not a personnel number"),
    "name": _l("the second part is not a name of at most 80 characters"),
    "manager": _l("the third part is not an e-mail address"),
    "twice": _l("this number is in the list already"),
}


class ListForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Whom cards are for, a line each."""

    people = TextAreaField(
        validators=[InputRequired(_l("Write at least one line")), Length(max=LONGEST_LIST)],
        render_kw={"rows": "8", "spellcheck": "false", "autocomplete": "off"},
    )


@limited(CARDS, by_account=CARDS)
@needs_fresh_proof
def make_cards_here() -> ResponseReturnValue:
    """Answer a list with the cards to print. Nothing is made while a single line of it is wrong."""
    form = ListForm()
    if form.validate_on_submit():
        lines, problems = _read(form.people.data or "")
        if not problems:
            printed = make_cards(db.session(), current_app.config["SECRET_KEY"], lines, now())
            answer = cards_pdf(printed)
            note_about(Event.CARDS_MADE, "", str(len(printed)))
            db.session.commit()
            return answer
        form.people.errors = problems
    page = render_template("hr/cards.html", form=form, cards=all_cards(db.session()), now=now())
    return page, 422 if form.errors else 200


def remove_card_here() -> ResponseReturnValue:
    """Delete the card of somebody who has not come in yet."""
    number = request.form.get("number") or abort(400)
    if not remove_card(db.session(), number):
        abort(404)
    note_about(Event.CARD_REMOVED, "")
    db.session.commit()
    flash(_("The card is deleted, and the name with it."))
    return redirect(url_for("hr.cards"), 303)


def _read(text: str) -> tuple[list[CardLine], list[str]]:
    """Return the lines of the list, and in words what is wrong with it."""
    lines, wrong = read_lines(text)
    problems = [_("Line %(place)s: %(what)s", place=place, what=WRONG[what]) for place, what in wrong.items()]
    if len(lines) > MOST_LINES:
        problems.append(_("At most %(most)s cards at a time", most=MOST_LINES))
    unknown = sorted(unknown_managers(db.session(), lines)) if not problems else []
    problems += [_("%(email)s has no account yet: invite this line manager first", email=email) for email in unknown]
    return lines, problems
